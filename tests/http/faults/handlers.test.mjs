/* A handler is gone, supervisor and all: its routes say so, the others notice nothing. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { handlers, until } from '../lib/instance.mjs';
import { end, isAlive, scale, supervisorsOf, workersOf } from '../lib/processes.mjs';
import { newWorld } from '../lib/world.mjs';

let world;
before(async () => (world = await newWorld()));

const isWell = async (handler) => (await new Client().get(`/api/${handler}/health`)).status === 200;

for (const victim of ['auth', 'annotations']) {
	test(`${victim} is killed`, async () => {
		const workers = workersOf(victim);
		const [supervisor] = supervisorsOf(victim);
		await end(supervisor);
		await until('its workers to follow it', () => !workers.some(isAlive));
		try {
			const reply = await world.client.get(`/api/${victim}/health`);
			isProblem(reply, 503, 'unavailable', []);
			assert.ok(Number(reply.headers['retry-after']) > 0);
			isProblem(await world.client.post(`/api/${victim}/people`, {}), 503, 'unavailable');
			for (const other of handlers.filter((h) => h !== victim)) assert.ok(await isWell(other), other);
			// A session that auth made is known to the others without it.
			const path =
				victim === 'auth' ? `/api/annotations/documents/${world.document.id}` : '/api/auth/session';
			assert.equal((await world.client.get(path)).status, 200);
		} finally {
			scale(victim, 1); // starts what is not there
		}
		assert.ok(await isWell(victim));
		assert.equal((await world.client.get('/api/auth/session')).status, 200);
		assert.equal((await world.client.get(`/api/annotations/documents/${world.document.id}`)).status, 200);
	});
}
