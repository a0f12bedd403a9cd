/* The instance's processes: found by their pid files, ended and begun again as scripts/dev does. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { bin, handlers, inRun, root, runDir, until } from './instance.mjs';

export const pidOf = (name) => Number(readFileSync(inRun('pid', name), 'utf8'));

export function childrenOf(pid) {
	try {
		return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
			.trim()
			.split(' ')
			.filter(Boolean)
			.map(Number);
	} catch (error) {
		if (error.code === 'ENOENT' || error.code === 'ESRCH') return [];
		throw error;
	}
}

/** The supervisors of a handler: one, or as many as it was scaled to. */
export const supervisorsOf = (handler) =>
	readdirSync(inRun('pid'))
		.filter((name) => new RegExp(`^${handler}(-\\d+)?$`).test(name))
		.map(pidOf);

/** The processes of a handler that answer requests. */
export const workersOf = (handler) => supervisorsOf(handler).flatMap(childrenOf);

/** For how many seconds a process has been there (proc(5): starttime, in hundredths). */
export function ageOf(pid) {
	const started = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ')[19];
	return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) - started / 100;
}

/** Run so many processes of a handler, as `make scale` does. */
export function scale(handler, n) {
	execFileSync(`${root}/scripts/dev`, ['scale', `${handler}=${n}`], {
		env: { ...process.env, RUN_DIR: runDir, BUILD: dirname(bin) },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
}

export function isAlive(pid) {
	try {
		return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

/** End a process of this instance, and wait until it is gone. */
export async function end(pid, signal = 'SIGKILL') {
	process.kill(pid, signal);
	await until(`the end of process ${pid}`, () => !isAlive(pid));
}

/** Start "redis", "postgres" or "smtp" of this instance again: the same command, folder and files. */
export function start(service) {
	const script = `
		set -euo pipefail
		cd "$TOP"
		HANDLERS=(${handlers.join(' ')})
		. scripts/instance/process.sh
		. scripts/instance/services.sh
		. scripts/instance/redis.sh
		. "$RUN_DIR/settings"
		start_${service}`;
	execFileSync('bash', ['-c', script], {
		env: { ...process.env, TOP: root, RUN_DIR: runDir },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
}
