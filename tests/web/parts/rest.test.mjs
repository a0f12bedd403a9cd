import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';

import { compiled } from '../compiled.mjs';

const { rest } = await compiled('parts/rest.ts');

test('what waits again and again leaves nothing on the signal that would end it', async () => {
	const stop = new AbortController();
	for (let i = 0; i < 3; i++) await rest(1, stop.signal);
	assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
});

test('a signal ends the waiting, also one that was given before', async () => {
	const stop = new AbortController();
	const waiting = rest(3_600_000, stop.signal);
	stop.abort();
	await waiting;
	await rest(3_600_000, stop.signal);
});
