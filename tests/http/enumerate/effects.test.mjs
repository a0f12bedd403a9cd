/* What every route does: its reply as described, its one activity row, its budget, its limit. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf } from '../lib/database.mjs';
import { handlers, inRun, root } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { keysLike, redis } from '../lib/redis.mjs';
import { unknownCookies } from '../lib/registered.mjs';
import { anonymous, ask, asker, openapi, requestTo, routes } from '../lib/routes.mjs';
import { newWorld } from '../lib/world.mjs';

let world;
before(async () => (world = await newWorld()));
const session = () => logIn(world.owner);

/** A request that should succeed, and who sends it: the owner, or someone new who has sessions to lose. */
async function attempt(route, client) {
	const by = route.endsSessions ? await newOwner() : world.owner;
	if (route.endsSessions) await logIn(by);
	const who = route.endsSessions ? by.client : asker(route, client);
	return { who, request: await requestTo(route, world, { by }) };
}

/** One success of every route, with who asked; and one refusal of every route that refuses strangers.  Asked once. */
let answers;
const allAnswers = () => (answers ??= askAll());
async function askAll() {
	const client = await session();
	const all = [];
	for (const route of routes) {
		const { who, request } = await attempt(route, client);
		all.push({ route, who, reply: await ask(route, who, request) });
		if (route.need !== 'anyone') all.push({ route, reply: await ask(route, new Client(), anonymous(route, await requestTo(route, world, { nothing: true }))), isRefusal: true });
	}
	return all;
}

test('a success is as described, and leaves one activity row of its event, or none (US-1)', async () => {
	for (const { route, who, reply } of (await allAnswers()).filter((answer) => !answer.isRefusal)) {
		assert.equal(reply.status, route.success, `${route.name}: ${reply.text}`);
		const verbs = (await activityOf(reply)).map((row) => row.verb);
		assert.deepEqual(verbs, route.event ? [route.event] : [], route.name);
		if (route.isChange) assert.ok(route.event, `${route.name} changes something and says no event`);
		if (reply.status === 200 && !route.isChange && !route.media && !route.event) {
			const [, path, options] = await requestTo(route, world);
			const headOnly = await who.send('HEAD', path, options);
			assert.deepEqual([headOnly.status, headOnly.text], [200, ''], route.name);
		}
	}
});

test('every answer says what it is, in which characters (ASVS 4.1.1, item 61)', async () => {
	for (const { route, reply, isRefusal } of await allAnswers()) {
		const type = reply.headers['content-type'];
		if (reply.status === 204) assert.equal(type, undefined, route.name);
		// JSON is UTF-8 by its own definition (RFC 8259); of other text it is said.
		else if (isRefusal) assert.equal(type, 'application/problem+json', route.name);
		else assert.match(type, /^application\/json; charset=utf-8$|^application\/x-ndjson|^application\/zip$|; charset=utf-8$/, route.name);
		if (!route.media && reply.bytes.length) assert.doesNotThrow(() => reply.json, route.name);
	}
});

test('every answer is kept by nobody, framed nowhere, and taken for nothing else (ASVS 3.4.4, 3.4.5, 3.4.6, 14.3.2, items 58, 80)', async () => {
	for (const { route, reply } of await allAnswers()) {
		const { 'content-security-policy': policy, ...headers } = reply.headers;
		const said = ['cache-control', 'x-content-type-options', 'referrer-policy', 'x-frame-options'].map((name) => headers[name]);
		assert.deepEqual(said, ['no-store', 'nosniff', 'no-referrer', 'DENY'], route.name);
		assert.equal(policy, "default-src 'none'; frame-ancestors 'none'", route.name);
	}
});

const MOVES_SESSION = ['login', 'logout', 'session.switch', 'session.authenticate', 'erasure.ask'];
const ENDS_SESSION = ['logout', 'erasure.ask'];

