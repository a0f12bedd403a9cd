/* The process that reads a file dies in the middle of it: another goes on where it stood. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { end, pidOf, childrenOf } from '../lib/processes.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../lib/world.mjs';

const API = '/api/annotations';
const ROWS = 60_000;

/** A file whose rows tell their number, and how the caller would have it read. */
const files = {
	jsonl: () => Array.from({ length: ROWS }, (_, i) => `${JSON.stringify({ id: i, text: `text ${i}` })}\r\n`).join(''),
	json: () => JSON.stringify(Array.from({ length: ROWS }, (_, i) => ({ id: i, text: `text ${i}` }))),
	csv: () => `id,text\r\n${Array.from({ length: ROWS }, (_, i) => `${i},"text ${i}"\r\n`).join('')}`,
};

for (const [format, file] of Object.entries(files))
	test(`an import of ${format} whose workers are killed adds every row once`, async () => {
		const { client } = await newOwner();
		const project = (await addProject(client)).id;
		const { id: dataset } = await addDataset(client, project, { name: format });
		const { id } = await addImport(client, dataset, { format, content_field: 'text', id_field: 'id', all_or_nothing: format === 'csv' });
		const sent = await sendFile(client, id, file(), { last: true });
		assert.equal(sent.status, 200, sent.text);
		let killed = 0;
		for (let before = -1; killed < 3; killed++) {
			let now;
			await until('the import to go on', async () => {
				now = (await client.get(`${API}/imports/${id}`)).json;
				return now.ended_at || now.version > before + 1;
			});
			if (now.ended_at) break;
			before = now.version;
			for (const pid of childrenOf(pidOf('annotations-work'))) await end(pid);
			// Its lease runs out.
			await sql`update job set leased_until = now() where handler = 'annotations' and state = 'running'`;
		}
		assert.ok(killed > 0, 'it was done before anyone was killed');
		const done = await endOfImport(client, id);
		assert.deepEqual([done.state, done.examples, done.known, done.flaws], ['done', ROWS, 0, 0]);
		const [found] = await sql`
			select count(*)::int as n, count(distinct position)::int as places,
			       bool_and(content = 'text ' || external_id) as true
			  from example where dataset = ${dataset}`;
		assert.deepEqual(found, { n: ROWS, places: ROWS, true: true });
		assert.equal((await client.get(`${API}/datasets/${dataset}`)).json.examples, ROWS);
	});
