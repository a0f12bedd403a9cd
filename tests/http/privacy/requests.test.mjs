/* What anyone may ask for by the law, with an account or without (SC-5), and how they follow it by a mailed link. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { isProblem, withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { erase, waysTo } from '../lib/erasing.mjs';
import { logOf } from '../lib/log.mjs';
import { messagesTo } from '../lib/mail.mjs';
import { newOwner } from '../lib/people.mjs';
import { dropEntry } from '../lib/redis.mjs';
import { addRequest, ask, follow, linkCount, linkTo, newRequest, nobody } from '../lib/requests.mjs';

const API = '/api/privacy';
const rowOf = async (email) => (await sql`select * from privacy_request where email = ${email}`)[0];
const day = (at) => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

test('POST /requests: who asks is mailed a link once, with the day of the answer, and nothing is done before it is opened (SC-5)', async () => {
	const email = nobody();
	const reply = await ask(email, { type: 'erase', text: 'Please' });
	assert.equal(reply.status, 202, reply.text);
	const token = await linkTo(email);
	const row = await rowOf(email);
	assert.deepEqual([row.type, row.jurisdiction, row.text, row.state, row.verified_at], ['erase', 'eu', 'Please', 'verifying', null]);
	assert.ok(row.ack_at, 'it is acknowledged');
	const [mail] = messagesTo(email);
	assert.ok(mail.text.includes(`answer by ${day(row.due_at)}`), mail.text);
	assert.ok(mail.text.includes('/account/data'), 'who has an account is told of the shorter way');
	assert.deepEqual(await sql`select token_hash from privacy_request_link where request = ${row.id}`, [{ token_hash: createHash('sha256').update(token).digest('hex') }]);
	const { text } = (await sql`select t::text as text from privacy_request t where id = ${row.id}`)[0];
	assert.ok(!text.includes(token), 'the code itself is nowhere');
	assert.equal(linkCount(email), 1);
});

test('whether an address has an account is told by nothing: the reply, its work, the mail (SE-1)', async () => {
	const { email } = await newOwner();
	const other = nobody();
	const replies = [await ask(email), await ask(other)];
	assert.deepEqual(withoutIds(replies[0]), withoutIds(replies[1]));
	const lines = await Promise.all(replies.map(logOf));
	assert.deepEqual(...lines.map((line) => [line.db_flushes, line.redis_trips, line.bytes]));
	await Promise.all([linkTo(email), linkTo(other)]);
	const of = (address) => messagesTo(address).find((mail) => mail.text.includes('/follow#')).text.replace(/#\S+/, '#');
	assert.equal(of(email), of(other));
	const rows = [await rowOf(email), await rowOf(other)];
	assert.deepEqual(...rows.map((row) => [row.state, row.verified_at]));
});

test('POST /request-links: the link shows what there is, and that the address is theirs (SC-5)', async () => {
	const email = nobody();
	await ask(email, { type: 'rectify', jurisdiction: 'california', text: 'My name has changed' });
	const token = await linkTo(email);
	const reply = await follow(token);
	assert.equal(reply.status, 200, reply.text);
	const { seen, found } = reply.json;
	const row = await rowOf(email);
	assert.deepEqual([seen.type, seen.state, seen.text, found], ['rectify', 'verified', 'My name has changed', []]);
	assert.equal(Date.parse(seen.due_at), Date.parse(row.due_at), 'the day is that of the row');
	assert.equal((Date.parse(seen.due_at) + 1000 - Date.parse(`${seen.received_at.slice(0, 10)}T00:00:00Z`)) / 86_400_000, 46, '45 days after that of receipt');
	assert.deepEqual(seen.history.map((e) => [e.state, e.by]), [['acknowledged', 'system'], ['verifying', 'system'], ['verified', 'requester']]);
	for (const event of seen.history) assert.match(event.about, /^(We|You) .*\.$/);
	assert.equal((await follow(token)).json.seen.verified_at, seen.verified_at, 'the second time shows the same');
	for (const nothing of ['x', token.slice(1), token.toUpperCase()]) isProblem(await follow(nothing), 410, 'gone', []);
});

test('looking at the page changes nothing: only the code does, and it stands in no address (ASVS 14.2.1, item 79)', async () => {
	const email = nobody();
	await ask(email);
	const token = await linkTo(email);
	const page = await new Client().get('/legal/privacy/request/follow');
	assert.equal(page.status, 200);
	assert.equal((await rowOf(email)).state, 'verifying');
	isProblem(await new Client().get(`${API}/request-links`, { query: { token } }), 405, 'bad-method', []);
	assert.equal((await rowOf(email)).state, 'verifying');
});

/** The password was typed so many seconds ago; Redis has to ask. */
async function typed(client, seconds) {
	await sql`update session set authenticated_at = now() - make_interval(secs => ${seconds}) where person = ${client.session.person}`;
	await dropEntry(client);
}

