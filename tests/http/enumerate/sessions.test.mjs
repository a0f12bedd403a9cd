/* Sessions and tokens that are over, asked of every route: none goes on anywhere. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { dropEntry, entryOf, hashOf } from '../lib/redis.mjs';
import { anonymous, ask, requestTo, routes, shapeOf } from '../lib/routes.mjs';
import { newWorld } from '../lib/world.mjs';

const PROJECTS = '/api/annotations/projects';
const guarded = routes.filter((r) => r.need !== 'anyone');
const fresh = routes.filter((r) => r.fresh_seconds);
let world;
let requests;
before(async () => {
	world = await newWorld();
	requests = [];
	for (const route of guarded) requests.push([route, anonymous(route, await requestTo(route, world, { nothing: true }))]);
});

/** No route does anything for them, and none leaves a trace of it. */
async function isOver(client, problem = 'unauthorized') {
	const { cookie, csrf } = client;
	for (const [route, request] of requests) {
		Object.assign(client, { cookie, csrf });
		const reply = await ask(route, client, request);
		isProblem(reply, 401, problem, []);
		assert.deepEqual(await activityOf(reply), [], route.name);
	}
}

const hashOfSession = (client) => hashOf(client.cookie.split('=')[1]);

/* A session lasts seven days from the log-in, and twelve hours from its last use. */
const move = {
	begin: (hash, by) => sql`update session set created_at = created_at - ${by}::interval, authenticated_at = authenticated_at - ${by}::interval,
		expires_at = expires_at - ${by}::interval, seen_at = now() where token_hash = ${hash}`,
	visit: (hash, by) => sql`update session set seen_at = now() - ${by}::interval where token_hash = ${hash}`,
};

test('a session that was logged out of is none on any route, though Redis knew it (ASVS 7.4.1, item 36)', async () => {
	const client = await logIn(world.owner);
	assert.equal((await client.get(PROJECTS)).status, 200);
	assert.notEqual(await entryOf(client), null);
	const spare = client.twin();
	assert.equal((await client.delete('/api/auth/session')).status, 204);
	await isOver(spare);
});

for (const [what, way, almost, over] of [
	['seven days after the log-in, however much it is used', 'begin', '6 days 23 hours 59 minutes', '7 days'],
	['twelve hours after its last use', 'visit', '11 hours 59 minutes', '12 hours'],
])
	test(`a session ends ${what}, on every route (ASVS 7.3.1, 7.3.2, item 35)`, async () => {
		const [early, late] = [await logIn(world.owner), await logIn(world.owner)];
		for (const [client, by] of [[early, almost], [late, over]]) {
			assert.equal((await client.get(PROJECTS)).status, 200);
			await move[way](hashOfSession(client), by);
			await dropEntry(client);
		}
		assert.equal((await early.get(PROJECTS)).status, 200);
		await isOver(late);
	});

test('whoever is no more has neither session nor token, on any route (ASVS 7.4.2, item 37)', async () => {
	const { client } = await newOwner();
	const made = await client.post('/api/auth/tokens', { name: 'Robot', scopes: [{ name: 'project.read' }] });
	const robot = () => new Client().get(PROJECTS, { headers: { authorization: `Bearer ${made.json.access_token}` } });
	assert.equal((await client.get('/api/auth/session')).status, 200);
	const { person } = client.session;
	await sql`delete from member where person = ${person}`;
	await sql`delete from person where id = ${person}`;
	await dropEntry(client);
	await isOver(client);
	isProblem(await robot(), 401, 'unauthorized', []);
});

test('what changes the account asks for the password again after ten minutes (ASVS 7.5.1, item 40)', async () => {
	assert.deepEqual(fresh.map((r) => [r.name, r.fresh_seconds]), [
		['POST /tokens', 600],
		['POST /addresses', 600],
		['POST /exports', 600],
		['GET /exports/{id}/content', 600],
		['POST /erasures', 600],
	]);
	const [early, late] = [await newOwner(), await newOwner()];
	for (const [{ client }, by] of [[early, '9 minutes 30 seconds'], [late, '10 minutes 1 second']]) {
		await sql`update session set authenticated_at = now() - ${by}::interval where token_hash = ${hashOfSession(client)}`;
		await dropEntry(client);
	}
	for (const route of fresh) {
		assert.equal((await ask(route, early.client, await requestTo(route, world, { by: early }))).status, route.success, route.name);
		const reply = await ask(route, late.client, await requestTo(route, world, { by: late }));
		isProblem(reply, 401, 'reauthenticate', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	// A password is changed by who types the one until now.
	assert.ok(shapeOf('password_change').required.includes('current'));
});

test('a password is set by its owner alone: with the one until now, or with a code that was mailed (ASVS 6.4.6, item 22)', () => {
	const setting = routes.filter((r) => r.body && 'password' in shapeOf(r.body).properties).map((r) => `${r.name}: ${shapeOf(r.body).required.sort()}`);
	assert.deepEqual(setting.sort(), [
		'POST /passwords: password,token',
		'POST /people: email,password,username',
		'POST /session/authentications: password',
		'POST /sessions: password,username',
		'PUT /password: current,password',
	]);
});
