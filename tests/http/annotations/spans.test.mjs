import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf } from '../lib/database.mjs';
import { addProject, addSpan, addTag, addText, newWorld, SLICES, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
let world;
let client;
before(async () => {
	world = await newWorld();
	client = world.client;
});

const slice = (text, start, end) => [...text].slice(start, end).join('');
const mark = (document, start, end, changes = {}) =>
	client.post(`${API}/documents/${document}/spans`, {
		tag: world.tag.id,
		start,
		end,
		text: slice(VECTOR, start, end),
		...changes,
	});

test('POST /documents/{id}/spans: positions are code points', async () => {
	const { id } = await addText(client, world.project.id, VECTOR);
	const vector = [...SLICES, [20, 22, '\r\n'], [0, 23, VECTOR]];
	for (const [start, end, text] of vector) {
		const reply = await client.post(`${API}/documents/${id}/spans`, {
			tag: world.tag.id,
			start,
			end,
			text,
		});
		assert.equal(reply.status, 201, reply.text);
		const span = reply.json;
		assert.match(span.id, UUID);
		assert.match(span.created_at, MOMENT);
		assert.deepEqual(span, {
			id: span.id,
			document: id,
			tag: world.tag.id,
			start,
			end,
			version: 1,
			created_by: client.session.person,
			created_at: span.created_at,
		});
		assert.equal(reply.version, '"1"');
		const [{ verb, object, project }, ...more] = await activityOf(reply);
		assert.deepEqual([verb, object, project, more], ['span.create', span.id, world.project.id, []]);
	}
	assert.equal((await client.get(`${API}/documents/${id}`)).json.spans, vector.length);
});

test('POST /documents/{id}/spans: positions of other units are refused by the text they cover', async () => {
	// b is at 3 in UTF-16 and at 5 in UTF-8; x at 28 and 49.
	isProblem(await mark(world.document.id, 3, 4, { text: 'b' }), 422, 'invalid', ['#/text']);
	isProblem(await mark(world.document.id, 5, 6, { text: 'b' }), 422, 'invalid', ['#/text']);
	isProblem(await mark(world.document.id, 28, 29, { text: 'x' }), 422, 'invalid', ['#/end']);
	// Equal to the eye is not equal.
	isProblem(await mark(world.document.id, 4, 6, { text: '\u00e9' }), 422, 'invalid', ['#/text']);
	isProblem(await mark(world.document.id, 20, 22, { text: '\n' }), 422, 'invalid', ['#/text']);
});

test('POST /documents/{id}/spans: what is no span of the text', async () => {
	const { id } = world.document;
	const before = (await client.get(`${API}/documents/${id}`)).json.spans;
	const bad = [
		[[22, 24], '#/end'],
		[[23, 24], '#/end'],
		[[5, 5], '#/end'],
		[[6, 4], '#/end'],
		[[-1, 1], '#/start'],
		[[0, 0], '#/end'],
		[[2 ** 31, 2 ** 31 + 1], '#/end'],
	];
	for (const [[start, end], pointer] of bad) {
		const reply = await mark(id, start, end, { text: 'a' });
		assert.equal(reply.status, 422, reply.text);
		assert.ok(
			reply.json.errors.some((e) => e.pointer === pointer),
			reply.text,
		);
		assert.deepEqual(await activityOf(reply), []);
	}
	isProblem(await mark(id, 1, 2, { text: 'a' }), 422, 'invalid', ['#/text']);
	isProblem(await mark(id, 1, 2, { text: '' }), 422, 'invalid', ['#/text']);
	for (const value of [1.5, '1', null, true, [], {}])
		isProblem(await mark(id, 1, 2, { start: value }), 422, 'invalid', ['#/start']);
	isProblem(await mark(NOBODY, 1, 2), 404, 'not-found', []);
	assert.equal((await client.get(`${API}/documents/${id}`)).json.spans, before);
});

test("POST /documents/{id}/spans: the tag is one of the project's", async () => {
	const elsewhere = await addProject(client);
	const foreign = await addTag(client, elsewhere.id, { name: 'Person' });
	const other = await newWorld();
	for (const tag of [NOBODY, foreign.id, other.tag.id])
		isProblem(await mark(world.document.id, 1, 2, { tag }), 422, 'invalid', ['#/tag']);
	isProblem(await mark(world.document.id, 1, 2, { tag: NOBODY, text: 'a' }), 422, 'invalid', [
		'#/tag',
		'#/text',
	]);
	for (const tag of ['x', 7, null])
		isProblem(await mark(world.document.id, 1, 2, { tag }), 422, 'invalid', ['#/tag']);
});

test('GET /documents/{id}/spans: pages in the order of making', async () => {
	const { id } = await addText(client, world.project.id, VECTOR);
	const path = `${API}/documents/${id}/spans`;
	assert.deepEqual((await client.get(path)).json, { items: [], next: null });
	const made = [];
	for (const start of [9, 3, 7, 1, 5]) made.push((await mark(id, start, start + 1)).json);
	assert.deepEqual((await client.get(path)).json, { items: made, next: null });
	const first = (await client.get(path, { query: { limit: 3 } })).json;
	const rest = (await client.get(path, { query: { limit: 3, after: first.next } })).json;
	assert.deepEqual([...first.items, ...rest.items], made);
	assert.equal(rest.next, null);
	isProblem(await client.get(`${API}/documents/${NOBODY}/spans`), 404, 'not-found', []);
});

test('PATCH /spans/{id}: puts it under another tag', async () => {
	const { text, ...position } = { tag: world.tag.id, start: 2, end: 3, text: 'b' };
	const span = await addSpan(client, world.document.id, { ...position, text });
	const path = `${API}/spans/${span.id}`;
	const reply = await client.patch(path, { tag: world.other.id }, '"1"');
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual(reply.json, { ...span, tag: world.other.id, version: 2 });
	assert.equal(reply.version, '"2"');
	const [{ verb, object }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object, more], ['span.update', span.id, []]);
	isProblem(await client.patch(path, { tag: world.tag.id }, '"1"'), 412, 'stale', []);
	isProblem(await client.patch(path, { tag: world.tag.id }), 428, 'unconditional', []);
	isProblem(await client.patch(path, { tag: NOBODY }, '"2"'), 422, 'invalid', ['#/tag']);
	isProblem(await client.patch(path, { tag: null }, '"2"'), 422, 'invalid', ['#/tag']);
	isProblem(
		await client.patch(`${API}/spans/${NOBODY}`, { tag: world.tag.id }, '"1"'),
		404,
		'not-found',
		[],
	);
});

