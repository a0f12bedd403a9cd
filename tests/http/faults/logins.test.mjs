/*
 * Everybody logs in at once.  Hashing has helpers of its own, few, and a short
 * queue: whoever finds it full is told when to come again, and whoever labels
 * texts meanwhile notices nothing.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf } from '../lib/database.mjs';
import { handlers, inRun } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { logIn, newOwner, stranger } from '../lib/people.mjs';
import { workersOf } from '../lib/processes.mjs';
import { redis } from '../lib/redis.mjs';
import { newWorld, VECTOR } from '../lib/world.mjs';

const SESSIONS = '/api/auth/sessions';
const MANY = 400;

let world;
let workers;
before(async () => {
	world = await newWorld();
	workers = handlers.map(workersOf);
});
after(() => assert.deepEqual(handlers.map(workersOf), workers, 'a worker has ended'));

/** Log-ins under made-up names, each from somewhere else: no limit of one caller's is in their way. */
const flood = () =>
	Promise.all(
		Array.from({ length: MANY }, async () => {
			const client = new Client();
			const { username, password } = stranger();
			const reply = await client.post(SESSIONS, { username, password });
			client.close();
			return reply;
		}),
	);

/** Do something over and over until the flood is over; what came of it. */
async function meanwhile(flooding, act) {
	const all = [];
	let isOver = false;
	const end = flooding.finally(() => (isOver = true));
	while (!isOver) all.push(await act());
	return [await end, all];
}

const countOf = ({ username }) => {
	const key = readFileSync(inRun('secret', 'cursor'));
	const who = createHmac('sha256', key).update(`guess name ${username}`).digest('base64url').slice(0, 22);
	return redis('operator', ['GET', `rl:guess:${who}`]);
};

test('POST /sessions: a flood is told when to come again, and reading and labelling go on (ASVS 2.4.1, item 67)', async () => {
	const { client, document, tag } = world;
	const act = async () => [
		await client.get(`/api/annotations/documents/${document.id}`),
		await client.post(`/api/annotations/documents/${document.id}/spans`, { tag: tag.id, start: 0, end: 23, text: VECTOR }),
	];
	const [replies, acts] = await meanwhile(flood(), act);
	const looked = replies.filter((reply) => reply.status === 401);
	const refused = replies.filter((reply) => reply.status !== 401);
	for (const reply of looked) isProblem(reply, 401, 'bad-login', []);
	for (const reply of refused) {
		isProblem(reply, 429, 'too-many', []);
		const wait = Number(reply.headers['retry-after']);
		assert.ok(wait >= 1 && wait <= 120, `Retry-After ${wait}`);
		assert.deepEqual(await activityOf(reply), []);
	}
	assert.ok(looked.length > 0 && refused.length > MANY / 4, `${looked.length} looked at, ${refused.length} refused`);
	for (const [read, marked] of acts) {
		assert.equal(read.status, 200, read.text);
		assert.equal(read.json.text, VECTOR);
		assert.equal(marked.status, 201, marked.text);
	}
	// While one password of each worker is hashed, something is read and something is marked.
	assert.ok(acts.length >= 3, `${acts.length} in ${looked.length} hashes`);
	const lines = await Promise.all(replies.slice(0, 40).map(logOf));
	assert.ok(lines.every(({ db_flushes, redis_trips }) => db_flushes <= 2 && redis_trips <= 3));
});

test('POST /sessions: a password that nobody had time to look at is no wrong one (ASVS 6.1.1, item 12)', async () => {
	const person = await newOwner();
	const client = new Client();
	let looked = 0;
	const act = async () => {
		if (looked === 9) return (await client.get('/api/auth/health')).status; // one more might shut the name
		const reply = await client.post(SESSIONS, { username: person.username, password: 'not the password, no' });
		looked += reply.status === 401;
		return reply.status;
	};
	const [, statuses] = await meanwhile(Promise.all([flood(), flood()]), act);
	assert.ok(statuses.includes(429), `${statuses}`);
	assert.deepEqual(await countOf(person), [looked ? String(looked) : '0']);
	await logIn({ ...person, known: null });
});
