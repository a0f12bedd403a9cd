/*
 * Peers on a handler's own socket that are slow, silent, or send what kills
 * or deceives libfcgi.  Whatever they do, other people are served within two
 * seconds, no worker dies, and nothing they forge is answered.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { begin, GET_VALUES, lengths, pair, PARAMS, Peer, record, request, STDIN } from '../lib/fcgi.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { workersOf } from '../lib/processes.mjs';

const HANDLER = 'annotations';
const socket = inRun('sock', `${HANDLER}.sock`);
const HEALTH = `/api/${HANDLER}/health`;

/** So many at once that every worker gets some. */
async function othersAreServed() {
	const began = performance.now();
	const clients = Array.from({ length: 8 }, () => new Client());
	const replies = await Promise.all(clients.flatMap((c) => [c.get(HEALTH), c.get(HEALTH)]));
	for (const c of clients) c.close();
	assert.deepEqual(new Set(replies.map((r) => r.status)), new Set([200]));
	const took = performance.now() - began;
	assert.ok(took < 2000, `others waited ${took} ms`);
}

/** As many workers as the handler said that it runs. */
function workersMeant() {
	const said = readFileSync(inRun('log', `${HANDLER}.log`), 'utf8');
	return Number([...said.matchAll(/"event":"(?:supervisor\.started|reload\.done)",.*"workers":"(\d+)"/g)].at(-1)[1]);
}

/** Run it while peers misbehave; nobody else notices and no worker dies. */
function whileOthers(name, misbehave) {
	test(name, async (t) => {
		// One that a reload replaced serves until nginx has closed its connections.
		await until('the end of workers that were replaced', () => workersOf(HANDLER).length === workersMeant(), 30_000);
		const before = workersOf(HANDLER);
		const peers = [];
		const dial = () => {
			const peer = new Peer(socket);
			peers.push(peer);
			return peer;
		};
		const everySecond = (send) => {
			const timer = setInterval(send, 1000);
			t.after(() => clearInterval(timer));
		};
		t.after(() => peers.forEach((peer) => peer.close()));
		await misbehave(dial, everySecond);
		await othersAreServed();
		assert.deepEqual(workersOf(HANDLER), before);
	});
}

test('a peer that does as nginx does is answered', async () => {
	const peer = new Peer(socket);
	for (let i = 0; i < 3; i++) {
		peer.send(request('GET', HEALTH));
		const reply = await peer.reply();
		assert.equal(reply.status, 200);
		assert.equal(JSON.parse(reply.body).ready, true);
	}
	peer.close();
});

whileOthers('a peer that sends a byte a second is cut off', async (dial, everySecond) => {
	const peer = dial();
	const bytes = request('GET', HEALTH);
	let at = 0;
	everySecond(() => peer.send(bytes.subarray(at, ++at)));
	await othersAreServed();
	const { text } = await peer.end(20_000);
	assert.equal(text, '');
	assert.ok(at < bytes.length / 2);
});

whileOthers('a body that comes a byte a second is cut off', async (dial, everySecond) => {
	const peer = dial();
	peer.send(begin(), record(PARAMS, Buffer.concat([pair('REQUEST_METHOD', 'POST'), pair('DOCUMENT_URI', `/api/${HANDLER}/projects`)])), record(PARAMS));
	everySecond(() => peer.send(record(STDIN, 'x')));
	await othersAreServed();
	const { ended } = await peer.end(20_000);
	assert.equal(ended, false);
});

whileOthers('a silent peer', async (dial) => {
	dial();
	await othersAreServed();
});

whileOthers('a peer that sends half a record and waits is cut off', async (dial) => {
	const halves = [begin().subarray(0, 5), begin(), Buffer.concat([begin(), record(PARAMS, pair('A', 'b')).subarray(0, 10)])];
	const peers = halves.map((half) => dial().send(half));
	await othersAreServed();
	for (const peer of peers) assert.equal((await peer.end(20_000)).text, '');
});

whileOthers('300 idle peers', async (dial) => {
	const peers = Array.from({ length: 300 }, dial);
	await othersAreServed();
	await othersAreServed();
	assert.equal(peers.filter((p) => p.closed).length, 0);
	peers[150].send(request('GET', HEALTH));
	assert.equal((await peers[150].reply()).status, 200);
});

whileOthers('300 peers that begin a request and leave', async (dial) => {
	for (let i = 0; i < 300; i++) dial().send(begin()).close();
	await othersAreServed();
});

const values = Buffer.concat(Array.from({ length: 16 }, () => pair('FCGI_MAX_CONNS', '')));

