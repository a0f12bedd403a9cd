/* Wrong passwords: a name is shut to strangers, never to its owner's browser; nothing tells whether there is such a name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { logOf } from '../lib/log.mjs';
import { askReset, logIn, newOwner, stranger } from '../lib/people.mjs';
import { hashOf, keysLike, redis } from '../lib/redis.mjs';

const SESSIONS = '/api/auth/sessions';
const FREE = 10;
const WRONG = 'not the password, no';

const guess = (username, client = new Client(), password = WRONG) => client.post(SESSIONS, { username, password });
const tokensOf = (client) => client.known.split('=')[1].split('.');

/** Guess at a name until it is shut; what counts in Redis, and what keeps it shut. */
async function shut(username, client) {
	const before = new Set(await keysLike('rl:guess:*'));
	for (let i = 0; i < FREE; i++) isProblem(await guess(username, client), 401, 'bad-login', []);
	const [count, ...more] = (await keysLike('rl:guess:*')).filter((key) => !before.has(key));
	return { count, more, key: count.replace('guess', 'shut') };
}

/** The time a name is shut is over. */
const reopen = ({ key }) => redis('operator', ['DEL', key]);

test('POST /sessions: ten wrong passwords, then a name is shut for half a second (UP-5) (ASVS 6.3.1, item 11)', async () => {
	const { username, password } = await newOwner();
	const { key, more, count } = await shut(username);
	assert.deepEqual(more, []);
	const [left, wrong] = await redis('operator', ['PTTL', key], ['GET', count]);
	assert.ok(left <= 500, `${left} ms`);
	assert.equal(wrong, '10');
	await redis('auth', ['SET', key, '', 'PX', 60_000]);
	const reply = await guess(username, undefined, password);
	isProblem(reply, 429, 'too-many', []);
	const wait = Number(reply.headers['retry-after']);
	assert.ok(wait >= 55 && wait <= 60, `${wait} s`);
	assert.equal(reply.headers['set-cookie'], undefined);
	assert.deepEqual(await activityOf(reply), []);
});

test('POST /sessions: each further one doubles the time, up to a quarter of an hour (ASVS 6.3.1, item 11)', async () => {
	const { username, password } = await newOwner();
	const it = await shut(username);
	for (const most of [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 512_000, 900_000, 900_000]) {
		await reopen(it);
		isProblem(await guess(username), 401, 'bad-login', []);
		const [left] = await redis('operator', ['PTTL', it.key]);
		assert.ok((left > most / 2 || most < 8000) && left <= most, `${left} of ${most} ms`);
	}
	// Nothing is counted while it is shut, and what was counted is kept for a day.
	isProblem(await guess(username), 429, 'too-many', []);
	const [wrong, ttl] = await redis('operator', ['GET', it.count], ['TTL', it.count]);
	assert.equal(wrong, '22');
	assert.ok(ttl > 86_000 && ttl <= 86_400, `${ttl} s`);
	// The right one, as soon as it may be said, and all is forgotten.
	await reopen(it);
	await logIn({ username, password });
	assert.deepEqual(await redis('operator', ['EXISTS', it.key], ['EXISTS', it.count]), [0, 0]);
});

test('POST /sessions: many guesses at once are no way around (ASVS 6.3.1, item 11)', async () => {
	const { username } = await newOwner();
	const replies = await Promise.all(Array.from({ length: 60 }, () => guess(username)));
	const looked = replies.filter((r) => r.status === 401).length;
	for (const reply of replies) assert.ok([401, 429].includes(reply.status), reply.text);
	// While sixty are answered, the half second and the second after it may pass.
	assert.ok(looked <= FREE + 3, `${looked} were looked at`);
});

