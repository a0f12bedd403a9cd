/* Files that fill datasets: sent in pieces, read by the worker. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { before, test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../lib/world.mjs';

const API = '/api/annotations';
let client;
let project;
let count = 0;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
});

const newDataset = async () => (await addDataset(client, project, { name: `files ${++count}` })).id;

/** Fill a dataset with a file, wait until it was read, and show what came of it. */
async function fill(dataset, form, file) {
	const { id } = await addImport(client, dataset, form);
	const sent = await sendFile(client, id, file, { last: true });
	assert.equal(sent.status, 200, sent.text);
	const ended = await endOfImport(client, id);
	const { items: flaws } = (await client.get(`${API}/imports/${id}/flaws`, { query: { limit: 1000 } })).json;
	return { ...ended, list: flaws.map((f) => [f.line, f.word, f.field]), flawed: flaws };
}

const examplesOf = (dataset) =>
	sql`select content, metadata::text as metadata, external_id, group_key, order_key
	      from example where dataset = ${dataset} order by position`;
const contentsOf = async (dataset) => (await examplesOf(dataset)).map((e) => e.content);

const lines = (...values) => values.map((v) => `${typeof v === 'string' ? v : JSON.stringify(v)}\n`).join('');
const JSONL = { format: 'jsonl', content_field: 'text' };
const JSONL_ID = { ...JSONL, id_field: 'id' };

test('POST /datasets/{id}/imports: says how the file is written, and waits for it', async () => {
	const dataset = await newDataset();
	const form = { ...JSONL_ID, group_field: 'letter', order_field: 'n', metadata_field: 'about' };
	const reply = await client.post(`${API}/datasets/${dataset}/imports`, form);
	assert.equal(reply.status, 201, reply.text);
	const { id, created_at } = reply.json;
	assert.match(id, UUID);
	assert.match(created_at, MOMENT);
	assert.deepEqual(reply.json, {
		...{ id, dataset, ...form, all_or_nothing: false, job: null, state: 'receiving', received: 0, parsed: 0 },
		...{ examples: 0, known: 0, submissions: 0, skips: 0, flaws: 0, version: 1, created_at, ended_at: null },
	});
	assert.deepEqual([reply.headers.location, reply.version], [`${API}/imports/${id}`, '"1"']);
	assert.deepEqual(
		(await activityOf(reply)).map((a) => [a.verb, a.object_kind, a.object, a.project]),
		[['import.create', 'import', id, project]],
	);
	const wrong = (body) => client.post(`${API}/datasets/${dataset}/imports`, body);
	isProblem(await wrong({ format: 'csv' }), 422, 'invalid', ['#/content_field']);
	isProblem(await wrong({ format: 'lines', id_field: 'id' }), 422, 'invalid', ['#/id_field']);
	isProblem(await wrong({ ...JSONL, id_field: 'text' }), 422, 'invalid', ['#/id_field']);
	isProblem(await client.post(`${API}/datasets/${NOBODY}/imports`, JSONL), 404, 'not-found', []);
});

test('PUT /imports/{id}/content: the rows become examples, each part where the caller said (PV-6)', async () => {
	const dataset = await newDataset();
	const form = { ...JSONL_ID, group_field: 'letter', order_field: 'n' };
	const file = lines(
		'{"text":"caf\\u00e9 \u{1F600}","id":12345678901234567890,"letter":"a","n":1e3,"z" : [1,  2.50] ,"\\u0061":null}',
		{ id: 'b', text: 'zwei' },
	);
	const done = await fill(dataset, form, file);
	assert.deepEqual([done.state, done.examples, done.known, done.flaws, done.received], ['done', 2, 0, 0, Buffer.byteLength(file)]);
	assert.equal(done.parsed, done.received);
	assert.deepEqual(await examplesOf(dataset), [
		{ content: 'café \u{1F600}', metadata: '{"z":[1,  2.50],"\\u0061":null}', external_id: '12345678901234567890', group_key: 'a', order_key: '1e3' },
		{ content: 'zwei', metadata: null, external_id: 'b', group_key: null, order_key: null },
	]);
	const [{ id: first }] = (await client.get(`${API}/datasets/${dataset}/examples`)).json.items;
	const shown = await client.get(`${API}/examples/${first}`);
	assert.ok(shown.bytes.includes('"metadata":{"z":[1,  2.50],"\\u0061":null},'), shown.text);
	assert.deepEqual(await sql`select length from example where dataset = ${dataset} order by position`, [{ length: 6 }, { length: 4 }]);
	assert.equal((await client.get(`${API}/datasets/${dataset}`)).json.examples, 2);
	assert.deepEqual(await sql`select count(*)::int as n from import_chunk where import = ${done.id}`, [{ n: 0 }]);
});

