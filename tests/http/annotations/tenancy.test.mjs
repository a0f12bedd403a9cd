import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, NOBODY, withoutIds } from '../lib/checks.mjs';
import { activityOf, setRole, sql } from '../lib/database.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { dropEntry } from '../lib/redis.mjs';
import { addProject, newWorld } from '../lib/world.mjs';

const API = '/api/annotations';
let world;
let neighbour;
before(async () => {
	world = await newWorld();
	neighbour = await newOwner();
});

test('GET /projects: a workspace sees its own (PR-2, SE-1)', async () => {
	assert.deepEqual((await neighbour.client.get(`${API}/projects`)).json, { items: [], next: null });
	const mine = await addProject(neighbour.client);
	assert.deepEqual((await neighbour.client.get(`${API}/projects`)).json.items, [mine]);
	assert.deepEqual(
		(await world.client.get(`${API}/projects`)).json.items.map((p) => p.id),
		[world.project.id],
	);
});

test("GET /documents/{id}: another workspace's is what does not exist (ASVS 8.2.2, item 44)", async () => {
	const paths = [
		`documents/${world.document.id}`,
		`documents/${world.document.id}/spans`,
		`projects/${world.project.id}`,
		`projects/${world.project.id}/tags`,
		`projects/${world.project.id}/documents`,
		`projects/${world.project.id}/export`,
	];
	for (const path of paths) {
		const foreign = await neighbour.client.get(`${API}/${path}`);
		const missing = await neighbour.client.get(`${API}/${path.replace(/[0-9a-f-]{36}/, NOBODY)}`);
		isProblem(foreign, 404, 'not-found', []);
		assert.deepEqual(withoutIds(foreign), withoutIds(missing), path);
	}
});

test('POST /documents/{id}/spans: nor can anything be left there (PR-2, SE-1)', async () => {
	const count = () => sql`
		select (select count(*) from span) as spans, (select sum(spans) from document) as counted,
		       (select count(*) from tag) as tags, (select count(*) from document) as documents`;
	const before = await count();
	const { client } = neighbour;
	const span = { tag: world.tag.id, start: 1, end: 2, text: '\u{1F600}' };
	const replies = [
		await client.post(`${API}/documents/${world.document.id}/spans`, span),
		await client.patch(`${API}/spans/${world.span.id}`, { tag: world.tag.id }, '"1"'),
		await client.delete(`${API}/spans/${world.span.id}`, '"1"'),
		await client.patch(`${API}/projects/${world.project.id}`, { name: 'mine' }, '"1"'),
		await client.patch(`${API}/tags/${world.tag.id}`, { name: 'mine' }, '"1"'),
		await client.post(`${API}/projects/${world.project.id}/tags`, { name: 'mine' }),
		await client.send('POST', `${API}/projects/${world.project.id}/documents`, {
			query: { name: 'x' },
			body: 'x',
			headers: { 'content-type': 'text/plain' },
		}),
	];
	for (const reply of replies) {
		isProblem(reply, 404, 'not-found', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	assert.deepEqual(await count(), before);
});

test('POST /projects: a role that was taken away acts at once, whatever the session remembers (ASVS 8.3.2, item 46)', async () => {
	const member = await newOwner();
	const { person } = member.client.session;
	const { workspace } = world.client.session;
	await setRole(workspace, person, 'manager');
	await setRole(member.client.session.workspace, person, null);
	const client = await logIn(member);
	assert.deepEqual([client.session.workspace, client.session.role], [workspace, 'manager']);
	const project = await addProject(client);
	const tag = (await client.post(`${API}/projects/${project.id}/tags`, { name: 't' })).json;

	await setRole(workspace, person, 'annotator');
	// Redis still says manager; the statement asks again.
	const writes = () => [
		client.post(`${API}/projects`, { name: 'x' }),
		client.patch(`${API}/projects/${project.id}`, { name: 'x' }, '"1"'),
		client.post(`${API}/projects/${project.id}/tags`, { name: 'x' }),
		client.patch(`${API}/tags/${tag.id}`, { name: 'x' }, '"1"'),
		client.send('POST', `${API}/projects/${project.id}/documents`, {
			query: { name: 'x' },
			body: 'x',
			headers: { 'content-type': 'text/plain' },
		}),
	];
	for (const reply of await Promise.all(writes())) {
		isProblem(reply, 403, 'forbidden', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	assert.equal((await client.get(`${API}/projects`)).status, 200);

	await setRole(workspace, person, null);
	await dropEntry(client);
	for (const reply of [await client.get(`${API}/projects`), ...(await Promise.all(writes()))])
		isProblem(reply, 403, 'forbidden', []);
	assert.equal((await client.get('/api/auth/session')).json.role, null);
});
