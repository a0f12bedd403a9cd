/*
 * Text that would break out of SQL, a shell, a log, a head or a page, in every member of every body and in
 * every parameter: it is kept as it is or refused, and nothing else happens.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { sql } from '../lib/database.mjs';
import { inRun } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { logIn } from '../lib/people.mjs';
import { ask, asker, changed, membersOf, queryOf, requestTo, routes, shapeOf } from '../lib/routes.mjs';
import { typesOf } from '../lib/shapes.mjs';
import { newWorld } from '../lib/world.mjs';

const CANARY = `canary${randomBytes(4).toString('hex')}`;
/* Short enough for every name. */
const ATTACKS = [
	`${CANARY}'; update person set password='x'; --`,
	`${CANARY}" or 1=1) union select password from person--$1\\$$`,
	`${CANARY}\r\n{"event":"forged"}\r\nSet-Cookie: a=b\r\n\u001b[31m%n`,
	`$(touch /tmp/${CANARY})\`id\`;&../../etc/passwd<script>`,
];
let world;
before(async () => (world = await newWorld()));

const isText = (schema) => typesOf(schema).includes('string') && schema.format !== 'uuid' && !schema.enum;

/** Every request with an attack in it: [route, request]. */
async function* attacks() {
	for (const route of routes.filter((r) => !r.endsSessions)) {
		const request = await requestTo(route, world);
		for (const { schema, put } of route.body ? membersOf(shapeOf(route.body)) : []) {
			if (!isText(schema)) continue;
			for (const attack of ATTACKS) {
				const json = structuredClone(request[2].json);
				put(json, attack);
				yield [route, changed(request, { json })];
			}
		}
		for (const { name } of queryOf(route))
			for (const attack of ATTACKS) yield [route, changed(request, { query: { ...request[2].query, [name]: attack } })];
	}
}

/** Nothing that a statement could have changed on the side. */
const untouched = () => sql`
	select (select count(*) from person where password !~ '^\\$argon2id\\$') as passwords,
	       (select count(*) from pg_class where relnamespace = 'public'::regnamespace) as tables,
	       (select count(*) from member where role = 'owner' and workspace = ${world.client.session.workspace}) as owners`;

test('text that would be SQL or a line of the log is only text, wherever it is put (ASVS 1.2.4, 16.4.1, items 68, 82)', async () => {
	const client = await logIn(world.owner);
	const as = await untouched();
	const replies = [];
	for await (const [route, request] of attacks()) {
		const reply = await ask(route, asker(route, client), request);
		assert.ok(reply.status < 500, `${route.name}: ${reply.text}`);
		assert.doesNotMatch(reply.text, /\$argon2id\$|syntax error|SQLSTATE/, route.name);
		for (const cookie of reply.headers['set-cookie'] ?? []) assert.match(cookie, /^__Host-obelus/, route.name);
		replies.push([route, reply]);
	}
	assert.ok(replies.length > 300, `${replies.length} requests`);
	assert.deepEqual(await untouched(), as);
	for (const [route, reply] of replies) assert.equal((await logOf(reply)).route, route.path);
	// A request leaves one line, of JSON, and what was sent is in no log at all.
	for (const name of readdirSync(inRun('log'))) assert.ok(!readFileSync(inRun('log', name), 'latin1').includes(CANARY), name);
	assert.equal(existsSync(`/tmp/${CANARY}`), false);
});

test('an address that would be SQL is none of ours (ASVS 1.2.4, item 68)', async () => {
	const client = await logIn(world.owner);
	for (const route of routes.filter((r) => r.params.length))
		for (const attack of ATTACKS) {
			const path = route.full.replace(/\{\w+\}/g, encodeURIComponent(attack));
			const reply = await client.send(route.method, path);
			assert.ok([400, 404].includes(reply.status), `${route.name}: ${reply.status}`);
		}
});
