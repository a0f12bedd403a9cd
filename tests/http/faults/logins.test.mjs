/*
 * Everybody logs in at once.  Hashing has helpers of its own, few, and a short
 * queue: whoever finds it full is told when to come again, and whoever labels
 * texts meanwhile notices nothing.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client, newAddress } from '../lib/client.mjs';
import { activityOf } from '../lib/database.mjs';
import { Peer, request } from '../lib/fcgi.mjs';
import { handlers, inRun, until } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { OwnService } from '../lib/own_service.mjs';
import { logIn, newOwner, stranger } from '../lib/people.mjs';
import { pidOf, workersOf } from '../lib/processes.mjs';
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
	const late = await Promise.all(refused.map(logOf));
	assert.ok(late.some(({ db_flushes, redis_trips }) => db_flushes === 0 && redis_trips <= 1), 'who is refused costs PostgreSQL nothing');
});

test('POST /sessions: who is known by their browser gets in while strangers are many', async () => {
	const person = await newOwner();
	await logIn(person);
	const act = async () => {
		const known = Object.assign(new Client(), { known: person.known });
		const { status } = await known.post(SESSIONS, { username: person.username, password: person.password });
		known.close();
		return status;
	};
	const [replies, statuses] = await meanwhile(flood(), act);
	assert.ok(replies.some((reply) => reply.status === 429), 'strangers are refused meanwhile');
	assert.deepEqual([...new Set(statuses)], [201]);
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

const PLACES = 2 ** 30 + 1; // slot.c
const AT_ONCE = Math.max(1, cpus().length >> 1);

/** Which processes have a place to hash in, and which wait to get one (proc_locks(5)). */
function hashers({ socket }) {
	const { ino } = statSync(join(dirname(socket), 'auth.metrics'));
	const rows = readFileSync('/proc/locks', 'utf8').split('\n').filter((row) => row.includes(`:${ino} `));
	const read = (row) => /(-> )?POSIX .* (\d+) \S+ (\d+) \d+$/.exec(row).slice(1);
	const all = rows.map(read).map(([arrow, pid, from]) => ({ waits: arrow !== undefined, pid: Number(pid), from: Number(from) }));
	return {
		inside: all.filter(({ waits, from }) => !waits && from >= PLACES).map(({ pid }) => pid),
		waiting: all.filter(({ waits }) => waits).map(({ pid }) => pid),
	};
}

async function logInAt({ socket }) {
	const { username, password } = stranger();
	const more = { CONTENT_TYPE: 'application/json', REMOTE_ADDR: newAddress(), body: JSON.stringify({ username, password }) };
	const peer = new Peer(socket).send(request('POST', SESSIONS, more));
	const { status } = await peer.reply(120_000).finally(() => peer.close());
	return status;
}

/** A signal to stop is heeded by each thread in its own time: a place may still be left meanwhile. */
function standsStill(pid) {
	const threads = readdirSync(`/proc/${pid}/task`);
	return threads.every((id) => /^\d+ \(.*\) T /.test(readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8')));
}

/** Stops a worker while it hashes, one that is not stopped yet; its process id. */
async function stopHashing(service, stopped) {
	let pid;
	const isCaught = () => {
		pid = hashers(service).inside.find((who) => !stopped.includes(who));
		if (!pid) return false;
		process.kill(pid, 'SIGSTOP');
		while (!standsStill(pid));
		const isInside = hashers(service).inside.includes(pid);
		if (!isInside) process.kill(pid, 'SIGCONT');
		return isInside;
	};
	await until('a worker that hashes', isCaught, 120_000);
	return pid;
}

test('as many workers hash at once as half the cores, and one that is killed gives its place to another', async () => {
	const service = await new OwnService('auth', 'serve', { OBELUS_WORKERS: String(AT_ONCE + 1) }).ready(AT_ONCE + 1);
	let isOver = false;
	let looked = 0;
	const ask = async () => {
		while (!isOver) looked += (await logInAt(service)) === 401;
	};
	const flooding = [];
	const begin = (n) => flooding.push(...Array.from({ length: n }, ask));
	begin(20 * (AT_ONCE + 1));
	const stopped = [];
	try {
		while (stopped.length < AT_ONCE) {
			stopped.push(await stopHashing(service, stopped));
			begin(20); // all that asked until now may be in the hands of those that stand still
		}
		const [other] = service.workers.filter((pid) => !stopped.includes(pid));
		await until('another that waits', () => hashers(service).waiting.includes(other), 120_000);
		assert.deepEqual(hashers(service).inside.sort(), stopped.sort());
		const before = looked;
		process.kill(stopped[0], 'SIGKILL');
		await until('log-ins that were looked at', () => looked > before + 3, 120_000);
	} finally {
		isOver = true;
		for (const pid of stopped) if (service.workers.includes(pid)) process.kill(pid, 'SIGCONT');
		await service.stop();
		await Promise.all(flooding);
	}
});

const share = (name) => `/proc/${pidOf(name)}/autogroup`;

test('where sessions share the processor, log-ins have less of it than the others', { skip: !existsSync(share('auth')) }, () => {
	const nice = Object.fromEntries(handlers.map((name) => [name, /nice (-?\d+)/.exec(readFileSync(share(name), 'utf8'))[1]]));
	assert.deepEqual(nice, { ...Object.fromEntries(handlers.map((name) => [name, '0'])), auth: '14' });
});
