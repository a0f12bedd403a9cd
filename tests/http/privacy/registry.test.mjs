/*
 * What a running instance keeps about people outside the database is in sql/registry.txt, and nothing else is:
 * cookies (CK-1), keys of Redis, files, and members of log lines (LG-1, LG-2, LG-4 to LG-7).
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { namesOf } from '../../../scripts/registry.mjs';
import { Client } from '../lib/client.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { askReset, confirm, logIn, newOwner, signUp, stranger } from '../lib/people.mjs';
import { redis, keysLike } from '../lib/redis.mjs';
import { HANDLERS_LOG, entries, linesOf, logsLike, unknownCookies, unknownFiles, unknownKeys, unknownMembers, unknownSubjects } from '../lib/registered.mjs';

/** What strangers and people do: every cookie, family of keys and kind of mail that comes of it. */
async function visit() {
	const replies = [];
	const heard = (client) => {
		const send = client.send.bind(client);
		client.send = async (...of) => {
			const reply = await send(...of);
			replies.push(reply);
			return reply;
		};
		return client;
	};
	const visitor = heard(new Client());
	for (const path of ['/', '/api/auth/health', '/api/auth/session', '/api/privacy/practices', '/api/openapi.json', '/robots.txt', '/nothing'])
		await visitor.get(path);
	const person = await confirm(await signUp(stranger(), visitor), visitor);
	await logIn(person, visitor);
	await visitor.get('/api/annotations/projects');
	await visitor.post('/api/annotations/projects', { name: 'A project' });
	await heard(new Client()).post('/api/auth/sessions', { username: person.username, password: `wrong ${person.password}` });
	await askReset(person, heard(new Client()));
	await visitor.send('DELETE', '/api/auth/session');
	return { person, replies };
}

const visited = visit();

/** Each Set-Cookie as {name, age}. */
const cookiesOf = (replies) => replies.flatMap((reply) => [reply.headers['set-cookie'] ?? []].flat()).map((line) => ({
	name: line.split('=')[0], age: Number(/; Max-Age=(\d+)/.exec(line)?.[1] ?? NaN),
}));

test('every cookie is in the registry, and lasts no longer than it says (CK-1)', async () => {
	const cookies = cookiesOf((await visited).replies);
	assert.deepEqual([...new Set(cookies.map((cookie) => cookie.name))].sort(), namesOf(entries, 'cookie').sort());
	assert.deepEqual(unknownCookies(cookies), []);
	assert.deepEqual(unknownCookies(cookiesOf([{ headers: { 'set-cookie': ['planted=1; Max-Age=1', '__Host-obelus=1; Max-Age=604801', '__Host-obelus-known=1'] } }])),
		['planted', '__Host-obelus', '__Host-obelus-known'], 'another one, a longer one and one without an end are found');
});

test('every key in Redis is of a family in the registry, and ends in its time (PR-6)', async () => {
	await visited;
	const { client } = await newOwner();
	await client.get('/api/auth/session');
	await until('a session in Redis', async () => (await keysLike('s:*')).length > 0);
	assert.deepEqual(await unknownKeys(await keysLike('*')), []);
	const planted = `rl:planted-${randomBytes(4).toString('hex')}`;
	const endless = `s:${randomBytes(32).toString('hex')}`;
	await redis('auth', ['SET', planted, '1', 'EX', 60], ['SET', endless, '1']);
	assert.deepEqual((await unknownKeys(await keysLike('*'))).sort(), [planted, endless].sort(), 'a key of another family is found, and one without an end');
	await redis('operator', ['DEL', planted], ['DEL', endless]);
});

test('every file of the instance is of a kind in the registry (PR-6)', async () => {
	await visited;
	assert.deepEqual(unknownFiles(), []);
	for (const name of ['planted', 'log/planted.txt']) {
		writeFileSync(inRun(name), '');
		assert.deepEqual(unknownFiles(), [name]);
		rmSync(inRun(name));
	}
});

test('every member of nginx\' log is in the registry, and each is there (LG-1, LG-2, LG-4, LG-5, LG-6, LG-7, LG-9)', async () => {
	await visited;
	const lines = linesOf(inRun('log/access.log'));
	assert.ok(lines.length > 10);
	assert.deepEqual(unknownMembers(lines, 'access'), []);
	assert.deepEqual(Object.keys(lines[0]).sort(), namesOf(entries, 'access').sort());
	assert.deepEqual(unknownMembers([{ at: '', planted: 1 }], 'access'), ['planted'], 'another one is found');
});

test('every member of the handlers\' logs is in the registry (LG-9)', async () => {
	await visited;
	for (const file of logsLike(HANDLERS_LOG, ['log'])) {
		const lines = linesOf(file);
		assert.ok(lines.length > 0, file);
		assert.deepEqual(unknownMembers(lines, 'handler'), [], file);
	}
});

test('every mail has a subject in the registry (PV-3)', async () => {
	const { person } = await visited;
	await mailTo(person.email, 2);
	const messages = messagesTo(person.email);
	assert.ok(messages.length > 1);
	assert.deepEqual(unknownSubjects(messages), []);
	const another = [{ headers: { subject: 'planted' } }, { headers: { subject: 'of the operator', 'list-unsubscribe': '<https://…>' } }];
	assert.deepEqual(unknownSubjects(another), ['planted'], 'another one is found');
});
