import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { exchange, head, statuses } from '../lib/raw.mjs';

const PATH = '/api/annotations/projects';
const KIB = 1024;
let client;
before(async () => ({ client } = await newOwner()));

const post = (body, headers = { 'content-type': 'application/json' }) =>
	client.send('POST', PATH, { body, headers });

/** The body cannot be read: 400, one flaw at "#", whose detail says what and where. */
async function isUnreadable(body, what, line, column) {
	const reply = await post(body);
	const { errors } = isProblem(reply, 400, 'bad-request', ['#']);
	assert.match(errors[0].detail, what);
	const [, atLine, atColumn] = /\(line (\d+), column (\d+)\)/.exec(errors[0].detail);
	assert.equal(Number(atLine), line, errors[0].detail);
	if (column) assert.ok(Math.abs(Number(atColumn) - column) <= 1, errors[0].detail);
	assert.deepEqual(await activityOf(reply), []);
}

test('POST /projects: a body that is no JSON says where it stops being so', async () => {
	await isUnreadable('', /is not JSON/, 1);
	await isUnreadable('{"name": "x",}', /is not JSON/, 1, 14);
	await isUnreadable('{\n"name": "x"\n', /is not JSON/, 3);
	await isUnreadable('{\n\n  "name": x}', /is not JSON/, 3, 11);
	for (const body of [
		"{'name':'x'}",
		'{name:"x"}',
		'{"name":"x"} {}',
		'{"name":"x"}x',
		'{"name":"\n"}',
		'{"name":"\\x"}',
		'{"name":01}',
		'{"name":+1}',
		'{"name":NaN}',
		'{"name":.5}',
		'// x\n{}',
		'{"name":"x"',
		'\ufeff{"name":"x"}',
		'null]',
		'<a/>',
	])
		isProblem(await post(body), 400, 'bad-request', ['#']);
});

test('POST /projects: a body that is JSON, but no object', async () => {
	for (const body of ['null', 'true', '7', '"x"', '[]', '[{"name":"x"}]'])
		assert.ok([400, 422].includes((await post(body)).status), body);
});

test('POST /projects: a member named twice', async () => {
	await isUnreadable('{"name":"a","name":"b"}', /twice/, 1, 19);
	await isUnreadable('{"name":"a",\n"tags":[{"name":"t","key":"a",\n"\\u006bey":"b"}]}', /twice/, 3);
});

test('POST /projects: what is not Unicode', async () => {
	const bytes = (...middle) =>
		Buffer.concat([Buffer.from('{"name":"'), Buffer.from(middle), Buffer.from('"}')]);
	for (const bad of [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80]])
		await isUnreadable(bytes(...bad), /UTF-8/, 1);
	for (const escape of ['\\ud800', '\\udc00', '\\udc00\\ud800', '\\ud800x', '\\u12'])
		isProblem(await post(`{"name":"${escape}"}`), 400, 'bad-request', ['#']);
	await isUnreadable(bytes(0x61, 0x00, 0x62), /./, 1);
	await isUnreadable('{"name":"a\\u0000b"}', /NUL/, 1);
	await isUnreadable('{"name":"x","na\\u0000me":"x"}', /NUL/, 1);
});

