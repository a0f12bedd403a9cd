/* The keys that sign: published before they do, changed while everybody works. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { bin, origin, root, runDir, until } from '../lib/instance.mjs';
import { announce, begin, kids, retire } from '../lib/keys.mjs';
import { newOwner } from '../lib/people.mjs';
import { EXCHANGES, exchanged, newToken, parsed, robot } from '../lib/programs.mjs';

const WELL_KNOWN = '/.well-known/jwks.json';
const PATHS = ['/api/annotations/projects', '/api/auth/members', '/api/auth/teams'];
const published = async () => (await new Client().get(WELL_KNOWN)).json.keys;

/** A program with an access token of its own. */
async function newSource() {
	const { access_token: token } = await newToken((await newOwner()).client, ['project.read', 'member.read']);
	return robot(token);
}

test('GET /signing-keys: public, kept for five minutes at its well-known place, and nothing private in it', async () => {
	const client = new Client();
	const reply = await client.get(WELL_KNOWN);
	assert.equal(reply.status, 200);
	assert.equal(reply.headers['cache-control'], 'public, max-age=300');
	assert.match(reply.headers['content-type'], /^application\/json/);
	assert.deepEqual(Object.keys(reply.json), ['keys']);
	assert.ok(reply.json.keys.length >= 1);
	for (const key of reply.json.keys) {
		const { kid, x, y, ...rest } = key;
		assert.deepEqual(rest, { kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' });
		assert.match(kid, /^[0-9a-f-]{36}$/);
		for (const coordinate of [x, y]) assert.equal(Buffer.from(coordinate, 'base64url').length, 32);
	}
	const plain = await client.get('/api/auth/signing-keys');
	assert.deepEqual([plain.json, plain.headers['cache-control']], [reply.json, 'no-store']);
	const headOnly = await client.send('HEAD', WELL_KNOWN);
	assert.deepEqual([headOnly.status, headOnly.text, headOnly.headers['cache-control']], [200, '', 'public, max-age=300']);
	assert.equal((await client.send('POST', WELL_KNOWN, { json: {} })).status, 405);
	const wrong = await client.get(`${WELL_KNOWN}?kid=1`);
	assert.deepEqual([wrong.status, wrong.headers['cache-control']], [422, 'no-store']);
});

test('GET /signing-keys: the database and its backup hold no key that could sign (ASVS 13.3.1, item 77)', async () => {
	const rows = await sql`select signing_key::text as row from signing_key`;
	assert.ok(rows.length >= 1);
	for (const { row } of rows) {
		assert.doesNotMatch(row, /PRIVATE/);
		assert.ok(!row.includes('MIGHAgEAMBMGByqGSM49'), 'a private key in clear');
	}
});

test('GET /signing-keys: a key is there ten minutes before it signs, and does not sign before', async () => {
	const source = await newSource();
	const { kid: old } = parsed((await exchanged(source)).access_token).header;
	const kid = await announce();
	assert.ok((await published()).some((key) => key.kid === kid));
	const [{ wait }] = await sql`select extract(epoch from signs_from - announced_at) as wait from signing_key where id = ${kid}`;
	assert.equal(Number(wait), 600);
	assert.equal(parsed((await exchanged(source)).access_token).header.kid, old);
	await begin(kid);
	assert.equal(parsed((await exchanged(source)).access_token).header.kid, kid);
	assert.ok((await published()).some((key) => key.kid === old), 'what the other signed is still good');
	await retire(old);
	assert.ok(!(await published()).some((key) => key.kid === old));
});

test('GET /signing-keys: another is made when one is thirty days old, and none before', async () => {
	const tend = async () => {
		const id = randomUUID();
		await sql`insert into job (id, handler, kind) values (${id}, 'auth', 'key')`;
		await until('the job to be done', async () => !(await sql`select 1 from job where id = ${id}`).length);
	};
	const age = (days) => sql`update signing_key set announced_at = announced_at - interval '1 day' * ${days}, signs_from = signs_from - interval '1 day' * ${days}`;
	const before = await kids();
	await age(29);
	await tend();
	assert.deepEqual(await kids(), before);
	await age(1);
	await tend();
	const [made, ...others] = await kids();
	assert.deepEqual(others, before);
	const [next] = await sql`select extract(epoch from run_at - now()) as wait from job where handler = 'auth' and kind = 'key' and state = 'ready'`;
	assert.ok(Number(next.wait) > 0 && Number(next.wait) <= 26 * 60, `the job that takes the old one away comes in ${next.wait} s`);
	await begin(made);
});

test('GET /signing-keys: that there is none yet is remembered by nobody, and the first signs at once', async () => {
	const source = await newSource();
	await sql`delete from signing_key`;
	const reply = await new Client().get(WELL_KNOWN);
	isProblem(reply, 503, 'unavailable', []);
	assert.deepEqual([reply.headers['cache-control'], reply.headers['retry-after']], ['no-store', '1']);
	isProblem(await source.post(EXCHANGES, {}), 503, 'unavailable', []);
	await until('a key', async () => (await kids()).length);
	const jwt = (await exchanged(source)).access_token;
	for (const path of PATHS) assert.equal((await robot(jwt).get(path)).status, 200);
	assert.deepEqual((await published()).map((key) => key.kid), [parsed(jwt).header.kid]);
});

/** Programs that exchange and ask without a pause until they are told to stop; what failed, and how often each key was seen. */
class Load {
	constructor(sources) {
		this.failures = [];
		this.seen = {};
		this.calls = 0;
		this.keys = createRemoteJWKSet(new URL(origin + WELL_KNOWN), { cooldownDuration: 0 });
		this.running = true;
		this.done = Promise.all(sources.map((source) => this.work(source)));
	}

	expect(reply, what) {
		this.calls++;
		if (reply.status !== 200) this.failures.push(`${what}: ${reply.status} ${reply.text}`);
		return reply;
	}

	async work(source) {
		while (this.running) {
			try {
				const jwt = this.expect(await source.post('/api/auth/exchanges', {}), 'exchange').json.access_token;
				await jwtVerify(jwt, this.keys, { issuer: origin, audience: `${origin}/api` });
				const program = robot(jwt);
				const replies = await Promise.all([...PATHS, ...PATHS].map((path) => program.get(path)));
				for (const reply of replies) this.expect(reply, 'call');
				program.close();
				const { kid } = parsed(jwt).header;
				this.seen[kid] = (this.seen[kid] ?? 0) + 1;
			} catch (error) {
				this.failures.push(String(error));
			}
		}
	}

	/** Each of the programs has worked with this key, and more than once. */
	sees(kid) {
		return until(`work with ${kid}`, () => this.failures.length > 0 || this.seen[kid] >= 60, 60_000);
	}

	async stop() {
		this.running = false;
		await this.done;
	}
}

test('GET /signing-keys: keys change twice under load, and not one request fails', async () => {
	const load = new Load(await Promise.all(Array.from({ length: 8 }, newSource)));
	const used = [(await kids())[0]];
	await load.sees(used[0]);
	for (let i = 0; i < 2; i++) {
		const kid = await announce();
		await begin(kid);
		await load.sees(kid);
		await retire(used.at(-1));
		used.push(kid);
	}
	const { calls } = load;
	await until('work without the keys that are gone', () => load.failures.length > 0 || load.calls > calls + 400, 60_000);
	await load.stop();
	assert.deepEqual(load.failures, []);
	assert.deepEqual(Object.keys(load.seen).sort(), [...used].sort());
});

const rotate = (more = {}) =>
	execFileSync(join(root, 'scripts/dev'), ['rotate-keys'], {
		env: { ...process.env, RUN_DIR: runDir, BUILD: join(bin, '..'), PORT: '', ...more }, encoding: 'utf8',
	});

test('GET /signing-keys: an operator has another made; one that has leaked is worth nothing at once', async () => {
	const source = await newSource();
	const jwt = (await exchanged(source)).access_token;
	const [before] = await kids();
	assert.match(rotate(), /^key [0-9a-f-]{36} signs from \d{4}-\d\d-\d\d [\d:]{8} UTC\n$/);
	const [announced, ...others] = await kids();
	assert.ok(others.includes(before));
	for (const path of PATHS) assert.equal((await robot(jwt).get(path)).status, 200);
	const [, kid] = /^key (\S+) /.exec(rotate({ LEAKED: '1' }));
	assert.deepEqual(await kids(), [kid]);
	assert.notEqual(kid, announced);
	const gone = robot(jwt);
	await until('every worker to have forgotten it', async () => {
		const replies = await Promise.all(Array.from({ length: 30 }, (_, i) => gone.get(PATHS[i % 2])));
		return replies.every((reply) => reply.status === 401);
	});
	assert.equal(parsed((await exchanged(source)).access_token).header.kid, kid);
	assert.deepEqual((await published()).map((key) => key.kid), [kid]);
});