test('PUT /imports/{id}/content: each format gives the same texts', async () => {
	const texts = ['one', 'two, "quoted"\r\nand a line', 'שלום', '=1+1'];
	const csv = `id,text\r\n${texts.map((t, i) => `${i},"${t.replaceAll('"', '""')}"`).join('\r\n')}\r\n`;
	const cases = [
		[{ format: 'jsonl', content_field: 'text' }, lines(...texts.map((text) => ({ text })))],
		[{ format: 'json', content_field: 'text' }, JSON.stringify(texts.map((text) => ({ text })), null, 1)],
		[{ format: 'csv', content_field: 'text', id_field: 'id' }, csv],
		[{ format: 'csv', content_field: 'text', id_field: 'id' }, `\ufeff${csv}`],
	];
	for (const [form, file] of cases) {
		const dataset = await newDataset();
		const done = await fill(dataset, form, file);
		assert.deepEqual([done.list, await contentsOf(dataset)], [[], texts], form.format);
	}
	const plain = ['one', 'two, "q"', 'שלום', '=1+1'];
	for (const [form, file] of [
		[{ format: 'tsv', content_field: 'text' }, `n\ttext\n${plain.map((t, i) => `${i}\t${t}\n`).join('')}`],
		[{ format: 'lines' }, plain.join('\r')],
	]) {
		const dataset = await newDataset();
		const done = await fill(dataset, form, file);
		assert.deepEqual([done.list, await contentsOf(dataset)], [[], plain], form.format);
	}
	const dataset = await newDataset();
	await fill(dataset, { format: 'text' }, 'a\r\nwhole\n\nfile\n');
	assert.deepEqual(await contentsOf(dataset), ['a\r\nwhole\n\nfile\n']);
});

test('PUT /imports/{id}/content: other columns are metadata; or one that holds JSON', async () => {
	const dataset = await newDataset();
	await fill(dataset, { format: 'csv', content_field: 'text' }, 'a,text,b\n1,x,"say ""hi"""\n');
	await fill(dataset, { format: 'csv', content_field: 'text', metadata_field: 'm' }, 'm,text,b\n"{""k"": [1, 2]}",y,z\n,w,z\n');
	await fill(dataset, { ...JSONL, metadata_field: 'm' }, '{"text":"v","m": {"k" : "\\u00e9"} ,"other":1}\n');
	assert.deepEqual(
		(await examplesOf(dataset)).map((e) => e.metadata),
		['{"a":"1","b":"say \\"hi\\""}', '{"k": [1, 2]}', null, '{"k" : "\\u00e9"}'],
	);
});

test('PUT /imports/{id}/content: a file in pieces; a wrong offset is told the right one, and nothing is lost', async () => {
	const dataset = await newDataset();
	const file = Buffer.from(lines({ text: 'one \u{1F600}' }, { text: 'two' }, { text: 'three' }));
	const { id } = await addImport(client, dataset, JSONL);
	// Within the emoji's bytes.
	const cut = file.indexOf('\u{1F600}') + 2;
	const first = await sendFile(client, id, file.subarray(0, cut));
	assert.deepEqual([first.status, first.json.state, first.json.received], [200, 'receiving', cut]);
	assert.deepEqual((await activityOf(first)).map((a) => a.verb), ['import.receive']);
	const again = await sendFile(client, id, file.subarray(0, cut));
	isProblem(again, 409, 'conflict', ['#/offset']);
	assert.match(again.json.errors[0].detail, new RegExp(`\\b${cut}\\b`));
	assert.deepEqual(await activityOf(again), []);
	isProblem(await sendFile(client, id, 'x', { offset: cut + 1 }), 409, 'conflict', ['#/offset']);
	isProblem(await sendFile(client, id, file.subarray(cut - 1), { offset: cut - 1, last: true }), 409, 'conflict', ['#/offset']);
	const rest = await sendFile(client, id, file.subarray(cut), { offset: cut, last: true });
	assert.deepEqual([rest.status, rest.json.received], [200, file.length]);
	assert.equal((await endOfImport(client, id)).examples, 3);
	assert.deepEqual(await contentsOf(dataset), ['one \u{1F600}', 'two', 'three']);
	isProblem(await sendFile(client, id, 'more', { offset: file.length }), 409, 'conflict', []);
	isProblem(await sendFile(client, NOBODY, 'x'), 404, 'not-found', []);
});

