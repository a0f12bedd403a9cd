/*
 * A worker dies while it writes.  What was acknowledged is there, once; what
 * was not is there or not; and someone else answers at once.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { Client, newAddress } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { origin, until } from '../lib/instance.mjs';
import { logIn } from '../lib/people.mjs';
import { ageOf, childrenOf, scale, supervisorsOf } from '../lib/processes.mjs';
import { SpansChecker } from '../lib/spans_checker.mjs';
import { newWorld } from '../lib/world.mjs';

const ROUNDS = 100;
const WRITES = 24; // at once
const SESSIONS = 8; // each may write so often a minute
const PROCESSES = 4;
const STEADY = 1.5; // seconds; a worker that dies younger is replaced more slowly

let world;
let clients;
before(async () => {
	scale('annotations', PROCESSES);
	world = await newWorld();
	const { username, password } = world.owner;
	clients = await Promise.all(Array.from({ length: SESSIONS }, () => logIn({ username, password })));
});
after(() => scale('annotations', 1));

/** Numbers that look random and come again with the same seed (mulberry32). */
function numbers(seed) {
	let a = seed;
	return (below) => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % below;
	};
}

/** A supervisor and a worker of it that is there for a while. */
function* candidates() {
	for (const supervisor of supervisorsOf('annotations'))
		for (const worker of childrenOf(supervisor)) if (ageOf(worker) > STEADY) yield { supervisor, worker };
}

/** One round: many writes at once, and when some have been answered one worker is killed. */
async function round(checker, writers, random) {
	const steady = await until('a worker to kill', () => {
		const found = [...candidates()];
		return found.length && found;
	});
	const { supervisor, worker } = steady[random(steady.length)];
	const siblings = childrenOf(supervisor).length;
	let left = random(WRITES / 2);
	const kill = () => left-- === 0 && process.kill(worker, 'SIGKILL');
	await Promise.all(
		Array.from({ length: WRITES }, (_, i) => checker.write(writers[i % writers.length]).finally(kill)),
	);
	await until(`another worker in the place of ${worker}`, () => {
		const now = childrenOf(supervisor);
		return !now.includes(worker) && now.length === siblings;
	});
}

test(`POST /documents/{id}/spans: ${ROUNDS} workers are killed, and no acknowledged span is lost or doubled`, async (t) => {
	const seed = Date.now() & 0xffff;
	t.diagnostic(`seed ${seed}`);
	const random = numbers(seed);
	const supervisors = supervisorsOf('annotations');
	const checker = await SpansChecker.begin(world, ROUNDS * WRITES);
	for (let i = 0; i < ROUNDS; i++) await round(checker, clients, random);
	t.diagnostic(
		`acknowledged ${checker.count('ok')}, unknown ${checker.count('unknown')}, refused ${checker.count('fail')}`,
	);

	const { spans, ...flaws } = await checker.verdict();
	assert.deepEqual(flaws, { lost: [], doubled: [], ghosts: [], renamed: [] });
	assert.equal(checker.count('fail'), 0);
	assert.ok(
		checker.count('unknown') > 0,
		'no request was under way when its worker died: nothing was tried',
	);
	assert.ok(checker.count('ok') > checker.history.length / 2);
	const [row] = await sql`
		select d.spans, (select count(*) from activity a join span s on s.id = a.object
		                  where s.document = d.id and a.verb = 'span.create') as logged
		  from document d where d.id = ${checker.document}`;
	assert.deepEqual(row, { spans: spans.length, logged: spans.length });
	assert.deepEqual(supervisorsOf('annotations'), supervisors);
});

/** A service that says "made" before it has asked the one behind it; `behind` counts what it still asks. */
async function hasty(t) {
	const state = { behind: 0 };
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		state.behind++;
		response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"made up"}');
		const { pathname } = new URL(request.url, origin);
		const { host, connection, 'content-length': _, ...headers } = request.headers;
		const client = new Client({ address: newAddress(), sockets: 1 });
		await client.send(request.method, pathname, { body: Buffer.concat(chunks), headers }).catch(() => {});
		client.close();
		state.behind--;
	});
	await new Promise((go) => server.listen(0, '127.0.0.1', go));
	t.after(() => server.close());
	state.at = `http://127.0.0.1:${server.address().port}`;
	return state;
}

test('the checker finds a service that acknowledges before it has written', async (t) => {
	const service = await hasty(t);
	const writers = clients.map((c) => c.twin({ at: service.at, address: '127.0.0.1' }));
	const random = numbers(7);
	const checker = await SpansChecker.begin(world, 30 * WRITES);
	let lost = [];
	for (let i = 0; i < 30 && !lost.length; i++) {
		await round(checker, writers, random);
		await until('what it asks to be answered', () => service.behind === 0);
		({ lost } = await checker.verdict());
	}
	for (const writer of writers) writer.close();
	assert.equal(checker.count('ok'), checker.history.length);
	assert.notEqual(lost.length, 0);
});
