/* The clock of requests: what is nearly due or overdue is told once, and what waits for nobody ends (SC-5). */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { sql } from '../lib/database.mjs';
import { inRun, origin, until } from '../lib/instance.mjs';
import { messagesTo } from '../lib/mail.mjs';
import { newOwner } from '../lib/people.mjs';
import { addRequest, endStaff, makeStaff, newRequest, staff, takeBack, tick } from '../lib/requests.mjs';
import { sweep } from '../lib/retention.mjs';

const metric = (name) =>
	Number(new RegExp(`^obelus_${name}\\S* (\\d+)$`, 'm').exec(
		execFileSync('curl', ['-s', '--unix-socket', inRun('sock', 'metrics.sock'), 'http://localhost/metrics/privacy'], { encoding: 'utf8' }))[1]);
const told = (person) => messagesTo(person.email).filter((mail) => mail.headers.subject === 'Requests that are due');
const due = (id, when) => sql`update privacy_request set received_at = received_at - interval '60 days', due_at = now() + ${when}::interval where id = ${id}`;
const rowOf = async (id) => (await sql`select * from privacy_request where id = ${id}`)[0];

let ada;
before(async () => {
	await tick(); // what others left is told to nobody here
	await endStaff();
	ada = await newOwner();
	await makeStaff(ada.client.session.person);
});
after(endStaff);

test('what is due within seven days is told to the staff, once, and so is what is overdue; in numbers only (SC-5)', async () => {
	const { id, email } = await newRequest();
	await due(id, '7 days 1 minute');
	await tick();
	assert.equal(told(ada).length, 0);
	const metrics = () => [metric('requests_due'), metric('requests_overdue')];
	const [nearBefore, overBefore] = metrics();
	await due(id, '6 days 23 hours 59 minutes');
	await tick();
	const [mail] = await until('word of it', () => told(ada).length === 1 && told(ada));
	assert.match(mail.text, /within seven days: 1 more; whose day went by: 0 more/);
	assert.ok(!mail.text.includes(email) && !mail.text.includes(id), 'nothing of whom it is about');
	assert.deepEqual(metrics(), [nearBefore + 1, overBefore]);
	const standing = async () => (await staff.queue(ada.client)).json.items.find((r) => r.id === id).standing;
	assert.equal(await standing(), 'near');
	await due(id, '-1 second');
	assert.equal(await standing(), 'overdue');
	await tick();
	await until('word that it is overdue', () => told(ada).length === 2);
	assert.match(told(ada)[1].text, /within seven days: 0 more; whose day went by: 1 more/);
	await tick();
	await tick();
	assert.deepEqual(metrics(), [nearBefore + 1, overBefore + 1]);
	assert.deepEqual(await sql`select 1 from job where kind = 'mail' and recipient = ${ada.email}`, []);
	assert.equal(told(ada).length, 2);
	await takeBack(id);
});

