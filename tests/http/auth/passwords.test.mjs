/* Forgotten and changed passwords, and the sessions that end with the old one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { mailTo, messagesTo, tokenOf } from '../lib/mail.mjs';
import { askReset, confirm, logIn, newOwner, signUp, stranger } from '../lib/people.mjs';

const RESETS = '/api/auth/resets';
const PASSWORDS = '/api/auth/passwords';
const PASSWORD = '/api/auth/password';
const SESSIONS = '/api/auth/sessions';
const SESSION = '/api/auth/session';
/* Asks Redis alone who the caller is. */
const ANYTHING = '/api/annotations/projects';

const reset = (token, password, client = new Client()) => client.post(PASSWORDS, { token, password });
const change = (client, current, password) => client.send('PUT', PASSWORD, { json: { current, password } });
const tries = ({ username }, password) => new Client().post(SESSIONS, { username, password });
const isLoggedIn = async (client) => (await client.get(ANYTHING)).status === 200;

/** No job of a reset waits or runs any more. */
const resetsDone = () =>
	until('resets to be done', async () => (await sql`select 1 from job where kind = 'reset' and state <> 'dead'`).length === 0);

test('POST /resets: the mailed link sets a new password, once, and the old one is none any more', async () => {
	const person = await newOwner();
	const token = await askReset(person);
	const { password } = stranger();
	const reply = await reset(token, password);
	assert.deepEqual([reply.status, reply.json], [200, { username: person.username }]);
	isProblem(await tries(person, person.password), 401, 'bad-login', []);
	await logIn({ ...person, password });
	isProblem(await reset(token, stranger().password), 410, 'gone', []);
});

test('POST /resets: an address that nobody has is answered alike, and gets no mail (ASVS 6.3.8, item 18)', async () => {
	const person = await newOwner();
	const { email } = stranger();
	const [known, unknown] = [await new Client().post(RESETS, { email: person.email }), await new Client().post(RESETS, { email })];
	assert.deepEqual(withoutIds(known), withoutIds(unknown));
	assert.equal(known.status, 202);
	const verbs = async (reply) => (await activityOf(reply)).map((row) => [row.verb, row.actor, row.object]);
	assert.deepEqual(await verbs(known), [['reset.ask', null, null]]);
	assert.deepEqual(await verbs(known), await verbs(unknown));
	await mailTo(person.email, 2);
	await resetsDone();
	assert.deepEqual(messagesTo(email), []);
});

