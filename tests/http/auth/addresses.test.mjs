/* A person's address becomes another; the password is shown again before that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { mailTo, messagesTo, tokenOf } from '../lib/mail.mjs';
import { askReset, logIn, newOwner, stranger } from '../lib/people.mjs';
import { dropEntry } from '../lib/redis.mjs';
import { makeStaff } from '../lib/requests.mjs';

const ADDRESSES = '/api/auth/addresses';
const AUTHENTICATIONS = '/api/auth/session/authentications';
const CONFIRMATIONS = '/api/auth/confirmations';
const PERSON = '/api/auth/person';
const ANYTHING = '/api/annotations/projects';

const ask = (client, email) => client.post(ADDRESSES, { email });
const confirm = (token) => new Client().post(CONFIRMATIONS, { token });
const emailOf = async (client) => (await client.get(PERSON)).json.email;

/** The password was shown so many minutes ago; Redis has to ask. */
async function age(client, minutes) {
	await sql`update session set authenticated_at = authenticated_at - ${`${minutes} minutes`}::interval where id = (
		select id from session where person = ${client.session.person} and revoked_at is null order by id desc limit 1)`;
	await dropEntry(client);
}

async function authenticate(client, password) {
	const reply = await client.post(AUTHENTICATIONS, { password });
	if (reply.status === 200) {
		client.session = reply.json;
		client.csrf = reply.json.csrf;
	}
	return reply;
}

test('GET /person: what an account is', async () => {
	const { client, username, email } = await newOwner();
	const { json } = await client.get(PERSON);
	assert.deepEqual([json.id, json.username, json.email, json.is_staff], [client.session.person, username, email, false]);
});

test('GET /person says whether one is of the staff oneself, of nobody else (SH-2)', async () => {
	const [one, other] = [await newOwner(), await newOwner()];
	const isStaff = async ({ client }) => (await client.get(PERSON)).json.is_staff;
	await makeStaff(one.client.session.person);
	assert.deepEqual([await isStaff(one), await isStaff(other)], [true, false]);
	await sql`delete from staff where person = ${one.client.session.person}`;
	assert.equal(await isStaff(one), false);
});

test('POST /addresses: the mailed link makes the change, once, and both addresses are told (ASVS 6.3.7, 6.4.1, items 17, 19)', async () => {
	const person = await newOwner();
	const { email } = stranger();
	const reset = await askReset(person);
	const reply = await ask(person.client, email);
	assert.equal(reply.status, 202);
	assert.deepEqual((await activityOf(reply)).map((row) => [row.verb, row.object]), [['address.ask', person.client.session.person]]);
	const link = await mailTo(email);
	assert.ok(link.text.startsWith(`Hello ${person.username},`));
	assert.match((await mailTo(person.email, 3)).headers.subject, /is to have another address/);
	assert.equal(await emailOf(person.client), person.email);

	const done = await confirm(tokenOf(link));
	assert.deepEqual([done.status, done.json], [200, { username: person.username }]);
	assert.deepEqual((await activityOf(done)).map((row) => [row.verb, row.object]), [['email.confirm', person.client.session.person]]);
	assert.equal(await emailOf(person.client), email);
	for (const told of [await mailTo(email, 2), await mailTo(person.email, 4)]) {
		assert.equal(told.headers.subject, 'Your account has another address');
		assert.ok(told.text.includes(email) && told.text.includes(person.username));
	}
	isProblem(await confirm(tokenOf(link)), 410, 'gone', []);
	// What was mailed to the old address sets nothing any more.
	isProblem(await new Client().post('/api/auth/passwords', { token: reset, password: stranger().password }), 410, 'gone', []);
	const workspaces = (await person.client.get('/api/auth/workspaces')).json.items;
	assert.equal(workspaces.length, 1);
});

test('POST /addresses: asks for the password again after ten minutes (ASVS 7.5.1, item 40)', async () => {
	const { client, password } = await newOwner();
	await age(client, 9);
	assert.equal((await ask(client, stranger().email)).status, 202);
	await age(client, 2);
	const { email } = stranger();
	const late = await ask(client, email);
	isProblem(late, 401, 'reauthenticate', []);
	assert.deepEqual(await activityOf(late), []);
	assert.equal((await client.get(ANYTHING)).status, 200);
	assert.equal((await authenticate(client, password)).status, 200);
	assert.equal((await ask(client, email)).status, 202);
});

