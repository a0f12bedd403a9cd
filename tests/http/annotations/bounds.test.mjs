/* How much one project, one text may hold, and that all of it can be had again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { sql } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject, addSpan, addTag, addText } from '../lib/world.mjs';

const API = '/api/annotations';
const { client } = await newOwner();

test('a text whose JSON is six times as long is shown and exported whole', async () => {
	const project = await addProject(client, { tags: [{ name: 'a' }] });
	const text = '\u0001'.repeat(3_000_000);
	const document = await addText(client, project.id, text);
	const shown = await client.get(`${API}/documents/${document.id}`);
	assert.equal(shown.status, 200);
	assert.ok(shown.json.text === text, 'the text is another one');
	const lines = (await client.get(`${API}/projects/${project.id}/export`)).text.split('\n');
	assert.equal(lines.length, 2);
	assert.ok(JSON.parse(lines[0]).text === text, 'the exported text is another one');
	assert.equal(lines[1], '');
});

test('a project has 200 tags at most, however many are added at once, each at a place of its own', async () => {
	const project = await addProject(client, { tags: Array.from({ length: 90 }, (_, i) => ({ name: `t${i}` })) });
	for (let i = 90; i < 190; i++) await addTag(client, project.id, { name: `t${i}` });
	const statuses = await Promise.all(
		Array.from({ length: 30 }, async (_, i) => {
			const reply = await client.post(`${API}/projects/${project.id}/tags`, { name: `more ${i}` });
			return reply.status;
		}),
	);
	assert.equal(statuses.filter((s) => s === 201).length, 10);
	assert.equal(statuses.filter((s) => s === 409).length, 20);
	const { items } = (await client.get(`${API}/projects/${project.id}/tags`)).json;
	assert.deepEqual(
		items.map((t) => t.position),
		Array.from({ length: 200 }, (_, i) => i),
	);
});

test('a text has 10,000 spans at most', async () => {
	const project = await addProject(client, { tags: [{ name: 'a' }] });
	const [tag] = (await client.get(`${API}/projects/${project.id}/tags`)).json.items;
	const document = await addText(client, project.id, 'abc');
	const span = { tag: tag.id, start: 0, end: 1, text: 'a' };
	await sql`update document set spans = 9999 where id = ${document.id}`;
	await addSpan(client, document.id, span);
	isProblem(await client.post(`${API}/documents/${document.id}/spans`, span), 409, 'conflict', []);
});

test('a text more is another project to who has seen it, and the same to who changes it', async () => {
	const project = await addProject(client);
	const path = `${API}/projects/${project.id}`;
	const before = await client.get(path);
	await addText(client, project.id, 'abc');
	const after = await client.get(path, { headers: { 'if-none-match': before.version } });
	assert.equal(after.status, 200);
	assert.equal(after.json.documents, 1);
	assert.notEqual(after.version, before.version);
	assert.equal((await client.get(path, { headers: { 'if-none-match': after.version } })).status, 304);
	assert.equal((await client.patch(path, { name: 'Renamed' }, after.version)).status, 200);
});