test('who is logged in with that address, and typed the password in the last ten minutes, has shown that it is theirs; not with another (SC-5)', async () => {
	const { client, email } = await newOwner();
	assert.equal((await ask(email, { client })).status, 202);
	assert.equal((await rowOf(email)).state, 'verified');
	const token = await linkTo(email);
	assert.ok(messagesTo(email).some((mail) => mail.text.includes('had just typed your password')));
	assert.equal((await follow(token)).json.seen.state, 'verified');
	const other = nobody();
	await ask(other, { client });
	assert.equal((await rowOf(other)).state, 'verifying');
});

test('a session whose password was typed longer ago shows nothing: the request is taken, and the mailed link shows it (SC-5, SE-1)', async () => {
	const [inside, past] = [await newOwner(), await newOwner()];
	await typed(inside.client, 570);
	await typed(past.client, 601);
	for (const person of [inside, past]) assert.equal((await ask(person.email, { client: person.client })).status, 202);
	assert.equal((await rowOf(inside.email)).state, 'verified');
	assert.deepEqual([(await rowOf(past.email)).state, (await rowOf(past.email)).verified_at], ['verifying', null]);
	const token = await linkTo(past.email);
	assert.match(messagesTo(past.email).find((mail) => mail.text.includes('/follow#')).text, /Show within a day that this address is yours/);
	assert.equal((await follow(token)).json.seen.state, 'verified');
	for (let i = 0; i < 3; i++) await ask(past.email);
	await ask(past.email, { type: 'erase', client: past.client });
	assert.equal((await sql`select state from privacy_request where email = ${past.email} and type = 'erase'`)[0].state, 'verifying', 'others cannot keep its owner from asking');
});

test('a link shows for a day that the address is theirs: who opens it later is mailed another, three an hour at most (SC-5, SE-1)', async () => {
	const email = nobody();
	await ask(email, { type: 'erase', text: 'Please' });
	const token = await linkTo(email);
	const { id } = await rowOf(email);
	const mailed = (ago) => sql`update privacy_request_link set made_at = now() - ${ago}::interval where request = ${id}`;
	await mailed('24 hours 1 second');
	const late = await follow(token);
	isProblem(late, 409, 'conflict', []);
	assert.ok(!late.text.includes('Please'));
	assert.deepEqual((await activityOf(late)).map((row) => [row.verb, row.object]), [['request.follow', id]]);
	for (const path of ['request-messages', 'request-withdrawals']) {
		const reply = await new Client().post(`${API}/${path}`, { token, ...(path === 'request-messages' && { text: 'But' }) });
		isProblem(reply, 409, 'conflict', []);
		assert.deepEqual((await activityOf(reply)).map((row) => row.verb), ['request.follow']);
	}
	assert.deepEqual([(await rowOf(email)).state, (await rowOf(email)).verified_at], ['verifying', null]);
	const another = await linkTo(email, 2);
	await linkTo(email, 4);
	isProblem(await follow(token), 409, 'conflict', []);
	assert.equal((await sql`select 1 from privacy_request_link where request = ${id}`).length, 4, 'no fourth one in this hour');
	assert.notEqual(another, token);
	await mailed('23 hours 59 minutes');
	assert.equal((await follow(another)).json.seen.state, 'verified');
	await mailed('30 days');
	for (const code of [token, another]) assert.equal((await follow(code)).json.seen.text, 'Please', 'what was shown once is followed by every link');
});

