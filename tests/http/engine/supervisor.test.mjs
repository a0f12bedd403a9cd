/* A supervisor and its workers: dying, failing to start, being replaced and ended. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, test } from 'node:test';

import { newAddress } from '../lib/client.mjs';
import { begin, pair, PARAMS, Peer, record, request, STDIN } from '../lib/fcgi.mjs';
import { until } from '../lib/instance.mjs';
import { OwnService } from '../lib/own_service.mjs';
import { isAlive } from '../lib/processes.mjs';

let service;
const own = (...how) => (service = new OwnService('auth', ...how));
afterEach(() => service?.stop());

async function ask(uri = '/api/auth/health') {
	const peer = new Peer(service.socket).send(request('GET', uri));
	const reply = await peer.reply(4000).finally(() => peer.close());
	return reply;
}

const isServed = async () => (await ask()).status === 200;

/** A request whose body is not there yet: a worker has it in hand. */
async function halfARequest() {
	const peer = new Peer(service.socket);
	peer.send(begin(), record(PARAMS, Buffer.concat([pair('REQUEST_METHOD', 'POST'), pair('DOCUMENT_URI', '/api/auth/people'), pair('CONTENT_TYPE', 'application/json'), pair('CONTENT_LENGTH', '2'), pair('REMOTE_ADDR', newAddress())])), record(PARAMS), record(STDIN, '{'));
	await ask(); // a turn of the loop, at least
	return { peer, finish: () => peer.send(record(STDIN, '}'), record(STDIN)) };
}

test('a worker that is killed is replaced at once', async () => {
	await own().ready();
	// Who dies within its first second is taken for a crash loop.
	const born = performance.now();
	await until('workers older than a second', () => performance.now() - born > 1100);
	for (let i = 0; i < 2; i++) {
		const [victim] = service.workers;
		const began = performance.now();
		process.kill(victim, 'SIGKILL');
		await service.logged('worker.ready', 3 + i);
		assert.ok(performance.now() - began < 2000);
		assert.ok(!service.workers.includes(victim));
		assert.ok(await isServed());
	}
	assert.equal(service.workers.length, 2);
	assert.deepEqual(service.events('worker.died').map((e) => [e.signal, e.while]), [['9', 'serving'], ['9', 'serving']]);
	assert.equal(service.events('worker.back_off').length, 0);
});

test('workers that cannot start are tried again, more and more rarely', async () => {
	own('serve', { OBELUS_DB: 'host=/nonexistent user=nobody dbname=none', OBELUS_WORKERS: '1' });
	const tries = await service.logged('worker.back_off', 5);
	assert.deepEqual(tries.slice(0, 5).map((e) => e.ms), ['100', '200', '400', '800', '1600']);
	const times = tries.map((e) => Date.parse(e.at));
	for (let i = 1; i < 5; i++) assert.ok(times[i] - times[i - 1] >= 0.9 * tries[i - 1].ms, `try ${i} came too soon`);
	assert.match(service.text, /^auth: .+\n/m); // a sentence that says why
	service.signal('SIGTERM');
	assert.equal(await service.ended, 0);
});

test('a worker that dies as soon as it serves is a crash loop too', async () => {
	own('serve', { OBELUS_WORKERS: '1' });
	for (let i = 1; i <= 4; i++) {
		await service.logged('worker.ready', i);
		process.kill(service.workers[0], 'SIGKILL');
		await service.logged('worker.back_off', i);
	}
	assert.deepEqual(service.events('worker.back_off').map((e) => e.ms), ['100', '200', '400', '800']);
	await service.logged('worker.ready', 5);
	assert.ok(await isServed());
});

test('a setting that is wrong ends the program with a sentence that names it', async () => {
	own('serve', { OBELUS_WORKERS: 'many' });
	assert.equal(await service.ended, 2);
	assert.match(service.text, /OBELUS_WORKERS/);
});

test('a reload replaces the workers one by one', async () => {
	await own().ready();
	const old = service.workers;
	service.signal('SIGHUP');
	await service.logged('reload.done');
	await until('two workers and no old one', () => service.workers.length === 2 && !old.some(isAlive));
	assert.ok(await isServed());
	// At no time were there fewer than two.
	const events = service.events().map((e) => e.event);
	assert.equal(events.filter((e) => e === 'worker.ready').length, 4);
	assert.ok(!events.includes('worker.died'));
});

test('a reload reads the configuration again', async () => {
	const file = join(mkdtempSync(join(tmpdir(), 'obelus-config-')), 'env');
	writeFileSync(file, 'OBELUS_WORKERS=1\n');
	await own('serve', { OBELUS_WORKERS: undefined, OBELUS_CONFIG: file }).ready(1);
	for (const workers of [3, 2]) {
		writeFileSync(file, `OBELUS_WORKERS=${workers}\n`);
		service.signal('SIGHUP');
		await until(`${workers} workers`, () => service.workers.length === workers);
	}
	// A flaw in it is told, and changes nothing.
	const { workers } = service;
	writeFileSync(file, 'OBELUS_WORKERS=none\n');
	service.signal('SIGHUP');
	await service.logged('reload.failed');
	assert.match(service.text, /OBELUS_WORKERS/);
	assert.deepEqual(service.workers, workers);
	assert.ok(await isServed());
	rmSync(dirname(file), { recursive: true });
});

