/* Who is invited to a workspace, and joins it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { isProblem, withoutIds } from '../lib/checks.mjs';
import { Client, newAddress } from '../lib/client.mjs';
import { activityOf, addInvitation, setRole, sql } from '../lib/database.mjs';
import { mailTo, messagesTo, tokenOf } from '../lib/mail.mjs';
import { logIn, newOwner, stranger } from '../lib/people.mjs';

const INVITATIONS = '/api/auth/invitations';
const ACCEPTANCES = '/api/auth/acceptances';
const PROJECTS = '/api/annotations/projects';

const invite = (client, email, role = 'annotator') => client.post(INVITATIONS, { email, role });
const accept = (client, token) => client.post(ACCEPTANCES, { token });
const rolesIn = async ({ client }) =>
	Object.fromEntries((await client.get('/api/auth/members')).json.items.map((m) => [m.username, m.role]));

test('POST /invitations: the mailed link lets its address join, once (ASVS 6.4.1, item 19)', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const reply = await invite(owner.client, guest.email, 'reviewer');
	assert.deepEqual([reply.status, reply.json.email, reply.json.role], [201, guest.email, 'reviewer']);
	const mail = await mailTo(guest.email, 2);
	assert.match(mail.text, new RegExp(`${owner.username} invites you to the workspace "${owner.username}".*as its reviewer`));
	const token = tokenOf(mail);
	const joined = await accept(guest.client, token);
	assert.deepEqual(
		[joined.status, joined.json],
		[200, { id: owner.client.session.workspace, name: owner.username, role: 'reviewer' }],
	);
	assert.deepEqual((await activityOf(joined)).map((row) => [row.verb, row.object]), [['invitation.accept', joined.json.id]]);
	assert.deepEqual(await rolesIn(owner), { [owner.username]: 'owner', [guest.username]: 'reviewer' });
	isProblem(await accept(guest.client, token), 410, 'gone', []);
	const moved = await guest.client.send('PUT', '/api/auth/session/workspace', { json: { workspace: joined.json.id } });
	assert.equal(moved.json.role, 'reviewer');
	assert.equal((await guest.client.get(PROJECTS)).status, 200);
});

test('POST /invitations: an address that has no account is answered alike (ASVS 6.3.8, item 18)', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const [known, unknown] = [await invite(owner.client, guest.email), await invite(owner.client, stranger().email)];
	const alike = ({ status, json }) => [status, json.role, Object.keys(json)];
	assert.deepEqual(alike(known), alike(unknown));
});

test('POST /invitations: another to the same address voids the first', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	await invite(owner.client, guest.email, 'admin');
	const first = tokenOf(await mailTo(guest.email, 2));
	await invite(owner.client, guest.email, 'annotator');
	const second = tokenOf(await mailTo(guest.email, 3));
	isProblem(await accept(guest.client, first), 410, 'gone', []);
	assert.equal((await accept(guest.client, second)).json.role, 'annotator');
});

test('POST /invitations: an address in capitals is the same one, to void the first and to join', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const capital = guest.email.replace(/^./, 'T');
	assert.notEqual(capital, guest.email);
	await invite(owner.client, guest.email, 'admin');
	const first = tokenOf(await mailTo(guest.email, 2));
	assert.equal((await invite(owner.client, capital, 'annotator')).json.email, capital);
	const second = tokenOf(await mailTo(capital));
	isProblem(await accept(guest.client, first), 410, 'gone', []);
	assert.deepEqual((await owner.client.get(INVITATIONS)).json.items.map((i) => i.email), [capital]);
	assert.equal((await accept(guest.client, second)).json.role, 'annotator');
});

test('POST /invitations: five an hour to one address, in whatever letters', async () => {
	const owner = await newOwner();
	const { email } = stranger();
	for (const as of [email, email.toUpperCase(), email, email.toUpperCase(), email])
		assert.equal((await invite(owner.client, as)).status, 201);
	isProblem(await invite(owner.client, email.toUpperCase()), 409, 'conflict', ['#/email']);
});

test('POST /invitations: only an owner invites owners', async () => {
	const owner = await newOwner();
	const admin = await newOwner();
	await setRole(owner.client.session.workspace, admin.client.session.person, 'admin');
	await setRole(admin.client.session.workspace, admin.client.session.person, null);
	const client = await logIn(admin);
	const reply = await invite(client, stranger().email, 'owner');
	isProblem(reply, 403, 'forbidden', []);
	assert.deepEqual(await activityOf(reply), []);
	assert.equal((await invite(client, stranger().email, 'admin')).status, 201);
	assert.equal((await invite(owner.client, stranger().email, 'owner')).status, 201);
});

test('POST /invitations: five an hour to one address, a hundred that wait (ASVS 2.4.1, item 67)', async () => {
	const owner = await newOwner();
	const { workspace, person } = owner.client.session;
	const { email } = stranger();
	for (let i = 0; i < 5; i++) assert.equal((await invite(owner.client, email)).status, 201);
	isProblem(await invite(owner.client, email), 409, 'conflict', ['#/email']);
	await mailTo(email, 5);
	assert.equal(messagesTo(email).length, 5);
	for (let i = 0; i < 99; i++) await addInvitation(workspace, person, stranger().email);
	isProblem(await invite(owner.client, stranger().email), 409, 'conflict', []);
});

test('POST /invitations: a name cannot add a header to the mail (ASVS 1.3.11, item 70)', async () => {
	const owner = await newOwner();
	const { email } = stranger();
	const made = await owner.client.post('/api/auth/workspaces', { name: 'A\r\nBcc: evil@example.org\r\n\r\nB' });
	if (made.status === 201) {
		const moved = await owner.client.send('PUT', '/api/auth/session/workspace', { json: { workspace: made.json.id } });
		owner.client.csrf = moved.json.csrf;
	}
	assert.equal((await invite(owner.client, email)).status, 201);
	const mail = await mailTo(email);
	assert.equal(mail.headers?.bcc, undefined);
	assert.deepEqual(messagesTo('evil@example.org'), []);
});

test('POST /invitations: a dump of the database holds no code (ASVS 6.5.2, item 24)', async () => {
	const owner = await newOwner();
	const { email } = stranger();
	const { id } = (await invite(owner.client, email)).json;
	const token = tokenOf(await mailTo(email));
	const [row] = await sql`select * from invitation where id = ${id}`;
	assert.ok(!JSON.stringify(row).includes(token));
	assert.equal(row.token_hash, createHash('sha256').update(token).digest('hex'));
});

test('POST /acceptances: another’s invitation is refused, and stays good', async () => {
	const [owner, guest, thief] = [await newOwner(), await newOwner(), await newOwner()];
	const { token } = await addInvitation(owner.client.session.workspace, owner.client.session.person, guest.email);
	const reply = await accept(thief.client, token);
	isProblem(reply, 403, 'forbidden', []);
	assert.ok(!reply.text.includes(guest.email) && !reply.text.includes(owner.username));
	assert.ok(reply.json.detail.endsWith(': for t…@example.org'));
	assert.deepEqual(await activityOf(reply), []);
	assert.equal((await accept(guest.client, token)).status, 200);
});

test('POST /acceptances: late, made up and raced (PV-3) (ASVS 6.4.1, 6.5.1, items 19, 23)', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const { workspace, person } = owner.client.session;
	const late = await addInvitation(workspace, person, guest.email);
	await sql`update invitation set created_at = now() - interval '8 days', expires_at = now() - interval '1 second' where id = ${late.id}`;
	const expired = await accept(guest.client, late.token);
	isProblem(expired, 410, 'gone', []);
	assert.deepEqual(withoutIds(expired), withoutIds(await accept(guest.client, 'made-up')));
	const { token } = await addInvitation(workspace, person, guest.email);
	const replies = await Promise.all(Array.from({ length: 50 }, () => accept(guest.client.twin({ address: newAddress() }), token)));
	assert.deepEqual(replies.map((r) => r.status).sort(), [200, ...Array(49).fill(410)]);
});

test('POST /acceptances: an invitation is good while its sender could send it', async () => {
	const [owner, admin, guest] = [await newOwner(), await newOwner(), await newOwner()];
	const { workspace } = owner.client.session;
	const sender = admin.client.session.person;
	const invited = (role) => addInvitation(workspace, sender, guest.email, role);
	await setRole(workspace, sender, 'admin');
	isProblem(await accept(guest.client, (await invited('owner')).token), 410, 'gone', []);
	const { token } = await invited('reviewer');
	for (const role of ['manager', null]) {
		await setRole(workspace, sender, role);
		isProblem(await accept(guest.client, token), 410, 'gone', []);
	}
	await setRole(workspace, sender, 'admin');
	assert.equal((await accept(guest.client, token)).json.role, 'reviewer');
});

test('POST /acceptances: a member who joins again keeps the role', async () => {
	const owner = await newOwner();
	const { token } = await addInvitation(owner.client.session.workspace, owner.client.session.person, owner.email, 'annotator');
	assert.equal((await accept(owner.client, token)).json.role, 'owner');
	assert.deepEqual(await rolesIn(owner), { [owner.username]: 'owner' });
});

test('GET /invitations: those that wait for an answer', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const { workspace, person } = owner.client.session;
	const waiting = await addInvitation(workspace, person, stranger().email);
	const { token } = await addInvitation(workspace, person, guest.email);
	await accept(guest.client, token);
	const { items } = (await owner.client.get(INVITATIONS)).json;
	assert.deepEqual(items.map((i) => i.id), [waiting.id]);
	assert.deepEqual((await guest.client.get(INVITATIONS)).json.items, []);
});

test('DELETE /invitations/{id}: the link is good for nothing then (PV-3)', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const { id, token } = await addInvitation(owner.client.session.workspace, owner.client.session.person, guest.email);
	isProblem(await guest.client.send('DELETE', `${INVITATIONS}/${id}`), 404, 'not-found', []);
	assert.equal((await owner.client.send('DELETE', `${INVITATIONS}/${id}`)).status, 204);
	isProblem(await accept(guest.client, token), 410, 'gone', []);
	isProblem(await owner.client.send('DELETE', `${INVITATIONS}/${id}`), 404, 'not-found', []);
});

const digestOf = (token) => createHash('sha256').update(token).digest('hex');
const look = (client, digest) => client.get('/api/auth/invitation', { query: { digest } });

test('GET /invitation: whoever holds the link sees who invites, to what and as what, until it is used (PV-3)', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const sent = (await invite(owner.client, guest.email, 'reviewer')).json;
	const token = tokenOf(await mailTo(guest.email, 2));
	const offer = { workspace_name: owner.username, invited_by: owner.username, role: 'reviewer', expires_at: sent.expires_at };
	for (const client of [new Client(), guest.client]) {
		const seen = await look(client, digestOf(token));
		assert.deepEqual([seen.status, seen.json], [200, offer]);
		assert.equal(seen.headers['cache-control'], 'no-store');
	}
	// What is shown joins nothing.
	isProblem(await accept(guest.client, digestOf(token)), 410, 'gone', []);
	assert.equal((await accept(guest.client, token)).status, 200);
	isProblem(await look(new Client(), digestOf(token)), 410, 'gone', []);
});

test('GET /invitation: of one that is void, too old, or whose sender may not invite, nothing is told', async () => {
	const [owner, admin] = [await newOwner(), await newOwner()];
	const { workspace } = owner.client.session;
	await setRole(workspace, admin.client.session.person, 'admin');
	const added = () => addInvitation(workspace, admin.client.session.person, stranger().email);
	const [old, taken, demoted] = [await added(), await added(), await added()];
	await sql`update invitation set created_at = now() - interval '8 days', expires_at = now() - interval '1 second' where id = ${old.id}`;
	assert.equal((await owner.client.delete(`${INVITATIONS}/${taken.id}`)).status, 204);
	assert.equal((await look(new Client(), digestOf(demoted.token))).status, 200);
	await setRole(workspace, admin.client.session.person, 'manager');
	for (const { token } of [old, taken, demoted, { token: 'x' }]) {
		const reply = await look(new Client(), digestOf(token));
		isProblem(reply, 410, 'gone', []);
		assert.ok(!reply.text.includes(owner.username), reply.text);
	}
});
