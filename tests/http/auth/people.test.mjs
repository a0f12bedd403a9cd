import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';

import { isProblem, pointersOf, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { origin, until } from '../lib/instance.mjs';
import { mailTo, messagesTo, tokenOf } from '../lib/mail.mjs';
import { confirm, logIn, newOwner, signUp, stranger } from '../lib/people.mjs';

const PATH = '/api/auth/people';
const ask = (changes = {}) => new Client().post(PATH, { ...stranger(), ...changes });

test('POST /people: makes an account that waits for the mailed link (PV-3)', async () => {
	const person = stranger();
	const reply = await new Client().post(PATH, person);
	assert.equal(reply.status, 202, reply.text);
	assert.deepEqual(reply.json, { next: 'Open the link that we mailed you' });
	assert.equal(reply.headers['set-cookie'], undefined);

	const [row] = await sql`select * from person where username = ${person.username}`;
	assert.equal(row.email, null);
	assert.equal(row.confirmed_at, null);
	assert.match(row.password, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	const [{ verb, actor, object, object_kind, workspace }, ...more] = await activityOf(reply);
	assert.deepEqual(more, []);
	assert.deepEqual(
		{ verb, actor, object, object_kind, workspace },
		{
			verb: 'signup',
			actor: row.id,
			object: row.id,
			object_kind: 'person',
			workspace: '00000000-0000-0000-0000-000000000000',
		},
	);
});

test('POST /people: the mail has one link to this origin, and the code is kept only as its hash (ASVS 6.5.2, item 24)', async () => {
	const person = await signUp();
	const message = await mailTo(person.email);
	assert.equal(message.headers.subject, 'Confirm your address');
	const links = message.text.match(/https?:\S+/g);
	assert.equal(links.length, 1);
	assert.ok(links[0].startsWith(`${origin}/confirm#`), links[0]);
	const token = tokenOf(message);
	assert.match(token, /^[A-Za-z0-9_-]{43}$/);
	const kept = await sql`select * from mailed_token where email = ${person.email}`;
	assert.equal(kept.length, 1);
	assert.ok(!JSON.stringify(kept).includes(token));
	await until('the sent mail to be forgotten', async () => {
		const jobs = await sql`select 1 from job where payload::text like ${`%${token}%`}`;
		return jobs.length === 0;
	});
});

test('POST /people: every flaw is told at once, of the shape and of the rules', async () => {
	const flawed = { username: 'No Spaces', email: 'nobody', password: 'too short', is_admin: true };
	isProblem(await ask(flawed), 422, 'invalid', ['#/username', '#/email', '#/password', '#/is_admin']);
	const { username } = stranger();
	const named = { username, email: 'nobody', password: `my name is ${username}`, is_admin: true };
	isProblem(await ask(named), 422, 'invalid', ['#/email', '#/password', '#/is_admin']);
	const both = { username: 'No Spaces', email: 'a@b.example', password: 'my name is No Spaces' };
	isProblem(await ask(both), 422, 'invalid', ['#/username', '#/password']);
});

test('POST /people: a user name that is taken is told', async () => {
	const { username } = await signUp();
	isProblem(await ask({ username }), 409, 'conflict', ['#/username']);
});

test('POST /people: a user name that nobody confirmed in a day is free again', async () => {
	const person = await signUp();
	await sql`update person set created_at = now() - interval '25 hours' where username = ${person.username}`;
	const reply = await ask({ username: person.username });
	assert.equal(reply.status, 202, reply.text);
});

test('POST /people: a confirmed user name is never free again', async () => {
	const { username } = await newOwner();
	await sql`update person set created_at = now() - interval '1 year' where username = ${username}`;
	isProblem(await ask({ username }), 409, 'conflict', ['#/username']);
});

test('POST /people: what may be a user name', async () => {
	const random = stranger().username;
	const bad = [
		'ab',
		'Upper',
		'-abc',
		'_abc',
		'a b c',
		'a.b.c',
		'a@b.c',
		'admin',
		'support',
		'ümlaut',
		'abc\n',
		'x'.repeat(33),
		'\u0430\u0430\u0430',
		'',
	];
	for (const username of bad) isProblem(await ask({ username }), 422, 'invalid', ['#/username']);
	for (const username of [`${random}_-`, `0${random}`, random.padEnd(32, 'x')])
		assert.equal((await ask({ username })).status, 202, username);
});

test('POST /people: what may be an address', async () => {
	const bad = [
		'nobody',
		'a@',
		'@b.c',
		'a@b@c.d',
		'a b@example.org',
		'a@exam ple.org',
		'<a@example.org>',
		'a@example.org\r\nBcc: b@example.org',
		'a@example.org, b@example.org',
		`${'x'.repeat(250)}@b.c`,
	];
	for (const email of bad) isProblem(await ask({ email }), 422, 'invalid', ['#/email']);
	const { username } = stranger();
	for (const email of [`${username}+tag@example.org`, `o'${username}@sub.example.org`])
		assert.equal((await ask({ email })).status, 202, email);
});

test('POST /people: what may be a password (ASVS 6.2.1, 6.2.5, 6.2.9, items 1, 2, 3)', async () => {
	const { username } = stranger();
	const bad = [
		'fourteen chars',
		'a'.repeat(20),
		'abcabcabcabcabcabc',
		`my name is ${username}`,
		`MY NAME IS ${username.toUpperCase()}`,
		`${'é'.repeat(512)}x`,
	];
	for (const password of bad) isProblem(await ask({ username, password }), 422, 'invalid', ['#/password']);
	isProblem(await ask({ password: 'long enough, yes'.padEnd(1025, '?!,.;') }), 422, 'invalid', [
		'#/password',
	]);
	const good = [
		'fifteen, exact!',
		'all lower case words',
		'sixty-four characters of a sentence that goes on, and on, and on',
		'\u{1F600}\u{1F601}\u{1F602}'.repeat(4) + 'abc',
		'long enough, yes'.padEnd(1024, '?!,.;'),
	];
	for (const password of good) assert.equal((await ask({ password })).status, 202, password);
});

test('POST /people: a password is taken whole: no cut, no folding, no trimming (ASVS 6.2.8, item 4)', async () => {
	const { client, ...person } = await newOwner();
	client.close();
	const { password } = person;
	for (const wrong of [password.slice(0, -1), `${password} `, password.toUpperCase(), `${password}x`]) {
		const reply = await new Client().post('/api/auth/sessions', {
			username: person.username,
			password: wrong,
		});
		isProblem(reply, 401, 'bad-login', []);
	}
	await logIn(person);
	const long = await confirm(await signUp({ ...stranger(), password: randomBytes(512).toString('hex') }));
	for (const at of [0, 64, 72, 255, 1023]) {
		const last = long.password[at] === 'a' ? 'b' : 'a';
		const wrong = `${long.password.slice(0, at)}${last}${long.password.slice(at + 1)}`;
		isProblem(await new Client().post('/api/auth/sessions', { username: long.username, password: wrong }), 401, 'bad-login', []);
	}
	await logIn(long);
});

test('POST /people: all flaws are told at once, without their values', async () => {
	const reply = await new Client().post(PATH, { username: 'NotOne', email: 'secretive', password: 'hush' });
	isProblem(
		reply,
		422,
		'invalid',
		['#/email', '#/password', '#/username'].filter((p) => pointersOf(reply).includes(p)),
	);
	for (const value of ['NotOne', 'secretive', 'hush']) assert.ok(!reply.text.includes(value), reply.text);
	const rules = await new Client().post(PATH, {
		username: 'NotOne',
		email: 'secretive',
		password: 'a'.repeat(20),
	});
	isProblem(rules, 422, 'invalid', ['#/username', '#/email', '#/password']);
});

test('POST /people: an address is sent five mails an hour at most, and the answer does not tell', async () => {
	const { email } = stranger();
	const replies = [];
	for (let i = 0; i < 7; i++) replies.push(await ask({ ...stranger(), email }));
	for (const reply of replies) assert.deepEqual(withoutIds(reply), withoutIds(replies[0]));
	await mailTo(email, 5);
	await until('mails to be sent', async () => (await sql`select 1 from job where kind = 'mail' and payload::text like ${`%${email}%`}`).length === 0);
	assert.equal(messagesTo(email).length, 5);
});