test('a reload whose new program does not start leaves the old workers', async () => {
	await own().ready();
	const old = service.workers;
	service.replaceProgram('/bin/false');
	service.signal('SIGHUP');
	const [event] = await service.logged('reload.failed');
	assert.equal(event.serving, '2');
	assert.deepEqual(service.workers.filter((pid) => old.includes(pid)), old);
	assert.ok(await isServed());
	// And the next one, with a program that works, succeeds.
	service.replaceProgram(service.goodProgram);
	service.signal('SIGHUP');
	await service.logged('reload.done');
	assert.ok(await isServed());
	await until('the end of the old ones', () => !old.some(isAlive));
});

test('a request in hand survives a reload', async () => {
	await own().ready();
	const requests = [await halfARequest(), await halfARequest(), await halfARequest()];
	service.signal('SIGHUP');
	await service.logged('reload.done');
	for (const { peer, finish } of requests) {
		finish();
		const reply = await peer.reply();
		assert.equal(reply.status, 422);
		peer.close();
	}
});

test('SIGTERM: what is in hand is answered, then all end with 0', async () => {
	await own().ready();
	const { workers } = service;
	const idle = new Peer(service.socket).send(request('GET', '/api/auth/health'));
	assert.equal((await idle.reply()).status, 200);
	const { peer, finish } = await halfARequest();
	service.signal('SIGTERM');
	await idle.end(2000);
	assert.ok(isAlive(service.pid));
	finish();
	const reply = await peer.reply();
	assert.equal(reply.status, 422);
	assert.equal(reply.ended, true);
	assert.equal(await service.ended, 0);
	assert.deepEqual(workers.filter(isAlive), []);
});

test('SIGINT is the same', async () => {
	await own().ready();
	service.signal('SIGINT');
	assert.equal(await service.ended, 0);
});

test('`work` ends at once when it has nothing to do', async () => {
	await own('work').ready(1);
	const began = performance.now();
	service.signal('SIGTERM');
	assert.equal(await service.ended, 0);
	assert.ok(performance.now() - began < 2000);
	assert.equal(service.events('worker.died').length, 0);
});

test('workers end with their supervisor, however it ends', async () => {
	await own().ready();
	const { workers } = service;
	service.signal('SIGKILL');
	await until('the end of the workers', () => !workers.some(isAlive), 5000);
});

test('the socket is for its group, and a second supervisor does not take it', async () => {
	await own().ready();
	const { mode } = statSync(service.socket);
	assert.equal(mode & 0o777, 0o660);
	const first = service;
	const second = new OwnService('auth', 'serve', { OBELUS_SOCKET: first.socket });
	assert.equal(await second.ended, 1);
	assert.match(second.text, /OBELUS_SOCKET/);
	await second.stop();
	assert.ok(await isServed());
});

test('a socket that a dead process left is taken over', async () => {
	await own().ready();
	const { socket } = service;
	const { workers } = service;
	service.signal('SIGKILL');
	await until('the end of the workers', () => !workers.some(isAlive), 5000);
	const next = new OwnService('auth', 'serve', { OBELUS_SOCKET: socket });
	await next.ready();
	assert.ok(await isServed());
	await next.stop();
});

test('something that is no socket is left alone', async () => {
	own('serve', { OBELUS_SOCKET: '/tmp' });
	assert.equal(await service.ended, 1);
	assert.ok(statSync('/tmp').isDirectory());
});

test('the metrics sum all workers and outlive them', async () => {
	await own().ready();
	const count = async () => {
		const { status, body } = await ask('/metrics');
		assert.equal(status, 200);
		const of = (line) => Number(body.match(new RegExp(`^${line.replace(/[{}]/g, '\\$&')} (\\d+)$`, 'm'))?.[1] ?? 0);
		return { health: of('obelus_requests_total{handler="auth",method="GET",route="/health",status="200"}'), starts: of('obelus_worker_starts_total{handler="auth"}') };
	};
	await Promise.all(Array.from({ length: 40 }, isServed));
	assert.deepEqual(await count(), { health: 40, starts: 2 });
	for (const pid of service.workers) process.kill(pid, 'SIGKILL');
	await service.logged('worker.ready', 4);
	assert.deepEqual(await count(), { health: 40, starts: 4 });
	// `work` counts there, too.
	const work = new OwnService('auth', 'work', { OBELUS_SOCKET: service.socket });
	await work.ready(1);
	assert.deepEqual(await count(), { health: 40, starts: 5 });
	await work.stop();
});
