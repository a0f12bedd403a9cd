/* What a backup remembers of someone who was erased since is forgotten again before anybody is let in. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { root, until } from '../lib/instance.mjs';
import { messagesTo, tokenOf } from '../lib/mail.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';
import { logIn } from '../lib/people.mjs';

let own;
before(() => {
	own = new OwnInstance();
	own.dev('run');
	// What an instance is told later it keeps, unless its handlers would not understand it.
	own.environment.OBELUS_BACKUP_DAYS = 'months';
	assert.equal(own.tryDev('run').status, 1);
	own.environment.OBELUS_BACKUP_DAYS = '35';
	own.dev('run');
	delete own.environment.OBELUS_BACKUP_DAYS;
});
after(() => own.remove());

/** Someone with a workspace of their own who has done something in another's: {id, home, name}. */
function addPerson(shared) {
	const [id, home] = [randomUUID(), randomUUID()];
	const name = `p${id.slice(-12)}`;
	own.sql(`
		insert into person (id, username, password, email, email_key, confirmed_at)
		values ('${id}', '${name}', '$argon2id$none', '${name}@example.org', '${name}@example.org', now());
		insert into workspace (id, name) values ('${home}', '${name}');
		insert into member (workspace, person, role) values ('${home}', '${id}', 'owner'), ('${shared}', '${id}', 'annotator');
		insert into project (workspace, id, name, created_by) values ('${home}', gen_random_uuid(), 'of ${name}', '${id}');
		insert into project (workspace, id, name, created_by) values ('${shared}', gen_random_uuid(), 'Letters', '${id}')`);
	return { id, home, name };
}

const count = (from) => Number(own.sql(`select count(*) from ${from}`));
const certificateOf = (erasure) => new Client({ at: own.origin }).get(`/api/privacy/certificates/${erasure}`);

test('POST /erasures: make restore reads the ledger, and whoever was erased after the backup is erased again (PR-9)', async () => {
	const shared = own.sql('select id from workspace limit 1');
	const [gone, stays] = [addPerson(shared), addPerson(shared)];
	own.dev('backup', own.in('before.dump'));
	// Somebody else has come into the workspace that went: it goes all the same.
	const erasure = randomUUID();
	own.sql(`
		update person set frozen_at = now() where id = '${gone.id}';
		insert into erasure (id, person, ends_at) values ('${erasure}', '${gone.id}', now());
		insert into job (id, handler, kind, payload) values (gen_random_uuid(), 'privacy', 'erase', '{"erasure": "${erasure}"}')`);
	await until('the certificate', async () => (await certificateOf(erasure)).status === 200, 60_000, 100);
	assert.equal(count(`project where created_by = '${gone.id}'`), 0);
	const kept = readFileSync(own.in('ledger'), 'utf8');
	const subjects = new Set(kept.trim().split('\n').map((line) => JSON.parse(line).subject));
	assert.deepEqual([...subjects].sort(), [gone.id, gone.home].sort());

	own.dev('restore', own.in('before.dump'));
	for (const what of [`person where id = '${gone.id}'`, `member where person = '${gone.id}'`, `project where created_by = '${gone.id}'`, `workspace where id = '${gone.home}'`])
		assert.equal(count(what), 0, what);
	// … and nobody else.
	assert.equal(count(`person where id = '${stays.id}'`), 1);
	assert.equal(count(`project where created_by = '${stays.id}'`), 2);
	assert.equal(count(`project where workspace = '${shared}' and name = 'Letters'`), 2);
	await until('the certificate to be there again', async () => (await certificateOf(erasure)).status === 200, 60_000, 100);
	// What day it was asked for only the first certificate told.
	const said = JSON.parse((await certificateOf(erasure)).json.statement);
	assert.deepEqual([said.asked_on, said.replayed_on], [null, said.erased_on]);
	assert.equal(Date.parse(said.backups_until) - Date.parse(said.erased_on), 35 * 86_400_000, 'as long as the operator keeps copies');
	assert.equal(count(`erasure_pseudonym`) + count('erasure_address'), 0);
	assert.equal(own.sql(`select state from erasure where id = '${erasure}'`), 'done');
});

/** The mail that says these words. */
const mailThatSays = (words, name) =>
	until(`"${words}" to ${name}`, () => messagesTo(`${name}@example.org`, own.in('mail', 'new')).find((m) => m.text.includes(words)), 30_000);