test('an address is written to three times an hour, whoever asks, in the same words (ASVS 2.4.1, item 67)', async () => {
	const email = nobody();
	const replies = [];
	for (let i = 0; i < 5; i++) replies.push(await ask(email));
	for (const reply of replies) assert.deepEqual(withoutIds(reply), withoutIds(replies[0]));
	assert.equal((await sql`select 1 from privacy_request where email = ${email}`).length, 3);
	await linkTo(email, 3);
	for (const reply of replies) assert.deepEqual((await activityOf(reply)).map((row) => row.verb), ['request.ask']);
	await sql`update privacy_request set received_at = received_at - interval '1 hour' where email = ${email}`;
	await ask(email);
	await linkTo(email, 4);
	assert.equal(linkCount(email), 4);
});

test('a mailbox is written to three times an hour and six times a day however it is spelt; its owner who is logged in is not kept from asking', async () => {
	const { email, client } = await newOwner();
	const count = async () => (await sql`select 1 from privacy_request where lower(email) = ${email.toLowerCase()}`).length;
	for (const spelt of [email, email.replace(/^t/, 'T'), email, email.replace(/^t/, 'T')]) await ask(spelt);
	assert.equal(await count(), 3);
	const hourAgo = () => sql`update privacy_request set received_at = received_at - interval '1 hour' where lower(email) = ${email.toLowerCase()}`;
	await hourAgo();
	for (let i = 0; i < 3; i++) await ask(email);
	await hourAgo();
	await ask(email);
	assert.equal(await count(), 6);
	const own = await ask(email, { type: 'erase', client });
	assert.equal(own.status, 202, own.text);
	assert.equal((await sql`select state from privacy_request where email = ${email} and type = 'erase'`)[0].state, 'verified');
});

test('POST /request-messages: what is written stands in the thread, and not in a mail or a log (PV-10)', async () => {
	const { token, id } = await newRequest();
	const reply = await new Client().post(`${API}/request-messages`, { token, text: 'Is there news?' });
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual(reply.json.seen.messages.map((m) => [m.by, m.text]), [['requester', 'Is there news?']]);
	await sql`insert into privacy_request_entry (request, nth, email_key, by_whom, text) select ${id}, n, 'x', 'requester', 'x' from generate_series(100, 198) n`;
	isProblem(await new Client().post(`${API}/request-messages`, { token, text: 'One more' }), 409, 'conflict', []);
	isProblem(await new Client().post(`${API}/request-messages`, { token: 'x', text: 'One more' }), 410, 'gone', []);
});

test('POST /request-withdrawals: a request is taken back, until it is being done, and then over (SC-5)', async () => {
	const { token, id } = await newRequest();
	const withdraw = (code) => new Client().post(`${API}/request-withdrawals`, { token: code });
	const reply = await withdraw(token);
	assert.deepEqual([reply.status, reply.json.seen.state], [200, 'withdrawn']);
	assert.ok(reply.json.seen.closed_at);
	isProblem(await withdraw(token), 409, 'conflict', []);
	isProblem(await new Client().post(`${API}/request-messages`, { token, text: 'But' }), 409, 'conflict', []);
	await sql`update privacy_request set closed_at = now() - interval '90 days 1 minute' where id = ${id}`;
	isProblem(await follow(token), 410, 'gone', []);
	const late = await addRequest();
	await sql`update privacy_request set state = 'approved' where id = ${late.id}`;
	await sql`update privacy_request set state = 'executing' where id = ${late.id}`;
	isProblem(await withdraw(late.token), 409, 'conflict', []);
});

test('a person finds their requests in their copy, and an erasure takes them along (PR-9)', async () => {
	const person = await newOwner();
	const { email, client } = person;
	await newRequest({ email });
	const { tables } = (await client.get(`${API}/records`)).json;
	const own = tables.find((t) => t.table === 'privacy_request');
	assert.deepEqual([own.records, own.sample[0].text], [1, 'All of it']);
	const { said } = await erase(person);
	assert.ok(JSON.stringify(said).includes('privacy_request'), 'it is certified');
	assert.deepEqual(await waysTo(client.session.person, [email]), []);
});
