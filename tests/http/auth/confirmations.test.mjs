import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { mailTo, tokenOf } from '../lib/mail.mjs';
import { logIn, signUp, stranger } from '../lib/people.mjs';

const use = (token) => new Client().post('/api/auth/confirmations', { token });
const codeOf = async (person) => tokenOf(await mailTo(person.email));

test('POST /confirmations: the address is theirs, and a workspace', async () => {
	const person = await signUp();
	const reply = await use(await codeOf(person));
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual(reply.json, { username: person.username });

	const [row] = await sql`select id, email, confirmed_at from person where username = ${person.username}`;
	assert.equal(row.email, person.email);
	assert.notEqual(row.confirmed_at, null);
	const homes = await sql`
		select w.name, m.role from member m join workspace w on w.id = m.workspace where m.person = ${row.id}`;
	assert.deepEqual(homes, [{ name: person.username, role: 'owner' }]);
	const [{ verb, actor }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, actor, more], ['email.confirm', row.id, []]);
});

test('POST /confirmations: a link works once (ASVS 6.4.1, item 19)', async () => {
	const person = await signUp();
	const token = await codeOf(person);
	assert.equal((await use(token)).status, 200);
	const again = await use(token);
	isProblem(again, 410, 'gone', []);
	assert.deepEqual(await activityOf(again), []);
});

test('POST /confirmations: fifty at once, and one gets it (ASVS 6.5.1, item 23)', async () => {
	const token = await codeOf(await signUp());
	const replies = await Promise.all(Array.from({ length: 50 }, () => use(token)));
	const counts = replies.map((r) => r.status).sort();
	assert.deepEqual(counts, [200, ...Array(49).fill(410)]);
});

test('POST /confirmations: a link is good for a day (ASVS 6.4.1, item 19)', async () => {
	const person = await signUp();
	const token = await codeOf(person);
	const [{ hours }] = await sql`
		select round(extract(epoch from expires_at - created_at) / 3600) as hours
		  from mailed_token where email = ${person.email}`;
	assert.equal(hours, 24);
	await sql`
		update mailed_token set created_at = now() - interval '25 hours', expires_at = now() - interval '1 second'
		 where email = ${person.email}`;
	isProblem(await use(token), 410, 'gone', []);
	const [row] = await sql`select confirmed_at from person where username = ${person.username}`;
	assert.equal(row.confirmed_at, null);
});

test('POST /confirmations: a code that nobody got', async () => {
	for (const token of ['x', 'A'.repeat(43), "' or 1=1 --", '\u{1F600}'.repeat(50)])
		isProblem(await use(token), 410, 'gone', []);
});

test('POST /confirmations: an address goes to who confirms it first', async () => {
	const first = await signUp();
	const second = await signUp({ ...stranger(), email: first.email });
	const tokens = [tokenOf(await mailTo(first.email, 1)), tokenOf(await mailTo(first.email, 2))];
	assert.notEqual(tokens[0], tokens[1]);
	assert.equal((await use(tokens[1])).status, 200);
	isProblem(await use(tokens[0]), 410, 'gone', []);
	await logIn(second);
	await assert.rejects(logIn(first), { name: 'AssertionError' });
});

test('POST /confirmations: a GET of anything uses no link up, and no link logs anyone in (ASVS 7.6.2, item 42)', async () => {
	const person = await signUp();
	const token = await codeOf(person);
	const client = new Client();
	isProblem(await client.get('/api/auth/confirmations', { query: { token } }), 405, 'bad-method');
	for (const page of ['/confirm', '/reset', '/invitation', `/confirm?token=${token}`]) {
		const reply = await client.get(page);
		assert.deepEqual([reply.status, reply.headers['set-cookie']], [200, undefined], page);
	}
	const used = await client.post('/api/auth/confirmations', { token });
	assert.deepEqual([used.status, used.headers['set-cookie']], [200, undefined]);
	const [{ id }] = await sql`select id from person where username = ${person.username}`;
	assert.deepEqual(await sql`select id from session where person = ${id}`, []);
});
