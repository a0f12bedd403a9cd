/*
 * Who may reach what.  Each test asks every route there is; a route that is
 * added tomorrow is asked, too.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, NOBODY, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, addTeam, setRole, sql, thaw } from '../lib/database.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { dropEntry } from '../lib/redis.mjs';
import { ask, changed, membersOf, pathOf, requestTo, routes, shapeOf } from '../lib/routes.mjs';
import { newWorld } from '../lib/world.mjs';

/* A reviewer changes these two lists, or a route does not pass. */
const FOR_ANYONE = [
	'auth POST /confirmations',
	'auth GET /invitation',
	'auth POST /passwords',
	'auth POST /people',
	'auth POST /resets',
	'auth POST /sessions',
	'auth GET /signing-keys',
	'privacy GET /practices',
	'privacy GET /policy',
	'privacy GET /policy/changes',
	'privacy GET /certificate-key', 'privacy GET /security-txt',
	'privacy GET /certificates/{id}',
	'privacy POST /cancellations',
	'privacy POST /requests',
	'privacy POST /request-links',
	'privacy POST /request-messages',
	'privacy POST /request-withdrawals',
	'privacy GET /unsubscriptions/{id}',
	'privacy POST /unsubscriptions/{id}',
	'privacy POST /unsubscriptions/{id}/form',
	...['annotations', 'auth', 'billing', 'privacy', 'support'].map((h) => `${h} GET /health`),
];
const EVERY_ROLE = ['owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'];
const MAY = {
	'signed-in': [...EVERY_ROLE, null],
	'token.write': EVERY_ROLE,
	'token.exchange': EVERY_ROLE,
	'member.read': EVERY_ROLE,
	'member.write': ['owner', 'admin'],
	'workspace.write': ['owner', 'admin'],
	'team.write': ['owner', 'admin', 'manager'],
	'project.read': ['owner', 'admin', 'manager', 'reviewer', 'annotator'],
	'project.write': ['owner', 'admin', 'manager'],
	'span.read': ['owner', 'admin', 'manager', 'reviewer', 'annotator'],
	'span.write': ['owner', 'admin', 'manager', 'reviewer', 'annotator'],
	'export.read': ['owner', 'admin', 'manager'],
};

const guarded = routes.filter((r) => r.need !== 'anyone');
let world;
let neighbour;
before(async () => {
	world = await newWorld();
	neighbour = await newOwner();
});

async function refused(route, reply, status, slug) {
	isProblem(reply, status, slug, []);
	assert.deepEqual(await activityOf(reply), [], route.name);
}

test('the routes for anyone are those of the list', () => {
	const open = routes.filter((r) => r.need === 'anyone').map((r) => `${r.handler} ${r.name}`);
	assert.deepEqual(open.sort(), [...FOR_ANYONE].sort());
	for (const route of guarded) assert.ok(MAY[route.need], `${route.name} needs ${route.need}`);
});

test('a stranger is asked to log in (PR-7)', async () => {
	for (const route of guarded) {
		const request = changed(await requestTo(route, world), { headers: { authorization: null } });
		const strange = new Client();
		await refused(route, await ask(route, strange, request), 401, 'unauthorized');
		strange.csrf = 'A'.repeat(43);
		const cookie = `__Host-obelus=${'A'.repeat(43)}`;
		await refused(route, await ask(route, strange, changed(request, { headers: { cookie } })), 401, 'unauthorized');
	}
});

