/* Personal access tokens: what programs show in place of a session. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, setRole, sql } from '../lib/database.mjs';
import { logOf } from '../lib/log.mjs';
import { askReset, logIn, newOwner, stranger } from '../lib/people.mjs';
import { isNoToken, newToken, robot, TOKENS, wanted } from '../lib/programs.mjs';
import { dropEntry, entryOf, hashOf, plantEntry, redis } from '../lib/redis.mjs';
import { addProject } from '../lib/world.mjs';

const PROJECTS = '/api/annotations/projects';
const MEMBERS = '/api/auth/members';
const EVERYTHING = ['member.read', 'member.write', 'project.read', 'project.write', 'span.read', 'span.write', 'export.read'];

/** Someone new who belongs to the owner's workspace alone, logged in there. */
async function newMember(owner, role) {
	const person = await newOwner();
	const { workspace, person: id } = person.client.session;
	await setRole(workspace, id, null);
	await setRole(owner.client.session.workspace, id, role);
	return { ...person, id, client: await logIn(person) };
}

test('POST /tokens: shown once, kept as a hash, and good without cookie and CSRF token', async () => {
	const { client } = await newOwner();
	const made = await client.post(TOKENS, wanted(['project.read', 'project.write', 'project.read']));
	const { id, access_token: token, hint, scopes, expires_at: ends, created_at: began, last_used_at: used } = made.json;
	assert.equal(made.status, 201);
	assert.match(token, /^obl_[0-9A-Za-z]{36}$/);
	assert.deepEqual([hint, used], [token.slice(0, 8), null]);
	assert.deepEqual(scopes, [{ name: 'project.read' }, { name: 'project.write' }]);
	assert.equal(Math.round((new Date(ends) - new Date(began)) / 86_400_000), 90);
	const [row] = await sql`select * from access_token where id = ${id}`;
	assert.equal(row.token_hash, hashOf(token));
	assert.ok(!JSON.stringify(row).includes(token));
	assert.deepEqual((await activityOf(made)).map((a) => [a.verb, a.object]), [['token.create', id]]);
	const program = robot(token);
	const { id: project } = await addProject(program, { name: 'By a program' });
	const listed = await program.get(PROJECTS);
	assert.deepEqual(listed.json.items.map((p) => p.id), [project]);
	assert.equal(listed.headers['set-cookie'], undefined);
});

test('POST /tokens: the password was typed in the last ten minutes (ASVS 7.5.1, item 40)', async () => {
	const { client } = await newOwner();
	await sql`update session set authenticated_at = now() - interval '11 minutes' where person = ${client.session.person}`;
	await dropEntry(client);
	isProblem(await client.post(TOKENS, wanted(['project.read'])), 401, 'reauthenticate', []);
});

test('POST /tokens: a day to a year, and no more than fifty', async () => {
	const { client } = await newOwner();
	for (const days of [0, 366]) isProblem(await client.post(TOKENS, wanted(['project.read'], { days })), 422, 'invalid', ['#/days']);
	for (const days of [1, 365]) {
		const { created_at: began, expires_at: ends } = await newToken(client, ['project.read'], { days });
		assert.equal(Math.round((new Date(ends) - new Date(began)) / 86_400_000), days);
	}
	for (let i = 2; i < 50; i++) await newToken(client);
	const reply = await client.post(TOKENS, wanted(['project.read']));
	isProblem(reply, 409, 'conflict', []);
	assert.deepEqual(await activityOf(reply), []);
});

test('POST /tokens: only scopes that there are, and none about accounts', async () => {
	const { client } = await newOwner();
	isProblem(await client.post(TOKENS, wanted([])), 422, 'invalid', ['#/scopes']);
	for (const scope of ['anyone', 'signed-in', 'token.write', 'project', ''])
		isProblem(await client.post(TOKENS, wanted([scope])), 422, 'invalid', ['#/scopes/0/name']);
});

test('GET /tokens: pages of one’s own that are good, and never the token itself', async () => {
	const [a, b] = [await newOwner(), await newOwner()];
	const [first, second, third] = [await newToken(a.client), await newToken(a.client), await newToken(a.client)];
	await newToken(b.client);
	await sql`update access_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = ${third.id}`;
	const one = await a.client.send('GET', TOKENS, { query: { limit: 1 } });
	const two = await a.client.send('GET', TOKENS, { query: { limit: 1, after: one.json.next } });
	assert.deepEqual([...one.json.items, ...two.json.items].map((t) => t.id), [first.id, second.id]);
	assert.equal(two.json.next, null);
	for (const token of [first, second]) assert.ok(!`${one.text}${two.text}`.includes(token.access_token.slice(8)));
});