test('the session’s cookie is set where one begins or ends; no cookie is within reach of scripts and other sites (CK-1) (ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4, item 54)', async () => {
	for (const { route, reply, isRefusal } of await allAnswers()) {
		const cookies = reply.headers['set-cookie'] ?? [];
		const ofSession = cookies.filter((cookie) => cookie.startsWith('__Host-obelus='));
		assert.equal(ofSession.length, !isRefusal && MOVES_SESSION.includes(route.event) ? 1 : 0, route.name);
		for (const cookie of ofSession) {
			const isOver = ENDS_SESSION.includes(route.event);
			assert.match(cookie, isOver ? /^__Host-obelus=; / : /^__Host-obelus=[A-Za-z0-9_-]{43}; /);
			assert.match(cookie, isOver ? /; Max-Age=0$/ : /; Max-Age=604800$/);
		}
		for (const cookie of cookies) {
			const [pair, ...attributes] = cookie.split('; ');
			const [name] = pair.split('=');
			assert.deepEqual(unknownCookies([{ name, age: Number(/; Max-Age=(\d+)/.exec(cookie)?.[1] ?? NaN) }]), [], route.name);
			assert.deepEqual(attributes.filter((word) => !/^Max-Age=\d+$/.test(word)).sort(), ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'], route.name);
		}
	}
});

test('a request keeps to its budget of flushes and trips', async () => {
	const client = await session();
	for (const route of routes) {
		const { who, request } = await attempt(route, client);
		const reply = await who.send(...request);
		assert.equal(reply.status, route.success, `${route.name}: ${reply.text}`);
		const line = await logOf(reply);
		assert.ok(
			line.db_flushes <= route.flushes,
			`${route.name}: ${line.db_flushes} flushes, ${route.flushes} declared`,
		);
		assert.ok(
			line.redis_trips <= route.trips,
			`${route.name}: ${line.redis_trips} trips, ${route.trips} declared`,
		);
		if (route.flushes > 1 || route.trips > 1) assert.ok(route.budget_why, route.name);
		assert.equal(line.route, route.path);
		assert.equal(line.method, route.method);
		assert.equal(line.status, route.success);
	}
});

/** Counters in Redis of this class that count exactly n. */
async function countersAt(word, n) {
	const keys = await keysLike(`rl:${word}:*`);
	if (!keys.length) return new Set();
	const values = await redis('operator', ...keys.map((k) => ['GET', k]));
	return new Set(keys.filter((_, i) => Number(values[i]) === n));
}

const allowed = (route) => {
	const settings = readFileSync(inRun('etc', `${route.handler}.env`), 'utf8');
	return Math.floor(
		(route.a_minute * Number(/^OBELUS_LIMIT_PERCENT=(\d+)/m.exec(settings)?.[1] ?? 100)) / 100,
	);
};

/** Ask three times, set the counter to the last that is allowed, and see the next refused; false when a minute began meanwhile, or somebody else came from the same network. */
async function reachesLimit(word, route) {
	const minute = () => Math.floor(Date.now() / 60_000);
	const began = minute();
	// Somebody new, from somewhere new: what was counted before would hide the three.
	const client = new Client();
	if (route.need !== 'anyone') {
		const { cookie, csrf } = (await newOwner()).client;
		Object.assign(client, { cookie, csrf });
	}
	const request = await requestTo(route, world);
	// Without a body it changes nothing; it is counted all the same.
	const poke = () => client.send(route.method, request[1]);
	const others = await countersAt(word, 3);
	for (let i = 0; i < 3; i++) assert.notEqual((await poke()).status, 429, word);
	const mine = [...(await countersAt(word, 3))].filter((key) => !others.has(key));
	if (mine.length === 1) await redis('auth', ['SET', mine[0], allowed(route) - 1, 'KEEPTTL']);
	const last = await poke();
	const over = await poke();
	if (minute() !== began || mine.length === 0) return false;
	assert.equal(mine.length, 1, `new counters of ${word}: ${mine}`);
	assert.notEqual(last.status, 429, `${word}: the last that is allowed`);
	isProblem(over, 429, 'too-many', []);
	const wait = Number(over.headers['retry-after']);
	assert.ok(wait >= 1 && wait <= 120, `${word}: Retry-After ${wait}`);
	assert.equal(over.json.detail, `at most ${allowed(route)} in a minute; try again in ${wait} s`);
	assert.deepEqual(await activityOf(over), []);
	const elsewhere = await new Client().send(route.method, request[1]);
	assert.notEqual(elsewhere.status, 429, `${word} counts another caller, too`);
	return true;
}

test('over the limit a caller is told when to come again (ASVS 2.4.1, item 67)', async () => {
	const classes = new Map(routes.filter((r) => !r.endsSessions).map((r) => [r.limit, r]));
	assert.ok(classes.size >= 5);
	for (const [word, route] of classes)
		assert.ok((await reachesLimit(word, route)) || (await reachesLimit(word, route)), word);
});

/** Ask more often than allowed, and count the refusals; null when a minute began meanwhile. */
async function refusalsOf(route, surplus) {
	const minute = () => Math.floor(Date.now() / 60_000);
	const began = minute();
	const client = await session();
	const [method, path] = await requestTo(route, world, { nothing: true });
	let left = allowed(route) + surplus;
	let refusals = 0;
	const asking = Array.from({ length: 20 }, async () => {
		while (left-- > 0) {
			const { status } = await client.send(method, path);
			refusals += status === 429;
		}
	});
	await Promise.all(asking);
	client.close();
	return minute() === began ? refusals : null;
}

test('a limit counts every request, on whichever worker (ASVS 2.4.1, item 67)', async () => {
	const route = routes.find((r) => r.limit === 'export');
	const refusals = (await refusalsOf(route, 100)) ?? (await refusalsOf(route, 100));
	// Of a block that a worker has counted ahead, up to 31 may be left when it is asked no more.
	const workers = Number(/^OBELUS_WORKERS=(\d+)/m.exec(readFileSync(inRun('etc', 'annotations.env'), 'utf8'))?.[1] ?? cpus().length);
	assert.ok(refusals >= 100 && refusals <= 100 + 31 * workers, `${refusals} refusals`);
});

test('the OpenAPI document has these routes and no others', () => {
	const said = Object.entries(openapi.paths).flatMap(([path, item]) =>
		Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
	);
	assert.deepEqual(said.sort(), routes.map((r) => `${r.method} ${r.full}`).sort());
	assert.equal(openapi.openapi.slice(0, 3), '3.1');
	const ids = routes.map((r) => openapi.paths[r.full][r.method.toLowerCase()].operationId);
	assert.equal(new Set(ids).size, ids.length);
});

test('nginx leads to every handler, and nowhere else', async () => {
	const client = new Client();
	for (const handler of handlers) {
		const reply = await client.get(`/api/${handler}/health`);
		assert.deepEqual([reply.status, reply.json.handler], [200, handler]);
		isProblem(await client.get(`/api/${handler}/metrics`), 404, 'not-found');
	}
	for (const path of ['/api/nothing/health', '/api/', '/api/auth/../../metrics', '/metrics'])
		assert.notEqual((await client.get(path)).headers['content-type'], 'text/plain; version=0.0.4', path);
	isProblem(await client.get('/api/nothing/health'), 404, 'not-found');
});

test('every route has a test of its own, named after it', () => {
	const files = handlers.flatMap((handler) => {
		try {
			return readdirSync(join(root, 'tests/http', handler)).map((file) =>
				join(root, 'tests/http', handler, file),
			);
		} catch (error) {
			if (error.code === 'ENOENT') return [];
			throw error;
		}
	});
	const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
	for (const route of routes)
		assert.ok(text.includes(`${route.name}: `), `no test is named "${route.name}: …"`);
});
