/* Workspaces, who belongs to them, and as what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY, withoutIds } from '../lib/checks.mjs';
import { activityOf, addMember, setRole, sql } from '../lib/database.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { newWorld } from '../lib/world.mjs';

const WORKSPACES = '/api/auth/workspaces';
const MEMBERS = '/api/auth/members';
const MEMBERSHIP = '/api/auth/membership';
const SWITCH = '/api/auth/session/workspace';
const PROJECTS = '/api/annotations/projects';

const put = (client, path, json) => client.send('PUT', path, { json });
const give = (client, id, role, version = 1) =>
	client.send('PATCH', `${MEMBERS}/${id}`, { json: { role }, match: `"${version}"` });
const remove = (client, id) => client.send('DELETE', `${MEMBERS}/${id}`);
const leave = (client) => client.send('DELETE', MEMBERSHIP);

/** Someone new who belongs to the owner's workspace, and nowhere else, and is logged in there. */
async function newMember(owner, role) {
	const person = await newOwner();
	await setRole(person.client.session.workspace, person.client.session.person, null);
	await setRole(owner.client.session.workspace, person.client.session.person, role);
	return { ...person, id: person.client.session.person, client: await logIn(person) };
}
const roleOf = async (owner, id) =>
	(await sql`select role from member where workspace = ${owner.client.session.workspace} and person = ${id}`)[0]?.role;

test('POST /workspaces: who makes one owns it, and can go there', async () => {
	const { client } = await newOwner();
	const { workspace: first, person, csrf } = client.session;
	const made = await client.post(WORKSPACES, { name: 'Second' });
	assert.deepEqual([made.status, made.json.name, made.json.role], [201, 'Second', 'owner']);
	const listed = (await client.get(WORKSPACES)).json.items;
	assert.deepEqual(listed.map((w) => [w.id, w.role]), [[first, 'owner'], [made.json.id, 'owner']]);
	const moved = await put(client, SWITCH, { workspace: made.json.id });
	assert.deepEqual(
		[moved.status, moved.json.workspace, moved.json.workspace_name, moved.json.role, moved.json.person],
		[200, made.json.id, 'Second', 'owner', person],
	);
	assert.notEqual(moved.json.csrf, csrf);
});

test('POST /workspaces: nobody owns more than fifty', async () => {
	const { client } = await newOwner();
	for (let i = 1; i < 50; i++) assert.equal((await client.post(WORKSPACES, { name: `W${i}` })).status, 201);
	const reply = await client.post(WORKSPACES, { name: 'One too many' });
	isProblem(reply, 409, 'conflict', []);
	assert.deepEqual(await activityOf(reply), []);
});

test('GET /workspaces: pages of one’s own, and of nobody else’s', async () => {
	const [a, b] = [await newOwner(), await newOwner()];
	await a.client.post(WORKSPACES, { name: 'Second' });
	const first = (await a.client.send('GET', WORKSPACES, { query: { limit: 1 } })).json;
	const second = (await a.client.send('GET', WORKSPACES, { query: { limit: 1, after: first.next } })).json;
	assert.deepEqual([...first.items, ...second.items].map((w) => w.name), [a.username, 'Second']);
	assert.equal(second.next, null);
	assert.deepEqual((await b.client.get(WORKSPACES)).json.items.map((w) => w.name), [b.username]);
});

test('PUT /session/workspace: the session is another, and the old one is none any more (ASVS 7.2.4, item 34)', async () => {
	const { client } = await newOwner();
	const { id } = (await client.post(WORKSPACES, { name: 'Second' })).json;
	const { cookie, csrf } = client;
	assert.equal((await put(client, SWITCH, { workspace: id })).status, 200);
	const now = client.cookie;
	assert.notEqual(now, cookie);
	assert.equal((await client.get(PROJECTS)).status, 200);
	Object.assign(client, { cookie, csrf });
	isProblem(await client.get(PROJECTS), 401, 'unauthorized', []);
	isProblem(await client.get('/api/auth/session'), 401, 'unauthorized', []);
});

