/* Datasets and their examples. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf, addExample } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { addDataset, addProject, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
let client;
let project;
let path;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
	path = `${API}/projects/${project}/datasets`;
});

test('POST /projects/{id}/datasets: makes an empty one, whose name is its own in the project', async () => {
	const reply = await client.post(path, { name: 'Letters', description: 'of 1848' });
	assert.equal(reply.status, 201, reply.text);
	const { id, created_at } = reply.json;
	assert.match(id, UUID);
	assert.match(created_at, MOMENT);
	assert.deepEqual(reply.json, { id, project, name: 'Letters', description: 'of 1848', examples: 0, version: 1, created_at });
	assert.deepEqual([reply.headers.location, reply.version], [`${API}/datasets/${id}`, '"1"']);
	const [{ verb, object_kind, object, project: of }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object_kind, object, of, more], ['dataset.create', 'dataset', id, project, []]);
	const again = await client.post(path, { name: 'Letters' });
	isProblem(again, 409, 'conflict', ['#/name']);
	assert.deepEqual(await activityOf(again), []);
	const elsewhere = await addProject(client);
	assert.equal((await addDataset(client, elsewhere.id, { name: 'Letters' })).project, elsewhere.id);
	isProblem(await client.post(`${API}/projects/${NOBODY}/datasets`, { name: 'x' }), 404, 'not-found', []);
});

test('GET /projects/{id}/datasets: in pages, oldest first; none yet, and none of no project', async () => {
	const own = await addProject(client);
	const list = `${API}/projects/${own.id}/datasets`;
	assert.deepEqual((await client.get(list)).json, { items: [], next: null });
	for (const name of ['a', 'b', 'c']) await addDataset(client, own.id, { name });
	const first = (await client.get(list, { query: { limit: 2 } })).json;
	const rest = (await client.get(list, { query: { limit: 2, after: first.next } })).json;
	assert.deepEqual([...first.items, ...rest.items].map((d) => d.name), ['a', 'b', 'c']);
	assert.equal(rest.next, null);
	isProblem(await client.get(`${API}/projects/${NOBODY}/datasets`), 404, 'not-found', []);
});

test('GET /datasets/{id}: an example more is another revision of the same version', async () => {
	const { id } = await addDataset(client, project, { name: 'grows' });
	const before = await client.get(`${API}/datasets/${id}`);
	assert.deepEqual([before.status, before.version, before.json.examples], [200, '"1"', 0]);
	await addExample(id);
	const after = await client.get(`${API}/datasets/${id}`, { headers: { 'if-none-match': before.version } });
	assert.deepEqual([after.status, after.version, after.json.examples], [200, '"1.1"', 1]);
	const known = await client.get(`${API}/datasets/${id}`, { headers: { 'if-none-match': after.version } });
	assert.equal(known.status, 304);
});

test('PATCH /datasets/{id}: renames what the caller has read, and nothing newer', async () => {
	const { id } = await addDataset(client, project, { name: 'before', description: 'd' });
	await addDataset(client, project, { name: 'taken' });
	const reply = await client.patch(`${API}/datasets/${id}`, { name: 'after' }, '"1"');
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual([reply.json.name, reply.json.description, reply.version], ['after', 'd', '"2"']);
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.object]), [['dataset.update', id]]);
	isProblem(await client.patch(`${API}/datasets/${id}`, { name: 'late' }, '"1"'), 412, 'stale', []);
	isProblem(await client.patch(`${API}/datasets/${id}`, { name: 'taken' }, '"2"'), 409, 'conflict', ['#/name']);
	const without = await client.patch(`${API}/datasets/${id}`, { description: null }, '"2"');
	assert.deepEqual([without.json.name, without.json.description], ['after', null]);
});

test('GET /datasets/{id}/examples: in pages by position, each with how its text begins', async () => {
	const { id } = await addDataset(client, project, { name: 'pages' });
	const list = `${API}/datasets/${id}/examples`;
	assert.deepEqual((await client.get(list)).json, { items: [], next: null });
	// Their ids are random, so that an order by id would be another.
	for (let i = 0; i < 7; i++) await addExample(id, { content: 'x'.repeat(i + 1), external_id: `e${i}` });
	const seen = [];
	for (let after, more = true; more; more = after !== null) {
		const page = (await client.get(list, { query: { limit: 3, after } })).json;
		seen.push(...page.items);
		after = page.next;
	}
	assert.deepEqual(seen.map((e) => [e.position, e.length, e.external_id]), [...'0123456'].map((n) => [+n, +n + 1, `e${n}`]));
	assert.deepEqual(Object.keys(seen[0]).sort(), [
		'beginning', 'external_id', 'group_key', 'id', 'length', 'metadata_beginning', 'order_key', 'position',
	]);
	assert.deepEqual([seen[1].beginning, seen[1].metadata_beginning], ['xx', null]);
	const long = '\u{1F600}'.repeat(300);
	await addExample(id, { content: long, metadata: `{"a":  "${long}"}` });
	const last = (await client.get(list)).json.items.at(-1);
	assert.deepEqual([last.length, [...last.beginning].length, last.beginning], [300, 200, '\u{1F600}'.repeat(200)]);
	assert.equal(last.metadata_beginning, `{"a":  "${'\u{1F600}'.repeat(192)}`);
	isProblem(await client.get(`${API}/datasets/${NOBODY}/examples`), 404, 'not-found', []);
});

test('GET /examples/{id}: the text and what came with it, as they came', async () => {
	const dataset = (await addDataset(client, project, { name: 'whole' })).id;
	const metadata = '{"b": 1.50,  "a":"\\u00e9"}';
	const { id } = await addExample(dataset, { content: VECTOR, metadata });
	const reply = await client.get(`${API}/examples/${id}`);
	assert.deepEqual([reply.status, reply.json], [200, {
		id, dataset, position: 0, length: [...VECTOR].length, content: VECTOR, metadata: { b: 1.5, a: 'é' },
		external_id: null, group_key: null, order_key: null,
	}]);
	assert.ok(reply.bytes.includes(`"metadata":${metadata},`), reply.text);
	const list = '[1e999, "\\ud83d\\ude00" ,{"x":{}} ]';
	for (const kept of [list, '"text"', '7', 'true', '{}']) {
		const one = await client.get(`${API}/examples/${(await addExample(dataset, { metadata: kept })).id}`);
		assert.ok(one.bytes.includes(`"metadata":${kept},`), one.text);
	}
	const none = await client.get(`${API}/examples/${(await addExample(dataset)).id}`);
	assert.ok(none.bytes.includes('"metadata":null,'), none.text);
	const other = (await newOwner()).client;
	isProblem(await other.get(`${API}/examples/${id}`), 404, 'not-found', []);
});