test('a new request is told to the staff once: its kind, its day and where it is looked at, and nothing of whom (SH-2)', async () => {
	const news = (person) => messagesTo(person.email).filter((mail) => mail.headers.subject === 'New requests');
	const ben = await newOwner();
	await makeStaff(ben.client.session.person);
	await tick();
	const before = news(ben).length;
	const waiting = await addRequest(null, { state: 'verifying' });
	const [one, own, past] = [await newRequest({ type: 'erase' }), await newRequest({ type: 'review_automated', email: ada.email }), await newRequest()];
	await takeBack(past.id);
	await tick();
	const [mail] = await until('word of it', () => news(ben).length > before && news(ben).slice(before));
	const day = async ({ id }) => new Date((await rowOf(id)).due_at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
	assert.ok(mail.text.includes(`- erase, to be answered by ${await day(one)}:\n  ${origin}/staff/requests/${one.id}\n`), mail.text);
	assert.ok(mail.text.includes(`- review automated, to be answered by ${await day(own)}:\n  ${origin}/staff/requests/${own.id}\n`), mail.text);
	for (const { id, email } of [waiting, past]) assert.ok(!mail.text.includes(id) && !mail.text.includes(email));
	for (const { email } of [one, own]) assert.ok(!mail.text.includes(email));
	await until('word of it to the other', () => news(ada).some((m) => m.text.includes(one.id)));
	assert.ok(!news(ada).some((m) => m.text.includes(own.id)), 'nobody is told of their own: others answer it');
	await tick();
	const lines = (person, { id }) => news(person).filter((m) => m.text.includes(id)).length;
	await sql`delete from staff where person = ${ben.client.session.person}`;
	const late = await newRequest();
	await tick();
	await until('word of the next', () => lines(ada, late) === 1);
	assert.deepEqual([lines(ada, one), lines(ben, one), lines(ben, late)], [1, 1, 0], 'each once, and who is of the staff no more is told nothing');
	for (const { id } of [one, own, late, waiting]) await takeBack(id);
});

test('what comes while there is no staff is told to the first who is named (SH-2)', async () => {
	await endStaff();
	const { id } = await newRequest();
	await tick();
	assert.equal((await rowOf(id)).new_told_at, null);
	await makeStaff(ada.client.session.person);
	await tick();
	await until('word of it', () => messagesTo(ada.email).some((mail) => mail.headers.subject === 'New requests' && mail.text.includes(id)));
	await takeBack(id);
});

test('what was put off is near again before its other day (SC-5)', async () => {
	const { id } = await newRequest();
	await sql`update privacy_request set near_told_at = now() where id = ${id}`;
	assert.equal((await staff.extend(ada.client, id)).status, 200);
	assert.equal((await rowOf(id)).near_told_at, null);
	await sql`update privacy_request set due_at = now() - interval '2 days', extended_until = now() + interval '8 days' where id = ${id}`;
	await tick();
	assert.deepEqual([(await rowOf(id)).near_told_at, (await rowOf(id)).over_told_at], [null, null]);
	await sql`update privacy_request set extended_until = now() + interval '6 days' where id = ${id}`;
	await tick();
	assert.notEqual((await rowOf(id)).near_told_at, null);
	await takeBack(id);
});

test('an address that nobody shows to be theirs for a week is let go, and so is an answer of a month ago (PR-6)', async () => {
	const [fresh, old] = [await addRequest(null, { state: 'verifying' }), await addRequest(null, { state: 'verifying' })];
	const answered = await addRequest(null);
	for (const state of ['refused', 'answered']) await sql`update privacy_request set state = ${state} where id = ${answered.id}`;
	await sql`update privacy_request set moved_at = now() - interval '6 days 23 hours 59 minutes' where id = ${fresh.id}`;
	await sql`update privacy_request set moved_at = now() - interval '7 days 1 minute' where id = ${old.id}`;
	await sql`update privacy_request set moved_at = now() - interval '30 days 1 minute' where id = ${answered.id}`;
	await tick();
	assert.deepEqual(await Promise.all([fresh, old, answered].map(async ({ id }) => (await rowOf(id)).state)), ['verifying', 'unverifiable', 'closed']);
	await sql`update privacy_request set moved_at = now() - interval '7 days 1 minute' where id = ${old.id}`;
	await tick();
	assert.equal((await rowOf(old.id)).state, 'closed');
});

test('the clock ticks by itself every quarter of an hour, and there is one of it (SC-5)', async () => {
	await tick();
	const jobs = await sql`select extract(epoch from run_at - now()) as wait from job where handler = 'privacy' and kind = 'request-clock'`;
	assert.equal(jobs.length, 1);
	assert.ok(jobs[0].wait > 800 && jobs[0].wait <= 900, `in ${jobs[0].wait} s`);
});

test('three years after it was closed a request goes, with what was written about it and its links (PR-6)', async () => {
	const [inside, past] = [await newRequest(), await newRequest()];
	for (const { id } of [inside, past]) await takeBack(id);
	await sql`update privacy_request set closed_at = now() - interval '3 years' + interval '1 minute' where id = ${inside.id}`;
	await sql`update privacy_request set closed_at = now() - interval '3 years 1 minute' where id = ${past.id}`;
	await sweep();
	const left = async ({ id }) => (await sql`select (select count(*) from privacy_request where id = ${id}) + (select count(*) from privacy_request_entry where request = ${id})
		+ (select count(*) from privacy_request_link where request = ${id}) as n`)[0].n;
	assert.ok((await left(inside)) > 3);
	assert.equal(await left(past), 0);
});