test('POST /sessions: goes on where one was last', async () => {
	const owner = await newOwner();
	const made = await owner.client.post(WORKSPACES, { name: 'Second' });
	assert.equal((await put(owner.client, SWITCH, { workspace: made.json.id })).status, 200);
	const second = await logIn(owner);
	assert.equal(second.session.workspace, made.json.id);
	// Not where one does not belong any more.
	await setRole(made.json.id, second.session.person, null);
	assert.notEqual((await logIn(owner)).session.workspace, made.json.id);
});

test('PUT /session/workspace: another’s workspace is as one that is none', async () => {
	const [a, b] = [await newOwner(), await newOwner()];
	const theirs = await put(a.client, SWITCH, { workspace: b.client.session.workspace });
	const none = await put(a.client, SWITCH, { workspace: NOBODY });
	isProblem(theirs, 404, 'not-found', []);
	assert.deepEqual(withoutIds(theirs), withoutIds(none));
	assert.equal((await a.client.get(PROJECTS)).status, 200, 'the session goes on');
});

test('PUT /session/workspace: what is here is not there', async () => {
	const { client, project } = await newWorld();
	const { id } = (await client.post(WORKSPACES, { name: 'Second' })).json;
	client.csrf = (await put(client, SWITCH, { workspace: id })).json.csrf;
	assert.deepEqual((await client.get(PROJECTS)).json.items, []);
	isProblem(await client.get(`${PROJECTS}/${project.id}`), 404, 'not-found', []);
});

test('GET /members: everyone sees names, owners and admins addresses (PV-3) (ASVS 8.2.3, item 45)', async () => {
	const owner = await newOwner();
	const sees = { owner: true, admin: true, manager: false, reviewer: false, annotator: false, billing: false };
	for (const [role, addresses] of Object.entries(sees)) {
		const member = await newMember(owner, role);
		const { items } = (await member.client.get(MEMBERS)).json;
		const row = items.find((m) => m.username === owner.username);
		assert.deepEqual([row.role, row.email], ['owner', addresses ? owner.email : null], role);
	}
	const { items } = (await owner.client.get(MEMBERS)).json;
	assert.equal(items.length, 7);
	const stranger = await newOwner();
	assert.deepEqual((await stranger.client.get(MEMBERS)).json.items.map((m) => m.username), [stranger.username]);
});

test('PATCH /members/{id}: a demotion acts on the very next request, of every handler (ASVS 8.3.2, item 46)', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'manager');
	assert.equal((await member.client.post(PROJECTS, { name: 'Before' })).status, 201);
	const reply = await give(owner.client, member.id, 'billing');
	assert.equal(reply.status, 204, reply.text);
	isProblem(await member.client.get(PROJECTS), 403, 'forbidden', []);
	isProblem(await member.client.post(PROJECTS, { name: 'After' }), 403, 'forbidden', []);
	isProblem(await member.client.get('/api/auth/invitations'), 403, 'forbidden', []);
	const [row] = await activityOf(reply);
	assert.deepEqual([row.verb, row.actor, row.object], ['member.update', owner.client.session.person, member.id]);
});

test('PATCH /members/{id}: a promotion acts as soon', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'annotator');
	isProblem(await member.client.post(PROJECTS, { name: 'Before' }), 403, 'forbidden', []);
	assert.equal((await give(owner.client, member.id, 'manager')).status, 204);
	assert.equal((await member.client.post(PROJECTS, { name: 'After' })).status, 201);
});

test('PATCH /members/{id}: of two changes to one version, one is stale', async () => {
	const owner = await newOwner();
	const { id } = await addMember(owner.client.session.workspace);
	assert.equal((await give(owner.client, id, 'reviewer')).status, 204);
	const reply = await give(owner.client, id, 'manager');
	isProblem(reply, 412, 'stale', []);
	assert.deepEqual(await activityOf(reply), []);
	assert.equal(await roleOf(owner, id), 'reviewer');
	assert.equal((await give(owner.client, id, 'manager', 2)).status, 204);
});

test('PATCH /members/{id}: only an owner makes or unmakes owners', async () => {
	const owner = await newOwner();
	const admin = await newMember(owner, 'admin');
	const { id } = await addMember(owner.client.session.workspace);
	isProblem(await give(admin.client, id, 'owner'), 403, 'forbidden', []);
	isProblem(await give(admin.client, admin.id, 'owner'), 403, 'forbidden', []);
	isProblem(await give(admin.client, owner.client.session.person, 'annotator'), 403, 'forbidden', []);
	isProblem(await remove(admin.client, owner.client.session.person), 403, 'forbidden', []);
	assert.equal((await give(admin.client, id, 'admin')).status, 204);
	assert.equal((await give(owner.client, id, 'owner', 2)).status, 204);
	assert.equal(await roleOf(owner, id), 'owner');
});

