/* The process that reads a file dies in the middle of it: another goes on where it stood. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { killReaders } from '../lib/killing.mjs';
import { newOwner } from '../lib/people.mjs';
import { end, workersOf } from '../lib/processes.mjs';
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
		await killReaders(client, sent.json);
		const done = await endOfImport(client, id);
		assert.deepEqual([done.state, done.examples, done.known, done.flaws], ['done', ROWS, 0, 0]);
		const [found] = await sql`
			select count(*)::int as n, count(distinct position)::int as places,
			       bool_and(content = 'text ' || external_id) as true
			  from example where dataset = ${dataset}`;
		assert.deepEqual(found, { n: ROWS, places: ROWS, true: true });
		assert.equal((await client.get(`${API}/datasets/${dataset}`)).json.examples, ROWS);
	});

test('an upload whose serving processes are killed leaves what was committed, and goes on there', async () => {
	const { client } = await newOwner();
	const project = (await addProject(client)).id;
	const { id: dataset } = await addDataset(client, project, { name: 'killed' });
	const { id } = await addImport(client, dataset, { format: 'lines' });
	const file = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `line ${i} ${'x'.repeat(20)}\n`).join(''));
	const received = async () => (await client.get(`${API}/imports/${id}`)).json.received;
	async function* untilKilled() {
		yield file.subarray(0, 900_000);
		await until('two pieces to be kept', async () => (await received()) === 786_432);
		for (const pid of workersOf('annotations')) await end(pid);
		yield file.subarray(900_000);
	}
	const broken = await client.twin().send('PUT', `${API}/imports/${id}/content`, {
		query: { offset: 0, last: true },
		body: untilKilled(),
		headers: { 'content-type': 'application/octet-stream', 'content-length': file.length },
	});
	isProblem(broken, 503, 'unavailable', []);
	await until('others to serve', async () => (await client.get(`${API}/imports/${id}`)).status === 200);
	const offset = await received();
	assert.equal(offset, 786_432);
	const rest = await sendFile(client, id, file.subarray(offset), { offset, last: true });
	assert.equal(rest.status, 200, rest.text);
	const done = await endOfImport(client, id);
	assert.deepEqual([done.state, done.examples, done.flaws, done.received], ['done', 60_000, 0, file.length]);
	const [{ text }] = await sql`select string_agg(content, E'\n' order by position) as text from example where dataset = ${dataset}`;
	assert.equal(`${text}\n`, file.toString());
});
