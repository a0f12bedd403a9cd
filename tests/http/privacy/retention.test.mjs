/* What has had its time goes, by itself and by the hour (PR-6); what is held stays until that ends (UP-6). */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { addInvitation, addToken, endLeases, sql } from '../lib/database.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { addUnsubscription } from '../lib/mail_preferences.mjs';
import { logIn, newOwner, signUp } from '../lib/people.mjs';
import { addRequest } from '../lib/requests.mjs';
import { childrenOf, end as kill, pidOf } from '../lib/processes.mjs';
import { begin, end, sweep } from '../lib/retention.mjs';

const sweptOf = async (relation) => (await sql`select swept from retention_rule where relation = ${relation}`)[0].swept;
const metric = () =>
	Number(/^obelus_rows_swept\S* (\d+)$/m.exec(
		execFileSync('curl', ['-s', '--unix-socket', inRun('sock', 'metrics.sock'), 'http://localhost/metrics/privacy'], { encoding: 'utf8' }))[1]);

/** Sessions of a person that ended so many days ago. */
const oldSessions = (person, count, days) => sql`
	insert into session (id, token_hash, person, created_at, expires_at)
	select gen_random_uuid(), encode(sha256(gen_random_uuid()::text::bytea), 'hex'), ${person}, now() - interval '1 year', now() - interval '1 day' * ${days}
	  from generate_series(1, ${count})`;

/* Of someone a row for each rule: [its table, the column that says when its time came, where it is found]. */
async function remains() {
	const { client, email } = await newOwner();
	const { person, workspace } = client.session;
	const token = await addToken({ person, workspace });
	const invitation = await addInvitation(workspace, person, `${randomUUID()}@example.org`);
	const dead = randomUUID();
	await sql`insert into job (id, handler, kind, payload, state) values (${dead}, 'auth', 'mail', ${JSON.stringify({ to: email })}, 'dead')`;
	const never = await signUp();
	const hold = randomUUID();
	await sql`insert into legal_hold (id, reason, workspace, approved_by, approved_too, starts_at, ends_at)
		values (${hold}, 'a test', ${randomUUID()}, ${randomUUID()}, ${randomUUID()}, now() - interval '2 years', now() - interval '18 months')`;
	const copy = randomUUID();
	await sql`insert into personal_export (id, person, state, ended_at) values (${copy}, ${person}, 'expired', now())`;
	const [over, stood] = [randomUUID(), randomUUID()];
	await sql`insert into erasure (id, person, state, ends_at, ended_at) values (${over}, ${person}, 'cancelled', now(), now())`;
	await sql`insert into erasure_pseudonym (person, workspace) values (${stood}, ${workspace})`;
	const { id: request } = await addRequest(null);
	await sql`update privacy_request set state = 'duplicate' where id = ${request}`;
	const looked = randomUUID();
	await sql`insert into staff_access (id, staff, request, reason) values (${looked}, ${person}, ${request}, 'audit')`;
	const mail = await addUnsubscription(person);
	await sql`insert into policy_proposal (mode, version, proposed_by, class, effective_from)
		select v.mode, v.number, ${person}, 'minor', now() from policy_version v left join policy_proposal p on p.mode = v.mode and p.version = v.number
		 where v.number = 1 and p.mode is null order by v.mode limit 1`;
	return [
		['policy_proposal', 'proposed_at', `proposed_by = '${person}'`],
		['mail_delivery', 'made_at', `token_hash = '${createHash('sha256').update(mail.id).digest('hex')}'`],
		['privacy_request', 'closed_at', `id = '${request}'`],
		['staff_access', 'at', `id = '${looked}'`],
		['erasure', 'ended_at', `id = '${over}'`],
		['erasure_pseudonym', 'made_at', `person = '${stood}'`],
		['personal_export', 'ended_at', `id = '${copy}'`],
		['session', 'revoked_at', `person = '${person}'`],
		['mailed_token', 'used_at', `person = '${person}'`],
		['known_browser', 'seen_at', `person = '${person}'`],
		['access_token', 'revoked_at', `id = '${token.id}'`],
		['invitation', 'voided_at', `id = '${invitation.id}'`],
		['job', 'ended_at', `id = '${dead}'`],
		['person', 'created_at', `username = '${never.username}'`],
		['legal_hold', 'ends_at', `id = '${hold}'`],
	];
}

/** Which of them are still there. */
async function left(rows) {
	const found = await Promise.all(rows.map(([table, , where]) => sql([`select '${table}' as relation from ${table} where ${where} limit 1`])));
	return found.flat().map((row) => row.relation);
}

/** Their time came so many periods of their rules and so many minutes ago. */
async function age(rows, minutes) {
	for (const [table, column, where] of rows)
		await sql([`update ${table} set ${column} = now() - (select period::interval from retention_rule where relation = '${table}') - interval '${minutes} minutes' where ${where}`]);
}

