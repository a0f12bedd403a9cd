/* The processes that read a file are killed in the middle of it. */
import assert from 'node:assert/strict';

import { endLeases } from './database.mjs';
import { until } from './instance.mjs';
import { childrenOf, end, pidOf } from './processes.mjs';

const KILLS = 3;

/** Each time that an import, as it was when its file was there, has gone on since the last kill; three times, or until it is done. */
export async function killReaders(client, { id, version }) {
	let killed = 0;
	for (let before = version; killed < KILLS; killed++) {
		let now;
		await until('the import to go on', async () => {
			now = (await client.get(`/api/annotations/imports/${id}`)).json;
			return now.ended_at || now.version > before + 1;
		});
		if (now.ended_at) break;
		before = now.version;
		for (const pid of childrenOf(pidOf('annotations-work'))) await end(pid);
		await endLeases('annotations');
	}
	assert.ok(killed > 0, 'it was done before anyone was killed');
}
