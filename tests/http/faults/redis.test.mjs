/*
 * Redis hangs, or is gone.  It holds no truth: everything goes on from
 * PostgreSQL, and nobody is told to log in again.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { handlers, until } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { logIn, newOwner, signUp } from '../lib/people.mjs';
import { end, pidOf, start, workersOf } from '../lib/processes.mjs';
import { entryOf, hashOf } from '../lib/redis.mjs';
import { newWorld, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
let world;
let workers;
before(async () => {
	world = await newWorld();
	workers = handlers.map(workersOf);
});
after(() => assert.deepEqual(handlers.map(workersOf), workers, 'a worker has ended'));

/** One of everything, by someone whose session Redis may have known. */
async function everythingWorks({ client, project, tag, document }) {
	const replies = [
		[200, await client.get('/api/auth/session')],
		[200, await client.get(`${API}/projects`)],
		[200, await client.get(`${API}/documents/${document.id}`)],
		[
			201,
			await client.post(`${API}/documents/${document.id}/spans`, {
				tag: tag.id,
				start: 0,
				end: 23,
				text: VECTOR,
			}),
		],
		[200, await client.get(`${API}/projects/${project.id}/export`)],
	];
	for (const [status, reply] of replies) assert.equal(reply.status, status, reply.text);
	return replies.map(([, reply]) => reply);
}

/** Redis is asked again and answers: the entry is written anew. */
const remembered = (client) =>
	until(
		'the session to be remembered again',
		async () => {
			assert.equal((await client.get(`${API}/projects`)).status, 200);
			return entryOf(client);
		},
		10_000,
		100,
	);

test('GET /session: Redis hangs', async () => {
	const redis = pidOf('redis');
	process.kill(redis, 'SIGSTOP');
	try {
		for (let i = 0; i < 4; i++) {
			for (const reply of await everythingWorks(world)) {
				const line = await logOf(reply);
				// One trip's deadline, and what is asked behind it; once the breaker is open not even that.
				assert.ok(line.redis_us <= 500_000, JSON.stringify(line));
			}
		}
		const isOpen = async () => {
			const asking = Array.from({ length: 16 }, () => world.client.get(`${API}/projects`));
			const replies = await Promise.all(asking);
			assert.deepEqual(new Set(replies.map((r) => r.status)), new Set([200]));
			const lines = await Promise.all(replies.map(logOf));
			return lines.every((line) => line.redis_us < 50_000);
		};
		await until('every worker to have stopped asking', isOpen, 10_000, 100);
	} finally {
		process.kill(redis, 'SIGCONT');
	}
	await remembered(world.client);
});

test('POST /sessions: Redis is gone: people come and go all the same (ASVS 16.5.2, item 83)', async () => {
	const person = await newOwner();
	await end(pidOf('redis'));
	try {
		await everythingWorks(world);
		const client = await logIn(person);
		const spare = client.twin();
		assert.equal((await client.get(`${API}/projects`)).status, 200);
		assert.equal((await client.delete('/api/auth/session')).status, 204);
		for (const path of ['/api/auth/session', `${API}/projects`])
			assert.equal((await spare.get(path)).status, 401);
		await signUp();
		const wrong = await person.client.post('/api/auth/sessions', {
			username: person.username,
			password: 'not this one, no',
		});
		assert.equal(wrong.status, 401);
	} finally {
		start('redis');
	}
	await remembered(world.client);
	await everythingWorks(world);
});

test('POST /sessions: Redis is gone: wrong passwords are counted all the same, by each worker (ASVS 6.3.1, item 11)', async () => {
	const person = await newOwner();
	const guess = (client, password) => client.post('/api/auth/sessions', { username: person.username, password });
	const most = 40 * workersOf('auth').length;
	await end(pidOf('redis'));
	try {
		const client = new Client();
		let looked = 0;
		for (let i = 0; i < most; i++) looked += (await guess(client, 'not this one, no')).status === 401;
		// Three in each worker, and then one after each wait.
		assert.ok(looked >= 3 && looked <= most / 2, `${looked} of ${most} were looked at`);
		await logIn(person); // from the browser that is theirs
	} finally {
		start('redis');
	}
	await remembered(world.client);
});

test('GET /session: a log-out while Redis hung holds when it is back (ASVS 16.5.3, item 83)', async () => {
	const { client } = await newOwner();
	assert.equal((await client.get(`${API}/projects`)).status, 200);
	const redis = pidOf('redis');
	const spare = client.twin();
	process.kill(redis, 'SIGSTOP');
	try {
		assert.equal((await client.delete('/api/auth/session')).status, 204);
	} finally {
		process.kill(redis, 'SIGCONT');
	}
	const [row] =
		await sql`select revoked_at from session where token_hash = ${hashOf(spare.cookie.split('=')[1])}`;
	assert.notEqual(row.revoked_at, null);
	assert.equal((await spare.get('/api/auth/session')).status, 401);
	// What Redis still remembers ends by itself; until then nothing of auth's can be done with it.
	const entry = await entryOf(spare, { ttl: true });
	assert.ok(entry.value === null || entry.ttl <= 900);
});