test('POST /sessions: who fails a thousand times does not keep out a known browser (ASVS 6.1.1, item 12)', async () => {
	const person = await newOwner();
	const it = await shut(person.username);
	const attackers = Array.from({ length: 20 }, () => new Client());
	const answers = new Map();
	for (let i = 0; i < 50; i++)
		for (const { status } of await Promise.all(attackers.map((client) => guess(person.username, client))))
			answers.set(status, (answers.get(status) ?? 0) + 1);
	assert.ok([...answers.keys()].every((status) => status === 401 || status === 429), `${[...answers.keys()]}`);
	assert.ok(answers.get(429) > 900, `${answers.get(429)} of 1,000 refused`);
	// However soon a thousand were refused, and whenever it was shut last.
	await redis('auth', ['SET', it.key, '', 'PX', 60_000]);
	// From anywhere, with the cookie; and with the right password from elsewhere, without it, not yet.
	const { known } = await logIn(person);
	assert.equal(known, person.known);
	isProblem(await guess(person.username, undefined, person.password), 429, 'too-many', []);
	// The owner's coming in has not opened the door for the others.
	isProblem(await guess(person.username, attackers[0]), 429, 'too-many', []);
});

test('POST /sessions: a known browser has a count of its own, which is shut as any (ASVS 6.3.1, item 11)', async () => {
	const person = await newOwner();
	const own = new Client();
	own.known = person.known;
	const it = await shut(person.username, own);
	await redis('auth', ['SET', it.key, '', 'PX', 60_000]);
	isProblem(await guess(person.username, own, person.password), 429, 'too-many', []);
	// Strangers are not kept out by it.
	const other = await logIn({ ...person, known: null });
	assert.notEqual(tokensOf(other)[0], tokensOf(own)[0]);
});

test("POST /sessions: another's cookie, a made-up one and two of the name are strangers' (ASVS 6.1.1, item 12)", async () => {
	const [person, attacker] = [await newOwner(), await newOwner()];
	const it = await shut(person.username);
	await redis('auth', ['SET', it.key, '', 'PX', 60_000]);
	const cookies = [
		attacker.known,
		`__Host-obelus-known=${'A'.repeat(43)}`,
		`__Host-obelus-known=${hashOf(tokensOf(person.client)[0])}`,
		`__host-obelus-known=${tokensOf(person.client)[0]}`,
		`${person.known}; __Host-obelus-known=${'A'.repeat(43)}`,
		'__Host-obelus-known=....',
		`__Host-obelus-known=${'A'.repeat(43)}.${'B'.repeat(43)}.${'C'.repeat(43)}.${'D'.repeat(43)}.${tokensOf(person.client)[0]}`,
	];
	const asks = (cookie) => new Client().post(SESSIONS, { username: person.username, password: person.password }, { headers: { cookie } });
	for (const cookie of cookies) isProblem(await asks(cookie), 429, 'too-many', [], cookie);
	assert.equal((await asks(`a=b; ${person.known}`)).status, 201);
});

test('POST /sessions: a name that nobody has is shut as soon, in the same words (ASVS 6.3.8, item 18)', async () => {
	const { username } = await newOwner();
	const names = [username, stranger().username, `NOT a name\u0001 ${stranger().username}`];
	const seen = [];
	for (const name of names) {
		const client = new Client();
		const it = await shut(name, client);
		assert.equal(it.more.length, 0);
		await redis('auth', ['SET', it.key, '', 'PX', 60_000]);
		const reply = await guess(name, client);
		const { headers, ...rest } = withoutIds(reply);
		const { db_flushes, redis_trips } = await logOf(reply);
		const kept = headers.filter((_, i) => headers[i - (i % 2)].toLowerCase() !== 'retry-after');
		seen.push({ ...rest, headers: kept, db_flushes, redis_trips });
	}
	assert.equal(seen[0].status, 429);
	assert.deepEqual(seen[1], seen[0]);
	assert.deepEqual(seen[2], seen[0]);
	// Neither names nor passwords are in Redis.
	for (const key of await keysLike('rl:guess:*')) assert.match(key, /^rl:guess:[A-Za-z0-9_-]{22}$/);
});