test('POST /cancellations: what was taken back after the backup can be taken back after its restore, however late that is (PR-9)', async () => {
	const person = addPerson(own.sql('select id from workspace limit 1'));
	const [, username, password] = /^-- demo: (\S+) \/ (.+)$/m.exec(readFileSync('sql/seed.sql', 'utf8'));
	own.sql(`update person set password = (select password from person where username = '${username}') where id = '${person.id}'`);
	const client = await logIn({ username: person.name, password }, new Client({ at: own.origin }));
	const asked = await client.post('/api/privacy/erasures', { username: person.name });
	assert.equal(asked.status, 202, asked.text);
	const erasure = asked.json.certificate;
	// The backup is four days old, though its job was not begun.
	const move = (days) => own.sql(`update erasure set asked_at = asked_at + interval '${days} days', ends_at = ends_at + interval '${days} days' where id = '${erasure}'`);
	move(-4);
	own.dev('backup', own.in('asked.dump'));
	move(4);
	const cancel = (mail) => new Client({ at: own.origin }).post('/api/privacy/cancellations', { token: tokenOf(mail) });
	const first = await mailThatSays('if it was not you who asked', person.name);
	assert.equal((await cancel(first)).status, 200);

	own.dev('restore', own.in('asked.dump'));
	assert.equal(own.sql(`select state from erasure where id = '${erasure}'`), 'frozen');
	const hours = Number(own.sql(`select extract(epoch from ends_at - now()) / 3600 from erasure where id = '${erasure}'`));
	assert.ok(hours > 71.9 && hours <= 72, `${hours} hours`);
	assert.equal(count(`job join erasure e on payload ->> 'erasure' = e.id::text where e.id = '${erasure}' and run_at = ends_at`), 1);
	assert.equal(count(`job where payload ->> 'erasure' = '${erasure}'`), 1);
	const second = await mailThatSays('restored from a backup', person.name);
	assert.ok(second.text.includes(`${own.origin}/api/privacy/certificates/${erasure}`));
	assert.equal((await cancel(second)).status, 200);
	await logIn({ username: person.name, password }, new Client({ at: own.origin }));
	assert.equal(count(`project where created_by = '${person.id}'`), 2);
});

test('make restore: without the ledger, or with a line of it that is broken, nothing is restored', () => {
	own.dev('backup', own.in('now.dump'));
	own.sql("insert into workspace (id, name) values (gen_random_uuid(), 'after the backup')");
	const isAsBefore = () => assert.equal(count("workspace where name = 'after the backup'"), 1);
	const whole = readFileSync(own.in('ledger'), 'utf8');
	appendFileSync(own.in('ledger'), '{"erasure" : "0000');
	const broken = own.tryDev('restore', own.in('now.dump'));
	assert.equal(broken.status, 1);
	assert.match(broken.stderr, new RegExp(`line ${whole.split('\n').length} of the ledger is broken`));
	isAsBefore();
	writeFileSync(own.in('ledger'), whole);
	renameSync(own.in('ledger'), own.in('ledger.away'));
	const without = own.tryDev('restore', own.in('now.dump'));
	assert.equal(without.status, 1);
	assert.match(without.stderr, /ledger is not there/);
	isAsBefore();
	own.environment.WITHOUT_LEDGER = '1';
	own.dev('restore', own.in('now.dump'));
	assert.equal(count("workspace where name = 'after the backup'"), 0);
});

test('scripts/forget by hand: the ledger may be called anything and read again, and what is none of ours is refused', () => {
	const forget = (ledger, mode = 'demo') => spawnSync(join(root, 'scripts/forget'), [ledger, mode, own.origin],
		{ env: { PATH: process.env.PATH, PGHOST: own.in('sock'), PGPORT: '5432', PGUSER: 'postgres' }, encoding: 'utf8' });
	const file = (text) => {
		writeFileSync(own.in("somebody's ledger"), text);
		return own.in("somebody's ledger");
	};
	const [gone, stays] = [addPerson(own.sql('select id from workspace limit 1')), addPerson(own.sql('select id from workspace limit 1'))];
	const entry = ({ id }, said) => JSON.stringify({ erasure: randomUUID(), kind: 'person', subject: id, ...said });
	const ended = count('restoration');
	for (const line of ['{}', '7', entry(stays, { kind: 'planet' }), entry(stays, { subject: null }), entry(stays, { erasure: 'x' }), '\\.', `\\.\n${entry(stays)}`]) {
		const refused = forget(file(`${line}\n`));
		assert.notEqual(refused.status, 0, line);
		assert.match(refused.stderr, /line 1 of the ledger is broken/, line);
		assert.equal(count('restoration'), ended, 'and nobody is logged out');
	}
	assert.match(forget(file(''), 'sass').stderr, /MODE is saas, demo or onprem/);
	const whole = file(`\n${entry(gone)}`);
	for (const time of ['once', 'again']) {
		const { status, stderr } = forget(whole);
		assert.deepEqual([status, stderr], [0, ''], time);
		assert.deepEqual([gone, stays].map(({ id }) => count(`person where id = '${id}'`)), [0, 1], time);
	}
});
