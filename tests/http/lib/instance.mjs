/*
 * The instance under test.  It runs already: OBELUS_URL says where, and
 * OBELUS_RUN_DIR holds its sockets, logs and mail.  OBELUS_BIN is the folder
 * of the binaries, for what they tell of themselves.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

function need(name) {
	const value = process.env[name];
	if (!value) throw new Error(`set ${name}: these tests ask a running instance`);
	return value;
}

export const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
export const origin = new URL(need('OBELUS_URL')).origin;
export const runDir = resolve(need('OBELUS_RUN_DIR'));
export const bin = resolve(process.env.OBELUS_BIN ?? join(root, 'build/debug/bin'));
export const inRun = (...path) => join(runDir, ...path);

/** The folders under handlers/: each is a process of its own and a prefix of paths. */
export const handlers = readdirSync(join(root, 'handlers')).sort();

/** What a handler's binary tells of itself, parsed: "routes", "openapi", … */
export function describe(handler, what) {
	return JSON.parse(execFileSync(join(bin, handler), ['describe', what], { maxBuffer: 1 << 26 }));
}

/** Wait until a condition holds, and return what it returned; it is asked every so many milliseconds. */
export async function until(what, condition, ms = 10_000, every = 10) {
	const end = performance.now() + ms;
	for (;;) {
		const got = await condition();
		if (got) return got;
		if (performance.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`);
		await new Promise((go) => setTimeout(go, every));
	}
}