test('POST /sessions: the cookie of a known browser is as guarded as a session’s, and its token nowhere (ASVS 3.3.1, item 54)', async () => {
	const person = await newOwner();
	const reply = await new Client().post(SESSIONS, { username: person.username, password: person.password });
	const [session, line, ...more] = reply.headers['set-cookie'];
	assert.match(session, /^__Host-obelus=/);
	assert.deepEqual(more, []);
	const [pair, ...attributes] = line.split('; ');
	assert.match(pair, /^__Host-obelus-known=[A-Za-z0-9_-]{43}$/);
	assert.deepEqual(attributes.sort(), ['HttpOnly', `Max-Age=${400 * 86_400}`, 'Path=/', 'SameSite=Lax', 'Secure']);
	const token = pair.split('=')[1];
	const rows = await sql`select * from known_browser where person = ${reply.json.person}`;
	assert.ok(rows.some((row) => row.token_hash === hashOf(token)));
	assert.ok(!JSON.stringify(rows).includes(token));
	assert.ok(!reply.text.includes(token));
	// It opens nothing.
	isProblem(await new Client().get('/api/auth/session', { headers: { cookie: pair } }), 401, 'unauthorized', []);
});

test('POST /sessions: people who share a browser are each known in it, the last four of them', async () => {
	const people = [];
	for (let i = 0; i < 5; i++) people.push(await newOwner());
	const shared = new Client();
	for (const person of people) {
		const cookie = shared.known;
		await logIn({ ...person, known: null }, shared);
		assert.notEqual(shared.known, cookie);
		shared.cookie = shared.csrf = null;
	}
	const [first] = tokensOf(shared);
	assert.equal(tokensOf(shared).length, 4);
	assert.equal(new Set(tokensOf(shared)).size, 4);
	const rows = async (person) =>
		(await sql`select token_hash from known_browser where person = ${person.client.session.person}`).map((row) => row.token_hash);
	const hashes = tokensOf(shared).map(hashOf);
	for (const person of people.slice(1)) assert.ok((await rows(person)).some((hash) => hashes.includes(hash)));
	assert.ok(!(await rows(people[0])).some((hash) => hashes.includes(hash)));
	// Who comes back keeps their token; the order changes.
	await logIn({ ...people[1], known: null }, shared);
	assert.deepEqual(new Set(tokensOf(shared).map(hashOf)), new Set(hashes));
	assert.notEqual(tokensOf(shared)[0], first);
});

test('POST /passwords: the browser that shows the mailed link is known, and no other (ASVS 6.1.1, item 12)', async () => {
	const person = await newOwner();
	const it = await shut(person.username);
	await redis('auth', ['SET', it.key, '', 'PX', 60_000]);
	const client = new Client();
	const { password } = stranger();
	assert.equal((await client.post('/api/auth/passwords', { token: await askReset(person), password })).status, 200);
	isProblem(await guess(person.username, undefined, password), 429, 'too-many', []);
	const old = new Client();
	old.known = person.known;
	isProblem(await guess(person.username, old, password), 429, 'too-many', []);
	await logIn({ ...person, password, known: null }, client);
});

test('PUT /password: this browser goes on being known, the others do not', async () => {
	const person = await newOwner();
	const other = await logIn({ ...person, known: null });
	const { password } = stranger();
	const reply = await person.client.send('PUT', '/api/auth/password', { json: { current: person.password, password } });
	assert.equal(reply.status, 204);
	const kept = await sql`select token_hash from known_browser where person = ${person.client.session.person}`;
	assert.deepEqual(kept.map((row) => row.token_hash), [hashOf(tokensOf(person.client)[0])]);
	assert.notEqual(other.known, person.client.known);
});

test('POST /sessions: a browser that was not used for 400 days is a stranger’s again (CK-1)', async () => {
	const person = await newOwner();
	const aged = (days) => sql`update known_browser set seen_at = now() - make_interval(days => ${days}) where person = ${person.client.session.person}`;
	const it = await shut(person.username);
	await redis('auth', ['SET', it.key, '', 'PX', 60_000]);
	await aged(401);
	isProblem(await guess(person.username, person.client.twin(), person.password), 429, 'too-many', []);
	await aged(399);
	await logIn(person);
	await aged(401);
	await reopen(it);
	const other = await logIn({ ...person, known: null });
	const left = await sql`select token_hash from known_browser where person = ${person.client.session.person}`;
	assert.deepEqual(left.map((row) => row.token_hash), [hashOf(tokensOf(other)[0])]);
});
