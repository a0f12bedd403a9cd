/*
 * What a running instance keeps about people outside the database is in sql/registry.txt, and nothing else is:
 * cookies (CK-1), keys of Redis, files, and members of log lines (LG-1, LG-2, LG-4 to LG-7).
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { namesOf, registry, seconds } from '../../../scripts/registry.mjs';
import { Client } from '../lib/client.mjs';
import { inRun, runDir, until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { askReset, confirm, logIn, newOwner, signUp, stranger } from '../lib/people.mjs';
import { redis, keysLike } from '../lib/redis.mjs';

const entries = registry();
const entry = (kind, name) => entries.find((one) => one.kind === kind && one.name === name);
const escaped = (text) => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');

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

const unknownCookies = (cookies) => cookies.filter(({ name, age }) => {
	const known = entry('cookie', name);
	return !known || !(age <= seconds(known.words.lasts));
}).map((cookie) => cookie.name);

test('every cookie is in the registry, and lasts no longer than it says (CK-1)', async () => {
	const cookies = cookiesOf((await visited).replies);
	assert.deepEqual([...new Set(cookies.map((cookie) => cookie.name))].sort(), namesOf(entries, 'cookie').sort());
	assert.deepEqual(unknownCookies(cookies), []);
	assert.deepEqual(unknownCookies(cookiesOf([{ headers: { 'set-cookie': ['planted=1; Max-Age=1', '__Host-obelus=1; Max-Age=604801', '__Host-obelus-known=1'] } }])),
		['planted', '__Host-obelus', '__Host-obelus-known'], 'another one, a longer one and one without an end are found');
});

const families = entries.filter((one) => one.kind === 'key').map((one) => ({
	...one, pattern: new RegExp(`^${escaped(one.name).replace(/%(\\\.\\\*s|s|lld)/g, (form) => (form === '%lld' ? '\\d+' : '[A-Za-z0-9_.-]+'))}$`),
}));

/** Keys of no family, and those that would be there for too long. */
async function unknownKeys(keys) {
	const lives = await Promise.all(keys.map(async (key) => (await redis('operator', ['PTTL', key]))[0]));
	return keys.filter((key, i) => {
		const fits = families.filter((family) => family.pattern.test(key));
		return lives[i] !== -2 && !fits.some((family) => lives[i] >= 0 && lives[i] <= seconds(family.words.lasts) * 1000);
	});
}

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

const globs = namesOf(entries, 'file').map((name) => new RegExp(`^${escaped(name).replace('\\*\\*', '.+').replace('\\*', '[^/]+')}$`));

/** Files and the like below a folder; pg/ is the database's own, whose files come and go. */
function* filesIn(folder, prefix = '') {
	for (const file of readdirSync(folder, { withFileTypes: true })) {
		const name = prefix + file.name;
		if (file.isDirectory() && name !== 'pg') yield* filesIn(`${folder}/${file.name}`, `${name}/`);
		else yield name === 'pg' ? 'pg/PG_VERSION' : name;
	}
}
const unknownFiles = () => [...filesIn(runDir)].filter((name) => !globs.some((glob) => glob.test(name)));

test('every file of the instance is of a kind in the registry (PR-6)', async () => {
	await visited;
	assert.deepEqual(unknownFiles(), []);
	for (const name of ['planted', 'log/planted.txt']) {
		writeFileSync(inRun(name), '');
		assert.deepEqual(unknownFiles(), [name]);
		rmSync(inRun(name));
	}
});

/** Members of the JSON lines of a file that are not among `names`; lines of other kinds are other programs'. */
function unknownMembers(text, names) {
	const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line.startsWith('{'));
	return { lines: lines.length, unknown: [...new Set(lines.flatMap((line) => Object.keys(JSON.parse(line))))].filter((name) => !names.includes(name)) };
}

test('every member of nginx\' log is in the registry, and each is there (LG-1, LG-2, LG-4, LG-5, LG-6, LG-7, LG-9)', async () => {
	await visited;
	const text = readFileSync(inRun('log/access.log'), 'utf8');
	const names = namesOf(entries, 'access');
	const { lines, unknown } = unknownMembers(text, names);
	assert.ok(lines > 10);
	assert.deepEqual(unknown, []);
	assert.deepEqual(Object.keys(JSON.parse(text.split('\n')[0])).sort(), [...names].sort());
	assert.deepEqual(unknownMembers('{"at":"","planted":1}\n', names).unknown, ['planted'], 'another one is found');
});

test('every member of the handlers\' logs is in the registry (LG-9)', async () => {
	await visited;
	for (const name of readdirSync(inRun('log')).filter((file) => /^(auth|annotations|billing|support|privacy)\b.*\.log$/.test(file))) {
		const { lines, unknown } = unknownMembers(readFileSync(inRun('log', name), 'utf8'), namesOf(entries, 'handler'));
		assert.ok(lines > 0, name);
		assert.deepEqual(unknown, [], name);
	}
});

test('every mail has a subject in the registry (PV-3)', async () => {
	const { person } = await visited;
	await mailTo(person.email, 2);
	const subjects = messagesTo(person.email).map((message) => message.headers.subject);
	assert.ok(subjects.length > 1);
	assert.deepEqual([...new Set(subjects)].filter((subject) => !entry('mail', subject)), []);
});
