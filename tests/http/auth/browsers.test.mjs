/* A log-in with a browser that is new is told by mail; one with a known browser, and a person's first, is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { askReset, logIn, newOwner, stranger } from '../lib/people.mjs';
import { isProblem } from '../lib/checks.mjs';

const SESSIONS = '/api/auth/sessions';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** The person logs in anew with a browser that nobody was logged in with, or with this one. */
function elsewhere({ username, password }, agent = null, client = new Client()) {
	client.cookie = client.csrf = null;
	return client.post(SESSIONS, { username, password }, { headers: { 'user-agent': agent } });
}

/** Every mail that is due has been sent. */
const sent = ({ email }) =>
	until('mails to be sent', async () =>
		(await sql`select 1 from job where kind = 'mail' and state <> 'dead' and payload ->> 'to' = ${email}`).length === 0);
async function subjects(person) {
	await sent(person);
	return messagesTo(person.email).map((message) => message.headers.subject);
}

test('POST /sessions: one mail for a browser that is new, and none for one that is known (SE-1, UP-5) (ASVS 6.3.5, item 16)', async () => {
	const person = await newOwner();
	const client = new Client();
	const first = await elsewhere(person, FIREFOX, client);
	assert.equal(first.status, 201);
	for (let i = 0; i < 3; i++) assert.equal((await elsewhere(person, FIREFOX, client)).status, 201);
	for (let i = 0; i < 3; i++) await logIn(person);
	assert.deepEqual(await subjects(person), ['Confirm your address', 'A log-in with another browser']);
});

test('POST /sessions: the mail says when, with what, and how to end it, and nothing else (ASVS 6.3.5, item 16)', async () => {
	const person = await newOwner();
	const reply = await elsewhere(person, FIREFOX);
	const { text } = await mailTo(person.email, 2);
	const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(reply.json.authenticated_at);
	assert.equal(
		text.trim().replaceAll('\r\n', '\n'),
		`Hello ${person.username},

someone has logged in to your account with a browser that was not used for it before: Firefox 143 on Linux, on ${date} at ${time} UTC.

If it was you, there is nothing to do. If it was not you, set another password at once, which ends this log-in and all others:

${new Client().at.origin}/reset`,
	);
});

test('POST /sessions: what a browser says of itself is not quoted, only understood', async () => {
	const agents = {
		'Firefox/143 <script>': 'Firefox 143,',
		'canary {who}': 'one that did not say which,',
		'Mozilla/5.0 (Windows NT 10.0) canary': 'Windows,',
	};
	for (const [agent, told] of Object.entries(agents)) {
		const person = await newOwner();
		await elsewhere(person, agent);
		const { text } = await mailTo(person.email, 2);
		assert.ok(text.replace(/\s+/g, ' ').includes(`before: ${told}`), text);
		assert.doesNotMatch(text, /canary|script/);
	}
});

test('GET /sessions: each is named by kind and version of its browser and by its system, also after it went on as another', async () => {
	const person = await newOwner();
	const client = new Client();
	const agent = { 'user-agent': FIREFOX };
	const named = async () => (await client.get(SESSIONS)).json.items.find((s) => s.current).browser;
	const began = await elsewhere(person, FIREFOX, client);
	client.csrf = began.json.csrf;
	assert.equal(await named(), 'Firefox 143 on Linux');
	const typed = await client.post('/api/auth/session/authentications', { password: person.password }, { headers: agent });
	assert.equal(typed.status, 200, typed.text);
	client.csrf = typed.json.csrf;
	assert.equal(await named(), 'Firefox 143 on Linux');
	const moved = await client.send('PUT', '/api/auth/session/workspace', { json: { workspace: typed.json.workspace }, headers: agent });
	assert.equal(moved.status, 200, moved.text);
	assert.equal(await named(), 'Firefox 143 on Linux');
	const unknown = new Client();
	assert.equal((await elsewhere(person, 'canary Mozilla/5.0', unknown)).status, 201);
	assert.equal((await unknown.get(SESSIONS)).json.items.find((s) => s.current).browser, null);
	const [{ n }] = await sql`select count(*)::int as n from session where browser ~ 'Mozilla|canary'`;
	assert.equal(n, 0);
});

test('POST /sessions: a wrong password and a first log-in are told to nobody', async () => {
	const person = await newOwner();
	isProblem(await new Client().post(SESSIONS, { username: person.username, password: stranger().password }), 401, 'bad-login', []);
	assert.deepEqual(await subjects(person), ['Confirm your address']);
});

test('POST /sessions: five mails an hour, then the person knows; fifty browsers are known', async () => {
	const person = await newOwner();
	for (let i = 0; i < 8; i++) assert.equal((await elsewhere(person)).status, 201);
	// The first of them was known when the hour began.
	assert.equal((await subjects(person)).length, 1 + 4);
	const { person: id } = person.client.session;
	await sql`insert into known_browser (token_hash, person, seen_at)
		select md5(n::text) || md5(random()::text), ${id}, now() - interval '1 day' from generate_series(1, 60) n`;
	assert.equal((await elsewhere(person)).status, 201);
	const [{ n }] = await sql`select count(*)::int as n from known_browser where person = ${id}`;
	assert.equal(n, 50);
	await logIn(person);
});

test('POST /passwords: the browser that set a new password is not told of, any other is', async () => {
	const person = await newOwner();
	const client = new Client();
	const { password } = stranger();
	await client.post('/api/auth/passwords', { token: await askReset(person), password });
	person.password = password;
	assert.equal((await elsewhere(person, FIREFOX, client)).status, 201);
	await sent(person);
	const before = messagesTo(person.email).length;
	await logIn(person); // the browser until now
	assert.equal((await subjects(person)).at(-1), 'A log-in with another browser');
	assert.equal(messagesTo(person.email).length, before + 1);
});