test('POST /addresses: one that has an account is answered alike, and its owner told (ASVS 6.3.8, item 18)', async () => {
	const [person, other] = [await newOwner(), await newOwner()];
	const [known, unknown] = [await ask(person.client, other.email), await ask(person.client, stranger().email)];
	assert.deepEqual(withoutIds(known), withoutIds(unknown));
	const told = await mailTo(other.email, 2);
	assert.match(told.headers.subject, /has an account already/);
	assert.doesNotMatch(told.text, /#/);
	assert.ok(!told.text.includes(person.username));
	isProblem(await ask(person.client, person.email), 409, 'conflict', ['#/email']);
});

test('POST /addresses: an address that became another’s meanwhile stays theirs', async () => {
	const [first, second] = [await newOwner(), await newOwner()];
	const { email } = stranger();
	await ask(first.client, email);
	const early = tokenOf(await mailTo(email));
	await ask(second.client, email);
	const late = tokenOf(await mailTo(email, 2));
	assert.equal((await confirm(late)).status, 200);
	isProblem(await confirm(early), 410, 'gone', []);
	assert.deepEqual([await emailOf(first.client), await emailOf(second.client)], [first.email, email]);
});

test('POST /addresses: of several links, the one that is used voids the others', async () => {
	const { client } = await newOwner();
	const [first, second] = [stranger().email, stranger().email];
	for (const email of [first, second]) await ask(client, email);
	assert.equal((await confirm(tokenOf(await mailTo(first)))).status, 200);
	isProblem(await confirm(tokenOf(await mailTo(second))), 410, 'gone', []);
	assert.equal(await emailOf(client), first);
});

test('POST /addresses: five links an hour', async () => {
	const { client } = await newOwner();
	for (let i = 0; i < 5; i++) assert.equal((await ask(client, stranger().email)).status, 202);
	const sixth = await ask(client, stranger().email);
	isProblem(sixth, 409, 'conflict', []);
	assert.deepEqual(await activityOf(sixth), []);
});

test('POST /addresses: no address is flooded, whoever asks', async () => {
	const { email } = stranger();
	for (let i = 0; i < 6; i++) assert.equal((await ask((await newOwner()).client, email)).status, 202);
	await mailTo(email, 5);
	const waiting = await sql`select 1 from job where payload ->> 'to' = ${email} and state <> 'dead'`;
	assert.deepEqual([messagesTo(email).length, waiting.length], [5, 0]);
});

test('POST /session/authentications: another session takes the place of this one (ASVS 7.2.4, item 34)', async () => {
	const { client, password } = await newOwner();
	const before = { cookie: client.cookie, id: client.session.authenticated_at };
	const other = new Client();
	Object.assign(other, { cookie: client.cookie, csrf: client.csrf });
	assert.equal((await other.get(ANYTHING)).status, 200);
	const reply = await authenticate(client, password);
	assert.equal(reply.status, 200);
	assert.notEqual(client.cookie, before.cookie);
	assert.ok(reply.json.authenticated_at > before.id);
	isProblem(await other.get(ANYTHING), 401, 'unauthorized', []);
	assert.equal((await client.get(ANYTHING)).status, 200);
	assert.equal((await client.get('/api/auth/sessions')).json.items.length, 1);
	assert.deepEqual((await activityOf(reply)).map((row) => row.verb), ['session.authenticate']);
});

test('POST /session/authentications: a wrong password changes nothing', async () => {
	const person = await newOwner();
	const { cookie } = person.client;
	const reply = await authenticate(person.client, stranger().password);
	isProblem(reply, 422, 'invalid', ['#/password']);
	assert.deepEqual(await activityOf(reply), []);
	assert.equal(person.client.cookie, cookie);
	assert.equal((await person.client.get(ANYTHING)).status, 200);
});

test('POST /session/authentications: ends no later than the log-in would have', async () => {
	const { client, password } = await newOwner();
	const { expires_at: end } = client.session;
	assert.equal((await authenticate(client, password)).json.expires_at, end);
	assert.equal((await logIn({ username: client.session.username, password })).session.role, 'owner');
});