test('PATCH /members/{id}: the last owner stays one', async () => {
	const owner = await newOwner();
	const { person } = owner.client.session;
	for (const reply of [await give(owner.client, person, 'admin'), await remove(owner.client, person), await leave(owner.client)]) {
		isProblem(reply, 409, 'conflict', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	assert.equal(await roleOf(owner, person), 'owner');
	assert.equal((await owner.client.get(PROJECTS)).status, 200);
});

test('PATCH /members/{id}: two owners who unmake each other at once: one stays (ASVS 2.3.4, item 66)', async () => {
	const a = await newOwner();
	const b = await newMember(a, 'owner');
	const first = a.client.session.person;
	const { workspace } = a.client.session;
	for (let round = 0; round < 30; round++) {
		const versions = await sql`select person, version from member where workspace = ${workspace}`;
		const version = (id) => versions.find((m) => m.person === id).version;
		const replies = await Promise.all([
			give(a.client, b.id, 'annotator', version(b.id)),
			give(b.client, first, 'annotator', version(first)),
		]);
		const owners = (await sql`select person from member where workspace = ${workspace} and role = 'owner'`).map((m) => m.person);
		assert.equal(owners.length, 1, `round ${round}: ${replies.map((r) => r.status)}`);
		const done = replies.filter((r) => r.status === 204).length;
		assert.equal(done, 1);
		const [kept, other] = owners[0] === first ? [a.client, b.id] : [b.client, first];
		const [{ version: now }] = await sql`select version from member where workspace = ${workspace} and person = ${other}`;
		assert.equal((await give(kept, other, 'owner', now)).status, 204);
	}
});

test('DELETE /members/{id}: who is removed is out on the very next request (ASVS 8.3.2, item 46)', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'admin');
	assert.equal((await member.client.get(PROJECTS)).status, 200);
	const reply = await remove(owner.client, member.id);
	assert.equal(reply.status, 204, reply.text);
	isProblem(await member.client.get(PROJECTS), 403, 'forbidden', []);
	isProblem(await member.client.get(MEMBERS), 403, 'forbidden', []);
	isProblem(await put(member.client, SWITCH, { workspace: owner.client.session.workspace }), 404, 'not-found', []);
	assert.equal((await member.client.get('/api/auth/session')).json.role, null, 'they are still logged in');
	isProblem(await remove(owner.client, member.id), 404, 'not-found', []);
});

test('DELETE /members/{id}: of another workspace is as of none (ASVS 8.2.2, item 44)', async () => {
	const [a, b] = [await newOwner(), await newOwner()];
	const theirs = await remove(a.client, b.client.session.person);
	isProblem(theirs, 404, 'not-found', []);
	assert.deepEqual(withoutIds(theirs), withoutIds(await remove(a.client, NOBODY)));
	assert.equal((await b.client.get(PROJECTS)).status, 200);
});

test('DELETE /membership: anyone but the last owner may leave', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'annotator');
	const reply = await leave(member.client);
	assert.equal(reply.status, 204, reply.text);
	assert.deepEqual((await activityOf(reply)).map((row) => [row.verb, row.actor]), [['member.leave', member.id]]);
	isProblem(await member.client.get(PROJECTS), 403, 'forbidden', []);
	assert.equal(await roleOf(owner, member.id), undefined);
});

test('POST /sessions: a log-in while the role changes never remembers the old one', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'manager');
	for (let round = 0; round < 10; round++) {
		const [{ version }] = await sql`select version from member where workspace = ${owner.client.session.workspace} and person = ${member.id}`;
		const [client, reply] = await Promise.all([logIn(member), give(owner.client, member.id, round % 2 ? 'manager' : 'billing', version)]);
		assert.equal(reply.status, 204);
		assert.equal((await client.get(PROJECTS)).status, round % 2 ? 200 : 403, `round ${round}`);
	}
});