test('what is a minute inside its time stays, what is a minute past it goes, of each rule (PR-6)', async () => {
	const [inside, past] = [await remains(), await remains()];
	const rules = (await sql`select relation from retention_rule`).map((rule) => rule.relation).sort();
	assert.deepEqual(inside.map(([table]) => table).sort(), rules, 'this test knows each rule');
	await age(inside, -1);
	await age(past, 1);
	const before = metric();
	await sweep();
	assert.deepEqual((await left(inside)).sort(), rules);
	assert.deepEqual(await left(past), []);
	assert.ok(metric() >= before + rules.length, 'the metric counts them');
});

test('the sweeper was there before anybody asked for it, and comes again in an hour (PR-6)', async () => {
	await sweep();
	assert.deepEqual(await sql`select relation from retention_rule where swept_at is null or swept_at < now() - interval '1 minute'`, []);
	const jobs = await sql`select state, extract(epoch from run_at - now()) as wait from job where handler = 'privacy' and kind = 'retention'`;
	assert.equal(jobs.length, 1);
	assert.ok(jobs[0].wait > 3500 && jobs[0].wait <= 3600, `in ${jobs[0].wait} s`);
});

test('what is left of it are numbers: how many rows of which table (PR-6)', async () => {
	const { client: { session } } = await newOwner();
	await oldSessions(session.person, 3, 31);
	const before = await sweptOf('session');
	const at = readFileSync(inRun('log', 'privacy-work.log')).length;
	await sweep();
	assert.equal(await sweptOf('session'), before + 3);
	const lines = readFileSync(inRun('log', 'privacy-work.log')).subarray(at).toString().trim().split('\n').map((line) => JSON.parse(line));
	const { at: _at, instance: _instance, ...said } = lines.find((line) => line.event === 'retention.swept' && line.relation === 'session');
	assert.deepEqual(said, { level: 'info', handler: 'privacy', event: 'retention.swept', relation: 'session', rows: '3' });
});

/** As an operator does it. */
const asOperator = async (statement) => {
	await sql`set role obelus_admin`;
	try {
		return await sql(statement);
	} finally {
		await sql`reset role`;
	}
};

test('a hold keeps what is about its person while it lasts, and nothing of others; its end lets it go (UP-6)', async () => {
	const [ada, ben] = [await newOwner(), await newOwner()];
	const ids = [ada, ben].map((person) => person.client.session.person);
	for (const id of ids) await oldSessions(id, 2, 31);
	const there = async () => Promise.all(ids.map(async (id) => (await sql`select id from session where person = ${id} and expires_at < now()`).length));
	const [{ hold }] = await asOperator([`select legal_hold_begin('a file', now() + interval '1 day', '${ada.username}', '${ben.username}', '${ada.username}') as hold`]);
	await sweep();
	assert.deepEqual(await there(), [2, 0]);
	await sweep();
	assert.deepEqual(await there(), [2, 0], 'however often it is asked');
	await sql`update legal_hold set starts_at = now() - interval '2 days', ends_at = now() - interval '1 second' where id = ${hold}`;
	await sweep();
	assert.deepEqual(await there(), [0, 0]);
});

test('a sweeper that is killed again and again goes on where it was, and counts each row once (PR-6)', async () => {
	const ROWS = 40_000;
	const { client: { session } } = await newOwner();
	const before = await sweptOf('session');
	await oldSessions(session.person, ROWS, 31);
	const count = async () => (await sql`select count(*)::int as n from session where person = ${session.person} and expires_at < now()`)[0].n;
	const job = await begin();
	let killed = 0;
	for (let seen = ROWS; killed < 3; killed++) {
		let now;
		await until('rows to go', async () => (now = await count()) < seen, 30_000);
		if (now === 0) break;
		seen = now;
		for (const pid of childrenOf(pidOf('privacy-work'))) await kill(pid);
		await endLeases('privacy');
	}
	assert.ok(killed > 0, 'it was done before it was killed');
	await end(job);
	assert.equal(await count(), 0);
	assert.equal(await sweptOf('session'), before + ROWS);
	assert.equal((await sql`select 1 from job where handler = 'privacy' and kind = 'retention'`).length, 1);
});

test('never are two at it: who finds another at work leaves it to them (PR-6)', async () => {
	const { client: { session } } = await newOwner();
	await oldSessions(session.person, 1, 31);
	const count = async () => (await sql`select 1 from session where person = ${session.person} and expires_at < now()`).length;
	await sql`select pg_advisory_lock(hashtext('retention'))`;
	try {
		await sweep();
		assert.equal(await count(), 1);
	} finally {
		await sql`select pg_advisory_unlock(hashtext('retention'))`;
	}
	await sweep();
	assert.equal(await count(), 0);
});

test('whoever is logged in, has a link or was invited notices nothing of it (PR-6)', async () => {
	const person = await newOwner();
	const waits = await signUp();
	await sql`update person set created_at = now() - interval '2 years' where id = ${person.client.session.person}`;
	await sweep();
	assert.equal((await person.client.get('/api/auth/session')).status, 200);
	await logIn(person);
	assert.equal((await sql`select 1 from mailed_token t join person p on p.id = t.person where p.username = ${waits.username}`).length, 1);
});
