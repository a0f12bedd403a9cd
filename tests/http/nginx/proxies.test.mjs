/* nginx is the only proxy there is: nobody speaks in the name of another, and no request hides in another. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { inRun, origin, until } from '../lib/instance.mjs';
import { mailTo } from '../lib/mail.mjs';
import { newOwner, stranger } from '../lib/people.mjs';
import { exchange, head, statuses } from '../lib/raw.mjs';

const PROJECTS = '/api/annotations/projects';
const log = inRun('log/access.log');
let owner;
let seen;
before(async () => {
	owner = await newOwner();
	seen = statSync(log).size;
});

/** The lines of the access log with these ids, when each has one. */
const linesOf = (ids) =>
	until(`the log lines of ${ids}`, () => {
		const lines = readFileSync(log).subarray(seen).toString().split('\n').filter((line) => ids.some((id) => line.includes(id)));
		return lines.length >= ids.length && lines.map((line) => JSON.parse(line));
	});

const FORGED = {
	'x-real-ip': '203.0.113.7',
	'x-forwarded-for': '203.0.113.7',
	forwarded: 'for=203.0.113.7;host=evil.example;proto=http',
	'x-forwarded-host': 'evil.example',
	'x-forwarded-proto': 'http',
	'x-original-url': '/api/auth/health',
	'x-rewrite-url': '/api/auth/health',
	'x-http-method-override': 'DELETE',
	'x-request-id': 'forged',
	'x-route': '/forged',
	proxy: 'http://evil.example',
};

test('what a proxy would add is not believed: address, host, path, method, id (ASVS 4.1.3, item 62)', async () => {
	const client = new Client({ address: '127.44.55.66' });
	const reply = await client.get('/api/auth/session', { headers: FORGED });
	isProblem(reply, 401, 'unauthorized', []);
	const [line] = await linesOf([reply.id]);
	assert.deepEqual([line.address, line.route, line.method], ['127.44.55.0', '/api/auth/session', 'GET']);
	assert.match(reply.id, /^[0-9a-f-]{36}$/);
	const person = stranger();
	assert.equal((await client.post('/api/auth/people', person, { headers: FORGED })).status, 202);
	const { text } = await mailTo(person.email);
	assert.ok(text.includes(`${origin}/confirm#`) && !text.includes('evil.example'), text);
});

test('who someone is, no header says but the cookie and the token (ASVS 4.1.3, item 62)', async () => {
	const { person, username, workspace } = owner.client.session;
	const names = ['x-user-id', 'x-user', 'x-remote-user', 'remote-user', 'x-forwarded-user', 'x-auth-request-user', 'x-person', 'x-caller', 'x-workspace', 'x-role', 'remote_user', 'http_cookie'];
	for (const value of [person, username, workspace, 'owner', owner.client.cookie]) {
		const reply = await new Client().get(PROJECTS, { headers: Object.fromEntries(names.map((name) => [name, value])) });
		isProblem(reply, 401, 'unauthorized', []);
	}
});

/** Bytes of requests in which another might hide: [what, text]. */
function* smuggled() {
	const start = `POST ${PROJECTS} HTTP/1.1\r\nHost: localhost\r\n`;
	const body = '{"name":"hidden"}';
	const hidden = `GET ${PROJECTS} HTTP/1.1\r\nHost: localhost\r\nCookie: ${owner.client.cookie}\r\n\r\n`;
	const chunked = `0\r\n\r\n${hidden}`;
	for (const [what, fields, rest] of [
		['a length and chunks', `Content-Length: ${chunked.length}\r\nTransfer-Encoding: chunked`, chunked],
		['chunks and a length', `Transfer-Encoding: chunked\r\nContent-Length: ${chunked.length}`, chunked],
		['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', chunked],
		['chunks and another', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', chunked],
		['chunks in a list', 'Transfer-Encoding: chunked, identity', chunked],
		['almost chunks', 'Transfer-Encoding: xchunked', chunked],
		['chunks after a tab', 'Transfer-Encoding:\tchunked\u000b', chunked],
		['chunks by another name', 'Transfer-Encoding : chunked', chunked],
		['two lengths', `Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden],
		['the same length twice', `Content-Length: ${body.length}\r\nContent-Length: ${body.length}`, body],
		['a list of lengths', `Content-Length: 0, ${hidden.length}`, hidden],
		['a length with a sign', `Content-Length: +${body.length}`, body],
		['a negative length', 'Content-Length: -1', hidden],
		['a hexadecimal length', 'Content-Length: 0x10', hidden],
		['a length that overflows', 'Content-Length: 18446744073709551616', hidden],
		['a length with a space before the colon', `Content-Length : ${body.length}`, body],
		['a chunk of no number', 'Transfer-Encoding: chunked', `zz\r\n${hidden}`],
		['a chunk of a negative size', 'Transfer-Encoding: chunked', `-1\r\n${hidden}`],
		['a chunk of more than there is', 'Transfer-Encoding: chunked', `ffffffffffffffffff\r\n${hidden}`],
		['a chunk that goes on', 'Transfer-Encoding: chunked', `1\r\nxx\r\n${chunked}`],
	])
		yield [what, `${start}Cookie: ${owner.client.cookie}\r\nContent-Type: application/json\r\n${fields}\r\n\r\n${rest}`];
	yield ['no name of a field', `${start}: x\r\n${hidden}`];
	yield ['a host twice', `${start}Host: evil.example\r\n\r\n${hidden}`];
	yield ['a version of its own', `POST ${PROJECTS} HTTP/1.9x\r\nHost: localhost\r\n\r\n${hidden}`];
	yield ['a NUL', `POST ${PROJECTS}\0 HTTP/1.1\r\nHost: localhost\r\n\r\n${hidden}`];
}

test('no request hides in another: one answer, which refuses, and one line in the log (ASVS 4.2.1, item 64)', async () => {
	const ids = [];
	for (const [what, text] of smuggled()) {
		const said = await exchange(text, (socket) => socket.once('data', () => socket.end()));
		const answers = statuses(said);
		assert.equal(answers.length, 1, `${what}: ${answers}`);
		assert.ok([400, 501, 505].includes(answers[0]), `${what}: ${answers}`);
		ids.push(/X-Request-Id: (\S+)/.exec(said)[1]);
	}
	const lines = await linesOf(ids);
	assert.deepEqual(lines.map((line) => line.id).sort(), ids.sort());
	assert.deepEqual(lines.filter((line) => line.upstream !== '' || line.status < 400), []);
	assert.deepEqual((await owner.client.get(PROJECTS)).json.items, []);
});
