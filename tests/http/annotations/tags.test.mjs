import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject, addTag } from '../lib/world.mjs';

const API = '/api/annotations';
let client;
let project;
let path;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
	path = `${API}/projects/${project}/tags`;
});

test('GET /projects/{id}/tags: none yet, and none of no project', async () => {
	const { id } = await addProject(client);
	const reply = await client.get(`${API}/projects/${id}/tags`);
	assert.deepEqual([reply.status, reply.json], [200, { items: [], next: null }]);
	isProblem(await client.get(`${API}/projects/${NOBODY}/tags`), 404, 'not-found', []);
});

test('POST /projects/{id}/tags: adds one behind the others', async () => {
	const { id } = await addProject(client, { tags: [{ name: 'A' }, { name: 'B' }] });
	const reply = await client.post(`${API}/projects/${id}/tags`, {
		name: 'C',
		description: 'c',
		colour: '#00ff00',
		key: '9',
	});
	assert.equal(reply.status, 201, reply.text);
	const tag = reply.json;
	assert.match(tag.id, UUID);
	assert.deepEqual(tag, {
		id: tag.id,
		project: id,
		name: 'C',
		description: 'c',
		colour: '#00ff00',
		key: '9',
		position: 2,
		version: 1,
	});
	assert.equal(reply.version, '"1"');
	const [{ verb, object, project: of }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object, of, more], ['tag.create', tag.id, id, []]);
	const plain = await addTag(client, id, { name: 'D' });
	assert.deepEqual([plain.description, plain.key, plain.position], [null, null, 3]);
	assert.match(plain.colour, /^#[0-9a-f]{6}$/);
	const { items } = (await client.get(`${API}/projects/${id}/tags`)).json;
	assert.deepEqual(
		items.map((t) => t.name),
		['A', 'B', 'C', 'D'],
	);
	isProblem(await client.post(`${API}/projects/${NOBODY}/tags`, { name: 'C' }), 404, 'not-found', []);
});

test("POST /projects/{id}/tags: names and keys are one tag's each", async () => {
	await addTag(client, project, { name: 'Taken', key: 't' });
	const name = await client.post(path, { name: 'Taken', key: 'u' });
	isProblem(name, 409, 'conflict', ['#/name']);
	assert.deepEqual(await activityOf(name), []);
	isProblem(await client.post(path, { name: 'Free', key: 't' }), 409, 'conflict', ['#/key']);
	for (const key of ['T', '-', 'é', ' ', '\u{1F600}'])
		isProblem(await client.post(path, { name: 'x', key }), 422, 'invalid', ['#/key']);
	for (const colour of ['#ABCDEF', '1234567', '#12345', 'crimson', '#12345g'])
		isProblem(await client.post(path, { name: 'x', colour }), 422, 'invalid', ['#/colour']);
	// A name is text, compared as it is.
	await addTag(client, project, { name: 'taken' });
	await addTag(client, project, { name: 'e\u0301' });
	await addTag(client, project, { name: '\u00e9' });
	// Another project is another place.
	const other = await addProject(client);
	await addTag(client, other.id, { name: 'Taken', key: 't' });
});

test('POST /projects/{id}/tags: two hundred are enough', async () => {
	const tags = Array.from({ length: 100 }, (_, i) => ({ name: `t${i}` }));
	const { id } = await addProject(client, { tags });
	const add = (n) => client.post(`${API}/projects/${id}/tags`, { name: `more ${n}` });
	const replies = await Promise.all(Array.from({ length: 100 }, (_, i) => add(i)));
	assert.ok(replies.every((r) => r.status === 201));
	isProblem(await add(100), 409, 'conflict', []);
});

test('PATCH /tags/{id}: absent, null and a value are three things', async () => {
	const tag = await addTag(client, project, {
		name: 'Change',
		description: 'd',
		colour: '#111111',
		key: 'c',
	});
	const change = async (body, version) => {
		const reply = await client.patch(`${API}/tags/${tag.id}`, body, `"${version}"`);
		assert.equal(reply.status, 200, reply.text);
		assert.equal(reply.version, `"${version + 1}"`);
		const [{ verb, object }, ...more] = await activityOf(reply);
		assert.deepEqual([verb, object, more], ['tag.update', tag.id, []]);
		return reply.json;
	};
	const steps = [
		{ name: 'Changed' },
		{ colour: '#222222' },
		{ description: null },
		{ key: null },
		{ key: 'k' },
		{},
	];
	let wanted = tag;
	for (const [i, step] of steps.entries()) {
		wanted = { ...wanted, ...step, version: i + 2 };
		assert.deepEqual(await change(step, i + 1), wanted);
	}
	const version = `"${wanted.version}"`;
	const at = `${API}/tags/${tag.id}`;
	isProblem(await client.patch(at, { name: null, colour: null }, version), 422, 'invalid', [
		'#/name',
		'#/colour',
	]);
	isProblem(await client.patch(at, { key: 'KK', colour: 'red' }, version), 422, 'invalid', [
		'#/key',
		'#/colour',
	]);
	await addTag(client, project, { name: 'Rival', key: 'r' });
	isProblem(await client.patch(at, { name: 'Rival' }, version), 409, 'conflict', ['#/name']);
	isProblem(await client.patch(at, { key: 'r' }, version), 409, 'conflict', ['#/key']);
	isProblem(await client.patch(at, { name: 'x' }, '"1"'), 412, 'stale', []);
	isProblem(await client.patch(at, { name: 'x' }), 428, 'unconditional', []);
	isProblem(await client.patch(`${API}/tags/${NOBODY}`, { name: 'x' }, '"1"'), 404, 'not-found', []);
});
