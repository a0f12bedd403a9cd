/* What a backup remembers of someone who was erased since is forgotten again before anybody is let in. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { until } from '../lib/instance.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';

let own;
before(() => {
	own = new OwnInstance();
	own.dev('run');
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
	assert.equal(count(`erasure_pseudonym`) + count('erasure_address'), 0);
	assert.equal(own.sql(`select state from erasure where id = '${erasure}'`), 'done');
});
