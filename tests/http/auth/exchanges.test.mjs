/* Tokens that we sign in exchange for access tokens, and what they open. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, addToken, setRole, sql } from '../lib/database.mjs';
import { origin } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { newOwner, stranger } from '../lib/people.mjs';
import { EXCHANGES, exchanged, isNoToken, newToken, parsed, robot, TOKENS, wanted } from '../lib/programs.mjs';
import { hashOf, keysLike, redis } from '../lib/redis.mjs';
import { addProject } from '../lib/world.mjs';

const PROJECTS = '/api/annotations/projects';
const MEMBERS = '/api/auth/members';
const EVERYTHING = ['member.read', 'member.write', 'project.read', 'project.write', 'span.read', 'span.write', 'export.read'];
const keys = createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`), { cooldownDuration: 0 });
const scoped = (...names) => ({ scopes: names.map((name) => ({ name })) });

/** An owner, an access token of theirs, and the program that was given one signed for it. */
async function newProgram(scopes = EVERYTHING, chosen = undefined) {
	const owner = await newOwner();
	const token = await newToken(owner.client, scopes);
	const source = robot(token.access_token);
	const { access_token: jwt } = await exchanged(source, chosen);
	return { owner, token, source, jwt, program: robot(jwt) };
}

test('POST /exchanges: five minutes, for whom, where, by which token and what for', async () => {
	const { owner, token } = await newProgram();
	const before = Math.floor(Date.now() / 1000);
	const reply = await robot(token.access_token).post(EXCHANGES, scoped('project.write', 'member.read'));
	assert.equal(reply.status, 200, reply.text);
	const { access_token: jwt, ...rest } = reply.json;
	assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 300, scope: 'member.read project.write' });
	assert.equal(reply.headers['cache-control'], 'no-store');
	const { protectedHeader, payload } = await jwtVerify(jwt, keys, { issuer: origin, audience: `${origin}/api`, algorithms: ['ES256'] });
	assert.deepEqual({ ...protectedHeader, kid: null }, { alg: 'ES256', typ: 'JWT', kid: null });
	const { iat, nbf, exp, jti, ...claims } = payload;
	const { person, workspace } = owner.client.session;
	assert.deepEqual(claims, { iss: origin, aud: `${origin}/api`, sub: person, org: workspace, sid: token.id, scope: rest.scope });
	assert.deepEqual([nbf - iat, exp - iat], [0, 300]);
	assert.ok(iat >= before && iat <= before + 30, `${iat}`);
	const [row, ...more] = await activityOf(reply);
	assert.deepEqual([row.verb, row.actor, row.object_kind, row.object, row.id], ['token.exchange', person, 'access_token', token.id, jti]);
	assert.deepEqual(more, []);
});

test('POST /exchanges: what is signed opens every handler, without cookie and CSRF token, for one trip and no more flushes', async () => {
	const { program, token } = await newProgram();
	const { id } = await addProject(program, { name: 'By a program' });
	for (const path of [PROJECTS, MEMBERS]) for (let i = 0; i < 20; i++) assert.equal((await program.get(path)).status, 200);
	const reply = await program.get(PROJECTS);
	assert.deepEqual(reply.json.items.map((p) => p.id), [id]);
	assert.equal(reply.headers['set-cookie'], undefined);
	const { redis_trips: trips, db_flushes: flushes } = await logOf(reply);
	assert.ok(trips <= 1 && flushes === 1, `${trips} trips, ${flushes} flushes`);
	const [entry] = await redis('operator', ['GET', `s:${token.id}`]);
	assert.match(entry, new RegExp(`^t ${token.id} .* export\\.read$`));
});

test('POST /exchanges: all scopes when none is named, and never one that the access token has not', async () => {
	const owner = await newOwner();
	const { access_token: token } = await newToken(owner.client, ['project.read', 'span.read']);
	const source = robot(token);
	assert.equal((await exchanged(source)).scope, 'project.read span.read');
	assert.equal((await exchanged(source, ['span.read', 'span.read'])).scope, 'span.read');
	const wider = await source.post(EXCHANGES, scoped('project.read', 'project.write', 'span.read', 'member.read'));
	isProblem(wider, 422, 'invalid', ['#/scopes/1/name', '#/scopes/3/name']);
	assert.deepEqual(await activityOf(wider), []);
	for (const none of ['token.exchange', 'token.write', 'signed-in', 'anyone', ''])
		isProblem(await source.post(EXCHANGES, scoped(none)), 422, 'invalid', ['#/scopes/0/name']);
	isProblem(await source.post(EXCHANGES, { scopes: [] }), 422, 'invalid', ['#/scopes']);
});

