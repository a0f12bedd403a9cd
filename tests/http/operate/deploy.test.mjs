/* New programs and settings while someone downloads, through nginx: what has begun is finished. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { until } from '../lib/instance.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';
import { childrenOf, isAlive } from '../lib/processes.mjs';
import { addProject, addText } from '../lib/world.mjs';

const DRAIN_MS = 200;
const REQUEST_MS = 1000;
const SLOW_MS = 4 * (DRAIN_MS + REQUEST_MS);
const CONNECTIONS = 8;

const own = new OwnInstance({ LIMIT_PERCENT: '10000' });
let client;
let given;
let path;
before(async () => {
	own.dev('run');
	client = new Client({ at: own.origin });
	const [, username, password] = /^-- demo: (\S+) \/ (.+)$/m.exec(readFileSync('sql/seed.sql', 'utf8'));
	const session = await client.post('/api/auth/sessions', { username, password });
	assert.equal(session.status, 201, session.text);
	client.csrf = session.json.csrf;
	given = readFileSync(own.in('etc/annotations.env'), 'utf8');
	await settle();
	const project = await addProject(client);
	// Six bytes on the wire each: 54 MB, more than the buffers on the way hold.
	for (const name of ['a', 'b', 'c']) await addText(client, project.id, '\u0001'.repeat(3_000_000), name);
	path = `/api/annotations/projects/${project.id}/export`;
});
after(() => own.remove());

const workers = () => childrenOf(own.pids.annotations).filter(isAlive);
const reloads = () => readFileSync(own.in('log/annotations.log'), 'utf8').split('"event":"reload.done"').length - 1;

async function reload() {
	const before = reloads();
	process.kill(own.pids.annotations, 'SIGHUP');
	await until('the reload', () => reloads() > before, 20_000);
}

/** Put settings behind those that the handler was started with, and wait until they alone are in force. */
async function settle(more = {}) {
	const old = workers();
	const settings = { WORKERS: 1, DRAIN_MS, REQUEST_MS, ...more };
	const lines = Object.entries(settings).map(([name, value]) => `OBELUS_${name}=${value}\n`);
	writeFileSync(own.in('etc/annotations.env'), given + lines.join(''));
	await reload();
	await until('the end of the old workers', () => !old.some(isAlive), 30_000);
}

/** A download that has begun and is read no further; go(ms) reads it slowly for so long, then all of it. */
async function download() {
	const request = http.get(new URL(path, own.origin), { agent: false, headers: { cookie: client.cookie } });
	const reply = await new Promise((done, failed) => request.on('response', done).on('error', failed));
	assert.equal(reply.statusCode, 200);
	const chunks = [];
	const ended = new Promise((done) => {
		reply.on('error', () => done(null));
		reply.on('end', () => done(Buffer.concat(chunks)));
	});
	const first = new Promise((done) => reply.once('data', done));
	reply.on('data', (chunk) => chunks.push(chunk));
	await first;
	reply.pause();
	async function go(slowMs = 0) {
		for (const end = performance.now() + slowMs; performance.now() < end; ) {
			reply.once('data', () => reply.pause()).resume();
			await new Promise((done) => setTimeout(done, 50));
		}
		reply.resume();
		return ended;
	}
	return { go };
}

test('SIGHUP: a download outlasts the drain and is whole, and the new worker serves meanwhile', { timeout: 120_000 }, async () => {
	const [old] = workers();
	const slow = await download();
	await reload();
	const going = slow.go(SLOW_MS);
	for (let i = 0; i < 20; i++) assert.equal((await client.get('/api/annotations/projects')).status, 200);
	const [fresh] = workers().filter((pid) => pid !== old);
	assert.ok(fresh);
	// The old one keeps what it reads from, not the connections that it would need for new requests.
	const connections = () => Number(own.sql("select count(*) from pg_stat_activity where application_name = 'annotations'"));
	await until('connections to be given back', () => connections() <= CONNECTIONS + 2);
	assert.ok(isAlive(old), 'nobody was downloading any more');
	const got = await going;
	assert.ok(got, 'the download was torn');
	const { bytes } = await client.get(path);
	assert.ok(got.equals(bytes), `${got.length} of ${bytes.length} bytes came`);
	await until('the end of the old worker', () => !isAlive(old));
	assert.deepEqual(workers(), [fresh]);
});

test('SIGHUP: downloads are waited for as long as the settings say', { timeout: 60_000 }, async () => {
	await settle({ STREAM_DRAIN_MS: 1500 });
	const [old] = workers();
	const slow = await download();
	await reload();
	await until('the end of the old worker', () => !isAlive(old), 20_000);
	assert.ok((await slow.go()) === null, 'nothing was torn');
});

test('SIGTERM, also of a worker that was replaced: a download is waited for no longer than the drain', { timeout: 60_000 }, async () => {
	await settle();
	const supervisor = own.pids.annotations;
	const replaced = await download();
	await reload();
	const present = await download();
	const began = performance.now();
	process.kill(supervisor, 'SIGTERM');
	await until('the end', () => !isAlive(supervisor), 20_000);
	assert.ok(performance.now() - began < REQUEST_MS + 3000);
	for (const slow of [replaced, present]) assert.ok((await slow.go()) === null, 'nothing was torn');
});
