/* What every route says of bodies and queries that are not as its shapes are. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { isProblem, pointersOf } from '../lib/checks.mjs';
import { activityOf } from '../lib/database.mjs';
import { logIn, newOwner } from '../lib/people.mjs';
import { ask, asker, bodyOf, changed, membersOf, queryOf, requestTo, resolve, routes, shapeOf } from '../lib/routes.mjs';
import { edgesOf, exampleOfShape, strangersTo, typesOf } from '../lib/shapes.mjs';
import { newWorld } from '../lib/world.mjs';

const HUSH = 'must-not-be-told';
const withBody = routes.filter((r) => r.body);
const world = await newWorld();
let client;
beforeEach(async () => (client = await logIn(world.owner))); // a session's limits are its own

const send = (route, request, from = client) => ask(route, asker(route, from), request);

async function isInvalid(route, reply, pointers) {
	assert.equal(reply.status, 422, `${route.name}: ${reply.text}`);
	isProblem(reply, 422, 'invalid', pointers);
	assert.ok(!reply.text.includes(HUSH), reply.text);
	assert.deepEqual(await activityOf(reply), [], route.name);
}

test('a body of another type (ASVS 3.5.2, item 60)', async () => {
	for (const route of routes.filter((r) => r.body || r.raw)) {
		const request = await requestTo(route, world);
		for (const type of ['application/xml', route.body ? 'text/plain' : 'application/json', null])
			isProblem(
				await send(route, changed(request, { headers: { 'content-type': type } })),
				415,
				'bad-type',
				[],
			);
	}
});

test('a body where none is taken', async () => {
	for (const route of routes.filter((r) => !r.body && !r.raw && r.name !== 'DELETE /session')) {
		const request = await requestTo(route, world);
		isProblem(await send(route, changed(request, { json: { is_admin: true } })), 400, 'bad-request', []);
	}
});

test('an empty body: each member that must be there is named', async () => {
	for (const route of withBody) {
		const required = shapeOf(route.body).required ?? [];
		if (!required.length) continue;
		const reply = await send(route, changed(await requestTo(route, world), { json: {} }));
		await isInvalid(
			route,
			reply,
			required.map((name) => `#/${name}`),
		);
	}
});

test('a member too many is named, and its value told nobody (PR-5) (ASVS 8.2.3, 15.3.3, items 45, 81)', async () => {
	for (const route of withBody) {
		const request = await requestTo(route, world);
		const body = request[2].json;
		for (const name of [
			'is_admin',
			'id',
			'workspace',
			'role',
			'__proto__',
			`extra ${HUSH}`.slice(0, 5),
		].filter((n) => !(n in body))) {
			const json = JSON.parse(
				JSON.stringify(body).replace(
					/^\{/,
					`{${JSON.stringify(name)}:"${HUSH}"${Object.keys(body).length ? ',' : ''}`,
				),
			);
			const reply = await send(
				route,
				changed(request, {
					json: undefined,
					body: JSON.stringify(json),
					headers: { 'content-type': 'application/json' },
				}),
			);
			await isInvalid(route, reply, [`#/${name}`]);
		}
		for (const { pointer, put, schema } of membersOf(shapeOf(route.body))) {
			if (!schema.items) continue;
			const item = { ...exampleOfShape(resolve(schema.items), resolve), extra: HUSH };
			const json = structuredClone(body);
			put(json, [item]);
			await isInvalid(route, await send(route, changed(request, { json })), [`${pointer}/0/extra`]);
		}
	}
});

test('a member of another type, and null where it is none of its values', async () => {
	for (const route of withBody) {
		const request = await requestTo(route, world);
		for (const { pointer, schema, put } of membersOf(shapeOf(route.body)))
			for (const value of strangersTo(schema)) {
				const json = structuredClone(request[2].json);
				put(json, value);
				await isInvalid(route, await send(route, changed(request, { json })), [pointer]);
			}
	}
});

test('ids and words that are none', async () => {
	for (const route of withBody) {
		const request = await requestTo(route, world);
		for (const { pointer, schema, put } of membersOf(shapeOf(route.body))) {
			if (schema.format !== 'uuid' && !schema.enum) continue;
			for (const value of ['', 'x', HUSH]) {
				const json = structuredClone(request[2].json);
				put(json, value);
				await isInvalid(route, await send(route, changed(request, { json })), [pointer]);
			}
		}
	}
});

test('each bound of each member: on it, and one past it', async () => {
	let tried = 0;
	for (const route of withBody) {
		// What is allowed happens: someone's password is another now.
		const by = route.endsSessions ? await newOwner() : world.owner;
		const from = route.endsSessions ? by.client : client;
		for (const { pointer, schema, name, put } of membersOf(shapeOf(route.body))) {
			const { inside, outside } = edgesOf(name, schema);
			const request = inside.length + outside.length && (await requestTo(route, world, { by }));
			const reply = async (value) => {
				const json = await bodyOf(route, world, { by });
				put(json, value);
				tried++;
				return send(route, changed(request, { json }), from);
			};
			for (const value of outside) {
				const got = await reply(value);
				assert.equal(got.status, 422, `${route.name} ${pointer}: ${got.text}`);
				assert.ok(pointersOf(got).includes(pointer), `${route.name}: ${got.text}`);
			}
			for (const value of inside) {
				const got = await reply(value);
				// Other members may now contradict it; it alone may not be refused for its size.
				const about = (got.status === 422 ? got.json.errors : []).filter(
					(e) => e.pointer === pointer,
				);
				assert.ok(
					about.every(
						(e) =>
							!/characters|bytes|between|at least|to \d/.test(e.detail) ||
							/the length of/.test(e.detail),
					),
					`${route.name} ${pointer}: ${got.text}`,
				);
			}
		}
	}
	assert.ok(tried > 50, `only ${tried} were tried`);
});

test('lists of as many items as allowed, and one more', async () => {
	for (const route of withBody) {
		const request = await requestTo(route, world);
		for (const { pointer, schema, put } of membersOf(shapeOf(route.body))) {
			if (!typesOf(schema).includes('array') || schema.maxItems > 1000) continue;
			const item = resolve(schema.items);
			const json = structuredClone(request[2].json);
			put(
				json,
				Array.from({ length: schema.maxItems + 1 }, () => exampleOfShape(item, resolve)),
			);
			await isInvalid(route, await send(route, changed(request, { json })), [pointer]);
			put(
				json,
				Array.from({ length: schema.maxItems }, () => exampleOfShape(item, resolve)),
			);
			const reply = await send(route, changed(request, { json }));
			// Items may name what is not there; there are not too many.
			const errors = reply.status === 422 ? reply.json.errors : [];
			assert.ok(reply.status === route.success || errors.length, reply.text);
			assert.ok(!errors.some((e) => e.pointer === pointer && /\d/.test(e.detail)), reply.text);
		}
	}
});

test('a query parameter that nobody asked for, and one given twice (PR-5)', async () => {
	for (const route of routes.filter((r) => r.name !== 'DELETE /session')) {
		const request = await requestTo(route, world);
		const query = { ...request[2].query, is_admin: HUSH };
		await isInvalid(route, await send(route, changed(request, { query })), ['#/is_admin']);
		for (const { name, schema } of queryOf(route)) {
			const value = typesOf(schema).includes('integer') ? '7' : 'x';
			const [method, path, options] = request;
			const twice = [
				method,
				`${path}?${name}=${value}&${name}=${value}`,
				{ ...options, query: undefined },
			];
			const reply = await send(route, twice);
			await isInvalid(route, reply);
			assert.ok(pointersOf(reply).includes(`#/${name}`), reply.text);
		}
	}
});

test('each bound of each query parameter', async () => {
	for (const route of routes) {
		for (const { name, schema, required } of queryOf(route)) {
			const request = await requestTo(route, world);
			const { inside, outside } = edgesOf(name, schema);
			for (const value of outside)
				await isInvalid(
					route,
					await send(route, changed(request, { query: { ...request[2].query, [name]: value } })),
					[`#/${name}`],
				);
			/* A cursor is given by a page; what these two name may not be there. */
			if (!['after', 'digest', 'number'].includes(name))
				for (const value of inside) {
					const reply = await send(
						route,
						changed(request, { query: { ...request[2].query, [name]: value } }),
					);
					assert.equal(reply.status, route.success, `${route.name} ${name}: ${reply.text}`);
				}
			if (required)
				await isInvalid(route, await send(route, changed(request, { query: {} })), [`#/${name}`]);
		}
	}
});

test('a version is asked for where one is needed', async () => {
	for (const route of routes.filter((r) => r.match)) {
		const request = await requestTo(route, world);
		isProblem(await send(route, changed(request, { match: undefined })), 428, 'unconditional', []);
		const stale = await send(route, changed(request, { match: '"7"' }));
		isProblem(stale, 412, 'stale', []);
		assert.deepEqual(await activityOf(stale), []);
		assert.equal((await send(route, request)).status, route.success);
	}
});
