/*
 * The TLS profile, and limits as they are for people: an instance of its own,
 * beside the one under test, where limits are raised.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';

import { newAddress } from '../lib/client.mjs';
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
function ask(path, { method = 'GET', json, address = newAddress(), version } = {}) {
	return new Promise((done, failed) => {
		const request = https.request({
			host: '127.0.0.1', port: at.port, servername: 'localhost', ca, method, path, localAddress: address, agent: false,
			minVersion: version, maxVersion: version,
			headers: { host: at.host, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
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

test('the origin is https, and browsers are told to stay there (ASVS 3.4.1, item 55)', async () => {
	assert.equal(at.protocol, 'https:');
	const reply = await ask('/api/auth/health');
	assert.equal(reply.status, 200);
	assert.equal(reply.headers['strict-transport-security'], 'max-age=63072000; includeSubDomains');
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
]) test(`${method} ${path}: beyond a burst 429 with Retry-After, of that address only (ASVS 6.6.3, item 29)`, async () => {
	const address = newAddress();
	const attempt = (from) => ask(path, { method, json: json(), address: from });
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