test('PUT /imports/{id}/content: more than 2 GiB is refused before it is sent', async () => {
	const { id } = await addImport(client, await newDataset());
	async function* begun() {
		yield Buffer.alloc(400_000, 'a');
	}
	for (const [offset, length] of [[0, 2 ** 31 + 1], [1, 2 ** 31], [2 ** 31, 400_000], [0, 2 ** 40]]) {
		// A connection each: the rest of the body never comes.
		const reply = await client.twin().send('PUT', `${API}/imports/${id}/content`, {
			query: { offset },
			body: begun(),
			headers: { 'content-type': 'application/octet-stream', 'content-length': length },
		});
		assert.match(isProblem(reply, 413, 'too-large', []).detail, /2 GiB/);
	}
	isProblem(await sendFile(client, id, 'x', { offset: 2 ** 31 + 1 }), 409, 'conflict', ['#/offset']);
	assert.equal((await client.get(`${API}/imports/${id}`)).json.received, 0);
	await sql`update import set received = 2147483648 where id = ${id}`;
	const past = await sendFile(client, id, Readable.from(['x']), { offset: 2 ** 31 });
	assert.match(isProblem(past, 413, 'too-large', []).detail, /2 GiB/);
});

test('PUT /imports/{id}/content: what came of a body that broke off is kept, and it goes on there', async () => {
	const dataset = await newDataset();
	const { id } = await addImport(client, dataset, { format: 'lines' });
	const file = Buffer.from(Array.from({ length: 40_000 }, (_, i) => `line ${i} ${'x'.repeat(20)}\n`).join(''));
	const half = 800_000;
	await assert.rejects(sendFile(client, id, file, { breakAt: half }));
	// Two pieces of 393,216 bytes are whole.
	const received = 786_432;
	for (let i = 0; i < 10_000 && (await client.get(`${API}/imports/${id}`)).json.received < received; i++);
	const rest = await sendFile(client, id, file.subarray(received), { offset: received, last: true });
	assert.equal(rest.status, 200, rest.text);
	const done = await endOfImport(client, id);
	assert.deepEqual([done.state, done.examples, done.received], ['done', 40_000, file.length]);
	assert.equal((await contentsOf(dataset)).join('\n') + '\n', file.toString());
});

test('GET /imports/{id}/flaws: rows that are wrong are left out and named by line', async () => {
	const dataset = await newDataset();
	const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
	const file = Buffer.concat([
		Buffer.from(lines({ text: 'good', id: 1 }, 'nonsense', '["text"]', { id: 'no text' }, { text: 7 }, { text: '' }, { text: 'x', id: true })),
		Buffer.from(lines({ text: 'x', id: 'i'.repeat(201) }, '{"text":"x","text":"y"}', `{"text":"x","a":${deep}}`, '{"text":"\\u0000"}')),
		Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
		Buffer.from(lines('{"text":"a\0b"}', '{"text":"\\ud800"}', { text: 'last' }, { text: 'last', id: 2 })),
	]);
	const done = await fill(dataset, JSONL_ID, file);
	assert.deepEqual(done.list, [
		[2, 'not-json', null],
		[3, 'not-an-object', null],
		[4, 'no-content', 'text'],
		[5, 'not-text', 'text'],
		[6, 'no-content', 'text'],
		[7, 'not-text', 'id'],
		[8, 'too-long-a-name', 'id'],
		[9, 'same-member', null],
		[10, 'too-deep', null],
		[11, 'nul', null],
		[12, 'not-utf-8', null],
		[13, 'nul', null],
		[14, 'lone-surrogate', null],
		[15, 'no-id', 'id'],
	]);
	assert.deepEqual([done.state, done.examples, done.flaws], ['done', 2, 14]);
	assert.deepEqual(await contentsOf(dataset), ['good', 'last']);
	assert.equal(done.flawed[0].about, 'the row is not JSON');
	isProblem(await client.get(`${API}/imports/${NOBODY}/flaws`), 404, 'not-found', []);
});

test('PUT /imports/{id}/content: sent again, a file adds nothing; another text under an id is told', async () => {
	const dataset = await newDataset();
	const rows = [
		{ id: 1, text: 'one', lang: 'en' },
		{ id: 2, text: 'two' },
		{ id: 1, text: 'one', lang: 'en' },
		{ id: 2, text: 'zwei' },
	];
	const first = await fill(dataset, JSONL_ID, lines(...rows));
	assert.deepEqual([first.examples, first.known, first.list], [2, 1, [[4, 'other-content', 'id']]]);
	const again = await fill(dataset, JSONL_ID, lines(...rows, { id: 3, text: 'three' }));
	assert.deepEqual([again.examples, again.known, again.list], [1, 3, [[4, 'other-content', 'id']]]);
	assert.deepEqual(await contentsOf(dataset), ['one', 'two', 'three']);
	assert.equal((await client.get(`${API}/datasets/${dataset}`)).json.examples, 3);
});

