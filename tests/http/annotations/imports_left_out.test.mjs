/* Rows that an import left out: which they are is told by line, by name and by how they begin; and it goes when the import goes. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { activityOf, sql } from '../lib/database.mjs';
import { addJob, newWorkplace } from '../lib/labelling.mjs';
import { addDataset, addImport, endOfImport, sendFile } from '../lib/world.mjs';

const API = '/api/annotations';
const { client, project } = await newWorkplace();
const newDataset = async () => (await addDataset(client, project, { name: randomUUID() })).id;

/** What is told of the rows that are left out: [line, word, external_id, beginning]. */
async function leftOut(dataset, options, file) {
	const { id } = await addImport(client, dataset, options);
	const sent = await sendFile(client, id, file, { last: true });
	assert.equal(sent.status, 200, sent.text);
	await endOfImport(client, id);
	const { items } = (await client.get(`${API}/imports/${id}/flaws`, { query: { limit: 1000 } })).json;
	return { id, sent, list: items.map((f) => [f.line, f.word, f.external_id, f.beginning]) };
}

const JSONL = { format: 'jsonl', content_field: 'text', id_field: 'id' };

test('GET /imports/{id}/flaws: how each row begins, and what its owner calls it, as far as that can be read', async () => {
	const long = `{"id":"odd","text":7,"note":"${'é'.repeat(400)}"}`;
	const file = Buffer.concat([
		Buffer.from('{"id":"a","text":""}\nnonsense\n{"text":"no name"}\n'),
		Buffer.from([0x7b, 0x61, 0xff, 0x7d, 0x0a, 0xff, 0x0a]),
		Buffer.from(`{"id":"${'i'.repeat(201)}","text":"x"}\n{"id":"z\\u0000","text":"x"}\n${long}\n${'y'.repeat(1_100_000)}\n`),
	]);
	const { list } = await leftOut(await newDataset(), JSONL, file);
	const cut = (text, bytes) => Buffer.from(text).subarray(0, bytes).toString();
	assert.deepEqual(list, [
		[1, 'no-content', 'a', '{"id":"a","text":""}'],
		[2, 'not-json', null, 'nonsense'],
		[3, 'no-id', null, '{"text":"no name"}'],
		[4, 'not-utf-8', null, '{a'],
		[5, 'not-utf-8', null, ''],
		[6, 'too-long-a-name', null, `{"id":"${'i'.repeat(201)}","text":"x"}`],
		[7, 'nul', null, '{"id":"z\\u0000","text":"x"}'],
		[8, 'not-text', 'odd', cut(long, 399)],
		[9, 'too-long', null, 'y'.repeat(400)],
	]);
});

test('GET /imports/{id}/flaws: rows of tables as they stand in the file', async () => {
	const file = 'no,body\n1,good\n2,\n3,one,too many\n';
	const { list } = await leftOut(await newDataset(), { format: 'csv', content_field: 'body', id_field: 'no' }, file);
	assert.deepEqual(list.map(([line, , name, beginning]) => [line, name, beginning]), [[3, '2', '2,'], [4, null, '3,one,too many']]);
});

for (const [way, options] of [['into a dataset', {}], ['all or nothing', { all_or_nothing: true }]])
	test(`GET /imports/{id}/flaws: of a row whose id another text has, its own text, ${way}`, async () => {
		const dataset = await newDataset();
		const text = `${'𝒜'.repeat(99)}bc`;
		const rows = [{ id: 1, text: 'one' }, { id: 1, text }, { id: 2, text: 'two' }].map((r) => `${JSON.stringify(r)}\n`).join('');
		const { list } = await leftOut(dataset, { ...JSONL, ...options }, rows);
		assert.deepEqual(list, [[2, 'other-content', '1', `${'𝒜'.repeat(99)}b`]]);
	});

test('GET /imports/{id}/flaws: into a job, too', async () => {
	const job = await addJob(client, project);
	const first = { content: 'one', id: 'a' };
	const file = [first, { ...first, content: 'another' }, { content: 'x', id: 'b', submissions: [{}] }].map((r) => `${JSON.stringify(r)}\n`).join('');
	const { list } = await leftOut(job.dataset, { format: 'jsonl', content_field: 'content', id_field: 'id', job: job.id }, file);
	assert.deepEqual(list.map(([line, , name, beginning]) => [line, name, beginning]), [
		[2, 'a', 'another'],
		[3, 'b', '{"content":"x","id":"b","submissions":[{}]}'],
	]);
});

test('GET /imports/{id}/flaws: no activity tells it, and it goes with its import', async () => {
	const { id, sent, list } = await leftOut(await newDataset(), JSONL, '{"id":"secret","text":""}\n');
	assert.equal(list.length, 1);
	assert.ok(!JSON.stringify(await activityOf(sent)).includes('secret'));
	const removed = await client.delete(`${API}/imports/${id}`);
	assert.equal(removed.status, 204, removed.text);
	const [{ n }] = await sql`select count(*)::int as n from import_flaw where import = ${id}`;
	assert.equal(n, 0);
});
