/* A handler is given its socket as systemd gives it, and is replaced on it while people ask. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Peer, request } from '../lib/fcgi.mjs';
import { bin, root, until } from '../lib/instance.mjs';
import { settings } from '../lib/own_service.mjs';

const HANDLER = 'auth';
const WORKERS = 2;
const ROUNDS = 8;
const folder = mkdtempSync(join(tmpdir(), 'obelus-activation-'));
const path = join(folder, 'sock');
const program = join(bin, HANDLER);
const environment = {
	PATH: process.env.PATH, ...settings(HANDLER), OBELUS_WORKERS: String(WORKERS), OBELUS_SOCKET: join(folder, 'other'),
};

const launcher = spawn('/usr/bin/python3', ['-I', join(root, 'tests/http/lib/activate.py'), path, program, 'serve'], {
	env: environment, stdio: ['pipe', 'pipe', 'pipe'],
});
const said = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr']) launcher[name].on('data', (chunk) => (said[name] += chunk));
const lines = (what) => [...said.stdout.matchAll(new RegExp(`^${what} ?(.*)$`, 'gm'))].map(([, rest]) => rest.split(' ').map(Number));
const ready = () => said.stderr.split('"event":"worker.ready"').length - 1;

/** Start a process on the socket; its pid. */
async function start() {
	const count = lines('started').length;
	launcher.stdin.write('start\n');
	await until('a process', () => lines('started').length > count);
	return lines('started')[count][0];
}

/** Wait for the end of a process; its exit status. */
async function ended(pid) {
	await until(`the end of ${pid}; it said:\n${said.stderr}`, () => lines('ended').some(([who]) => who === pid), 30_000);
	return lines('ended').find(([who]) => who === pid)[1];
}

/** One request on a connection of its own. */
async function ask() {
	const peer = new Peer(path);
	try {
		peer.send(request('GET', `/api/${HANDLER}/health`));
		return await peer.reply(20_000);
	} finally {
		peer.close();
	}
}

/** Eight ask at a time, and every hundred answers or so the process is replaced: how often which status came, 0 if none. */
async function askDuring(replace) {
	const statuses = {};
	let answered = 0;
	let over = false;
	const asking = Array.from({ length: 8 }, async () => {
		for (; !over; answered++) {
			const status = await ask().then((reply) => reply.status || 0, (error) => error.message);
			statuses[status] = (statuses[status] ?? 0) + 1;
		}
	});
	try {
		for (let i = 0; i < ROUNDS; i++) {
			const enough = answered + 100;
			await until('load', () => answered > enough);
			await replace();
		}
	} finally {
		over = true;
		await Promise.all(asking);
	}
	return statuses;
}

/** Start a process and wait for its workers. */
async function startWhole() {
	const before = ready();
	const pid = await start();
	await until('its workers', () => ready() === before + WORKERS);
	return pid;
}

/** It ends as one that has finished what it began. */
async function end(pid) {
	process.kill(pid, 'SIGTERM');
	assert.equal(await ended(pid), 0);
}

before(() => until('the socket', () => lines('listening').length));
after(async () => {
	launcher.stdin.end();
	await new Promise((done) => launcher.on('close', done));
	rmSync(folder, { recursive: true });
});

let serving;

test('who asks before a process is there is answered when it is', async () => {
	const early = ask();
	serving = await start();
	const reply = await early;
	assert.equal(reply.status, 200, reply.text);
	const health = JSON.parse(reply.body);
	assert.deepEqual([health.handler, health.ready], [HANDLER, true]);
	assert.ok(!existsSync(environment.OBELUS_SOCKET), 'it listens at what it was given, and nowhere else');
});

test('restarted as systemd does, one after the other: no request fails', { timeout: 120_000 }, async () => {
	const statuses = await askDuring(async () => {
		await end(serving);
		assert.ok(existsSync(path), 'the socket is not the process\u2019 to remove');
		serving = await startWhole();
	});
	assert.deepEqual(Object.keys(statuses), ['200'], JSON.stringify(statuses));
});

test('replaced by one that serves already: no request fails', { timeout: 120_000 }, async () => {
	const statuses = await askDuring(async () => {
		const next = await startWhole();
		await end(serving);
		serving = next;
	});
	assert.deepEqual(Object.keys(statuses), ['200'], JSON.stringify(statuses));
});

test('a socket that is meant for another process is not taken', async () => {
	// Who was started by a process that systemd started has its environment, too.
	const child = spawn(program, ['serve'], {
		env: { ...environment, OBELUS_SOCKET: '', LISTEN_FDS: '1', LISTEN_PID: '1' }, stdio: ['ignore', 'ignore', 'pipe'],
	});
	let text = '';
	child.stderr.on('data', (chunk) => (text += chunk));
	const over = new Promise((done) => child.on('close', done));
	try {
		await until('what it says', () => text);
	} finally {
		child.kill('SIGKILL');
	}
	await over;
	assert.match(text, /^OBELUS_SOCKET must name/);
});

const tool = 'systemd-socket-activate';
const skip = spawnSync(tool, ['--version']).error ? `${tool} is not here` : false;

test(`started by ${tool} at the first connection`, { skip }, async () => {
	const at = join(folder, 'first');
	const names = Object.keys(environment).map((name) => `--setenv=${name}`);
	const child = spawn(tool, [`--listen=${at}`, ...names, program, 'serve'], { env: environment, stdio: 'ignore' });
	const over = new Promise((done) => child.on('close', done));
	try {
		await until('its socket', () => existsSync(at));
		const peer = new Peer(at);
		const reply = await peer.send(request('GET', `/api/${HANDLER}/health`)).reply();
		peer.close();
		assert.equal(reply.status, 200, reply.text);
	} finally {
		child.kill('SIGTERM');
	}
	assert.equal(await over, 0);
});
