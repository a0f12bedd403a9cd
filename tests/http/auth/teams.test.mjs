/* Teams: members who get the same work. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { activityOf, addMember, addTeam, sql } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';

const TEAMS = '/api/auth/teams';

async function newTeam(name = 'Linguists') {
	const { client } = await newOwner();
	const reply = await client.post(TEAMS, { name });
	assert.equal(reply.status, 201, reply.text);
	return { client, team: reply.json, reply, at: `${TEAMS}/${reply.json.id}` };
}
const join = (client, at, person) => client.post(`${at}/teammates`, { person });
const membersOf = async (client, at) => (await client.get(`${at}/teammates`)).json.items;
const patch = (client, at, version, name) => client.send('PATCH', at, { json: { name }, match: `"${version}"` });
const remove = (client, at, version) => client.send('DELETE', at, { match: `"${version}"` });

test('POST /teams: one of each name, and nobody in it', async () => {
	const { client, team, reply, at } = await newTeam();
	assert.deepEqual([team.name, team.version], ['Linguists', 1]);
	assert.deepEqual((await activityOf(reply)).map((row) => [row.verb, row.object]), [['team.create', team.id]]);
	assert.deepEqual(await membersOf(client, at), []);
	isProblem(await client.post(TEAMS, { name: 'Linguists' }), 409, 'conflict', ['#/name']);
	// Another workspace knows nothing of it.
	await newTeam('Linguists');
});

test('POST /teams: two hundred at most', async () => {
	const { client } = await newOwner();
	const { workspace, person } = client.session;
	await sql`insert into team (workspace, id, name, created_by)
		select ${workspace}, gen_random_uuid(), n::text, ${person} from generate_series(1, 199) n`;
	assert.equal((await client.post(TEAMS, { name: 'the last' })).status, 201);
	const reply = await client.post(TEAMS, { name: 'one more' });
	isProblem(reply, 409, 'conflict', []);
	assert.deepEqual(await activityOf(reply), []);
});

test('GET /teams: in the order of their making, page by page', async () => {
	const { client } = await newTeam('first');
	await client.post(TEAMS, { name: 'second' });
	const page = (query) => client.send('GET', TEAMS, { query }).then((reply) => reply.json);
	const first = await page({ limit: 1 });
	const second = await page({ limit: 1, after: first.next });
	assert.deepEqual([first, second].map((p) => p.items.map((t) => t.name)), [['first'], ['second']]);
	assert.equal(second.next, null);
});

test('PATCH /teams/{id}: a rename, unless someone was first', async () => {
	const { client, at } = await newTeam();
	const reply = await patch(client, at, 1, 'Readers');
	assert.deepEqual([reply.status, reply.json.name, reply.json.version], [200, 'Readers', 2]);
	isProblem(await patch(client, at, 1, 'Writers'), 412, 'stale', []);
	await client.post(TEAMS, { name: 'Writers' });
	isProblem(await patch(client, at, 2, 'Writers'), 409, 'conflict', ['#/name']);
	assert.deepEqual((await client.get(TEAMS)).json.items.map((t) => t.name), ['Readers', 'Writers']);
});

test('POST /teams/{id}/teammates: members of the workspace alone, each once', async () => {
	const { client, team, at } = await newTeam();
	const someone = await addMember(client.session.workspace, 'reviewer');
	const reply = await join(client, at, someone.id);
	assert.equal(reply.status, 204);
	assert.deepEqual((await activityOf(reply)).map((row) => [row.verb, row.object]), [['team.join', someone.id]]);
	const again = await join(client, at, someone.id);
	assert.equal(again.status, 204);
	assert.deepEqual(await activityOf(again), []);
	assert.deepEqual((await membersOf(client, at)).map((m) => [m.id, m.username, m.role]), [[someone.id, someone.username, 'reviewer']]);
	const elsewhere = await newOwner();
	for (const person of [elsewhere.client.session.person, randomUUID()])
		isProblem(await join(client, at, person), 409, 'conflict', ['#/person']);
	isProblem(await join(elsewhere.client, at, elsewhere.client.session.person), 404, 'not-found', []);
	assert.equal((await membersOf(client, `${TEAMS}/${team.id}`)).length, 1);
});

test('GET /teams/{id}/teammates: of no team there are none', async () => {
	const { client } = await newOwner();
	isProblem(await client.get(`${TEAMS}/${NOBODY}/teammates`), 404, 'not-found', []);
});

test('DELETE /teams/{id}/teammates/{person}: out of the team, not of the workspace', async () => {
	const { client } = await newOwner();
	const { id, person } = await addTeam(client.session.workspace);
	const at = `${TEAMS}/${id}`;
	assert.equal((await client.send('DELETE', `${at}/teammates/${person}`)).status, 204);
	isProblem(await client.send('DELETE', `${at}/teammates/${person}`), 404, 'not-found', []);
	assert.deepEqual(await membersOf(client, at), []);
	assert.ok((await client.get('/api/auth/members')).json.items.some((m) => m.id === person));
});

test('DELETE /teams/{id}: the team is gone, its members are not; who is removed is in no team', async () => {
	const { client } = await newOwner();
	const { workspace } = client.session;
	const [gone, kept] = [await addTeam(workspace), await addTeam(workspace)];
	isProblem(await remove(client, `${TEAMS}/${gone.id}`, 2), 412, 'stale', []);
	assert.equal((await remove(client, `${TEAMS}/${gone.id}`, 1)).status, 204);
	isProblem(await remove(client, `${TEAMS}/${gone.id}`, 1), 404, 'not-found', []);
	assert.ok((await client.get('/api/auth/members')).json.items.some((m) => m.id === gone.person));
	assert.equal((await client.send('DELETE', `/api/auth/members/${kept.person}`)).status, 204);
	assert.deepEqual(await membersOf(client, `${TEAMS}/${kept.id}`), []);
});
