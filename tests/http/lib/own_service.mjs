/*
 * A handler of the test's own: the instance's configuration, its database and
 * Redis, but a supervisor, a socket and a program file of its own, so that it
 * can be reloaded, broken and ended while the instance goes on.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bin, inRun, until } from './instance.mjs';
import { childrenOf } from './processes.mjs';

/** The settings of the instance's own process. */
export function settings(handler) {
	const lines = readFileSync(inRun('etc', `${handler}.env`), 'utf8').split('\n').filter(Boolean);
	return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

export class OwnService {
	/** `word`: "serve" or "work"; `more`: settings other than the instance's. */
	constructor(handler, word = 'serve', more = {}) {
		this.handler = handler;
		this.folder = mkdtempSync(join(tmpdir(), 'obelus-own-'));
		this.socket = join(this.folder, 'sock');
		this.program = join(this.folder, handler);
		copyFileSync(join(bin, handler), this.program);
		this.text = '';
		this.process = spawn(this.program, [word], {
			env: { PATH: process.env.PATH, ...settings(handler), OBELUS_WORKERS: '2', OBELUS_SOCKET: this.socket, OBELUS_LOG: '', ...more },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		this.process.stderr.on('data', (chunk) => (this.text += chunk));
		this.ended = new Promise((done) => this.process.on('close', (code, signal) => done(signal ?? code)));
	}

	/** The program as it was built. */
	get goodProgram() {
		return join(bin, this.handler);
	}

	get pid() {
		return this.process.pid;
	}

	get workers() {
		return childrenOf(this.pid);
	}

	/** What it logged, oldest first; with a name only these events. */
	events(name) {
		const lines = this.text.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
		return lines.map((line) => JSON.parse(line)).filter((e) => !name || e.event === name);
	}

	/** Wait until an event was logged so often. */
	async logged(name, times = 1, ms = 15_000) {
		await until(`event ${name} × ${times}; it said:\n${this.text}`, () => this.events(name).length >= times, ms);
		return this.events(name);
	}

	async ready(workers = 2) {
		await this.logged('worker.ready', workers);
		return this;
	}

	signal(name) {
		this.process.kill(name);
	}

	/** Put another file in the place of the program, as an upgrade does. */
	replaceProgram(file) {
		copyFileSync(file, `${this.program}.new`);
		renameSync(`${this.program}.new`, this.program);
	}

	async stop() {
		if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL');
		await this.ended;
		if (existsSync(this.folder)) rmSync(this.folder, { recursive: true });
	}
}