test('PUT /imports/{id}/content: an id that comes again ten thousand rows later is known, or told with its line', async () => {
	const dataset = await newDataset();
	const rows = Array.from({ length: 10_000 }, (_, i) => ({ id: i, text: `text ${i}` }));
	const file = lines(...rows, rows[3], { id: 5, text: 'cinq' }, { id: 'last', text: 'last' }, ...rows.slice(0, 9_000), { id: 9_999, text: 'other' });
	const done = await fill(dataset, JSONL_ID, file);
	assert.deepEqual([done.examples, done.known, done.list], [10_001, 9_001, [[10_002, 'other-content', 'id'], [19_004, 'other-content', 'id']]]);
	const kept = await sql`select position, content from example where dataset = ${dataset} order by position`;
	assert.deepEqual(kept, [...rows.map((r) => ({ position: r.id, content: r.text })), { position: 10_002, content: 'last' }]);
	const [set] = await sql`select examples, places from dataset where id = ${dataset}`;
	assert.deepEqual(set, { examples: 10_001, places: 19_004 });
});

test('PUT /imports/{id}/content: all or nothing', async () => {
	const dataset = await newDataset();
	const whole = { ...JSONL_ID, all_or_nothing: true };
	const good = lines({ id: 1, text: 'one' }, { id: 2, text: 'two' });
	const bad = await fill(dataset, whole, `${good}${lines('{')}`);
	assert.deepEqual([bad.state, bad.examples, bad.list], ['refused', 0, [[3, 'not-json', null]]]);
	assert.deepEqual(await contentsOf(dataset), []);
	const twice = await fill(dataset, whole, `${good}${lines({ id: 1, text: 'uno' })}`);
	assert.deepEqual([twice.state, twice.list], ['refused', [[3, 'other-content', 'id']]]);
	const done = await fill(dataset, whole, good);
	assert.deepEqual([done.state, done.examples, done.flaws], ['done', 2, 0]);
	const other = await fill(dataset, whole, lines({ id: 3, text: 'three' }, { id: 2, text: 'zwei' }));
	assert.deepEqual([other.state, other.list], ['refused', [[2, 'other-content', 'id']]]);
	assert.deepEqual(await contentsOf(dataset), ['one', 'two']);
	assert.deepEqual(await sql`select count(*)::int as n from import_name`, [{ n: 0 }]);
});

test('GET /datasets/{id}/imports: files of one dataset are read one after another, in the order of their beginning', async () => {
	const dataset = await newDataset();
	const ids = [];
	for (let i = 0; i < 5; i++) ids.push((await addImport(client, dataset, { format: 'lines' })).id);
	const sent = await Promise.all(ids.map((id, i) => sendFile(client, id, `${`${i}\n`.repeat(3000)}`, { last: true })));
	assert.deepEqual(sent.map((s) => s.status), Array(5).fill(200));
	for (const id of ids) assert.equal((await endOfImport(client, id)).examples, 3000);
	const found = (await contentsOf(dataset)).join('');
	assert.equal(found.length, 15_000);
	assert.match(found, /^(?:(.)\1{2999}){5}$/);
	const list = (await client.get(`${API}/datasets/${dataset}/imports`)).json;
	assert.deepEqual(list.items.map((i) => i.id), ids);
	isProblem(await client.get(`${API}/datasets/${NOBODY}/imports`), 404, 'not-found', []);
});

test('GET /imports/{id}: 304 until it has gone on', async () => {
	const { id } = await addImport(client, await newDataset(), { format: 'lines' });
	const at = `${API}/imports/${id}`;
	const { version } = await client.get(at);
	assert.equal((await client.get(at, { headers: { 'if-none-match': version } })).status, 304);
	await sendFile(client, id, 'a\n');
	assert.equal((await client.get(at, { headers: { 'if-none-match': version } })).status, 200);
});

test('DELETE /imports/{id}: what came of the file is gone, examples stay, the next file begins', async () => {
	const dataset = await newDataset();
	const done = await fill(dataset, { format: 'lines' }, 'kept\n');
	const half = (await addImport(client, dataset, { format: 'lines' })).id;
	await sendFile(client, half, 'gone\n');
	const reply = await client.delete(`${API}/imports/${half}`);
	assert.equal(reply.status, 204, reply.text);
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.object]), [['import.delete', half]]);
	assert.deepEqual(await sql`select count(*)::int as n from import_chunk where import = ${half}`, [{ n: 0 }]);
	isProblem(await client.get(`${API}/imports/${half}`), 404, 'not-found', []);
	assert.equal((await client.delete(`${API}/imports/${done.id}`)).status, 204);
	assert.deepEqual(await contentsOf(dataset), ['kept']);
});