test('DELETE /tokens/{id}: acts on the very next request, and on nobody else’s token (SE-1, TP-1)', async () => {
	const [a, b] = [await newOwner(), await newOwner()];
	const token = await newToken(a.client);
	const program = robot(token.access_token);
	assert.equal((await program.get(PROJECTS)).status, 200);
	const [theirs, nothing] = [await b.client.delete(`${TOKENS}/${token.id}`), await b.client.delete(`${TOKENS}/${NOBODY}`)];
	assert.deepEqual(withoutIds(theirs), withoutIds(nothing));
	isProblem(theirs, 404, 'not-found', []);
	assert.equal((await program.get(PROJECTS)).status, 200);
	const reply = await a.client.delete(`${TOKENS}/${token.id}`);
	assert.equal(reply.status, 204, reply.text);
	isNoToken(await program.get(PROJECTS));
	assert.deepEqual((await activityOf(reply)).map((row) => [row.verb, row.object]), [['token.revoke', token.id]]);
	isProblem(await a.client.delete(`${TOKENS}/${token.id}`), 404, 'not-found', []);
});

test('POST /tokens: a token that is none is refused, and a wrong sum without asking anyone', async () => {
	const { client } = await newOwner();
	const { access_token: token, id } = await newToken(client);
	const last = token.endsWith('0') ? '1' : '0';
	for (const wrong of [`${token.slice(0, -1)}${last}`, `obl_${'0'.repeat(36)}`, token.slice(4), `${token}x`, token.toLowerCase(), 'x', 'A'.repeat(43)]) {
		const reply = await robot(wrong).get(PROJECTS);
		isNoToken(reply);
		const { db_flushes: flushes } = await logOf(reply);
		assert.equal(flushes, 0);
		assert.equal((await redis('operator', ['GET', `s:${hashOf(wrong)}`]))[0], null);
	}
	await sql`update access_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = ${id}`;
	isNoToken(await robot(token).get(PROJECTS));
	await sql`update access_token set expires_at = now() + interval '1 day' where id = ${id}`;
	assert.equal((await robot(token).get(PROJECTS)).status, 200);
});

test('POST /tokens: the scheme is a word in any case; other schemes are none of ours', async () => {
	const { client } = await newOwner();
	const { access_token: token } = await newToken(client);
	const by = (authorization) => new Client().get(PROJECTS, { headers: { authorization } });
	for (const scheme of ['Bearer', 'bearer', 'BEARER']) assert.equal((await by(`${scheme} ${token}`)).status, 200);
	for (const value of [token, `Basic ${token}`, `Token ${token}`]) {
		const reply = await by(value);
		isProblem(reply, 401, 'unauthorized', []);
		assert.match(reply.headers['www-authenticate'], /^Session /);
	}
	isProblem(await client.get(PROJECTS, { headers: { authorization: `Bearer ${token}` } }), 400, 'bad-request', []);
});

test('POST /tokens: a token is no cookie, and a cookie no token', async () => {
	const { client } = await newOwner();
	const { access_token: token } = await newToken(client);
	assert.equal((await robot(token).get(PROJECTS)).status, 200);
	isProblem(await new Client().get(PROJECTS, { headers: { cookie: `__Host-obelus=${token}` } }), 401, 'unauthorized', []);
	isNoToken(await robot(client.cookie.split('=')[1]).get(PROJECTS));
});

test('POST /tokens: what Redis remembers of a token is not taken for a session, nor the other way round', async () => {
	const { client } = await newOwner();
	const { access_token: token } = await newToken(client);
	const program = robot(token);
	await program.get(PROJECTS);
	const key = `s:${hashOf(token)}`;
	const [ofToken] = await redis('operator', ['GET', key]);
	await client.get(PROJECTS);
	const ofSession = await entryOf(client);
	await redis('auth', ['SET', key, ofSession, 'EX', 900]);
	isProblem(await program.post(PROJECTS, { name: 'No' }), 403, 'insufficient-scope', []);
	await plantEntry(client, ofToken);
	assert.equal((await client.get(TOKENS)).status, 200);
});

test('POST /tokens: role and scope must both allow (TP-1) (ASVS 8.2.1, item 43)', async () => {
	const owner = await newOwner();
	const reader = robot((await newToken(owner.client, ['project.read'])).access_token);
	const refused = await reader.post(PROJECTS, { name: 'No' });
	isProblem(refused, 403, 'insufficient-scope', []);
	assert.equal(refused.headers['www-authenticate'], 'Bearer realm="obelus", error="insufficient_scope", scope="project.write"');
	const member = await newMember(owner, 'annotator');
	const program = robot((await newToken(member.client, EVERYTHING)).access_token);
	assert.equal((await program.get(PROJECTS)).status, 200);
	isProblem(await program.post(PROJECTS, { name: 'No' }), 403, 'forbidden', []);
});

