/* The access log: one JSON object a request, and nothing that identifies or quotes anyone. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { exchange, head } from '../lib/raw.mjs';

const file = inRun('log/access.log');
let seen = statSync(file).size;
const entries = new Map();

/** The line that a request left; every line is JSON. */
const entryOf = (reply) => until(`the log line of ${reply.id}`, () => {
	const text = readFileSync(file).subarray(seen).toString();
	const whole = text.slice(0, text.lastIndexOf('\n') + 1);
	seen += Buffer.byteLength(whole);
	for (const line of whole.split('\n').filter(Boolean)) {
		const entry = JSON.parse(line);
		entries.set(entry.id, entry);
	}
	return entries.get(reply.id);
});

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0';
const ID = '0191c2f0-1234-7000-8000-00000000abcd';

test('a line has these members and no other (LG-1, LG-2, LG-4, LG-5, LG-6, LG-7, LG-9)', async () => {
	const client = new Client({ address: '127.99.88.77' });
	const reply = await client.get('/api/auth/health', { headers: {
		'user-agent': FIREFOX, 'accept-language': 'de-AT,de;q=0.9,en;q=0.8', referer: 'https://example.org/path?email=canary-referrer',
	} });
	const entry = await entryOf(reply);
	assert.deepEqual(Object.keys(entry).sort(), ['address', 'at', 'browser', 'bytes', 'id', 'language', 'method',
		'protocol', 'referrer', 'route', 'seconds', 'status', 'system', 'upstream']);
	assert.match(entry.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/); // UTC, whole seconds
	assert.equal(entry.address, '127.99.88.0');
	assert.equal(entry.route, '/api/auth/health');
	assert.equal(entry.method, 'GET');
	assert.equal(entry.status, 200);
	assert.equal(entry.browser, 'Firefox 143');
	assert.equal(entry.system, 'Linux');
	assert.equal(entry.language, 'de');
	assert.equal(entry.referrer, 'https://example.org');
	assert.ok(entry.bytes > 0 && entry.seconds >= 0);
});

test('browsers by family and major version (LG-1, LG-7)', async () => {
	const client = new Client();
	const sent = [];
	for (const [agent, browser, system] of [
		[SAFARI, 'Safari 17', 'iOS'], [EDGE, 'Edge 141', 'Windows'], ['curl/7.88.1', 'curl 7', 'other'],
		['canary-agent <script>"', 'other', 'other'],
	])
		sent.push([await client.get('/api/auth/health', { headers: { 'user-agent': agent } }), browser, system]);
	for (const [reply, browser, system] of sent) {
		const entry = await entryOf(reply);
		assert.deepEqual([entry.browser, entry.system], [browser, system]);
	}
});

test('addresses of the API are logged as the route table has them (LG-9)', async () => {
	const client = new Client();
	const sent = [];
	for (const [path, route] of [
		[`/api/annotations/projects/${ID}/documents?name=canary-name`, '/api/annotations/projects/{id}/documents'],
		[`/api/annotations/projects/${ID}`, '/api/annotations/projects/{id}'],
		['/api/annotations/projects/canary-path', 'other'],
		['/api/auth/session?canary-query', '/api/auth/session'],
		['/canary-page', 'other'],
		['/problems/stale', '/problems/{slug}'],
		['/', '/'],
	])
		sent.push([await client.get(path), route, path]);
	for (const [reply, route, path] of sent) assert.equal((await entryOf(reply)).route, route, path);
});

test('no log holds what was sent (LG-9, PR-5) (ASVS 16.2.5, item 82)', async () => {
	const client = new Client();
	const canary = `canary${Date.now()}`;
	const headers = {
		cookie: `__Host-obelus=${canary}-cookie`, authorization: `Bearer ${canary}-token`, 'x-csrf-token': `${canary}-csrf`,
		'user-agent': `${canary}-agent`, referer: `http://localhost/?${canary}-referrer`, origin: `http://${canary}-origin`,
	};
	const replies = [
		await client.get(`/api/auth/session?${canary}-query`, { headers }),
		await client.get(`/api/annotations/projects?after=${canary}`, { headers }),
		await client.post('/api/auth/sessions', { username: `${canary}-name`, password: `${canary}-password` }, { headers }),
		await client.post('/api/auth/people', { username: canary, email: `${canary}@example.org`, password: canary }, { headers }),
		await client.get(`/${canary}-page`, { headers }),
		await client.send('POST', '/api/auth/sessions', { body: `{"${canary}`, headers: { ...headers, 'content-type': 'application/json' } }),
	];
	await exchange(head(`GET /%zz${canary} HTTP/1.1`, { Connection: 'close' }));
	await exchange(`GET /${canary} HTTP/1.1\r\nHost: ${canary}.example\r\n\r\n`);
	for (const reply of replies) await entryOf(reply);
	for (const name of readdirSync(inRun('log')))
		assert.ok(!readFileSync(inRun('log', name), 'utf8').includes(canary), name);
});

test('logs, secrets and sockets are nobody else\'s to read', () => {
	const others = (...path) => statSync(inRun(...path)).mode & 0o007;
	for (const folder of ['log', 'secret', 'mail', 'sock', 'pg', 'tmp']) assert.equal(others(folder), 0, folder);
	for (const name of readdirSync(inRun('secret'))) assert.equal(statSync(inRun('secret', name)).mode & 0o777, 0o400, name);
	for (const name of readdirSync(inRun('log'))) assert.equal(others('log', name), 0, name);
});
