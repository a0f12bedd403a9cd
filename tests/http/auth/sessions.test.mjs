import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';

import { isProblem, MOMENT, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { handlers } from '../lib/instance.mjs';
import { logIn, newOwner, signUp, stranger } from '../lib/people.mjs';
import { dropEntry, entryOf, hashOf, keysLike, plantEntry } from '../lib/redis.mjs';

const SESSIONS = '/api/auth/sessions';
const SESSION = '/api/auth/session';
const PROJECTS = '/api/annotations/projects';

test('POST /sessions: says who logged in, where and as what', async () => {
	const { username, password, client } = await newOwner();
	client.close();
	const reply = await new Client().post(SESSIONS, { username, password });
	assert.equal(reply.status, 201, reply.text);
	const session = reply.json;
	const [row] = await sql`
		select p.id as person, m.workspace from person p join member m on m.person = p.id
		 where p.username = ${username}`;
	assert.deepEqual(session, {
		person: row.person,
		username,
		workspace: row.workspace,
		workspace_name: username,
		role: 'owner',
		authenticated_at: session.authenticated_at,
		expires_at: session.expires_at,
		csrf: session.csrf,
	});
	assert.match(session.csrf, /^[A-Za-z0-9_-]{43}$/);
	for (const moment of [session.authenticated_at, session.expires_at]) assert.match(moment, MOMENT);
	const days = (Date.parse(session.expires_at) - Date.parse(session.authenticated_at)) / 86_400_000;
	assert.equal(days, 7);
	assert.ok(Math.abs(Date.parse(session.authenticated_at) - Date.parse(reply.headers.date)) < 5000);
	const [{ verb, actor, object_kind }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, actor, object_kind, more], ['login', row.person, 'session', []]);
});

test('POST /sessions: the cookie cannot be read, sent elsewhere or guessed (CK-1) (ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4, 6.5.2, items 24, 54)', async () => {
	const { username, password } = await newOwner();
	const reply = await new Client().post(SESSIONS, { username, password });
	const [line, known, ...more] = reply.headers['set-cookie'];
	assert.match(known, /^__Host-obelus-known=/); // guesses.test.mjs
	assert.deepEqual(more, []);
	const [pair, ...attributes] = line.split('; ');
	assert.match(pair, /^__Host-obelus=[A-Za-z0-9_-]{43}$/);
	assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure']);
	const token = pair.split('=')[1];
	const kept =
		await sql`select s.* from session s join person p on p.id = s.person where p.username = ${username}`;
	assert.ok(kept.some((s) => s.token_hash === hashOf(token)));
	assert.ok(!JSON.stringify(kept).includes(token));
	assert.ok(!reply.text.includes(token));
});

test('POST /sessions: a wrong password and a name that nobody has are told apart by nothing (ASVS 6.3.8, item 18)', async () => {
	const { username, password } = await newOwner();
	const wrong = await new Client().post(SESSIONS, { username, password: `${password}!` });
	const unknown = await new Client().post(SESSIONS, { username: stranger().username, password });
	isProblem(wrong, 401, 'bad-login', []);
	assert.deepEqual(withoutIds(wrong), withoutIds(unknown));
	for (const reply of [wrong, unknown]) {
		assert.equal(reply.headers['set-cookie'], undefined);
		assert.deepEqual(await activityOf(reply), []);
	}
});

test('POST /sessions: not before the address is confirmed, and only the password tells that (ASVS 2.3.1, item 65)', async () => {
	const person = await signUp();
	const right = await new Client().post(SESSIONS, { username: person.username, password: person.password });
	isProblem(right, 403, 'forbidden', []);
	assert.equal(right.headers['set-cookie'], undefined);
	const wrong = await new Client().post(SESSIONS, {
		username: person.username,
		password: 'no, not this one',
	});
	const unknown = await new Client().post(SESSIONS, {
		username: 'nobody-has-this',
		password: 'no, not this one',
	});
	assert.deepEqual(withoutIds(wrong), withoutIds(unknown));
});

test('POST /sessions: a cookie from before never becomes a session (ASVS 7.2.4, item 34)', async () => {
	const { username, password } = await newOwner();
	const client = new Client();
	client.cookie = `__Host-obelus=${'A'.repeat(43)}`;
	const planted = client.cookie;
	await logIn({ username, password }, client);
	assert.notEqual(client.cookie, planted);
	isProblem(await client.get(SESSION, { headers: { cookie: planted } }), 401, 'unauthorized');
});

test('GET /session: the same as the log-in said', async () => {
	const { client } = await newOwner();
	const reply = await client.get(SESSION);
	assert.equal(reply.status, 200);
	assert.deepEqual(reply.json, client.session);
	assert.equal(reply.headers['content-type'], 'application/json; charset=utf-8');
	assert.equal(reply.headers['cache-control'], 'no-store');
});

test('GET /session: cookies that are none', async () => {
	const { client } = await newOwner();
	const token = client.cookie.split('=')[1];
	const bad = [
		`obelus=${token}`,
		`__host-obelus=${token}`,
		`__Host-obelus=${token}x`,
		'__Host-obelus=',
		`__Host-obelus=${token.slice(1)}`,
		`__Host-obelus=${token.slice(0, -1)}*`,
		`__Host-obelus=${token}; __Host-obelus=${'A'.repeat(43)}`,
	];
	for (const cookie of bad)
		isProblem(await client.get(SESSION, { headers: { cookie } }), 401, 'unauthorized', []);
	const among = await client.get(SESSION, { headers: { cookie: `a=b; ${client.cookie}; c=d` } });
	assert.equal(among.status, 200);
	assert.equal((await new Client().get(SESSION)).headers['www-authenticate'], 'Session realm="obelus"');
});

