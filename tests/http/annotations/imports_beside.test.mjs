/* Files that come in, while others send, demote, remove. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { activityOf, addColleague, setRole, sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../lib/world.mjs';

const API = '/api/annotations';
const PIECE = 384 * 1024; // is committed at once
let client;
let project;
let count = 0;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
});

const newDataset = async () => (await addDataset(client, project, { name: `beside ${++count}` })).id;
const show = async (id) => (await client.get(`${API}/imports/${id}`)).json;
const numbered = (rows) => Buffer.from(Array.from({ length: rows }, (_, i) => `line ${i} ${'x'.repeat(20)}\n`).join(''));

/** The dataset's texts are the file's lines, and are counted. */
async function holds(dataset, file) {
	const [{ text, n }] = await sql`
		select string_agg(content, E'\n' order by position) as text, count(*)::int as n from example where dataset = ${dataset}`;
	assert.equal(`${text}\n`, file.toString());
	assert.equal((await client.get(`${API}/datasets/${dataset}`)).json.examples, n);
}

/** No piece of the import is left, nor anything to do for it. */
async function isForgotten(id) {
	await until('its job to end', async () => !(await sql`select 1 from job where payload ->> 'import' = ${id}`).length);
	assert.deepEqual(await sql`select 1 from import_chunk where import = ${id} union all select 1 from import_name where import = ${id}`, []);
}

test('a body of unknown length, in pieces of odd sizes', async () => {
	const [dataset, file] = [await newDataset(), numbered(40_000)];
	const { id } = await addImport(client, dataset);
	async function* pieces() {
		for (let at = 0, size = 1; at < file.length; at += size, size = (size * 7 + 3) % 200_001)
			yield file.subarray(at, at + size);
	}
	const sent = await sendFile(client, id, pieces(), { last: true });
	assert.deepEqual([sent.status, sent.json.received], [200, file.length], sent.text);
	assert.equal((await endOfImport(client, id)).examples, 40_000);
	await holds(dataset, file);
});

test('one who is demoted while they send is refused there; what came is kept for others', async () => {
	const [dataset, file] = [await newDataset(), numbered(40_000)];
	const { workspace } = client.session;
	const manager = await addColleague(workspace, 'manager');
	const { id } = await addImport(manager.client, dataset);
	async function* untilDemoted() {
		yield file.subarray(0, PIECE + 100);
		await until('the first piece to be kept', async () => (await show(id)).received === PIECE);
		await setRole(workspace, manager.id, 'annotator');
		yield file.subarray(PIECE + 100);
	}
	isProblem(await sendFile(manager.client, id, untilDemoted(), { last: true }), 403, 'forbidden', []);
	const { state, received } = await show(id);
	assert.deepEqual([state, received], ['receiving', PIECE]);
	assert.equal((await sendFile(client, id, file.subarray(received), { offset: received, last: true })).status, 200);
	assert.equal((await endOfImport(client, id)).examples, 40_000);
	await holds(dataset, file);
});

test('who is refused in the middle of a body and sends again at once is answered', async () => {
	const { id } = await addImport(client, await newDataset());
	for (let i = 0; i < 20; i++) isProblem(await sendFile(client, id, Buffer.alloc(400_000, 'a'), { offset: 5 }), 409, 'conflict', ['#/offset']);
	assert.equal((await sendFile(client, id, 'a\n')).status, 200);
});

test('two who send one file at once: one of them does, the other is told, and nothing of theirs is in it', async () => {
	const dataset = await newDataset();
	const one = numbered(60_000);
	const files = [one, Buffer.from(one.toString().replaceAll('line', 'LINE'))];
	const { id } = await addImport(client, dataset);
	const sent = await Promise.all(files.map((file) => sendFile(client.twin(), id, file, { last: true })));
	assert.deepEqual(sent.map((s) => s.status).sort(), [200, 409]);
	assert.equal((await endOfImport(client, id)).received, one.length);
	await holds(dataset, files[sent.findIndex((s) => s.status === 200)]);
});

test('two files with the same ids into one dataset at once: each id is there once', async () => {
	const dataset = await newDataset();
	const form = { format: 'csv', content_field: 'text', id_field: 'id' };
	const file = `id,text\n${Array.from({ length: 20_000 }, (_, i) => `${i},text ${i}\n`).join('')}`;
	const ids = [(await addImport(client, dataset, form)).id, (await addImport(client, dataset, { ...form, all_or_nothing: true })).id];
	for (const sent of await Promise.all(ids.map((id) => sendFile(client.twin(), id, file, { last: true })))) assert.equal(sent.status, 200);
	const done = [await endOfImport(client, ids[0]), await endOfImport(client, ids[1])];
	assert.deepEqual(done.map((d) => d.examples + d.known), [20_000, 20_000]);
	assert.deepEqual(done.map((d) => d.flaws), [0, 0]);
	assert.equal(done[0].examples + done[1].examples, 20_000);
	const [{ n }] = await sql`select count(*)::int as n from example where dataset = ${dataset}`;
	assert.equal(n, 20_000);
	// The names that were compared go by their keys: ten thousand at once must not take seconds.
	await isForgotten(ids[1]);
});

