/* Requests that never reach a handler: nginx answers as a handler would. */
import assert from 'node:assert/strict';
import { readFileSync, renameSync } from 'node:fs';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { inRun, root } from '../lib/instance.mjs';
import { exchange, head, statuses } from '../lib/raw.mjs';

const client = new Client();
const close = { Connection: 'close' };

/** nginx waits a while for the body that was announced, unless we hang up when it has answered. */
const hangUp = (socket) => socket.once('data', () => socket.end());

/** The answer in raw text as a Reply has it. */
function parsed(text) {
	const [, first, rest, body] = /^HTTP\/1\.1 (\d{3})[^\r]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(text);
	const headers = Object.fromEntries(rest.split('\r\n').map((line) => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	}));
	return { status: Number(first), headers, text: body, get json() { return JSON.parse(body); } };
}

const titles = new Map([...readFileSync(`${root}/common/status.h`, 'utf8')
	.matchAll(/X\([A-Z_]+, +\d+, "([a-z-]+)", +"([^"]+)"\)/g)].map((m) => [m[1], m[2]]));

/** A problem of nginx: of the words that the handlers use, with the request's id. */
function isOurs(reply, status, slug) {
	const problem = isProblem(reply, status, slug);
	assert.equal(problem.title, titles.get(slug));
	assert.equal(problem.instance, `/requests/${reply.headers['x-request-id']}`);
	assert.equal(reply.headers['cache-control'], 'no-store');
	assert.equal(reply.headers['x-frame-options'], 'DENY');
	return problem;
}

function isPlain(reply, status, title) {
	assert.equal(reply.status, status);
	assert.match(reply.headers['content-type'], /^application\/problem\+json/);
	assert.equal(reply.json.type, 'about:blank');
	assert.equal(reply.json.title, title);
	assert.equal(reply.json.status, status);
	assert.equal(reply.headers['x-frame-options'], 'DENY');
}

test('404: an API that is not there', async () => {
	for (const path of ['/api', '/api/', '/api/nothing', '/api/auth', '/api/authx/session', '/api/openapi.json/x'])
		isOurs(await client.get(path), 404, 'not-found');
});

test('404: paths that climb or hide', async () => {
	for (const path of ['/assets/../../etc/settings', '/assets/%2e%2e/%2e%2e/secret/cursor', '/problems/../../instance', '/assets/', '/assets', '/.problem/503'])
		assert.doesNotMatch((await client.get(path)).text, new RegExp(readFileSync(inRun('instance'), 'utf8').trim()), path);
	isOurs(await client.get('/assets/%2e%2e/%2e%2e/secret/cursor'), 400, 'bad-request');
	isOurs(await client.get('/assets/'), 404, 'not-found');
	// The pages of nginx' own problems cannot be asked for.
	assert.notEqual((await client.get('/.problem/503')).status, 503);
});

test('405: methods that are none of ours, with those that are (ASVS 4.1.4, 13.4.4, items 63, 78)', async () => {
	for (const method of ['TRACE', 'PROPFIND', 'BREW', 'MOVE']) {
		const reply = parsed(await exchange(head(`${method} /api/auth/session HTTP/1.1`, close)));
		isOurs(reply, 405, 'bad-method');
		assert.match(reply.headers.allow, /GET.*POST.*PATCH.*DELETE/);
		assert.doesNotMatch(reply.headers.allow, /TRACE/);
	}
	for (const [method, path] of [['POST', '/'], ['PUT', '/robots.txt'], ['DELETE', '/assets/x.js'], ['PATCH', '/projects/new'], ['TRACE', '/']]) {
		const reply = parsed(await exchange(head(`${method} ${path} HTTP/1.1`, close)));
		isOurs(reply, 405, 'bad-method');
		assert.equal(reply.headers.allow, 'GET, HEAD', path);
	}
	// What is meant for a proxy is not even an address here.
	isOurs(parsed(await exchange(head('CONNECT example.org:443 HTTP/1.1', close))), 400, 'bad-request');
});

test('400: what is no HTTP', async () => {
	for (const request of [
		'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', // no Host
		head('get / HTTP/1.1', close),
		head('GET /%zz HTTP/1.1', close),
		head('GET /a\0b HTTP/1.1', close),
		head('POST /api/auth/sessions HTTP/1.1', { 'Content-Length': '-1', ...close }),
		head('POST /api/auth/sessions HTTP/1.1', { 'Content-Length': '3', 'Transfer-Encoding': 'chunked', ...close }),
	]) {
		const reply = parsed(await exchange(request, hangUp));
		isOurs(reply, 400, 'bad-request');
	}
});

test('a body is as long as its one length says, or the request is refused', async () => {
	const twice = `POST /api/auth/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{}`;
	assert.deepEqual(statuses(await exchange(twice)), [400]);
});

test('413: a JSON body over 1 MiB, a text over 4 MiB', async () => {
	const big = (path, n) => exchange(head(`POST ${path} HTTP/1.1`, { 'Content-Length': n, ...close }), hangUp);
	isOurs(parsed(await big('/api/auth/sessions', (1 << 20) + 1)), 413, 'too-large');
	isOurs(parsed(await big('/api/annotations/projects', (1 << 20) + 1)), 413, 'too-large');
	const documents = '/api/annotations/projects/0191c2f0-0000-7000-8000-000000000000/documents';
	isOurs(parsed(await big(documents, 5 << 20)), 413, 'too-large');
});

test('414 and 431: an address or a header that does not end', async () => {
	isPlain(parsed(await exchange(head(`GET /${'a'.repeat(9000)} HTTP/1.1`, close))), 414, 'URI Too Long');
	isPlain(parsed(await exchange(head('GET / HTTP/1.1', { Cookie: 'a'.repeat(9000), ...close }))), 431, 'Request Header Fields Too Large');
});

test('a Host that is not ours gets no byte', async () => {
	for (const host of ['example.org', 'localhost.example.org', 'xn--e28h', '127.0.0.2'])
		assert.equal(await exchange(`GET /api/auth/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`), '', host);
	assert.equal(await exchange('GET / HTTP/1.0\r\n\r\n'), '');
});

test('503 with Retry-After: a handler whose socket is away', async () => {
	const socket = inRun('sock', 'billing.sock');
	renameSync(socket, `${socket}.away`);
	try {
		const other = new Client(); // a connection that nginx keeps would still be there
		const replies = await Promise.all(Array.from({ length: 80 }, () => other.get('/api/billing/health')));
		const refused = replies.filter((reply) => reply.status !== 200);
		assert.ok(refused.length > 0);
		for (const reply of refused) {
			isOurs(reply, 503, 'unavailable');
			assert.match(reply.headers['retry-after'], /^[1-9]\d*$/);
		}
		assert.equal((await other.get('/api/auth/health')).status, 200);
	} finally {
		renameSync(`${socket}.away`, socket);
	}
});

test('the counters are for the operator: not by way of the public port', async () => {
	for (const path of ['/metrics', '/metrics/auth', '/api/auth/metrics', '/api/auth/../metrics', '/api/auth/%2e%2e/metrics', '//metrics'])
		assert.doesNotMatch((await client.get(path)).text, /# TYPE/, path);
});