test('each role may do what its needs say, and nothing else (PR-2) (ASVS 8.2.1, item 43)', async () => {
	const member = await newOwner();
	const { person, workspace: home } = member.client.session;
	const { workspace } = world.client.session;
	await setRole(home, person, null);
	for (const role of [...EVERY_ROLE, null]) {
		await setRole(workspace, person, role);
		await thaw(person);
		const client = await logIn(member);
		assert.equal(client.session.role, role);
		const last = guarded.filter((r) => r.endsSessions);
		for (const route of [...guarded.filter((r) => !r.endsSessions), ...last]) {
			// What they made or joined meanwhile is not where they log in.
			await sql`delete from member where person = ${person} and workspace <> ${workspace}`;
			const who = route.endsSessions ? await logIn(member) : client;
			if (route.endsSessions) await logIn(member);
			const reply = await ask(route, who, await requestTo(route, world, { by: member }));
			if (MAY[route.need].includes(role))
				assert.equal(reply.status, route.success, `${role} ${route.name}: ${reply.text}`);
			else if (route.isForPrograms) await refused(route, reply, 401, 'unauthorized'); // nobody's token
			else await refused(route, reply, 403, 'forbidden');
		}
		client.close();
	}
});

/** Someone who was an owner and pays now, logged in before; Redis remembers the owner. */
async function demoted() {
	const member = await newOwner();
	const { person, workspace: home } = member.client.session;
	const { workspace } = world.client.session;
	await setRole(home, person, null);
	await setRole(workspace, person, 'owner');
	const client = await logIn(member);
	assert.equal((await client.get('/api/annotations/projects')).status, 200);
	await setRole(workspace, person, 'billing');
	return client;
}

test('a demotion acts at once, when Redis has forgotten (ASVS 8.3.2, item 46)', async () => {
	const client = await demoted();
	await dropEntry(client);
	for (const route of guarded.filter((r) => !MAY[r.need].includes('billing')))
		await refused(route, await ask(route, client, await requestTo(route, world)), 403, 'forbidden');
});

/* What leaves an activity asks for the role again where the rows are. */
test('a demotion acts at once where something happens, even while Redis remembers the role (ASVS 8.3.2, item 46)', async () => {
	const client = await demoted();
	for (const route of guarded.filter((r) => !MAY[r.need].includes('billing') && r.event))
		await refused(route, await ask(route, client, await requestTo(route, world)), 403, 'forbidden');
});

test("what is another workspace's is what does not exist, byte for byte (ASVS 8.2.2, item 44)", async () => {
	for (const route of guarded.filter((r) => r.params.length)) {
		const theirs = await ask(route, neighbour.client, await requestTo(route, world));
		const nothing = await ask(route, neighbour.client, await requestTo(route, world, { nothing: true }));
		await refused(route, theirs, 404, 'not-found');
		assert.deepEqual(withoutIds(theirs), withoutIds(nothing), route.name);
		const own = await ask(route, world.client, await requestTo(route, world, { nothing: true }));
		assert.deepEqual(withoutIds(own), withoutIds(nothing), route.name);
	}
});

/** An id of the other world's for a member of a body, by its name. */
const idFor = {
	dataset: (of) => of.dataset.id,
	schema: (of) => of.schema.id,
	job: (of) => of.job.id,
	before: (of) => of.job.id,
	tag: (of) => of.tag.id,
	label: (of) => of.schema.labels[0].id,
	workspace: (of) => of.client.session.workspace,
	person: (of) => of.client.session.person,
	teams: async (of) => (await addTeam(of.client.session.workspace)).id,
	labels: (of) => of.schema.labels[0].id,
};

test("an id in a body that is another workspace's is as one that nothing has (ASVS 8.2.2, item 44)", async () => {
	const other = await newWorld();
	let tried = 0;
	// A draft is kept as it was sent, and looked at when it is submitted.
	for (const route of guarded.filter((r) => r.body && r.name !== 'PUT /assignments/{id}/draft'))
		for (const { pointer, schema, put } of membersOf(shapeOf(route.body))) {
			if (schema.format !== 'uuid') continue;
			const [list, , name] = pointer.split('/').slice(1);
			const id = idFor[name && name !== 'id' ? name : list];
			assert.ok(id, `${route.name} ${pointer}: whose id?`);
			const request = await requestTo(route, world);
			const reply = async (value) => {
				const json = structuredClone(request[2].json);
				put(json, value);
				return ask(route, world.client, changed(request, { json }));
			};
			const [theirs, nothing] = [await reply(await id(other)), await reply(NOBODY)];
			assert.ok(theirs.status >= 400 && theirs.status < 500, `${route.name} ${pointer}: ${theirs.text}`);
			assert.deepEqual(withoutIds(theirs), withoutIds(nothing), route.name);
			tried++;
		}
	assert.ok(tried >= 14, `${tried} ids`);
});