test('DELETE /session: ends it on every handler, though Redis knew it (ASVS 7.4.1, item 36)', async () => {
	const { client } = await newOwner();
	assert.equal((await client.get(PROJECTS)).status, 200);
	assert.notEqual(await entryOf(client), null);
	const spare = client.twin();
	const reply = await client.delete(SESSION);
	assert.equal(reply.status, 204);
	assert.equal(reply.text, '');
	assert.match(reply.headers['set-cookie'][0], /^__Host-obelus=; .*Max-Age=0$/);
	assert.equal(client.cookie, null);
	// For as long as a request may last that knows the session from before.
	const { value, ttl } = await entryOf(spare, { ttl: true });
	assert.ok(value === '-' && ttl > 0 && ttl <= 16, `${value} ${ttl}`);
	const [{ verb }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, more], ['logout', []]);
	for (const path of [SESSION, PROJECTS]) isProblem(await spare.get(path), 401, 'unauthorized', []);
	isProblem(await spare.post(PROJECTS, { name: 'x' }), 401, 'unauthorized', []);
	isProblem(await spare.delete(SESSION), 401, 'unauthorized', []);
});

test('DELETE /session: the browser is told to forget what it kept (CK-1) (ASVS 14.3.1, item 80)', async () => {
	const owner = await newOwner();
	const other = await logIn(owner);
	const own = (await other.get(SESSIONS)).json.items.find((s) => s.current);
	for (const [client, path] of [[owner.client, SESSION], [other, `${SESSIONS}/${own.id}`]]) {
		assert.equal((await client.get(SESSION)).headers['clear-site-data'], undefined);
		const reply = await client.delete(path);
		assert.equal(reply.status, 204, reply.text);
		assert.equal(reply.headers['clear-site-data'], '"cache", "storage"');
		assert.equal(reply.headers['cache-control'], 'no-store');
	}
});

test('DELETE /session: only the one that asked', async () => {
	const owner = await newOwner();
	const other = await logIn(owner);
	assert.equal((await owner.client.delete(SESSION)).status, 204);
	assert.equal((await other.get(SESSION)).status, 200);
});

test('GET /session: the row decides, even against an entry that came back', async () => {
	const { client } = await newOwner();
	await client.get(SESSION);
	const entry = await entryOf(client);
	const spare = client.twin();
	await client.delete(SESSION);
	await plantEntry(spare, entry);
	isProblem(await spare.get(SESSION), 401, 'unauthorized', []);
	await dropEntry(spare);
});

test('GET /session: ends after seven days, and after twelve hours without a visit (CK-1, SE-1) (ASVS 7.3.1, 7.3.2, item 35)', async () => {
	const ways = {
		expired: (hash) => sql`
			update session set created_at = created_at - interval '8 days', expires_at = now() - interval '1 second'
			 where token_hash = ${hash}`,
		idle: (hash) =>
			sql`update session set seen_at = now() - interval '12 hours 1 second' where token_hash = ${hash}`,
		revoked: (hash) => sql`update session set revoked_at = now() where token_hash = ${hash}`,
	};
	for (const [how, age] of Object.entries(ways)) {
		const { client } = await newOwner();
		assert.equal((await client.get(SESSION)).status, 200);
		await age(hashOf(client.cookie.split('=')[1]));
		await dropEntry(client);
		for (const path of [SESSION, PROJECTS])
			isProblem(await client.get(path), 401, 'unauthorized', [], how);
	}
});

test('GET /session: an entry of Redis lives at most fifteen minutes and holds no token', async () => {
	const { client } = await newOwner();
	await dropEntry(client);
	assert.equal((await client.get(PROJECTS)).status, 200); // any handler writes it anew
	const entry = await entryOf(client, { ttl: true });
	assert.ok(entry.ttl > 890 && entry.ttl <= 900, `${entry.ttl} s`);
	assert.ok(!entry.value.includes(client.cookie.split('=')[1]));
});

test('GET /health: every handler says who it is', async () => {
	const client = new Client();
	for (const handler of handlers) {
		const reply = await client.get(`/api/${handler}/health`);
		assert.equal(reply.status, 200, handler);
		assert.deepEqual([reply.json.handler, reply.json.ready], [handler, true]);
	}
});

test('GET /session: sessions that are made up leave no key each in Redis, however often each is tried', async () => {
	const made = Array.from({ length: 50 }, () => hashOf(randomBytes(8)).slice(0, 43));
	const before = new Set(await keysLike('rl:read:*'));
	for (const token of made) {
		const client = new Client();
		for (let i = 0; i < 12; i++)
			isProblem(await client.get(PROJECTS, { headers: { cookie: `__Host-obelus=${token}` } }), 401, 'unauthorized', []);
		client.close();
	}
	const left = (await keysLike('rl:read:*')).filter((key) => !before.has(key));
	// A first try in each worker that is counted with the second: while both were under way.
	assert.ok(left.length <= 5, `${left.length} keys`);
});