test('POST /projects: deep, wide and large', async () => {
	const nested = (depth) => `{"name":"x","other":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
	isProblem(await post(nested(32)), 422, 'invalid', ['#/other']);
	for (const depth of [33, 1000, 100_000]) isProblem(await post(nested(depth)), 400, 'bad-request', ['#']);
	isProblem(await post('['.repeat(500_000)), 400, 'bad-request', ['#']);
	isProblem(await post(`{"name":"x","other":[${'0,'.repeat(100_000)}0]}`), 400, 'bad-request', ['#']);
	for (const number of ['9'.repeat(1000), '1e999'])
		isProblem(await post(`{"name":${number}}`), 400, 'bad-request', ['#']);
	for (const number of ['9'.repeat(30), '-1.5e300'])
		isProblem(await post(`{"name":${number}}`), 422, 'invalid', ['#/name']);
	const sized = (size) => '{"name":"x"}'.padEnd(size);
	assert.equal((await post(sized(KIB * KIB))).status, 201);
	isProblem(await post(sized(KIB * KIB + 1)), 413, 'too-large');
});

test('POST /projects: every flaw is named, and no value told', async () => {
	const body = {
		name: 7,
		description: ['hidden'],
		admin: 'hidden',
		'a/b~c': 1,
		'': 1,
		tags: [{ colour: 'hidden', key: 'kk' }, 'hidden', { name: '', extra: true }],
	};
	const reply = await post(JSON.stringify(body));
	isProblem(reply, 422, 'invalid');
	const pointers = reply.json.errors.map((e) => e.pointer);
	for (const pointer of [
		'#/name',
		'#/description',
		'#/tags/0/name',
		'#/tags/0/key',
		'#/tags/1',
		'#/tags/2/name',
		'#/tags/2/extra',
		'#/admin',
		'#/a~1b~0c',
		'#/',
	])
		assert.ok(pointers.includes(pointer), `${pointer} in ${pointers}`);
	assert.ok(!reply.text.includes('hidden'), reply.text);
	assert.equal(new Set(pointers).size, pointers.length);
});

test('POST /projects: a name that would break a log or a head is only a name (ASVS 16.4.1, item 82)', async () => {
	for (const name of [
		'a\r\nSet-Cookie: x=y',
		'\u001b[31mred',
		'"},{"event":"forged"',
		'%0d%0aX: y',
		"'; drop table project; --",
	]) {
		const reply = await client.post(PATH, { name });
		assert.equal(reply.status, 201, reply.text);
		assert.equal((await client.get(reply.headers.location)).json.name, name);
		const out = await client.get(`${reply.headers.location}/export`);
		assert.equal(out.status, 200);
		assert.equal(out.headers['set-cookie'], undefined);
	}
});

test('POST /projects: bodies of the wrong type', async () => {
	for (const type of [
		null,
		'',
		'text/plain',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/jsonp',
		'application/json; charset=utf-16',
		'text/json',
	])
		isProblem(await post('{"name":"x"}', { 'content-type': type }), 415, 'bad-type', []);
	for (const type of [
		'application/json',
		'Application/JSON',
		'application/json; charset=utf-8',
		'application/json;charset="UTF-8"',
	])
		assert.equal((await post('{"name":"x"}', { 'content-type': type })).status, 201, type);
	isProblem(
		await client.send('GET', PATH, { body: '{}', headers: { 'content-type': 'application/json' } }),
		400,
		'bad-request',
		[],
	);
});

test('POST /projects: a hundred megabytes are refused, and the next request is answered', async () => {
	const { cookie, csrf } = client;
	const headers = {
		Cookie: cookie,
		'X-CSRF-Token': csrf,
		'Sec-Fetch-Site': 'same-origin',
		'Content-Type': 'application/json',
	};
	const megabyte = 'x'.repeat(KIB * KIB);
	const feed = (socket) => {
		let left = 100;
		const more = () => {
			while (left-- > 0) if (!socket.write(megabyte)) return socket.once('drain', more);
		};
		more();
	};
	const said = await exchange(
		head(`POST ${PATH} HTTP/1.1`, { ...headers, 'Content-Length': 100 * KIB * KIB }),
		feed,
	);
	assert.deepEqual(statuses(said), [413]);
	assert.match(said, /application\/problem\+json/);
	const unsaid = await exchange(
		head(`POST ${PATH} HTTP/1.1`, { ...headers, 'Transfer-Encoding': 'chunked' }),
		...Array.from({ length: 3 }, () => `100000\r\n${megabyte}\r\n`),
		'0\r\n\r\n',
	);
	assert.deepEqual(statuses(unsaid), [413]);
	assert.equal((await client.get(PATH)).status, 200);
});

test('POST /projects: a body that never ends, and one that ends early, leave the next request alone', async () => {
	const { cookie, csrf } = client;
	const headers = {
		Cookie: cookie,
		'X-CSRF-Token': csrf,
		'Sec-Fetch-Site': 'same-origin',
		'Content-Type': 'application/json',
	};
	const line = `POST ${PATH} HTTP/1.1`;
	const early = await exchange(
		head(line, { ...headers, 'Content-Length': 50 }),
		'{"name":"never made"',
		(s) => s.end(),
	);
	assert.deepEqual(statuses(early), []);
	const body = '{"name":"chunks"}';
	const chunked = await exchange(
		head(line, { ...headers, 'Transfer-Encoding': 'chunked', Connection: 'close' }),
		...[...body].map((c) => `1\r\n${c}\r\n`),
		'0\r\n\r\n',
	);
	assert.deepEqual(statuses(chunked), [201]);
	const piped = await exchange(
		head(line, { ...headers, 'Content-Length': body.length }),
		body,
		head(`GET ${PATH} HTTP/1.1`, { Cookie: cookie, Connection: 'close' }),
	);
	assert.deepEqual(statuses(piped), [201, 200]);
	const names = (await client.get(PATH, { query: { limit: 1000 } })).json.items.map((p) => p.name);
	assert.ok(!names.includes('never made'));
});

test('POST /projects: a head that tries to be two requests', async () => {
	const two = { 'Content-Length': 5, 'Transfer-Encoding': 'chunked', Connection: 'close' };
	const lines = [
		head(`POST ${PATH} HTTP/1.1`, two),
		`POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n`,
		`POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n`,
		`POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n`,
		`GET ${PATH}\0 HTTP/1.1\r\nHost: localhost\r\n\r\n`,
	];
	for (const text of lines) {
		const [first] = statuses(await exchange(text, '0\r\n\r\n', (s) => s.end()));
		assert.ok([400, 501].includes(first), `${JSON.stringify(text)}: ${first}`);
	}
	assert.equal((await new Client().get('/api/auth/health')).status, 200);
});