test('DELETE /imports/{id}: one that is being read stops; what it added stays and is counted, and the next begins', async () => {
	const dataset = await newDataset();
	const { id } = await addImport(client, dataset);
	const { id: next } = await addImport(client, dataset);
	await sendFile(client, id, numbered(200_000), { last: true });
	await sendFile(client, next, 'next\n', { last: true });
	await until('some examples', async () => (await show(id)).examples > 0);
	assert.equal((await client.delete(`${API}/imports/${id}`)).status, 204);
	isProblem(await client.get(`${API}/imports/${id}`), 404, 'not-found', []);
	assert.equal((await endOfImport(client, next)).examples, 1);
	await isForgotten(id);
	const rows = await sql`select content from example where dataset = ${dataset} order by position`;
	assert.ok(rows.length > 1 && rows.length < 200_000, `${rows.length}`);
	assert.equal(rows.at(-1).content, 'next');
	assert.ok(rows.slice(0, -1).every((row, i) => row.content.startsWith(`line ${i} `)));
	assert.equal((await client.get(`${API}/datasets/${dataset}`)).json.examples, rows.length);
});

test('DELETE /imports/{id}: one that adds all or nothing goes while it is checked, and not while it adds', async () => {
	const [dataset, file] = [await newDataset(), numbered(150_000)];
	const begin = async () => {
		const { id } = await addImport(client, dataset, { format: 'lines', all_or_nothing: true });
		await sendFile(client, id, file, { last: true });
		return id;
	};
	const first = await begin();
	await until('the check to go on', async () => (await show(first)).parsed > 0);
	assert.equal((await show(first)).state, 'checking');
	assert.equal((await client.delete(`${API}/imports/${first}`)).status, 204);
	await isForgotten(first);
	assert.deepEqual(await sql`select 1 from example where dataset = ${dataset}`, []);
	const second = await begin();
	await until('some examples', async () => (await show(second)).examples > 0);
	const refused = await client.delete(`${API}/imports/${second}`);
	isProblem(refused, 409, 'conflict', []);
	assert.match(refused.json.detail, /as a whole/);
	assert.deepEqual(await activityOf(refused), []);
	assert.equal((await endOfImport(client, second)).examples, 150_000);
	assert.equal((await client.delete(`${API}/imports/${second}`)).status, 204);
	await holds(dataset, file);
});

test('DELETE /imports/{id}: one that stopped halfway for good can be removed', async () => {
	const dataset = await newDataset();
	const { id } = await addImport(client, dataset, { format: 'lines', all_or_nothing: true });
	await sendFile(client, id, 'a\n');
	await sql`update import set state = 'adding' where id = ${id}`;
	await sql`insert into job (id, handler, kind, workspace, payload, state)
		values (${id}, 'annotations', 'import', ${client.session.workspace}, ${JSON.stringify({ import: id })}, 'dead')`;
	assert.equal((await client.delete(`${API}/imports/${id}`)).status, 204);
	await sql`delete from job where id = ${id}`;
});

test('DELETE /imports/{id}: those that wait are removed whatever is done with their dataset; the one behind them begins', async () => {
	const dataset = await newDataset();
	const ids = [];
	while (ids.length < 4) ids.push((await addImport(client, dataset)).id);
	const [read, first, second, behind] = ids;
	await sql`update import set state = 'adding' where id = ${read}`;
	for (const id of [first, second, behind]) await sendFile(client, id, 'behind\n', { last: true });
	await sql`begin`;
	await sql`update dataset set name = name where id = ${dataset}`;
	const removed = await client.delete(`${API}/imports/${first}`);
	await sql`rollback`;
	assert.equal(removed.status, 204, removed.text);
	// The one behind `read` is gone by the time that it could begin.
	const { workspace, person } = client.session;
	await sql`begin`;
	await sql`select import_remove(${workspace}, ${second}, ${person}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid())`;
	const ending = client.delete(`${API}/imports/${read}`);
	await until('the end to wait', async () => (await sql`select 1 from pg_locks where not granted`).length > 0);
	await sql`commit`;
	assert.equal((await ending).status, 204);
	assert.equal((await endOfImport(client, behind)).examples, 1);
});
