/*
 * The TLS profile, and limits as they are for people: an instance of its own,
 * beside the one under test, where limits are raised.
 */
import assert from 'node:assert/strict';
import { readFileSync, renameSync } from 'node:fs';
import https from 'node:https';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';

import { newAddress } from '../lib/client.mjs';
import { exchangeH2 } from '../lib/h2.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';
import { stranger } from '../lib/people.mjs';

const own = new OwnInstance({ TLS: '1' });
let at, ca;

before(() => {
	own.dev('run');
	at = new URL(own.origin);
	ca = readFileSync(own.in('etc/tls.crt'));
});
after(() => own.remove());

/** One request over TLS, each address a connection of its own. */
function ask(path, { method = 'GET', json, address = newAddress(), version, headers } = {}) {
	return new Promise((done, failed) => {
		const request = https.request({
			host: '127.0.0.1', port: at.port, servername: 'localhost', ca, method, path, localAddress: address, agent: false,
			minVersion: version, maxVersion: version,
			headers: { host: at.host, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
		}, (message) => {
			const chunks = [];
			message.on('data', (chunk) => chunks.push(chunk));
			message.on('end', () => done({
				status: message.statusCode, headers: message.headers, text: Buffer.concat(chunks).toString(),
				protocol: message.socket.getProtocol?.(),
			}));
		});
		request.on('error', failed);
		request.end(json && JSON.stringify(json));
	});
}

test('the origin is https, and browsers are told to stay there, whatever the answer (ASVS 3.4.1, item 55)', async () => {
	assert.equal(at.protocol, 'https:');
	const asked = [
		[200, '/'], [200, '/api/auth/health'], [401, '/api/auth/session'], [404, '/assets/nothing.js'], [404, '/api/nothing'],
		[404, '/api/annotations/nothing'], [405, '/', { method: 'POST' }], [405, '/api/auth/session', { method: 'POST' }],
		[400, '/assets/%2e%2e/%2e%2e/x'], [414, `/${'a'.repeat(9000)}`], [422, '/api/auth/sessions', { method: 'POST', json: {} }],
	];
	const isStrict = (reply, what) => assert.equal(reply.headers['strict-transport-security'], 'max-age=63072000; includeSubDomains', what);
	for (const [status, path, options] of asked) {
		const reply = await ask(path, options);
		assert.equal(reply.status, status, path);
		isStrict(reply, path);
	}
	const socket = own.in('sock/support.sock');
	renameSync(socket, `${socket}.away`);
	try {
		// More at once than nginx keeps connections of.
		const replies = await Promise.all(Array.from({ length: 80 }, () => ask('/api/support/health')));
		const refused = replies.filter((reply) => reply.status === 503);
		assert.ok(refused.length > 0);
		for (const reply of refused) isStrict(reply, '503');
	} finally {
		renameSync(`${socket}.away`, socket);
	}
	assert.equal((await ask('/api/support/health')).status, 200);
});

test('TLS 1.2 and 1.3, nothing older (ASVS 12.1.1, 12.2.1, item 75)', async () => {
	for (const version of ['TLSv1.2', 'TLSv1.3']) assert.equal((await ask('/', { version })).status, 200, version);
	for (const version of ['TLSv1', 'TLSv1.1']) await assert.rejects(ask('/', { version }), version);
});

// Mozilla's intermediate list has neither CBC nor RSA key exchange.
test('a cipher without forward secrecy is refused', async () => {
	for (const ciphers of ['AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA'])
		await assert.rejects(new Promise((done, failed) => {
			const socket = connect({ host: '127.0.0.1', port: at.port, servername: 'localhost', ca, ciphers, maxVersion: 'TLSv1.2' }, done);
			socket.on('error', failed);
		}), ciphers);
});

/* Fields in which HTTP/1 hides a second request: this proxy of HTTP/2 may not hand them on (RFC 9113 8.2 and 8.3). */
test('HTTP/2: what is no request of its own is refused (ASVS 4.2.1, item 64)', async () => {
	const body = JSON.stringify({ username: 'nobody-here', password: 'x'.repeat(20) });
	const good = [[':method', 'POST'], [':scheme', 'https'], [':authority', at.host], [':path', '/api/auth/sessions'],
		['content-type', 'application/json'], ['sec-fetch-site', 'same-origin']];
	const say = (fields) => exchangeH2({ port: at.port, ca, fields, body });
	const changed = (name, value) => good.map(([n, v]) => [n, n === name ? value : v]);
	assert.equal(await say(good), 401);
	assert.equal(await say([...good, ['content-length', String(body.length)]]), 401);
	const refused = {
		'transfer-encoding': [...good, ['transfer-encoding', 'chunked']],
		connection: [...good, ['connection', 'keep-alive']],
		upgrade: [...good, ['upgrade', 'h2c']],
		'a length that is too short': [...good, ['content-length', '5']],
		'a length that is too long': [...good, ['content-length', '500']],
		'two lengths': [...good, ['content-length', String(body.length)], ['content-length', '3']],
		'a field after a line break': [...good, ['x-a', 'b\r\ntransfer-encoding: chunked']],
		'a name with a line break': [...good, ['x-a: b\r\nx-c', 'd']],
		'a value with a NUL': [...good, ['x-a', 'b\0c']],
		'a request in the path': changed(':path', '/ HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/auth/session'),
		'a version in the path': changed(':path', '/api/auth/sessions HTTP/1.1'),
		'a path in the method': changed(':method', 'POST /api/auth/sessions HTTP/1.1'),
		'two paths': [...good, [':path', '/']],
		'another host': [...good, ['host', 'evil.example']],
		'a capital': [...good, ['X-A', 'b']],
	};
	for (const [what, fields] of Object.entries(refused)) assert.ok([400, 'reset', 'closed'].includes(await say(fields)), what);
});

test('HTTP/2 is offered', async () => {
	const protocol = await new Promise((done, failed) => {
		const socket = connect({ host: '127.0.0.1', port: at.port, servername: 'localhost', ca, ALPNProtocols: ['h2', 'http/1.1'] }, () => {
			done(socket.alpnProtocol);
			socket.destroy();
		});
		socket.on('error', failed);
	});
	assert.equal(protocol, 'h2');
});

for (const [method, path, json, status] of [
	// A name each: one would soon be shut, whatever the address.
	['POST', '/api/auth/sessions', () => ({ username: stranger().username, password: 'x'.repeat(20) }), 401],
	['POST', '/api/auth/passwords', () => ({ token: 'A'.repeat(43), password: 'x y z '.repeat(4) }), 410],
	['PUT', '/api/auth/password', () => ({ current: 'x', password: 'x y z '.repeat(4) }), 401],
	['POST', '/api/auth/confirmations', () => ({ token: 'A'.repeat(43) }), 410],
	['POST', '/api/auth/acceptances', () => ({ token: 'A'.repeat(43) }), 401],
]) test(`${method} ${path}: beyond a burst 429 with Retry-After, of that address only (ASVS 4.1.3, 6.6.3, items 29, 62)`, async () => {
	const address = newAddress();
	// Whoever says to come from elsewhere is counted all the same.
	const attempt = (from) => ask(path, { method, json: json(), address: from, headers: { 'x-forwarded-for': newAddress(), 'x-real-ip': newAddress() } });
	const replies = [];
	for (let i = 0; i < 40; i++) replies.push(await attempt(address));
	const statuses = new Set(replies.map((reply) => reply.status));
	assert.deepEqual([...statuses].sort(), [status, 429]);
	// Past a burst of 20 nginx answers, and no handler is asked.
	const last = replies.at(-1);
	assert.equal(last.status, 429);
	assert.match(last.headers['retry-after'], /^[1-9]\d*$/);
	assert.equal(JSON.parse(last.text).type, '/problems/too-many');
	assert.equal((await attempt(newAddress())).status, status);
	assert.equal((await ask('/api/auth/session', { address })).status, 401, 'looking is not counted');
});