test('an id that is none is not found, whoever asks', async () => {
	for (const route of guarded.filter((r) => r.params.length))
		for (const id of ['x', '0', '{id}', '0191c2f0-0000-7000-8000-00000000000g']) {
			const path = route.full.replace('{id}', encodeURIComponent(id));
			isProblem(await new Client().send(route.method, path), 404, 'not-found', []);
		}
});

test('other methods are told which there are (ASVS 4.1.4, item 63)', async () => {
	const paths = new Map();
	for (const route of routes) paths.set(route.full, [...(paths.get(route.full) ?? []), route]);
	for (const [full, there] of paths) {
		const methods = there.map((r) => r.method);
		const allowed = [
			...methods,
			...(there.some((r) => r.method === 'GET' && !r.event) ? ['HEAD'] : []),
		].sort();
		const path = await pathOf(there[0], world, { nothing: true });
		for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
			(m) => !methods.includes(m),
		)) {
			const reply = await new Client().send(method, path);
			isProblem(reply, 405, 'bad-method', []);
			assert.deepEqual(reply.headers.allow.split(', ').sort(), allowed, `${method} ${full}`);
		}
	}
});

test("another site's page changes nothing (ASVS 3.5.1, 3.5.3, item 60)", async () => {
	const client = await logIn(world.owner);
	const other = await logIn(world.owner);
	const origin = client.at.origin;
	const forgeries = {
		'no token': { 'x-csrf-token': null },
		'a made-up token': { 'x-csrf-token': 'A'.repeat(43) },
		'a token of another session': { 'x-csrf-token': other.csrf },
		'a token cut short': { 'x-csrf-token': client.csrf.slice(0, -1) },
		'another site': { 'sec-fetch-site': 'cross-site' },
		'a sister site': { 'sec-fetch-site': 'same-site' },
		'another origin': { 'sec-fetch-site': null, origin: 'https://evil.example' },
		'no origin at all': { 'sec-fetch-site': null, origin: 'null' },
		'an origin that begins as ours': { 'sec-fetch-site': null, origin: `${origin}.evil.example` },
	};
	/* One click on the link in a mail is sent by a mail program's server, which is another site: who holds the link may. */
	for (const route of routes.filter((r) => r.isChange && !r.isForPrograms && r.event !== 'mail.unsubscribe')) {
		const [method, path, options] = await requestTo(route, world);
		for (const [how, headers] of Object.entries(forgeries)) {
			const reply = await client
				.twin({ address: new Client().address })
				.send(method, path, { ...options, headers: { ...options.headers, ...headers } });
			assert.equal(reply.status, 403, `${route.name} with ${how}: ${reply.text}`);
			await refused(route, reply, 403, 'cross-site');
		}
	}
	for (const route of routes.filter((r) => !r.isChange && r.event)) {
		const [method, path, options] = await requestTo(route, world);
		await refused(
			route,
			await client.send(method, path, { ...options, headers: { 'sec-fetch-site': 'cross-site' } }),
			403,
			'cross-site',
		);
	}
});

test('a browser that says only its origin is let in from ours', async () => {
	const client = await logIn(world.owner);
	for (const headers of [
		{ 'sec-fetch-site': null, origin: client.at.origin },
		{ 'sec-fetch-site': 'none' },
	]) {
		for (const route of guarded.filter((r) => r.isChange && !r.endsSessions)) {
			const [method, path, options] = await requestTo(route, world);
			const reply = await client.send(method, path, {
				...options,
				headers: { ...options.headers, ...headers },
			});
			assert.equal(reply.status, route.success, `${route.name}: ${reply.text}`);
		}
	}
});
