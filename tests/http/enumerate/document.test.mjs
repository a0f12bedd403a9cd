/* The OpenAPI document and what is really there: neither has what the other has not. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { handlers, root } from '../lib/instance.mjs';
import { mailTo, tokenOf } from '../lib/mail.mjs';
import { logIn, signUp } from '../lib/people.mjs';
import { ask, openapi, operationOf, queryOf, requestTo, routes } from '../lib/routes.mjs';
import { newWorld } from '../lib/world.mjs';

let world;
before(async () => (world = await newWorld()));
const routeOf = (handler, name) => routes.find((route) => route.handler === handler && route.name === name);

test('every route is an operation, and every operation a route', () => {
	const operations = Object.entries(openapi.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));
	assert.deepEqual(operations.sort(), routes.map((route) => `${route.method.toLowerCase()} ${route.full}`).sort());
});

test('whether it is ready is asked of every handler, and told as described', async () => {
	for (const handler of handlers) {
		const route = routeOf(handler, 'GET /health');
		assert.equal(operationOf(route).operationId, `${handler}_health_show`);
		assert.equal((await ask(route, new Client(), await requestTo(route, world))).status, 200);
	}
});

test('what only a function refuses is declared: a wrong log-in, an unconfirmed one, a link used before', async () => {
	const { username, password, email } = await signUp();
	const logInRoute = routeOf('auth', 'POST /sessions');
	const logInAs = (json) => ask(logInRoute, new Client(), ['POST', logInRoute.full, { json }]);
	isProblem(await logInAs({ username, password: `${password}!` }), 401, 'bad-login');
	isProblem(await logInAs({ username, password }), 403, 'forbidden');
	const confirmRoute = routeOf('auth', 'POST /confirmations');
	const token = tokenOf(await mailTo(email));
	const confirm = () => ask(confirmRoute, new Client(), ['POST', confirmRoute.full, { json: { token } }]);
	assert.equal((await confirm()).status, 200);
	isProblem(await confirm(), 410, 'gone');
});

test('where what was made can be seen is told exactly where it can be seen', async () => {
	const client = await logIn(world.owner);
	const made = routes.filter((route) => route.success === 201 && route.need !== 'anyone');
	const told = [];
	for (const route of made) {
		const reply = await ask(route, client, await requestTo(route, world));
		assert.equal(reply.status, 201, reply.text);
		if (!reply.headers.location) continue;
		told.push(route.name);
		assert.equal((await client.get(reply.headers.location)).json.id, reply.json.id, route.name);
	}
	const noun = (route) => route.path.split('/').at(-1);
	const shown = made.filter((route) => routes.some((r) => r.method === 'GET' && r.full === `/api/${route.handler}/${noun(route)}/{id}`));
	assert.deepEqual(told, shown.map((route) => route.name));
	assert.ok(told.length > 0);
});

test('no secret is asked for in an address (ASVS 14.2.1, item 79)', () => {
	for (const route of routes) {
		const names = [...route.params, ...queryOf(route).map((parameter) => parameter.name)];
		for (const name of names) assert.doesNotMatch(name, /token|code|pass|secret|key|csrf|session|email|cookie/, route.name);
	}
});

/** All schemas of ids, wherever in the document. */
const idsIn = (value) =>
	value === null || typeof value !== 'object' ? [] : [...(value.format === 'uuid' ? [value] : []), ...Object.values(value).flatMap(idsIn)];

test('ids and user names have their form in the document', () => {
	const ids = idsIn(openapi);
	assert.ok(ids.length > 20);
	for (const { pattern } of ids) assert.match(pattern, /^\^\[0-9a-f\]\{8\}/);
	for (const shape of ['person_new', 'session', 'confirmation'])
		assert.match(openapi.components.schemas[shape].properties.username.pattern, /^\^\[a-z0-9\]/, shape);
});

/* A member that is called "example" is no example of the whole, though that rule takes it for one. */
const RULES = 'extends: ["spectral:oas"]\nrules:\n  oas3-valid-media-example: off\n';

test('Spectral finds no flaw in the document', () => {
	const folder = mkdtempSync(join(tmpdir(), 'obelus-spectral-'));
	try {
		writeFileSync(join(folder, 'rules.yaml'), RULES);
		writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openapi));
		const { status, stdout, stderr } = spawnSync(
			join(root, 'tests/node_modules/.bin/spectral'),
			['lint', '-q', '--fail-severity=hint', '-r', join(folder, 'rules.yaml'), join(folder, 'openapi.json')],
			{ encoding: 'utf8', timeout: 60_000 },
		);
		assert.equal(status, 0, stdout + stderr);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
