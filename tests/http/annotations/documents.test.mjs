import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject, addText, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
let client;
let project;
let path;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
	path = `${API}/projects/${project}/documents`;
});

const upload = (body, { name = 'a.txt', type = 'text/plain', at = path } = {}) =>
	client.send('POST', at, { query: { name }, body, headers: { 'content-type': type } });

test('POST /projects/{id}/documents: takes a text', async () => {
	const { id } = await addProject(client);
	const reply = await upload(VECTOR, {
		name: 'Brief 1 – Zürich.txt',
		at: `${API}/projects/${id}/documents`,
	});
	assert.equal(reply.status, 201, reply.text);
	const row = reply.json;
	assert.match(row.id, UUID);
	assert.match(row.created_at, MOMENT);
	assert.deepEqual(row, {
		id: row.id,
		name: 'Brief 1 – Zürich.txt',
		length: 23,
		spans: 0,
		created_at: row.created_at,
	});
	assert.equal(reply.headers.location, `${API}/documents/${row.id}`);
	const [{ verb, object, project: of }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object, of, more], ['document.create', row.id, id, []]);
	assert.equal((await client.get(`${API}/projects/${id}`)).json.documents, 1);
	const shown = await client.get(`${API}/documents/${row.id}`);
	assert.equal(shown.status, 200);
	assert.deepEqual(shown.json, { ...row, project: id, text: VECTOR });
});

test('GET /documents/{id}: every text comes back as it went, code point by code point', async () => {
	const texts = {
		'line ends': 'a\r\nb\rc\nd\u2028e\u2029f\u0085g',
		'byte order mark': '\ufeffa\ufeff',
		'both directions': 'abc \u202eשלום\u202c \u0645\u0631\u062d\u0628\u0627 \u200f\u200e',
		'joined emoji': '\u{1F468}\u200d\u{1F469}\u200d\u{1F467} \u{1F1EE}\u{1F1F1} \u{1F44B}\u{1F3FD}',
		'composed and not': '\u00e9 e\u0301 \u1100\u1161 \uac00 \ufb01',
		controls: '\u0001\u0008\u000b\u001f\u007f\u009f"\\/\t',
		'edges of planes': '\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff\u{10000}\u{10ffff}',
		markup: "<script>&amp;</script> ' -- \\u0041 %41 ${x} {{y}}",
		'a space': ' ',
		long: 'ab\u{1F600} '.repeat(20_000),
	};
	for (const [what, text] of Object.entries(texts)) {
		const row = await addText(client, project, text, what);
		assert.equal(row.length, [...text].length, what);
		const { text: got, length } = (await client.get(`${API}/documents/${row.id}`)).json;
		assert.ok(Buffer.from(got).equals(Buffer.from(text)), what);
		assert.equal(length, row.length);
	}
});

test('POST /projects/{id}/documents: what is no text', async () => {
	const bad = {
		empty: '',
		NUL: 'a\0b',
		'cut short': Buffer.from([0x61, 0xc3]),
		overlong: Buffer.from([0xc0, 0x80]),
		surrogate: Buffer.from([0xed, 0xa0, 0x80]),
		'too high': Buffer.from([0xf4, 0x90, 0x80, 0x80]),
		stray: Buffer.from([0x80]),
		'UTF-16': Buffer.from('ab', 'utf16le'),
		Latin: Buffer.from('café', 'latin1'),
	};
	for (const [what, body] of Object.entries(bad)) {
		const reply = await upload(body);
		isProblem(reply, 422, 'invalid', ['#']);
		assert.deepEqual(await activityOf(reply), [], what);
	}
	assert.match((await upload('a\0b')).json.errors[0].detail, /byte 1 is NUL/);
	assert.match((await upload(Buffer.from([0x61, 0x62, 0xff]))).json.errors[0].detail, /byte 2/);
});

test('POST /projects/{id}/documents: its name and its type', async () => {
	for (const name of ['x', '\u{1F600}'.repeat(200)])
		assert.equal((await upload('x', { name })).status, 201);
	for (const name of ['', 'x'.repeat(201)])
		isProblem(await upload('x', { name }), 422, 'invalid', ['#/name']);
	isProblem(
		await client.send('POST', path, { body: 'x', headers: { 'content-type': 'text/plain' } }),
		422,
		'invalid',
		['#/name'],
	);
	for (const type of ['text/plain; charset=utf-8', 'TEXT/PLAIN; Charset="UTF-8"'])
		assert.equal((await upload('x', { type })).status, 201, type);
	for (const type of ['text/plain; charset=latin1', 'text/html', 'application/json', 'text/plainer', ''])
		isProblem(await upload('x', { type }), 415, 'bad-type', []);
	isProblem(await upload('x', { at: `${API}/projects/${NOBODY}/documents` }), 404, 'not-found', []);
});

test('POST /projects/{id}/documents: as large as allowed, and no larger', async () => {
	const most = 4 * 1024 * 1024;
	const largest = await upload('é'.repeat(most / 2), { name: 'largest' });
	assert.equal(largest.status, 201, largest.text);
	assert.equal(largest.json.length, most / 2);
	const { text } = (await client.get(`${API}/documents/${largest.json.id}`)).json;
	assert.ok(text === 'é'.repeat(most / 2));
	isProblem(await upload('x'.repeat(most + 1)), 413, 'too-large');
});

test('GET /projects/{id}/documents: pages, without the texts', async () => {
	const { id } = await addProject(client);
	const at = `${API}/projects/${id}/documents`;
	assert.deepEqual((await client.get(at)).json, { items: [], next: null });
	const made = [];
	for (let i = 0; i < 5; i++) made.push(await addText(client, id, `text ${i}`, `n${i}`));
	assert.deepEqual((await client.get(at)).json, { items: made, next: null });
	const first = (await client.get(at, { query: { limit: 2 } })).json;
	const second = (await client.get(at, { query: { limit: 2, after: first.next } })).json;
	const third = (await client.get(at, { query: { limit: 2, after: second.next } })).json;
	assert.deepEqual([...first.items, ...second.items, ...third.items], made);
	assert.equal(third.next, null);
	// The cursor of one project is none in another.
	isProblem(await client.get(path, { query: { after: first.next } }), 422, 'invalid', ['#/after']);
	isProblem(await client.get(`${API}/projects/${NOBODY}/documents`), 404, 'not-found', []);
	isProblem(await client.get(`${API}/documents/${NOBODY}`), 404, 'not-found', []);
});