test('POST /resets: an address is found however its domain is written, and before its confirmation not at all', async () => {
	const person = await signUp();
	await new Client().post(RESETS, { email: person.email });
	await resetsDone();
	await confirm(person);
	const [local, domain] = person.email.split('@');
	assert.equal((await new Client().post(RESETS, { email: `${local}@${domain.toUpperCase()}` })).status, 202);
	// The confirming mail, and this one.
	assert.match((await mailTo(person.email, 2)).text, /\/reset#/);
	assert.equal(messagesTo(person.email).length, 2);
});

test('POST /resets: three links an hour, each void when another was used', async () => {
	const person = await newOwner();
	for (let i = 0; i < 5; i++) {
		await new Client().post(RESETS, { email: person.email });
		await resetsDone();
	}
	await mailTo(person.email, 4);
	const sent = messagesTo(person.email);
	assert.equal(sent.length, 4);
	const tokens = sent.slice(1).map(tokenOf);
	assert.equal(new Set(tokens).size, 3);
	assert.equal((await reset(tokens[1], stranger().password)).status, 200);
	for (const token of [tokens[0], tokens[2]]) isProblem(await reset(token, stranger().password), 410, 'gone', []);
});

test('POST /passwords: every session ends with the old password, at once, and the person is told (ASVS 6.3.7, 7.4.2, items 17, 37)', async () => {
	const person = await newOwner();
	const clients = [person.client];
	while (clients.length < 20) clients.push(await logIn(person));
	for (const client of clients) assert.ok(await isLoggedIn(client)); // Redis remembers each
	const token = await askReset(person);
	const reply = await reset(token, stranger().password);
	assert.equal(reply.status, 200);
	for (const client of clients) isProblem(await client.get(ANYTHING), 401, 'unauthorized', []);
	assert.deepEqual(
		(await activityOf(reply)).map((row) => [row.verb, row.actor]),
		[['password.reset', clients[0].session.person]],
	);
	const told = await mailTo(person.email, 3);
	assert.match(told.headers.subject, /password was changed/);
	assert.ok(told.text.includes(person.username));
});

test('POST /passwords: what is no code, one of another kind, an old one', async () => {
	const { password } = stranger();
	isProblem(await reset('A'.repeat(43), password), 410, 'gone', []);
	const unconfirmed = await signUp();
	isProblem(await reset(tokenOf(await mailTo(unconfirmed.email)), password), 410, 'gone', []);
	const person = await newOwner();
	const token = await askReset(person);
	isProblem(await new Client().post('/api/auth/confirmations', { token }), 410, 'gone', []);
	await sql`update mailed_token set created_at = created_at - interval '11 minutes', expires_at = now() where person = ${person.client.session.person}`;
	isProblem(await reset(token, password), 410, 'gone', []);
});

test('POST /passwords: a password that may not be leaves the link good', async () => {
	const person = await newOwner();
	const token = await askReset(person);
	for (const bad of ['too short', `my name is ${person.username}`, 'abcabcabcabcabcabc'])
		isProblem(await reset(token, bad), 422, 'invalid', ['#/password']);
	assert.equal((await reset(token, stranger().password)).status, 200);
});

test('POST /passwords: of many who use a link at once, one does (ASVS 6.5.1, item 23)', async () => {
	const person = await newOwner();
	const token = await askReset(person);
	const passwords = Array.from({ length: 50 }, () => stranger().password);
	const replies = await Promise.all(passwords.map((password) => reset(token, password)));
	const won = replies.findIndex((reply) => reply.status === 200);
	assert.ok(won >= 0);
	// More than a few hashes at once are refused, and may be tried again.
	for (const [i, reply] of replies.entries())
		if (i !== won) isProblem(reply, ...(reply.status === 429 ? [429, 'too-many'] : [410, 'gone']), []);
	await logIn({ ...person, password: passwords[won] });
});

test('PUT /password: this session goes on, the others end, the person is told (ASVS 6.3.7, 7.4.3, items 17, 38)', async () => {
	const person = await newOwner();
	const other = await logIn(person);
	assert.ok(await isLoggedIn(other));
	const token = await askReset(person);
	const { password } = stranger();
	assert.equal((await change(person.client, person.password, password)).status, 204);
	assert.ok(await isLoggedIn(person.client));
	isProblem(await other.get(ANYTHING), 401, 'unauthorized', []);
	isProblem(await tries(person, person.password), 401, 'bad-login', []);
	await logIn({ ...person, password });
	assert.match((await mailTo(person.email, 3)).headers.subject, /password was changed/);
	// A link that was mailed before sets nothing any more.
	isProblem(await reset(token, stranger().password), 410, 'gone', []);
});

test('PUT /password: both flaws at once, and nothing changes (ASVS 6.2.3, item 8)', async () => {
	const { client, username, password } = await newOwner();
	isProblem(await change(client, 'not my password', `my name is ${username}`), 422, 'invalid', ['#/current', '#/password']);
	const wrong = await change(client, 'not my password', stranger().password);
	isProblem(wrong, 422, 'invalid', ['#/current']);
	assert.deepEqual(await activityOf(wrong), []);
	const { route, status } = await logOf(wrong);
	assert.deepEqual([route, status], ['/password', 422]);
	isProblem(await change(client, password, 'short'), 422, 'invalid', ['#/password']);
	await logIn({ username, password });
});

test('PUT /password: of two changes at once, one is told that the other was first', async () => {
	const person = await newOwner();
	const second = await logIn(person);
	const replies = await Promise.all(
		[person.client, second].map((client) => change(client, person.password, stranger().password)),
	);
	const statuses = replies.map((reply) => reply.status).sort();
	// Whoever comes second finds another password, or a session that has ended.
	assert.equal(statuses[0], 204);
	assert.ok([401, 409, 422].includes(statuses[1]), statuses.join());
});

test('POST /sessions: no log-in with the old password outlives another one', async () => {
	for (let round = 0; round < 15; round++) {
		const person = await newOwner();
		const { client } = person;
		let isOver = false;
		const logInAgain = async () => {
			while (!isOver) assert.ok([201, 401].includes((await tries(person, person.password)).status));
		};
		const trying = [0, 1, 2].map(logInAgain);
		assert.equal((await change(client, person.password, stranger().password)).status, 204);
		isOver = true;
		await Promise.all(trying);
		assert.equal((await client.get(SESSIONS)).json.items.length, 1);
	}
});

test('GET /sessions: one own list, oldest first, with the one that asks (SE-1) (ASVS 7.5.2, item 41)', async () => {
	const person = await newOwner();
	const second = await logIn(person);
	const { json } = await second.get(SESSIONS);
	assert.deepEqual(
		json.items.map((s) => s.current),
		[false, true],
	);
	assert.equal(json.items[1].expires_at, second.session.expires_at);
	const page = await second.get(SESSIONS, { query: { limit: '1' } });
	assert.equal(page.json.items.length, 1);
	assert.ok(page.json.next);
	await second.send('DELETE', SESSION);
	assert.equal((await person.client.get(SESSIONS)).json.items.length, 1);
});

test('DELETE /sessions/{id}: it ends on the very next request; another person finds none (ASVS 7.5.2, item 41)', async () => {
	const person = await newOwner();
	const second = await logIn(person);
	assert.ok(await isLoggedIn(second));
	const { id } = (await second.get(SESSIONS)).json.items.find((s) => s.current);
	const neighbour = await newOwner();
	isProblem(await neighbour.client.send('DELETE', `${SESSIONS}/${id}`), 404, 'not-found', []);
	assert.ok(await isLoggedIn(second));
	assert.equal((await person.client.send('DELETE', `${SESSIONS}/${id}`)).status, 204);
	isProblem(await second.get(ANYTHING), 401, 'unauthorized', []);
	isProblem(await person.client.send('DELETE', `${SESSIONS}/${id}`), 404, 'not-found', []);
	const own = (await person.client.get(SESSIONS)).json.items[0].id;
	const reply = await person.client.send('DELETE', `${SESSIONS}/${own}`);
	assert.equal(reply.status, 204);
	assert.match(String(reply.headers['set-cookie']), /Max-Age=0/);
});

test('DELETE /sessions: all but this one end, at once; again there is nothing to do (ASVS 7.5.2, item 41)', async () => {
	const person = await newOwner();
	const others = await Promise.all(Array.from({ length: 9 }, () => logIn(person)));
	for (const other of others) assert.ok(await isLoggedIn(other));
	const reply = await person.client.send('DELETE', SESSIONS);
	assert.equal(reply.status, 204);
	for (const other of others) isProblem(await other.get(ANYTHING), 401, 'unauthorized', []);
	assert.ok(await isLoggedIn(person.client));
	const again = await person.client.send('DELETE', SESSIONS);
	assert.equal(again.status, 204);
	assert.deepEqual(await activityOf(again), []);
});

test('POST /sessions: nobody is logged in at more than a hundred places', async () => {
	const person = await newOwner();
	const { person: id } = person.client.session;
	await sql`insert into session (id, token_hash, person, expires_at)
	          select ('01900000-0000-7000-8000-' || right(md5(${id} || n), 12))::uuid, encode(sha256((${id} || n)::bytea), 'hex'), ${id}, now() + interval '1 day'
	            from generate_series(1, 120) n`;
	await logIn(person);
	const alive = await sql`select id from session where person = ${id} and revoked_at is null`;
	assert.equal(alive.length, 100);
	assert.ok(await isLoggedIn(person.client));
});
