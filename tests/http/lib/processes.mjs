/* The instance's processes: found by their pid files, ended and begun again as scripts/dev does. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { handlers, inRun, root, runDir, until } from './instance.mjs';

export const pidOf = (name) => Number(readFileSync(inRun('pid', name), 'utf8'));

export function childrenOf(pid) {
	try {
		return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
	} catch (error) {
		if (error.code === 'ENOENT' || error.code === 'ESRCH') return [];
		throw error;
	}
}

/** The processes of a handler that answer requests. */
export const workersOf = (handler) => childrenOf(pidOf(handler));

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

/** Start "redis" or "postgres" of this instance again: the same command, folder and files. */
export function start(service) {
	const script = `
		set -euo pipefail
		cd "$TOP"
		HANDLERS=(${handlers.join(' ')})
		. scripts/instance/process.sh
		. scripts/instance/services.sh
		start_${service}`;
	execFileSync('bash', ['-c', script], { env: { ...process.env, TOP: root, RUN_DIR: runDir }, stdio: ['ignore', 'ignore', 'inherit'] });
}
