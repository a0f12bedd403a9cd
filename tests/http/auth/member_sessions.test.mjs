/* Who runs a workspace ends a member's sessions in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY, withoutIds } from '../lib/checks.mjs';
import { activityOf, addMember, addToken, setRole, sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { entryOf, plantEntry } from '../lib/redis.mjs';

const MEMBERS = '/api/auth/members';
const SESSION = '/api/auth/session';
const PROJECTS = '/api/annotations/projects';

const end = (client, id) => client.delete(`${MEMBERS}/${id}/sessions`);
const idOf = (person) => person.client.session.person;
const isOut = async (client) => {
	for (const path of [SESSION, PROJECTS]) isProblem(await client.get(path), 401, 'unauthorized', [], path);
};
const mailed = ({ email }) =>
	until('mails to be sent', async () =>
		(await sql`select 1 from job where kind = 'mail' and state <> 'dead' and payload ->> 'to' = ${email}`).length === 0);

/** Someone who belongs to the owner's workspace besides their own, with a session there. */
async function newMember(owner, role) {
	const person = await newOwner();
	await setRole(owner.client.session.workspace, idOf(person), role);
	await moved(person.client, owner.client.session.workspace);
	return person;
}

async function moved(client, workspace) {
	const reply = await client.send('PUT', '/api/auth/session/workspace', { json: { workspace } });
	assert.equal(reply.status, 200, reply.text);
	client.csrf = reply.json.csrf;
	return client;
}

test('DELETE /members/{id}/sessions: they end on every handler, at once, and the member is told (ASVS 7.4.5, item 39)', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'annotator');
	const { workspace, person: by } = owner.client.session;
	const clients = [member.client, await moved(await logIn(member), workspace)];
	for (const client of clients) assert.equal((await client.get(PROJECTS)).status, 200); // Redis remembers each
	const elsewhere = await moved(await logIn(member), member.client.session.workspace);
	const entry = await entryOf(clients[0]);
	const reply = await end(owner.client, idOf(member));
	assert.deepEqual([reply.status, reply.text], [204, '']);
	for (const client of clients) await isOut(client);
	// What Redis remembers again is of no use to auth, which asks for the row.
	await plantEntry(clients[0], entry);
	isProblem(await clients[0].get(SESSION), 401, 'unauthorized', []);
	assert.equal((await elsewhere.get(SESSION)).status, 200, 'in their own workspace they go on');
	assert.equal((await owner.client.get(SESSION)).status, 200);
	const [row, ...more] = await activityOf(reply);
	assert.deepEqual(
		[row.verb, row.actor, row.object_kind, row.object, row.workspace, more],
		['member.end-sessions', by, 'member', idOf(member), workspace, []],
	);
	await mailed(member);
	const told = messagesTo(member.email).at(-1);
	assert.equal(told.headers.subject, 'Your log-ins were ended');
	assert.ok(told.text.includes(`${owner.username} has ended your log-ins in the workspace ${owner.username}`), told.text);
	// They are a member still.
	await moved(await logIn(member), workspace);
});

test('DELETE /members/{id}/sessions: an admin does not end an owner’s, a manager nobody’s (ASVS 8.2.1, item 43)', async () => {
	const owner = await newOwner();
	const [admin, other, manager] = [await newMember(owner, 'admin'), await newMember(owner, 'admin'), await newMember(owner, 'manager')];
	const reply = await end(admin.client, idOf(owner));
	isProblem(reply, 403, 'forbidden', []);
	assert.deepEqual(await activityOf(reply), []);
	isProblem(await end(manager.client, idOf(other)), 403, 'forbidden', []);
	for (const { client } of [owner, other]) assert.equal((await client.get(PROJECTS)).status, 200);
	assert.equal((await end(admin.client, idOf(other))).status, 204);
	await isOut(other.client);
	assert.equal((await end(owner.client, idOf(admin))).status, 204);
	await isOut(admin.client);
});

test('DELETE /members/{id}/sessions: a demotion acts on the next one (ASVS 8.3.2, item 46)', async () => {
	const owner = await newOwner();
	const [admin, member] = [await newMember(owner, 'admin'), await newMember(owner, 'annotator')];
	assert.equal((await admin.client.get(PROJECTS)).status, 200);
	await setRole(owner.client.session.workspace, idOf(admin), 'annotator'); // Redis knows an admin
	isProblem(await end(admin.client, idOf(member)), 403, 'forbidden', []);
	assert.equal((await member.client.get(PROJECTS)).status, 200);
});

test('DELETE /members/{id}/sessions: of another workspace is as of none (ASVS 8.2.2, item 44)', async () => {
	const [owner, other] = [await newOwner(), await newOwner()];
	const theirs = await end(owner.client, idOf(other));
	isProblem(theirs, 404, 'not-found', []);
	assert.deepEqual(withoutIds(theirs), withoutIds(await end(owner.client, NOBODY)));
	assert.equal((await other.client.get(PROJECTS)).status, 200);
});

test('DELETE /members/{id}/sessions: who has none is told nothing, and access tokens go on', async () => {
	const owner = await newOwner();
	const { id, username } = await addMember(owner.client.session.workspace);
	const token = await addToken({ person: id, workspace: owner.client.session.workspace });
	assert.equal((await end(owner.client, id)).status, 204);
	const email = `${username}@example.org`;
	await mailed({ email });
	assert.deepEqual(messagesTo(email), []);
	const [row] = await sql`select revoked_at from access_token where id = ${token.id}`;
	assert.equal(row.revoked_at, null);
});

test('DELETE /members/{id}/sessions: one’s own, this one too', async () => {
	const owner = await newOwner();
	const other = await logIn(owner);
	const spare = owner.client.twin();
	const reply = await end(owner.client, idOf(owner));
	assert.equal(reply.status, 204);
	assert.match(reply.headers['set-cookie'][0], /^__Host-obelus=; .*Max-Age=0$/);
	await isOut(spare);
	await isOut(other);
	await mailed(owner);
	assert.equal((await mailTo(owner.email)).headers.subject, 'Confirm your address');
	assert.equal(messagesTo(owner.email).length, 1);
});