test('POST /exchanges: for an access token, not for a session, a stranger or what was signed', async () => {
	const { owner, program } = await newProgram();
	isProblem(await new Client().post(EXCHANGES, {}), 401, 'unauthorized', []);
	isProblem(await owner.client.post(EXCHANGES, {}), 403, 'forbidden', []);
	const again = await program.post(EXCHANGES, {});
	isProblem(again, 403, 'insufficient-scope', []);
	assert.equal(again.headers['www-authenticate'], 'Bearer realm="obelus", error="insufficient_scope"');
	assert.deepEqual(await activityOf(again), []);
	isNoToken(await robot(`obl_${'0'.repeat(36)}`).post(EXCHANGES, {}));
	isProblem(await owner.client.post(EXCHANGES, {}, { headers: { authorization: `Bearer ${program.jwt}` } }), 400, 'bad-request', []);
});

test('POST /exchanges: any access token, whatever it may do and whoever owns it', async () => {
	const owner = await newOwner();
	const { person, workspace } = owner.client.session;
	for (const role of ['owner', 'annotator', 'billing']) {
		await setRole(workspace, person, role);
		const source = robot((await addToken(owner.client.session, ['span.write'])).access_token);
		assert.equal((await exchanged(source)).scope, 'span.write');
	}
});

test('POST /exchanges: role, access token and signed token must all allow (ASVS 8.2.1, item 43)', async () => {
	const { program: reader } = await newProgram(EVERYTHING, ['project.read']);
	assert.equal((await reader.get(PROJECTS)).status, 200);
	const refused = await reader.post(PROJECTS, { name: 'No' });
	isProblem(refused, 403, 'insufficient-scope', []);
	assert.equal(refused.headers['www-authenticate'], 'Bearer realm="obelus", error="insufficient_scope", scope="project.write"');
	isProblem(await reader.get(MEMBERS), 403, 'insufficient-scope', []);
	const { owner, program, token } = await newProgram();
	const { person, workspace } = owner.client.session;
	await setRole(workspace, person, 'annotator');
	await redis('operator', ['DEL', `s:${token.id}`]);
	assert.equal((await program.get(PROJECTS)).status, 200);
	isProblem(await program.post(PROJECTS, { name: 'No' }), 403, 'forbidden', []);
});

test('POST /exchanges: what was signed narrows what Redis remembers for itself alone', async () => {
	const { source, program, token } = await newProgram(EVERYTHING, ['project.read']);
	isProblem(await program.get(MEMBERS), 403, 'insufficient-scope', []);
	const wide = robot((await exchanged(source)).access_token);
	assert.equal((await wide.get(MEMBERS)).status, 200);
	isProblem(await program.get(MEMBERS), 403, 'insufficient-scope', []);
	await redis('operator', ['DEL', `s:${token.id}`]);
	isProblem(await program.get(MEMBERS), 403, 'insufficient-scope', []);
	assert.equal((await wide.get(MEMBERS)).status, 200);
});

test('POST /exchanges: what was signed ends with its access token, on the very next request', async () => {
	const { owner, token, source, program } = await newProgram();
	for (const path of [PROJECTS, MEMBERS]) assert.equal((await program.get(path)).status, 200);
	assert.equal((await owner.client.delete(`${TOKENS}/${token.id}`)).status, 204);
	for (const path of [PROJECTS, MEMBERS]) isNoToken(await program.get(path));
	isNoToken(await source.post(EXCHANGES, {}));
	const other = await newProgram();
	assert.equal((await other.program.get(PROJECTS)).status, 200);
	await sql`update access_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = ${other.token.id}`;
	await redis('operator', ['DEL', `s:${other.token.id}`]);
	isNoToken(await other.program.get(PROJECTS));
});