test('POST /tokens: none reaches accounts, sessions or tokens, and reading changes nothing', async () => {
	const owner = await newOwner();
	const { access_token: token, id } = await newToken(owner.client, EVERYTHING);
	const program = robot(token);
	for (const [method, path, json] of [
		['GET', '/api/auth/session'],
		['GET', '/api/auth/sessions'],
		['DELETE', '/api/auth/sessions'],
		['DELETE', '/api/auth/session'],
		['GET', TOKENS],
		['POST', TOKENS, wanted(['project.read'])],
		['DELETE', `${TOKENS}/${id}`],
		['PUT', '/api/auth/password', { current: owner.password, password: stranger().password }],
		['POST', '/api/auth/workspaces', { name: 'No' }],
		['DELETE', '/api/auth/membership'],
	]) {
		const reply = await program.send(method, path, { json });
		isProblem(reply, 403, 'insufficient-scope', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	assert.equal((await program.get(MEMBERS)).status, 200);
});

test('POST /tokens: a demotion and a removal act on the next request (ASVS 8.3.2, item 46)', async () => {
	const owner = await newOwner();
	const member = await newMember(owner, 'manager');
	const { access_token: token, id } = await newToken(member.client, EVERYTHING);
	const program = robot(token);
	await addProject(program);
	const patched = await owner.client.patch(`${MEMBERS}/${member.id}`, { role: 'billing' }, '"1"');
	assert.equal(patched.status, 204, patched.text);
	isProblem(await program.get(PROJECTS), 403, 'forbidden', []);
	assert.equal((await program.get(MEMBERS)).status, 200);
	assert.equal((await owner.client.delete(`${MEMBERS}/${member.id}`)).status, 204);
	isNoToken(await program.get(MEMBERS));
	// Who comes back makes new ones.
	await setRole(owner.client.session.workspace, member.id, 'owner');
	isNoToken(await program.get(MEMBERS));
	assert.notEqual((await sql`select revoked_at from access_token where id = ${id}`)[0].revoked_at, null);
});

test('POST /tokens: a lost password ends them, a changed one does not (ASVS 7.4.2, item 37)', async () => {
	const person = await newOwner();
	const program = robot((await newToken(person.client)).access_token);
	const { password } = stranger();
	const changed = await person.client.send('PUT', '/api/auth/password', { json: { current: person.password, password } });
	assert.equal(changed.status, 204, changed.text);
	assert.equal((await program.get(PROJECTS)).status, 200);
	const other = await newOwner();
	const theirs = robot((await newToken(other.client)).access_token);
	assert.equal((await theirs.get(PROJECTS)).status, 200);
	const code = await askReset(other);
	assert.equal((await new Client().post('/api/auth/passwords', { token: code, password })).status, 200);
	isNoToken(await theirs.get(PROJECTS));
});

test('POST /tokens: one trip to Redis a request; the use is noted once an hour', async () => {
	const { client } = await newOwner();
	const { access_token: token, id } = await newToken(client);
	const program = robot(token);
	const usedAt = async () => (await sql`select last_used_at from access_token where id = ${id}`)[0].last_used_at;
	await program.get(PROJECTS);
	const first = await usedAt();
	assert.notEqual(first, null);
	const [entry] = await redis('operator', ['GET', `s:${hashOf(token)}`]);
	assert.match(entry, / project\.read$/);
	const { redis_trips: trips, db_flushes: flushes } = await logOf(await program.get(PROJECTS));
	assert.ok(trips <= 1 && flushes === 1, `${trips} trips, ${flushes} flushes`);
	await redis('operator', ['DEL', `s:${hashOf(token)}`]);
	assert.equal((await program.get(PROJECTS)).status, 200);
	assert.equal(await usedAt(), first);
	await sql`update access_token set last_used_at = now() - interval '61 minutes' where id = ${id}`;
	await redis('operator', ['DEL', `s:${hashOf(token)}`]);
	await program.get(PROJECTS);
	assert.ok((await usedAt()) >= first);
});

test('POST /tokens: the database holds nothing that could be sent (ASVS 6.5.2, item 24), and the log neither', async () => {
	const { client } = await newOwner();
	const { access_token: token } = await newToken(client);
	const reply = await robot(token).get(PROJECTS);
	assert.ok(!JSON.stringify(await logOf(reply)).includes(token.slice(8)));
	const [{ count }] = await sql`select count(*) from access_token where access_token::text like ${`%${token.slice(8)}%`}`;
	assert.equal(Number(count), 0);
});
