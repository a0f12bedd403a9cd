/* Tokens that we did not sign, or not so, on routes of two handlers: none opens anything. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { cpus } from 'node:os';
import { after, before, test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';

import { addToken, sql } from '../lib/database.mjs';
import { Peer, request } from '../lib/fcgi.mjs';
import { inRun, origin, until } from '../lib/instance.mjs';
import { forge, plantKey } from '../lib/keys.mjs';
import { logOf } from '../lib/log.mjs';
import { newOwner } from '../lib/people.mjs';
import { isNoToken, robot } from '../lib/programs.mjs';
import { exchange, head, statuses } from '../lib/raw.mjs';

const PATHS = ['/api/annotations/projects', '/api/auth/members'];
let key;
let claims;
let stranger;
before(async () => {
	const { client } = await newOwner();
	const { person, workspace } = client.session;
	const { id } = await addToken(client.session, ['project.read', 'member.read']);
	claims = { sub: person, org: workspace, sid: id, scope: 'project.read member.read' };
	key = await plantKey();
	stranger = await generateKeyPair('ES256', { extractable: true });
	await until('every worker to know the key', async () => {
		const good = robot(await forged());
		const replies = await Promise.all(Array.from({ length: 40 }, (_, i) => good.get(PATHS[i % 2])));
		return replies.every((reply) => reply.status === 200);
	});
});
after(() => key.remove());

const forged = (how) => forge(key, claims, how);
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signedPart = async (how) => (await forged(how)).split('.')[1];

async function opensNothing(jwt, what) {
	for (const path of PATHS) {
		const reply = await robot(jwt).get(path);
		assert.equal(reply.status, 401, `${what} on ${path}: ${reply.text}`);
		isNoToken(reply);
	}
}

/** Seconds from now. */
const at = (seconds) => Math.floor(Date.now() / 1000) + seconds;

test('as we would sign it, it opens both', async () => {
	for (const path of PATHS) assert.equal((await robot(await forged()).get(path)).status, 200);
});

test('no algorithm but ours (ASVS 9.1.2, item 48)', async () => {
	const body = await signedPart();
	const signature = (await forged()).split('.')[2];
	for (const alg of ['none', 'None', 'nOnE', '', null, 'ES384', 'RS256', 'PS256', 'EdDSA', 'HS384', 'es256', ['ES256']])
		for (const end of ['', signature]) await opensNothing(`${part({ alg, typ: 'JWT', kid: key.kid })}.${body}.${end}`, `alg ${alg}`);
	for (const secret of [key.pem, key.pem.trim(), key.pem.replaceAll(/-----.*-----|\n/g, ''), '', key.kid]) {
		const text = `${part({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${body}`;
		const mac = createHmac('sha256', secret).update(text).digest('base64url');
		await opensNothing(`${text}.${mac}`, 'HS256 with the public key');
	}
});

test('no key but ours, wherever the token says that one is (ASVS 9.1.3, item 48)', async () => {
	const jwk = await exportJWK(stranger.publicKey);
	await opensNothing(await forged({ key: stranger.privateKey }), "a stranger's signature");
	for (const header of [
		{ jwk }, { jku: 'https://evil.example/jwks.json' }, { jku: `${origin}/.well-known/jwks.json` },
		{ x5u: 'https://evil.example/key.pem' }, { x5c: ['AAAA'] }, { crit: ['odd'], odd: true },
	]) {
		await opensNothing(await forged({ header, key: stranger.privateKey }), JSON.stringify(header));
		await opensNothing(await forged({ header }), `ours with ${JSON.stringify(header)}`);
	}
	for (const kid of [
		undefined, '', '../../../etc/passwd', `../${key.kid}`, `${key.kid}\u0000`, `${key.kid} `, "' or '1'='1", key.kid.toUpperCase(),
		'00000000-0000-0000-0000-000000000000', '/dev/null', 'https://evil.example/key', 'x'.repeat(3000),
	])
		await opensNothing(await forged({ header: { kid } }), `kid ${kid}`);
});

