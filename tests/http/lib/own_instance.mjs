/* An instance beside the one under test, for what would disturb it: its own folder, ports and settings. */
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { bin, root } from './instance.mjs';

export class OwnInstance {
	constructor(environment = {}) {
		this.folder = mkdtempSync(join(tmpdir(), 'obelus-own-'));
		chmodSync(this.folder, 0o755);
		this.environment = { PATH: process.env.PATH, RUN_DIR: this.folder, BUILD: join(bin, '..'), ...environment };
	}

	in(...path) {
		return join(this.folder, ...path);
	}

	/** Run scripts/dev; what it printed.  Fails when it fails. */
	dev(...words) {
		return execFileSync(join(root, 'scripts/dev'), words, {
			env: this.environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
		});
	}

	/** The same while this process goes on. */
	async devBeside(...words) {
		return (await promisify(execFile)(join(root, 'scripts/dev'), words, { env: this.environment })).stdout;
	}

	/** The same when it is meant to fail: {status, stdout, stderr}. */
	tryDev(...words) {
		return spawnSync(join(root, 'scripts/dev'), words, {
			env: this.environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
		});
	}

	get origin() {
		return new URL(readFileSync(this.in('origin'), 'utf8').trim()).origin;
	}

	/** Process ids by name. */
	get pids() {
		const names = readdirSync(this.in('pid')).filter((name) => !name.endsWith('.since'));
		return Object.fromEntries(names.map((name) => [name, Number(readFileSync(this.in('pid', name), 'utf8'))]));
	}

	/** Begin it, in a process group of its own. */
	begin(...words) {
		return spawn(join(root, 'scripts/dev'), words, { env: this.environment, stdio: 'ignore', detached: true });
	}

	/** What psql prints. */
	sql(statement, database = 'obelus') {
		return execFileSync('psql', ['-XqAt', '-h', this.in('sock'), '-U', 'postgres', '-d', database, '-c', statement],
			{ encoding: 'utf8' }).trim();
	}

	remove() {
		this.tryDev('stop');
		rmSync(this.folder, { recursive: true, force: true });
	}
}
