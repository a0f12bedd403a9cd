/* A workspace gets another name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { activityOf, setRole, sql } from '../lib/database.mjs';
import { logIn, newOwner } from '../lib/people.mjs';

const WORKSPACE = '/api/auth/workspace';
const WORKSPACES = '/api/auth/workspaces';

const rename = (client, name, version = 1) => client.patch(WORKSPACE, { name }, `"${version}"`);
const nameOf = async (owner) =>
	(await sql`select name, version from workspace where id = ${owner.client.session.workspace}`)[0];

/** Someone who belongs to the owner's workspace as well, and is logged in there. */
async function newMember(owner, role) {
	const person = await newOwner();
	const { workspace, person: id } = person.client.session;
	await setRole(workspace, id, null);
	await setRole(owner.client.session.workspace, id, role);
	return { ...person, id, client: await logIn(person) };
}

test('PATCH /workspace: owners and admins rename it, and everyone sees it at once', async () => {
	const owner = await newOwner();
	const admin = await newMember(owner, 'admin');
	const { workspace, person } = owner.client.session;
	const reply = await rename(owner.client, 'Letters of the Society');
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual(
		{ ...reply.json, created_at: null },
		{ id: workspace, name: 'Letters of the Society', role: 'owner', version: 2, created_at: null },
	);
	assert.equal(reply.version, '"2"');
	const [row, ...more] = await activityOf(reply);
	assert.deepEqual(
		[row.verb, row.actor, row.object_kind, row.object, row.workspace, more],
		['workspace.update', person, 'workspace', workspace, workspace, []],
	);
	assert.equal((await admin.client.get('/api/auth/session')).json.workspace_name, 'Letters of the Society');
	const again = await rename(admin.client, 'Briefe', 2);
	assert.deepEqual([again.status, again.json.role], [200, 'admin']);
	const [listed] = (await owner.client.get(WORKSPACES)).json.items;
	assert.deepEqual([listed.name, listed.version, listed.created_at], ['Briefe', 3, reply.json.created_at]);
});

test('PATCH /workspace: of two who rename one version, one is stale', async () => {
	const owner = await newOwner();
	const replies = await Promise.all(['One', 'Two'].map((name) => rename(owner.client.twin(), name)));
	const won = replies.find((reply) => reply.status === 200);
	isProblem(replies.find((reply) => reply !== won), 412, 'stale', []);
	assert.deepEqual(await nameOf(owner), { name: won.json.name, version: 2 });
	isProblem(await owner.client.patch(WORKSPACE, { name: 'Three' }), 428, 'unconditional', []);
});

test('PATCH /workspace: nobody below an admin, and not with a role from before (ASVS 8.2.1, item 43; 8.3.2, item 46)', async () => {
	const owner = await newOwner();
	for (const role of ['manager', 'reviewer', 'annotator', 'billing']) {
		const member = await newMember(owner, role);
		isProblem(await rename(member.client, 'Mine'), 403, 'forbidden', []);
	}
	const admin = await newMember(owner, 'admin');
	await setRole(owner.client.session.workspace, admin.id, 'annotator'); // Redis knows an admin
	const reply = await rename(admin.client, 'Mine');
	isProblem(reply, 403, 'forbidden', []);
	assert.deepEqual(await activityOf(reply), []);
	assert.deepEqual(await nameOf(owner), { name: owner.username, version: 1 });
});

test('PATCH /workspace: the one in which the caller is, and no other', async () => {
	const [owner, other] = [await newOwner(), await newOwner()];
	await setRole(other.client.session.workspace, owner.client.session.person, 'owner');
	assert.equal((await rename(owner.client, 'Here')).status, 200);
	assert.deepEqual(await nameOf(other), { name: other.username, version: 1 });
});