test('no signature but that of these very bytes (ASVS 9.1.1, item 48)', async () => {
	const [header, body, signature] = (await forged()).split('.');
	const other = await signedPart({ change: { scope: 'project.read member.read member.write' } });
	for (const [what, jwt] of [
		['other claims', `${header}.${other}.${signature}`],
		['no signature', `${header}.${body}.`],
		['two parts', `${header}.${body}`],
		['a part more', `${header}.${body}.${signature}.`],
		['a signature of zeros', `${header}.${body}.${Buffer.alloc(64).toString('base64url')}`],
		['a signature cut', `${header}.${body}.${signature.slice(0, -2)}`],
		['a signature in DER', `${header}.${body}.${Buffer.concat([Buffer.from('3044022000', 'hex'), Buffer.alloc(66)]).toString('base64url')}`],
		['padding', `${header}.${body}.${signature}==`],
		['two dots', '..'], ['a dot', '.'], ['three dots', '...'], ['a word', 'eyJ'], ['nothing', ''],
	])
		await opensNothing(jwt, what);
});

test('not before its time, and not after (ASVS 9.2.1, item 49)', async () => {
	assert.equal((await robot(await forged({ change: { iat: at(-350), nbf: at(-350), exp: at(-50) } })).get(PATHS[0])).status, 200);
	for (const change of [
		{ iat: at(-400), nbf: at(-400), exp: at(-61) }, { exp: 1 }, { exp: undefined }, { exp: `${at(300)}` }, { exp: at(300) + 0.5 }, { exp: null },
		{ nbf: at(90), exp: at(400) }, { nbf: undefined }, { iat: at(90), exp: at(400) }, { iat: undefined }, { exp: -1 }, { exp: 1e20 },
	])
		await opensNothing(await forged({ change }), JSON.stringify(change));
});

test('of our kind, by us and for us (ASVS 9.2.2 and 9.2.3, item 50)', async () => {
	for (const typ of [undefined, 'at+jwt', 'jwt', 'JOSE', 'secevent+jwt']) await opensNothing(await forged({ header: { typ } }), `typ ${typ}`);
	for (const change of [
		{ iss: 'https://evil.example' }, { iss: `${origin}/` }, { iss: undefined }, { iss: [origin] },
		{ aud: origin }, { aud: `${origin}/api/` }, { aud: [`${origin}/api`] }, { aud: 'billing' }, { aud: undefined },
		{ sub: undefined }, { sub: 'admin' }, { org: undefined }, { sid: undefined }, { sid: "' or true --" }, { jti: undefined },
	])
		await opensNothing(await forged({ change }), JSON.stringify(change));
});

test('of an access token that there is, and for what it is worth', async () => {
	await opensNothing(await forged({ change: { sid: '0198c0de-0000-7000-8000-000000000000' } }), 'a token that is none');
	for (const scope of [undefined, '', 'everything', 'signed-in token.write token.exchange'])
		assert.equal((await robot(await forged({ change: { scope } })).get(PATHS[0])).status, 403);
});

test('one that is too long is refused, by nginx at the latest (item 48)', async () => {
	const long = (bytes) => `${'A'.repeat(bytes / 2)}.${'A'.repeat(bytes / 2)}.${'A'.repeat(86)}`;
	await opensNothing(long(4096), 'above 4,096 bytes');
	await opensNothing(await forged({ change: { more: 'x'.repeat(3500) } }), 'signed, and above 4,096 bytes');
	const text = await exchange(head(`GET ${PATHS[0]} HTTP/1.1`, { Authorization: `Bearer ${long(12_000_000)}`, Connection: 'close' }));
	assert.deepEqual(statuses(text), [431]);
	// Past nginx, whose limit may be another's one day.
	const peer = new Peer(inRun('sock/annotations.sock'));
	const reply = await peer.send(request('GET', PATHS[0], { HTTP_AUTHORIZATION: `Bearer ${long(60_000)}` })).reply();
	peer.close();
	assert.equal(reply.status, 401);
	assert.equal((await robot(await forged()).get(PATHS[0])).status, 200);
});

test('kids that there are not cost ten questions and then one a second, and none when it cannot be ours', async () => {
	const began = Date.now();
	let asked = 0;
	for (let i = 10; i < 90; i++) {
		const kid = `0198c0de-0000-4000-8000-0000000000${i}`;
		const line = await logOf(await robot(await forged({ header: { kid } })).get(PATHS[0]));
		assert.deepEqual([line.status, line.redis_trips <= 1], [401, true]);
		asked += line.db_flushes;
	}
	const most = cpus().length * (10 + (Date.now() - began) / 1000);
	assert.ok(asked <= most, `${asked} questions of all workers, at most ${most}`);
	const { db_flushes: flushes } = await logOf(await robot(await forged({ header: { kid: 'x' } })).get(PATHS[0]));
	assert.equal(flushes, 0);
	assert.equal((await sql`select count(*) from access_token where id = ${claims.sid} and revoked_at is null`)[0].count, 1);
});
