/* Mail that nobody has to get: off until somebody switches it on, told as it was shown, ended in one click. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { origin, root } from '../lib/instance.mjs';
import { addUnsubscription, choiceOf, choose, FORM, ONE_CLICK, partsOf, PREFERENCES, preferences } from '../lib/mail_preferences.mjs';
import { newOwner } from '../lib/people.mjs';
import { exchange, head, statuses } from '../lib/raw.mjs';

const CONSENTS = '/api/privacy/consents';
const UNSUBSCRIPTIONS = '/api/privacy/unsubscriptions';
const eventsOf = async (client) => (await client.get(CONSENTS)).json.items;

test('GET /mail-preferences: whoever signs up gets no such mail, and is told in which words it is offered (UP-8, UP-9, CG-5)', async () => {
	const { client } = await newOwner();
	const shown = await preferences(client);
	assert.deepEqual(shown.categories.map((c) => [c.category, c.wanted, c.since, c.set_by, c.mailed_at]), [
		['news', false, null, null, null],
		['feedback', false, null, null, null],
	]);
	assert.deepEqual([shown.signal, shown.language], [false, 'en']);
	for (const { title, text, label, text_sha256: hash } of shown.categories)
		assert.equal(hash, createHash('sha256').update(`${title}\n${text}\n${label}\n`).digest('hex'));
	const { sha256, number } = (await client.get('/api/privacy/policy')).json;
	assert.deepEqual([shown.policy_sha256, shown.policy_version], [sha256, number]);
	/* To have looked is to have said nothing. */
	assert.deepEqual(await eventsOf(client), []);
	assert.deepEqual(await sql`select category from mail_preference where person = ${client.session.person}`, []);
});

test('PUT /mail-preferences: each is switched by itself, on and off alike, and each act is one record with one line of activity (UP-9, CH-3)', async () => {
	const { client } = await newOwner();
	const on = await choose(client, 'news', true);
	assert.deepEqual([on.json.wanted, on.json.set_by], [true, 'self']);
	assert.deepEqual((await activityOf(on)).map((a) => [a.verb, a.actor]), [['mail.choose', client.session.person]]);
	assert.deepEqual((await preferences(client)).categories.map((c) => c.wanted), [true, false]);
	/* Said again, it is the same. */
	const again = await choose(client, 'news', true);
	assert.deepEqual([again.json, await activityOf(again)], [on.json, []]);
	await choose(client, 'feedback', false);
	await choose(client, 'news', false);
	await choose(client, 'news', true);
	const events = await eventsOf(client);
	assert.deepEqual(events.map((e) => [e.category, e.act, e.method, e.despite_signal]), [
		['news', 'given', 'page', false],
		['news', 'withdrawn', 'page', false],
		['feedback', 'refused', 'page', false],
		['news', 'given', 'page', false],
	]);
	const { title, text, label } = (await preferences(client)).of('news');
	assert.deepEqual([events[0].title, events[0].text, events[0].label], [title, text, label]);
	const chain = await sql`select id, previous, text_sha256, policy_sha256 from consent_event where person = ${client.session.person} and category = 'news' order by at`;
	assert.deepEqual(chain.map((e) => e.previous), [null, chain[0].id, chain[1].id]);
	assert.equal(chain[0].policy_sha256, (await preferences(client)).policy_sha256);
});