/** A record whose padding says something. */
function padded(bytes, padding) {
	const head = Buffer.from(bytes);
	head[6] = Math.min(padding.length, 255);
	return Buffer.concat([head, padding]);
}

const hostile = {
	'a name of 0x7ffffffe bytes': [begin(), record(PARAMS, lengths(0x7ffffffe, 0))],
	'two lengths of 0x40000000': [begin(), record(PARAMS, lengths(0x40000000, 0x40000000))],
	'two lengths of 0x3fffffff': [begin(), record(PARAMS, lengths(0x3fffffff, 0x3fffffff))],
	'two lengths of 0x7fffffff': [begin(), record(PARAMS, lengths(0x7fffffff, 0x7fffffff))],
	'a value of 0x7fffffff bytes': [begin(), record(PARAMS, lengths(1, 0x7fffffff))],
	'parameters of 80 KiB': [begin(), record(PARAMS, pair('A', 'x'.repeat(40000))), record(PARAMS, pair('B', 'x'.repeat(40000)))],
	'16 times FCGI_MAX_CONNS in FCGI_GET_VALUES': [record(GET_VALUES, values, { id: 0 })],
	'FCGI_GET_VALUES within a request': [begin(), record(GET_VALUES, values, { id: 0 })],
	'an unknown management record': [record(200, 'x', { id: 0 })],
	'another version': [record(1, [0, 1, 1, 0, 0, 0, 0, 0], { version: 2 })],
	'the role of an authorizer': [begin({ role: 2 })],
	'a role that is none': [begin({ role: 77 })],
	'a body before the parameters': [begin(), record(STDIN, 'x')],
	'a second begin': [begin(), begin()],
	'records of another request': [begin(), record(PARAMS, '', { id: 2 })],
	'a value with a NUL': [begin(), record(PARAMS, pair('REMOTE_ADDR', '127.0.0.1\0x'))],
	'a name with a =': [begin(), record(PARAMS, pair('HTTP_COOKIE=a', 'b'))],
	'a request in the padding of the begin record': [padded(begin(), request('GET', HEALTH))],
	'two requests at once': [Buffer.concat([request('GET', HEALTH), request('GET', HEALTH)])],
	'HTTP': ['GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
	'noise': [randomBytes(100_000)],
};

for (const [what, parts] of Object.entries(hostile))
	whileOthers(`${what}: the connection ends, unanswered`, async (dial) => {
		// Enough of them to meet every worker.
		const peers = Array.from({ length: 12 }, () => dial().send(...parts));
		for (const peer of peers) {
			const { text, ended } = await peer.end(4000);
			assert.equal(text, '');
			assert.equal(ended, false);
		}
	});

/** Requests for other people's eyes, one after the other, as the body of a POST. */
function forgery(id) {
	const one = request('GET', HEALTH, { REQUEST_ID: id });
	return Buffer.concat(Array.from({ length: Math.ceil(200_000 / one.length) }, () => one));
}

const dashed = (id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const wasAnswered = (id) => readFileSync(inRun('log', `${HANDLER}.log`), 'utf8').includes(dashed(id));

test('a body that looks like requests is never one, whether its route reads it or not', async () => {
	const client = new Client();
	const ids = [];
	for (const path of ['/nowhere', '/projects', '/projects/0191c2f0-0000-7000-8000-000000000000/documents?name=x']) {
		for (const method of ['POST', 'PUT', 'DELETE', 'GET'])
			for (let i = 0; i < 3; i++) {
				const id = randomBytes(16).toString('hex');
				ids.push(id);
				const reply = await client.send(method, `/api/${HANDLER}${path}`, { body: forgery(id), headers: { 'content-type': 'text/plain' } });
				assert.ok(reply.status >= 400 && reply.status < 500, `${method} ${path}: ${reply.status}`);
			}
	}
	// Kept connections are used by others now: what was left over would be their trouble.
	const after = await Promise.all(Array.from({ length: 64 }, () => client.get(HEALTH)));
	for (const reply of after) {
		assert.equal(reply.status, 200);
		await logOf(reply);
	}
	assert.deepEqual(ids.filter(wasAnswered), []);
	client.close();

	// The same bytes as a request of their own are answered, so the log would tell.
	const id = randomBytes(16).toString('hex');
	const peer = new Peer(socket);
	peer.send(request('GET', HEALTH, { REQUEST_ID: id }));
	const reply = await peer.reply();
	assert.equal(reply.status, 200);
	await logOf({ id: dashed(id) });
	assert.ok(wasAnswered(id));
	peer.close();
});
