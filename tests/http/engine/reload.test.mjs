/* Handlers are reloaded again and again while people use them through nginx: nobody notices. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { inRun, until } from '../lib/instance.mjs';
import { logIn } from '../lib/people.mjs';
import { isAlive, pidOf, workersOf } from '../lib/processes.mjs';
import { newWorld } from '../lib/world.mjs';

const HANDLER = 'annotations';
const RELOADS = 10;
const CLIENTS = 16;

const reloads = (what) => readFileSync(inRun('log', `${HANDLER}.log`), 'utf8').split(`"event":"reload.${what}"`).length - 1;

test(`${RELOADS} reloads under load: no request fails`, { timeout: 300_000 }, async (t) => {
	const supervisor = pidOf(HANDLER);
	const answers = new Map();
	let over = false;
	const { owner } = await newWorld();
	const clients = [];
	while (clients.length < CLIENTS) clients.push(await logIn(owner));
	const load = clients.map(async (client) => {
		while (!over) {
			const outcome = await client.get(`/api/${HANDLER}/projects`).then((r) => r.status, (error) => error.code);
			answers.set(outcome, (answers.get(outcome) ?? 0) + 1);
		}
		client.close();
	});
	const generations = new Set(workersOf(HANDLER));
	const [begun, failed] = [reloads('done'), reloads('failed')];
	for (let i = 1; i <= RELOADS; i++) {
		const old = workersOf(HANDLER);
		process.kill(supervisor, 'SIGHUP');
		await until(`reload ${i}`, () => reloads('done') === begun + i, 30_000);
		// The old ones serve until nginx has closed their connections.
		await until(`the end of generation ${i}`, () => !old.some(isAlive), 30_000);
		for (const pid of workersOf(HANDLER)) generations.add(pid);
	}
	over = true;
	await Promise.all(load);
	t.diagnostic(`answers: ${JSON.stringify([...answers])}`);
	assert.deepEqual([...answers.keys()], [200]);
	assert.ok(answers.get(200) > 100 * RELOADS, 'there was hardly any load');
	assert.equal(reloads('failed'), failed);
	assert.ok(generations.size >= 2 * (RELOADS + 1));
	assert.equal(pidOf(HANDLER), supervisor);
	assert.ok(isAlive(supervisor));
});
