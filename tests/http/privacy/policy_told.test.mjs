/* A material version of the policy is mailed to everyone who has an account, once: on an instance of its own, because that is everyone. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { until } from '../lib/instance.mjs';
import { messagesTo } from '../lib/mail.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';
import { logIn } from '../lib/people.mjs';
import { NEXT, shipping } from '../lib/policy.mjs';
import { childrenOf, end } from '../lib/processes.mjs';

const MANY = 420; // more than two batches
const DEMO = { username: 'demo', password: 'obelus demo account' };
const STAFF = '/api/privacy/staff';
let own;
before(() => {
	own = new OwnInstance({ LIMIT_PERCENT: '10000' });
	own.dev('run');
});
after(() => own.remove());

const count = (from) => Number(own.sql(`select count(*) from ${from}`));
const mailsTo = (address) => messagesTo(address, own.in('mail/new')).filter((m) => m.headers.subject === 'Our privacy policy changes');

/** Somebody with an account, in some state: {id, name, email}. */
function addPerson(state = 'confirmed_at', password = '$argon2id$none') {
	const id = randomUUID();
	const name = `p${id.slice(-12)}`;
	own.sql(`insert into person (id, username, password, email, email_key) values ('${id}', '${name}', '${password}', '${name}@example.org', '${name}@example.org');
		update person set ${state} = now() where id = '${id}'`);
	return { id, name, email: `${name}@example.org` };
}

/** Another transaction keeps a person, so that whoever makes their mail waits; `release` lets go. */
async function holding(id) {
	const other = spawn('psql', ['-XqAt', '-h', own.in('sock'), '-U', 'postgres', '-d', 'obelus'], { stdio: ['pipe', 'pipe', 'inherit'] });
	let said = '';
	other.stdout.on('data', (chunk) => (said += chunk));
	other.stdin.write(`begin; select 'held' from person where id = '${id}' for update;\n`);
	await until('the person to be held', () => said.includes('held'));
	return { release: () => new Promise((done) => other.on('close', done).stdin.end()) };
}

test('a material version is mailed to everyone who has an account, once, though the worker is killed in the middle of it (CG-3, CG-4)', async () => {
	own.sql(`insert into person (id, username, password, email, email_key, confirmed_at)
		select gen_random_uuid(), 'many' || n, '$argon2id$none', 'many' || n || '@example.org', 'many' || n || '@example.org', now() from generate_series(1, ${MANY}) n`);
	const [frozen, unconfirmed, ada] = [addPerson('confirmed_at'), addPerson('created_at'), addPerson('confirmed_at', own.sql("select password from person where username = 'demo'"))];
	own.sql(`update person set frozen_at = now() where id = '${frozen.id}'`);
	own.sql("insert into staff (person) select id from person where username in ('demo', '" + ada.name + "')");
	own.sql(`insert into member (workspace, person, role) select workspace, '${ada.id}', 'annotator' from member limit 1`);
	own.sql(`begin; ${shipping({ number: NEXT, changes: ['One more word.'] })} commit`);
	const [demo, second] = [await logIn(DEMO, new Client({ at: own.origin })), await logIn({ ...DEMO, username: ada.name }, new Client({ at: own.origin }))];
	const said = { number: NEXT, class: 'material', effective_from: new Date(Date.now() + 40 * 86_400_000).toISOString() };
	const decide = (client) => client.post(`${STAFF}/policy/decisions`, said);
	assert.equal((await decide(demo)).json.standing, 'waiting');
	assert.equal(count("job where kind = 'policy_notice'"), 0);

	/* The worker is stopped within the second batch. */
	const { release } = await holding(own.sql("select id from person where username like 'many%' order by id offset 290 limit 1"));
	try {
		assert.equal((await decide(second)).json.standing, 'announced');
		await until('the second batch', () => count("pg_stat_activity where wait_event_type = 'Lock' and usename = 'obelus_privacy'") === 1, 20_000, 50);
		const first = count('policy_notice');
		assert.ok(first > 190 && first <= 200, `${first} were told`);
		for (const pid of childrenOf(own.pids['privacy-work'])) await end(pid);
	} finally {
		await release();
	}
	own.sql("update job set leased_until = now() where handler = 'privacy' and state = 'running'; select pg_notify('job_privacy', '')");
	const isOver = () => count('policy_telling where ended_at is not null') === 1 && count("job where handler = 'privacy' and kind in ('policy_notice', 'mail')") === 0;
	await until('everyone to be told', isOver, 30_000, 50);

	const active = own.sql('select email from person where confirmed_at is not null and frozen_at is null').split('\n');
	assert.equal(active.length, MANY + 2);
	assert.equal(own.sql('select count(*) = count(distinct person) and count(*) = count(job) and count(*) = count(distinct job) from policy_notice'), 't');
	assert.equal(count('policy_notice n join person p on p.id = n.person where confirmed_at is not null and frozen_at is null'), active.length);
	assert.equal(count('policy_notice'), active.length);
	for (const email of active) assert.equal(mailsTo(email).length, 1, email);
	for (const { email } of [frozen, unconfirmed]) assert.deepEqual(mailsTo(email), []);
	const [{ told, to_tell }] = (await demo.get(`${STAFF}/policies`)).json.versions;
	assert.deepEqual([told, to_tell], [active.length, active.length]);

	const [{ text, headers }] = mailsTo(ada.email);
	const day = new Date(said.effective_from);
	assert.ok(text.includes(`${day.getUTCDate()} ${day.toLocaleString('en', { month: 'long', timeZone: 'UTC' })} ${day.getUTCFullYear()}`), text);
	for (const words of [`Hello ${ada.name},`, '- One more word.', `${own.origin}/legal/privacy/versions/${NEXT}`, (await demo.get('/api/privacy/policy')).json.contact, 'not taken as your consent'])
		assert.ok(text.includes(words), `${words}: ${text}`);
	assert.equal(headers['list-unsubscribe'], undefined);
	assert.doesNotMatch(text, /\/u\/|\{\w+\}/);
	/* And on their pages, until they have seen it. */
	for (const client of [demo, second]) assert.equal((await client.get('/api/privacy/policy/alert')).json.alerts[0].class, 'material');
	assert.equal((await demo.post('/api/privacy/policy/dismissals', { number: NEXT })).status, 204);
	assert.deepEqual((await demo.get('/api/privacy/policy/alert')).json.alerts, []);
	assert.equal(own.sql("select count(*) from policy_notice n join person p on p.id = n.person where p.username = 'demo' and n.job is not null and n.dismissed_at is not null"), '1');
});