test('POST /exchanges: a revocation that Redis was not told of is seen where something is signed', async () => {
	const { token, source } = await newProgram();
	await sql`update access_token set revoked_at = now() where id = ${token.id}`;
	const reply = await source.post(EXCHANGES, {});
	isNoToken(reply);
	assert.deepEqual(await activityOf(reply), []);
});

test('POST /exchanges: a demotion and a removal act on the next request (ASVS 8.3.2, item 46)', async () => {
	const owner = await newOwner();
	const { workspace } = owner.client.session;
	const { person } = (await newOwner()).client.session;
	await setRole(workspace, person, 'manager');
	const program = robot((await exchanged(robot((await addToken({ person, workspace }, EVERYTHING)).access_token))).access_token);
	await addProject(program);
	assert.equal((await owner.client.patch(`${MEMBERS}/${person}`, { role: 'billing' }, '"1"')).status, 204);
	isProblem(await program.get(PROJECTS), 403, 'forbidden', []);
	assert.equal((await program.get(MEMBERS)).status, 200);
	assert.equal((await owner.client.delete(`${MEMBERS}/${person}`)).status, 204);
	isNoToken(await program.get(MEMBERS));
	await setRole(workspace, person, 'owner');
	isNoToken(await program.get(MEMBERS));
});

test('POST /exchanges: nothing that is signed reaches accounts, sessions or tokens', async () => {
	const { owner, token, program } = await newProgram();
	for (const [method, path, json] of [
		['GET', '/api/auth/session'],
		['GET', '/api/auth/sessions'],
		['DELETE', '/api/auth/sessions'],
		['GET', TOKENS],
		['POST', TOKENS, wanted(['project.read'])],
		['DELETE', `${TOKENS}/${token.id}`],
		['PUT', '/api/auth/password', { current: owner.password, password: stranger().password }],
		['DELETE', '/api/auth/membership'],
	]) {
		const reply = await program.send(method, path, { json });
		isProblem(reply, 403, 'insufficient-scope', []);
		assert.deepEqual(await activityOf(reply), []);
	}
});

test('POST /exchanges: one limit for all that is signed for one access token', async () => {
	const { source, token } = await newProgram();
	const counted = async () => {
		const found = await keysLike('rl:read:*');
		const values = found.length ? await redis('operator', ...found.map((key) => ['GET', key])) : [];
		return new Set(found.filter((_, i) => Number(values[i]) >= 20));
	};
	const before = await counted();
	for (let i = 0; i < 4; i++) {
		const program = robot((await exchanged(source)).access_token);
		for (let k = 0; k < 10; k++) assert.equal((await program.get(PROJECTS)).status, 200);
	}
	// Were each counted by itself, no counter would have seen more than ten.
	assert.ok([...(await counted())].some((key) => !before.has(key)), token.id);
});

test('POST /exchanges: a log keeps nothing that could be sent', async () => {
	const { jwt, program } = await newProgram();
	assert.ok(!JSON.stringify(await logOf(await program.get(PROJECTS))).includes(jwt.split('.')[2]));
	assert.equal((await redis('operator', ['GET', `s:${hashOf(jwt)}`]))[0], null);
	assert.equal(parsed(jwt).header.kid.length, 36);
});

test('POST /exchanges: without a key that can be opened it says when to come again, and gets one made', async () => {
	const { source } = await newProgram();
	const [old] = await sql`select id, sealed from signing_key order by announced_at desc limit 1`;
	await sql`update signing_key set sealed = reverse(sealed)`;
	const reply = await source.post(EXCHANGES, {});
	isProblem(reply, 503, 'unavailable', []);
	assert.equal(reply.headers['retry-after'], '1');
	let made;
	for (let i = 0; i < 10_000 && !made; i++) {
		const again = await source.post(EXCHANGES, {});
		if (again.status === 200) made = again.json.access_token;
	}
	const { kid } = parsed(made).header;
	assert.notEqual(kid, old.id);
	assert.equal((await robot(made).get(PROJECTS)).status, 200);
	await sql`update signing_key set sealed = reverse(sealed) where id <> ${kid}`;
	assert.equal(createPublicKey((await sql`select public_pem from signing_key where id = ${kid}`)[0].public_pem).asymmetricKeyType, 'ec');
});