test('PUT /mail-preferences: what was not shown is not agreed to: other words, or another policy, are 412 (CG-5)', async () => {
	const { client } = await newOwner();
	const choice = await choiceOf(client, 'news', true);
	const other = '0'.repeat(64);
	for (const change of [{ text_sha256: other }, { policy_sha256: other }]) {
		const reply = await client.send('PUT', PREFERENCES, { json: { ...choice, ...change } });
		isProblem(reply, 412, 'stale', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	/* The words of another kind of mail are not these. */
	const { text_sha256 } = (await preferences(client)).of('feedback');
	isProblem(await client.send('PUT', PREFERENCES, { json: { ...choice, text_sha256 } }), 412, 'stale', []);
	assert.deepEqual(await eventsOf(client), []);
});

test('PUT /mail-preferences: a no is taken whatever words it was said to, and is recorded without them (CH-2)', async () => {
	const { client } = await newOwner();
	const yes = await choiceOf(client, 'news', true);
	assert.equal((await client.send('PUT', PREFERENCES, { json: yes })).status, 200);
	const other = '0'.repeat(64);
	const no = await client.send('PUT', PREFERENCES, { json: { ...yes, wanted: false, text_sha256: other, policy_sha256: other } });
	assert.equal(no.status, 200, no.text);
	assert.equal(no.json.wanted, false);
	const [{ act, title, policy_version }] = await eventsOf(client);
	assert.deepEqual([act, title, policy_version], ['withdrawn', null, (await preferences(client)).policy_version]);
});

test('PUT /mail-preferences: two clicks at once are one act after the other, never two of the same', async () => {
	const { client } = await newOwner();
	const choice = await choiceOf(client, 'news', true);
	const replies = await Promise.all(Array.from({ length: 12 }, (_, i) =>
		client.send('PUT', PREFERENCES, { json: { ...choice, wanted: i % 2 === 0 } })));
	for (const reply of replies) assert.equal(reply.status, 200, reply.text);
	const acts = (await sql`select act from consent_event where person = ${client.session.person} order by at`).map((e) => e.act);
	acts.forEach((act, i) => assert.notEqual(act, acts[i - 1]));
	const [{ wanted }] = await sql`select wanted from mail_preference where person = ${client.session.person}`;
	assert.equal(wanted, acts.at(-1) === 'given');
});

test('PUT /mail-preferences: while the browser asks for privacy nothing is switched on without a second question, and all can be switched off (CK-3, CH-5)', async () => {
	const { client } = await newOwner();
	const choice = await choiceOf(client, 'news', true);
	for (const headers of [{ 'sec-gpc': '1' }, { dnt: '1' }]) {
		assert.equal((await preferences(client, headers)).signal, true);
		const reply = await client.send('PUT', PREFERENCES, { json: choice, headers });
		isProblem(reply, 409, 'conflict', []);
		assert.match(reply.json.detail, /despite_signal/);
		assert.deepEqual(await activityOf(reply), []);
	}
	assert.deepEqual(await eventsOf(client), []);
	const headers = { 'sec-gpc': '1' };
	assert.equal((await client.send('PUT', PREFERENCES, { json: { ...choice, despite_signal: true }, headers })).status, 200);
	assert.equal((await client.send('PUT', PREFERENCES, { json: { ...choice, wanted: false }, headers })).status, 200);
	/* Said without a signal, it was not said despite one. */
	await client.send('PUT', PREFERENCES, { json: { ...choice, despite_signal: true } });
	assert.deepEqual((await eventsOf(client)).map((e) => [e.act, e.despite_signal]), [['given', false], ['withdrawn', false], ['given', true]]);
});

/** Whether the server has seen a signal in these lines of a request, as they are. */
async function isSeen(client, lines) {
	const text = head(`GET ${PREFERENCES} HTTP/1.1`, { cookie: client.cookie, connection: 'close' });
	const reply = await exchange(text.replace('\r\n\r\n', `\r\n${lines.join('\r\n')}\r\n\r\n`));
	assert.deepEqual(statuses(reply), [200], reply);
	return /"signal":(true|false)/.exec(reply)[1] === 'true';
}

test('GET /mail-preferences: of several Sec-GPC or DNT headers, or values in one, a single 1 counts, and nothing else does (CK-3, CH-5)', async () => {
	const { client } = await newOwner();
	const seen = [
		['Sec-GPC: 1'], ['DNT: 1'], ['Sec-GPC: 0', 'Sec-GPC: 1'], ['Sec-GPC: 1', 'Sec-GPC: 0'], ['DNT: 0', 'DNT: 1'], ['Sec-GPC: 0, 1'],
		['Sec-GPC: 0', 'DNT: 1'], ['sec-gpc:1'], ['Sec-GPC: x', 'Sec-GPC: ,', 'Sec-GPC: 0,\t1 '],
	];
	for (const lines of seen) assert.equal(await isSeen(client, lines), true, lines.join(' | '));
	const unseen = [['Sec-GPC: 0'], ['Sec-GPC: true'], ['Sec-GPC: 11'], ['Sec-GPC: 0', 'Sec-GPC: 0'], ['DNT: 0'], ['DNT: null'], ['X-Sec-GPC: 1'], ['Sec-GPC: "1"'], []];
	for (const lines of unseen) assert.equal(await isSeen(client, lines), false, lines.join(' | '));
});

test('GET /mail-preferences: though all headers get to the handler there, none passes for what nginx says itself', async () => {
	const { client } = await newOwner();
	const without = await exchange(head(`GET ${PREFERENCES} HTTP/1.1`, { connection: 'close', 'X-Cookie': client.cookie, 'HTTP-Cookie': client.cookie, 'Remote-Addr': '1.2.3.4' }));
	assert.deepEqual(statuses(without), [401]);
});

test('GET /consents: one’s own alone, page after page (PR-11)', async () => {
	const [ada, ben] = [await newOwner(), await newOwner()];
	for (const wanted of [true, false, true]) await choose(ada.client, 'news', wanted);
	await choose(ben.client, 'feedback', true);
	const first = (await ada.client.get(CONSENTS, { query: { limit: 2 } })).json;
	const rest = (await ada.client.get(CONSENTS, { query: { limit: 2, after: first.next } })).json;
	assert.deepEqual([...first.items, ...rest.items].map((e) => e.act), ['given', 'withdrawn', 'given']);
	assert.equal(rest.next, null);
	const [theirs] = await eventsOf(ben.client);
	isProblem(await ada.client.get(`${CONSENTS}/${theirs.id}/receipt`), 404, 'not-found', []);
});

/** By the program that anyone may use. */
function isVerified(receipt, key) {
	const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
	try {
		for (const [name, text] of Object.entries({ receipt, key })) writeFileSync(join(folder, name), text);
		assert.match(execFileSync(join(root, 'scripts/verify-certificate'), [join(folder, 'receipt'), join(folder, 'key')], { encoding: 'utf8' }), /receipt_id/);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test('GET /consents/{id}/receipt: says what was shown, by which policy and how it ends, in the fields of TS 27560, and is signed (UP-9, CH-3)', async () => {
	const { client } = await newOwner();
	for (const wanted of [true, false]) await choose(client, 'news', wanted);
	const [withdrawn, given] = await eventsOf(client);
	const receiptOf = async ({ id }) => {
		const reply = await client.get(`${CONSENTS}/${id}/receipt`);
		assert.equal(reply.status, 200, reply.text);
		assert.match(reply.headers['content-disposition'], new RegExp(`^attachment; filename="receipt-${id}\\.json"`));
		const { statement, signature, key } = reply.json;
		const { json } = await client.get('/api/privacy/certificate-key');
		assert.equal(key, json.key);
		const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
		const isSigned = (text) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
		assert.deepEqual([isSigned(statement), isSigned(statement.replace('news', 'feed'))], [true, false]);
		isVerified(reply.text, JSON.stringify(json));
		return JSON.parse(statement);
	};
	const first = await receiptOf(given);
	const shown = await preferences(client);
	const { title, text, label, text_sha256: sha256 } = shown.of('news');
	const fields = ['schema_version', 'receipt_id', 'record_id', 'pii_principal_id', 'pii_controllers', 'privacy_notice', 'language', 'purposes', 'events'];
	assert.deepEqual(Object.keys(first), fields);
	assert.deepEqual([first.receipt_id, first.record_id, first.pii_principal_id], [given.id, given.id, client.session.person]);
	assert.deepEqual(first.purposes[0].shown, { title, text, label, sha256 });
	assert.equal(first.privacy_notice.sha256, shown.policy_sha256);
	assert.equal(first.privacy_notice.url, `${origin}/legal/privacy/versions/${shown.policy_version}`);
	for (const field of ['lawful_basis', 'pii_information', 'collection_method', 'processing_method', 'storage_locations', 'retention_period',
		'jurisdiction', 'recipient_third_parties', 'withdrawal_method', 'privacy_rights'])
		assert.ok(first.purposes[0][field], field);
	assert.deepEqual(first.events.map((e) => e.state), ['given']);
	const second = await receiptOf(withdrawn);
	assert.deepEqual(second.events.map((e) => [e.id, e.state]), [[given.id, 'given'], [withdrawn.id, 'withdrawn']]);
	assert.equal(second.record_id, given.id);
});

test('GET /unsubscriptions/{id}: to follow the link changes nothing, however often a scanner does, and tells of nobody (CH-3)', async () => {
	const { client, username, email } = await newOwner();
	const { id } = await addUnsubscription(client.session.person);
	const before = await eventsOf(client);
	for (let i = 0; i < 3; i++) {
		const reply = await new Client().get(`${UNSUBSCRIPTIONS}/${id}`);
		assert.deepEqual(reply.json, { category: 'news', title: 'News', wanted: true });
		for (const word of [username, email, client.session.person]) assert.ok(!reply.text.includes(word));
		const page = await new Client().get(`/u/${id}`, { headers: { 'sec-fetch-site': null } });
		assert.deepEqual([page.status, page.headers['content-type'], page.headers['set-cookie']], [200, 'text/html; charset=utf-8', undefined]);
		assert.equal((await new Client().send('HEAD', `/u/${id}`)).status, 200);
	}
	assert.deepEqual(await eventsOf(client), before);
	assert.equal((await preferences(client)).of('news').wanted, true);
	isProblem(await new Client().get(`${UNSUBSCRIPTIONS}/${client.session.person}`), 404, 'not-found', []);
});

test('POST /unsubscriptions/{id}: one click at the link of a mail, without cookie, token or origin, ends it at once, and again says the same (CH-3)', async () => {
	const { client } = await newOwner();
	await choose(client, 'feedback', true);
	const { id } = await addUnsubscription(client.session.person);
	/* As a mail provider's server sends it. */
	const headers = { ...FORM, 'sec-fetch-site': null };
	const first = await new Client().send('POST', `/u/${id}`, { body: ONE_CLICK, headers });
	assert.equal(first.status, 200, first.text);
	assert.deepEqual([first.json, first.headers.location, first.headers['set-cookie']], [{ category: 'news', title: 'News', wanted: false }, undefined, undefined]);
	assert.deepEqual((await activityOf(first)).map((a) => [a.verb, a.actor]), [['mail.unsubscribe', client.session.person]]);
	const again = await new Client().send('POST', `/u/${id}`, { body: ONE_CLICK, headers });
	assert.deepEqual([again.status, again.json, await activityOf(again)], [200, first.json, []]);
	assert.deepEqual((await preferences(client)).categories.map((c) => [c.wanted, c.set_by]), [[false, 'one_click'], [true, 'self']]);
	const [event] = await eventsOf(client);
	assert.deepEqual([event.act, event.method, event.title], ['withdrawn', 'one_click', null]);
});

test('POST /unsubscriptions/{id}: another site’s origin or a cookie that comes along make no difference (CH-3)', async () => {
	const { client } = await newOwner();
	const headers = { ...FORM, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site', authorization: 'Bearer x' };
	for (const path of ['/u', UNSUBSCRIPTIONS]) {
		const { id } = await addUnsubscription(client.session.person);
		const reply = await client.twin().send('POST', `${path}/${id}`, { body: ONE_CLICK, headers: { ...headers, 'x-csrf-token': null } });
		assert.equal(reply.status, 200, reply.text);
		assert.equal((await preferences(client)).of('news').wanted, false);
	}
});

test('POST /unsubscriptions/{id}: any other body changes nothing, and a link that there is not is 404 (CH-3)', async () => {
	const { client } = await newOwner();
	const { id } = await addUnsubscription(client.session.person);
	for (const body of ['', 'List-Unsubscribe=one-click', `${ONE_CLICK}&a=b`, `a=b&${ONE_CLICK}`, ` ${ONE_CLICK}`, 'List-Unsubscribe%3DOne-Click']) {
		const reply = await new Client().send('POST', `/u/${id}`, { body, headers: FORM });
		isProblem(reply, 400, 'bad-request', []);
	}
	isProblem(await new Client().send('POST', `/u/${id}`, { json: { 'List-Unsubscribe': 'One-Click' } }), 415, 'bad-type', []);
	for (const method of ['PUT', 'DELETE']) assert.equal((await new Client().send(method, `/u/${id}`)).status, 405, method);
	assert.equal((await preferences(client)).of('news').wanted, true);
	isProblem(await new Client().send('POST', `/u/${client.session.person}`, { body: ONE_CLICK, headers: FORM }), 404, 'not-found', []);
});

test('POST /unsubscriptions/{id}/form: the click that comes as a form of parts ends it as well, and any other form does not (CH-3)', async () => {
	const { client } = await newOwner();
	const { id } = await addUnsubscription(client.session.person);
	const headers = { 'content-type': 'multipart/form-data; boundary=xYz', 'sec-fetch-site': null };
	const click = (body) => new Client().send('POST', `/u/${id}`, { body, headers });
	const others = [
		'', ONE_CLICK, partsOf('Subscribe'), partsOf('List-Unsubscribe', 'no'), partsOf('List-Unsubscribe', 'One-Click\r\nmore'), partsOf().replace('--xYz--', '--other--'),
		partsOf() + partsOf(), partsOf().replace('--xYz\r\n', 'xYz\r\n'), partsOf().slice(0, -6),
	];
	for (const body of others) isProblem(await click(body), 400, 'bad-request', []);
	assert.equal((await preferences(client)).of('news').wanted, true);
	const reply = await click(partsOf());
	assert.deepEqual([reply.status, reply.json.wanted, reply.headers.location], [200, false, undefined]);
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.actor]), [['mail.unsubscribe', client.session.person]]);
	const again = await click(partsOf('List-Unsubscribe', 'One-Click', 'Content-Type: text/plain\r\n'));
	assert.deepEqual([again.status, again.json, await activityOf(again)], [200, reply.json, []]);
	assert.equal((await preferences(client)).of('news').set_by, 'one_click');
});

test('of the link in a mail the database keeps the hash alone, and no log has it (SE-1, LG-9)', async () => {
	const { client } = await newOwner();
	const { id } = await addUnsubscription(client.session.person);
	await new Client().send('POST', `/u/${id}`, { body: ONE_CLICK, headers: FORM });
	const [row] = await sql`select token_hash from mail_delivery where person = ${client.session.person}`;
	assert.equal(row.token_hash, createHash('sha256').update(id).digest('hex'));
});