test('DELETE /spans/{id}: removes it, and the text counts one less', async () => {
	const { id } = await addText(client, world.project.id, VECTOR);
	const span = (await mark(id, 1, 2)).json;
	const kept = (await mark(id, 2, 3)).json;
	const path = `${API}/spans/${span.id}`;
	isProblem(await client.delete(path), 428, 'unconditional', []);
	isProblem(await client.delete(path, '"2"'), 412, 'stale', []);
	const reply = await client.delete(path, '"1"');
	assert.deepEqual([reply.status, reply.text], [204, '']);
	const [{ verb, object }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object, more], ['span.delete', span.id, []]);
	isProblem(await client.delete(path, '"1"'), 404, 'not-found', []);
	assert.deepEqual((await client.get(`${API}/documents/${id}/spans`)).json.items, [kept]);
	assert.equal((await client.get(`${API}/documents/${id}`)).json.spans, 1);
});

test('POST /documents/{id}/spans: fifty at once are counted', async () => {
	const { id } = await addText(client, world.project.id, VECTOR);
	const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => mark(id, i % 23, (i % 23) + 1)));
	assert.ok(
		replies.every((r) => r.status === 201),
		replies.find((r) => r.status !== 201)?.text,
	);
	assert.equal(new Set(replies.map((r) => r.json.id)).size, 50);
	assert.equal((await client.get(`${API}/documents/${id}`)).json.spans, 50);
});
