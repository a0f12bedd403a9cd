/* Schemas: what a text may be labelled with, version by version. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { activityOf } from '../lib/database.mjs';
import { addSchema, LABELS } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject } from '../lib/world.mjs';

const API = '/api/annotations';
let client;
let project;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
});

const content = (schema, labels = schema.labels) => ({
	name: schema.name,
	overlap: schema.overlap,
	classes: schema.classes,
	labels,
});
const put = (schema, body, version = `"${schema.version}"`) =>
	client.send('PUT', `${API}/schemas/${schema.id}`, { json: body, match: version });

test('POST /projects/{id}/schemas: tags and classes in their order, with colours and keys', async () => {
	const made = await addSchema(client, project, { name: 'Letters', classes: 'multi' });
	assert.deepEqual(
		made.labels.map(({ kind, name, key }) => [kind, name, key]),
		LABELS.map(({ kind, name, key = null }) => [kind, name, key]),
	);
	assert.equal(made.labels[1].colour, '#123456');
	for (const { colour } of made.labels) assert.match(colour, /^#[0-9a-f]{6}$/);
	const shown = await client.get(`${API}/schemas/${made.id}`);
	assert.deepEqual(shown.json, made);
	assert.equal(shown.version, '"1"');
	const { items } = (await client.get(`${API}/projects/${project}/schemas`)).json;
	assert.ok(items.some((s) => s.id === made.id && s.name === 'Letters'));
	const again = await client.post(`${API}/projects/${project}/schemas`, content(made, []));
	isProblem(again, 409, 'conflict', ['#/name']);
});

test('PUT /schemas/{id}: labels are renamed, added and retired; each version stays as it was', async () => {
	const first = await addSchema(client, project);
	const [person, place, letter] = first.labels;
	const labels = [{ ...place, name: 'Location' }, person, letter, { kind: 'tag', name: 'Date' }];
	const reply = await put(first, content(first, labels));
	assert.equal(reply.status, 200, reply.text);
	const second = reply.json;
	assert.equal(second.version, 2);
	assert.deepEqual(
		second.labels.map((l) => l.name),
		['Location', 'Person', 'Letter', 'Date'],
	);
	assert.equal(second.labels[0].id, place.id);
	const [{ verb, object }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object, more], ['schema.update', first.id, []]);
	const { items } = (await client.get(`${API}/schemas/${first.id}/versions`)).json;
	assert.deepEqual(
		items.map((v) => [v.version, v.labels]),
		[
			[1, first.labels],
			[2, second.labels],
		],
	);
	const back = await put(second, content(second, first.labels));
	assert.equal(back.status, 200, back.text);
	assert.deepEqual(back.json.labels, first.labels);
});

test('PUT /schemas/{id}: a label that comes without its id is not taken for another of the same name', async () => {
	const schema = await addSchema(client, project);
	const [person, ...others] = schema.labels;
	const { id, key, ...bare } = person;
	const reply = await put(schema, content(schema, [bare, ...others]));
	isProblem(reply, 422, 'invalid', ['#/labels/0/id']);
	assert.ok(reply.json.errors[0].detail.includes(id), reply.text);
	// Renamed, the old one leaves its name to a new one.
	assert.equal((await put(schema, content(schema, [{ ...person, name: 'Somebody' }, bare, ...others]))).status, 200);
});

test('PUT /schemas/{id}: a stale version, and labels that are not the schema’s', async () => {
	const schema = await addSchema(client, project);
	const other = await addSchema(client, project);
	isProblem(await put(schema, content(schema), '"7"'), 412, 'stale', []);
	isProblem(await put(schema, content(schema, other.labels)), 422, 'invalid', ['#/labels']);
	isProblem(await put(schema, content(schema, [{ ...LABELS[0], id: NOBODY }])), 422, 'invalid', ['#/labels']);
	isProblem(await put(schema, content(schema, [{ ...schema.labels[0], kind: 'class' }])), 422, 'invalid', ['#/labels']);
	const fresh = await client.post(`${API}/projects/${project}/schemas`, { ...content(other), name: 'New' });
	isProblem(fresh, 422, 'invalid', [0, 1, 2, 3].map((i) => `#/labels/${i}/id`));
	const twins = [LABELS[0], { ...LABELS[1], name: LABELS[0].name, key: 'p' }];
	isProblem(await put(schema, content(schema, twins)), 422, 'invalid', ['#/labels/1/name', '#/labels/1/key']);
	assert.deepEqual((await client.get(`${API}/schemas/${schema.id}`)).json, schema);
});

test('GET /projects/{id}/schemas: a project without any, and none', async () => {
	const fresh = (await addProject(client)).id;
	assert.deepEqual((await client.get(`${API}/projects/${fresh}/schemas`)).json, { items: [], next: null });
	isProblem(await client.get(`${API}/projects/${NOBODY}/schemas`), 404, 'not-found', []);
});

test('GET /schemas/{id}: of another workspace there is none', async () => {
	const schema = await addSchema(client, project);
	const neighbour = await newOwner();
	isProblem(await neighbour.client.get(`${API}/schemas/${schema.id}`), 404, 'not-found', []);
	assert.equal((await client.get(`${API}/schemas/${schema.id}`)).status, 200);
});

test('GET /schemas/{id}/versions: page by page, and of none there are none', async () => {
	const schema = await addSchema(client, project);
	assert.equal((await put(schema, content(schema, schema.labels.slice(1)))).status, 200);
	const page = (query) => client.send('GET', `${API}/schemas/${schema.id}/versions`, { query }).then((reply) => reply.json);
	const first = await page({ limit: 1 });
	const second = await page({ limit: 1, after: first.next });
	assert.deepEqual([first, second].map((p) => p.items.map((v) => [v.version, v.labels.length])), [[[1, 4]], [[2, 3]]]);
	isProblem(await client.get(`${API}/schemas/${NOBODY}/versions`), 404, 'not-found', []);
});
