/* The staff answers requests: in their order, for a reason that is shown, and two decide (SH-2). */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, addInvitation, sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { messagesTo } from '../lib/mail.mjs';
import { newOwner } from '../lib/people.mjs';
import { addRequest, endStaff, follow, linkCount, linkTo, makeStaff, newRequest, nobody, staff, takeBack } from '../lib/requests.mjs';

let ada;
let ben;
let cyd;
before(async () => {
	await endStaff();
	[ada, ben, cyd] = [await newOwner(), await newOwner(), await newOwner()];
	for (const { client } of [ada, ben]) await makeStaff(client.session.person);
});
const made = async (reply, status = 200) => {
	const { status: got, json, text } = await reply;
	assert.equal(got, status, text);
	return json;
};
const decided = async (id, decision, reason) => {
	await made(staff.move(ada.client, id, 'assessing'));
	await made(staff.decide(ada.client, id, decision, reason));
	return made(staff.decide(ben.client, id, decision, reason));
};

test('an operator says who is of the staff, by user name; who is not sees no queue and no request (SH-2)', async () => {
	const { id } = await newRequest();
	for (const call of ['read', 'extend']) isProblem(await staff[call](cyd.client, id), 404, 'not-found', []);
	isProblem(await staff.queue(cyd.client), 403, 'forbidden', []);
	await sql`set role obelus_admin`;
	try {
		await sql(["select staff_add('" + cyd.username + "')"]);
		await made(staff.queue(cyd.client));
		await made(staff.read(cyd.client, id));
		assert.deepEqual(await sql(["select staff_remove('" + cyd.username + "') as gone"]), [{ gone: true }]);
	} finally {
		await sql`reset role`;
	}
	isProblem(await staff.queue(cyd.client), 403, 'forbidden', []);
});

test('GET /staff/requests: the first due first, and nothing of whom they are about (SH-2)', async () => {
	const [late, soon] = [await newRequest({ type: 'access' }), await newRequest({ type: 'object', jurisdiction: 'california' })];
	const { items: requests } = await made(staff.queue(ada.client));
	const unshown = await addRequest(null, { state: 'verifying' });
	const ids = async (which) => (await made(staff.queue(ada.client, which))).items.map((r) => r.id);
	assert.deepEqual([(await ids()).includes(unshown.id), (await ids('unconfirmed')).includes(unshown.id)], [false, true], 'who floods the form is in nobody’s way');
	assert.ok(!(await ids('unconfirmed')).includes(late.id));
	const dues = requests.filter((r) => r.state !== 'answered').map((r) => Date.parse(r.due_at));
	assert.deepEqual(dues, [...dues].sort((a, b) => a - b));
	const order = requests.map((r) => r.id);
	assert.ok(order.indexOf(soon.id) < order.indexOf(late.id));
	const text = JSON.stringify(requests);
	for (const { email } of [late, soon]) assert.ok(!text.includes(email));
	assert.ok(!text.includes('All of it'));
	assert.equal(Date.parse(requests.find((r) => r.id === soon.id).due_at), Date.parse((await follow(soon.token)).json.seen.due_at), 'it is the day that the requester sees');
	await takeBack(soon.id);
	assert.ok((await made(staff.queue(ada.client, 'closed'))).items.some((r) => r.id === soon.id));
	assert.ok(!(await made(staff.queue(ada.client))).items.some((r) => r.id === soon.id));
});

test('GET /staff/requests comes in pages, each after the one before (SH-2)', async () => {
	const ids = (...all) => `{${all.map((r) => r.id)}}`;
	const few = [await addRequest(ada), await addRequest(ada), await addRequest(null, { state: 'verifying' }), await addRequest(null, { state: 'verifying' })];
	const answered = await addRequest(ada);
	for (const state of ['refused', 'answered']) await sql`update privacy_request set state = ${state} where id = ${answered.id}`;
	await sql`update privacy_request set due_at = (select min(due_at) from privacy_request) - interval '1 day' where id = any (${ids(few[0], few[1], answered)}::uuid[])`;
	const over = [await addRequest(), await addRequest()];
	for (const { id } of over) await takeBack(id);
	await sql`update privacy_request set closed_at = now() + interval '1 second' where id = any (${ids(...over)}::uuid[])`;
	for (const which of ['open', 'unconfirmed', 'closed']) {
		const { items: whole, next } = await made(staff.queue(ada.client, which));
		assert.equal(next, null);
		const pages = [];
		let after = null;
		do {
			const page = await made(staff.queue(ada.client, which, { limit: Math.max(1, Math.floor(whole.length / 3)), ...(after && { after }) }));
			pages.push(...page.items);
			after = page.next;
		} while (after !== null);
		assert.deepEqual(pages.map((r) => r.id), whole.map((r) => r.id), which);
		assert.ok(whole.length >= 2, which);
	}
	const first = await made(staff.queue(ada.client, 'open', { limit: 1 }));
	const second = await made(staff.queue(ada.client, 'open', { limit: 1, after: first.next }));
	assert.deepEqual([first.items[0].id, second.items[0].id].sort(), [few[0].id, few[1].id].sort(), 'two that are due at once are told apart');
	const open = (await made(staff.queue(ada.client))).items;
	assert.ok(open.findIndex((r) => r.id === answered.id) > open.findLastIndex((r) => r.state !== 'answered'), 'what is answered comes last, whenever it was due');
	isProblem(await staff.queue(ada.client, 'open', { after: 'x' }), 422, 'invalid', ['#/after']);
	await sql`delete from privacy_request where id = any (${ids(...few, answered, ...over)}::uuid[])`;
});

test('GET /staff/requests/{id}: who looks says why, and it is kept with their name (SH-2)', async () => {
	const { id, email, token } = await newRequest();
	isProblem(await ada.client.get(`/api/privacy/staff/requests/${id}`), 422, 'invalid', ['#/reason']);
	isProblem(await staff.read(ada.client, id, 'curiosity'), 422, 'invalid', ['#/reason']);
	assert.deepEqual((await follow(token)).json.seen.reads, []);
	const reply = await staff.read(ada.client, id, 'complaint');
	const read = await made(reply);
	assert.deepEqual([read.email, read.has_account, read.seen.text], [email, false, 'All of it']);
	assert.deepEqual((await sql`select staff, reason from staff_access where request = ${id}`), [{ staff: ada.client.session.person, reason: 'complaint' }]);
	assert.deepEqual((await activityOf(reply)).map((row) => row.verb), ['request.read']);
	const { reads } = (await follow(token)).json.seen;
	assert.deepEqual(reads.map((r) => r.reason), ['complaint']);
	assert.ok(!JSON.stringify(reads).includes(ada.client.session.person), 'by no name');
});

test('GET /access-log: a person sees when the staff looked, and why (SH-2)', async () => {
	const log = async (of) => (await made(of.client.get('/api/privacy/access-log'))).reads;
	const { id } = await newRequest({ email: cyd.email });
	assert.deepEqual(await log(cyd), []);
	await made(staff.read(ada.client, id));
	await made(staff.read(ben.client, id, 'second-opinion'));
	assert.deepEqual((await log(cyd)).map((r) => [r.reason, r.request_type]), [['second-opinion', 'access'], ['handling', 'access']]);
	assert.deepEqual(await log(ben), []);
});

test('nobody of the staff looks at their own request, or decides it (SH-2)', async () => {
	const { id } = await newRequest({ email: ben.email });
	for (const call of ['read', 'extend']) isProblem(await staff[call](ben.client, id), 403, 'forbidden', []);
	isProblem(await staff.move(ben.client, id, 'assessing'), 403, 'forbidden', []);
	await made(staff.move(ada.client, id, 'assessing'));
	await made(staff.decide(ada.client, id, 'approved'));
	isProblem(await staff.decide(ben.client, id, 'approved'), 403, 'forbidden', []);
	assert.equal((await sql`select 1 from staff_access where request = ${id}`).length, 0);
});

test('POST /staff/requests/{id}/moves: on the ways there are, each told to who asked (SC-5)', async () => {
	const { id, token, email } = await newRequest();
	isProblem(await staff.move(ada.client, id, 'closed'), 409, 'conflict', []);
	isProblem(await staff.move(ada.client, id, 'withdrawn'), 409, 'conflict', []);
	const links = linkCount(email);
	const item = await made(staff.move(ada.client, id, 'assessing', 'We look at it'));
	assert.deepEqual([item.state, item.ways.map((w) => w.to)], ['assessing', ['approved', 'duplicate', 'partly_approved', 'refused']]);
	const again = await linkTo(email, links + 1);
	assert.notEqual(again, token);
	for (const link of [token, again]) {
		const { history } = (await follow(link)).json.seen;
		assert.deepEqual([history.at(-1).state, history.at(-1).by, history.at(-1).text], ['assessing', 'staff', 'We look at it']);
	}
	isProblem(await staff.move(ada.client, id, 'approved'), 422, 'invalid', ['#/to']);
	isProblem(await staff.move(ada.client, id, 'refused'), 422, 'invalid', ['#/to']);
});

test('POST /staff/requests/{id}/decisions: it takes two to approve or refuse, and a reason (SH-2)', async () => {
	const { id, token } = await newRequest();
	isProblem(await staff.decide(ada.client, id, 'refused'), 409, 'conflict', []);
	await made(staff.move(ada.client, id, 'assessing'));
	isProblem(await staff.decide(ada.client, id, 'refused', ''), 422, 'invalid', ['#/reason']);
	const proposed = await made(staff.decide(ada.client, id, 'refused', 'It is somebody else'));
	assert.deepEqual([proposed.state, proposed.proposal, proposed.is_proposed_by_me, proposed.decision], ['assessing', 'refused', true, null]);
	isProblem(await staff.decide(ada.client, id, 'refused', 'It is somebody else'), 409, 'conflict', []);
	const other = await made(staff.decide(ben.client, id, 'approved', 'They are in the right'));
	assert.deepEqual([other.state, other.proposal, other.is_proposed_by_me], ['assessing', 'approved', true]);
	assert.equal((await made(staff.read(ada.client, id))).proposal_reason, 'They are in the right');
	assert.equal((await follow(token)).json.seen.decision, null, 'a proposal is told to nobody outside');
	const again = await made(staff.decide(ada.client, id, 'approved', 'So they are'));
	assert.deepEqual([again.state, again.is_proposed_by_me], ['assessing', true], 'in other words it is another proposal');
	await made(staff.decide(ben.client, id, 'approved', 'They are in the right'));
	const done = await made(staff.decide(ada.client, id, 'approved', 'They are in the right'));
	assert.deepEqual([done.state, done.decision, done.proposal], ['approved', 'approved', null]);
	const { seen } = (await follow(token)).json;
	assert.deepEqual([seen.state, seen.decision, seen.decision_reason], ['approved', 'approved', 'They are in the right']);
	await made(staff.move(ben.client, id, 'executing'));
	await made(staff.move(ben.client, id, 'answered', 'Here it is'));
	assert.equal((await made(staff.move(ben.client, id, 'closed'))).standing, 'closed');
});

test('who is refused is told why, and where to complain (SC-5)', async () => {
	const { id, token, email } = await newRequest({ type: 'erase' });
	await decided(id, 'refused', 'A law demands that we keep it');
	const link = await linkTo(email, 3);
	assert.equal((await follow(link)).json.seen.decision_reason, 'A law demands that we keep it');
	assert.match(messagesTo(email).map((mail) => mail.text).join(''), /complain of it to the data protection authority .* and go to court/s);
	assert.equal((await follow(token)).json.seen.state, 'refused');
});

test('POST /staff/requests/{id}/extensions: once, before it is due, as the law allows, with a reason (SC-5)', async () => {
	const { id, token } = await newRequest({ jurisdiction: 'california', type: 'access' });
	const before = (await follow(token)).json.seen;
	isProblem(await staff.extend(ada.client, id, ''), 422, 'invalid', ['#/reason']);
	const item = await made(staff.extend(ada.client, id, 'There is much of it'));
	assert.equal((Date.parse(item.due_at) - Date.parse(before.due_at)) / 86_400_000, 45);
	const { seen } = (await follow(token)).json;
	assert.deepEqual([seen.extension_reason, seen.extended_until, seen.due_at], ['There is much of it', item.due_at, before.due_at]);
	isProblem(await staff.extend(ada.client, id), 409, 'conflict', []);
	const late = await newRequest();
	await sql`update privacy_request set due_at = now() - interval '1 minute' where id = ${late.id}`;
	isProblem(await staff.extend(ada.client, late.id), 409, 'conflict', []);
	const objection = await newRequest({ jurisdiction: 'california', type: 'object' });
	isProblem(await staff.extend(ada.client, objection.id), 409, 'conflict', []);
});

test('what nobody has shown to be theirs is refused at most, until somebody does, however late (SC-5)', async () => {
	const unseen = await addRequest(null, { type: 'erase', state: 'verifying' });
	isProblem(await staff.move(ada.client, unseen.id, 'unverifiable'), 409, 'conflict', []);
	await sql`select privacy_request_go(${unseen.id}, 'clock', 'unverifiable', null)`;
	await made(staff.move(ada.client, unseen.id, 'assessing'));
	for (const decision of ['approved', 'partly_approved']) isProblem(await staff.decide(ada.client, unseen.id, decision), 409, 'conflict', []);
	isProblem(await staff.extend(ada.client, unseen.id), 409, 'conflict', []);
	await made(staff.decide(ada.client, unseen.id, 'refused'));
	assert.ok((await follow(unseen.token)).json.seen.verified_at);
	await made(staff.decide(ada.client, unseen.id, 'approved'));
	const late = await addRequest(null, { state: 'verifying' });
	await sql`select privacy_request_go(${late.id}, 'clock', 'unverifiable', null)`;
	assert.equal((await follow(late.token)).json.seen.state, 'verified');
});

test('what is approved in part is done by hand: nothing is shown or removed by itself (SC-5)', async () => {
	const email = nobody();
	await addInvitation(ada.client.session.workspace, ada.client.session.person, email);
	for (const type of ['erase', 'access']) {
		const { id, token } = await newRequest({ email, type });
		await decided(id, 'partly_approved', 'The invitation stays: a claim');
		await made(staff.move(ada.client, id, 'executing'));
		assert.equal((await sql`select 1 from invitation where email = ${email}`).length, 1);
		assert.deepEqual((await follow(token)).json.found, []);
	}
});

test('the same as another is what has another, of the same address, that goes on (SH-2)', async () => {
	const only = await newRequest();
	isProblem(await staff.move(ada.client, only.id, 'duplicate'), 409, 'conflict', []);
	const again = await newRequest({ email: only.email });
	assert.equal((await made(staff.move(ada.client, again.id, 'duplicate'))).standing, 'closed');
	isProblem(await staff.move(ada.client, only.id, 'duplicate'), 409, 'conflict', []);
});

test('what somebody proposed who is of the staff no more needs two others (SH-2)', async () => {
	const { id } = await newRequest();
	await makeStaff(cyd.client.session.person);
	await made(staff.move(ada.client, id, 'assessing'));
	await made(staff.decide(cyd.client, id, 'approved'));
	await sql`delete from staff where person = ${cyd.client.session.person}`;
	assert.equal((await made(staff.decide(ada.client, id, 'approved'))).state, 'assessing');
	await sql`update person set frozen_at = now() where id = ${ada.client.session.person}`;
	assert.equal((await made(staff.decide(ben.client, id, 'approved'))).state, 'assessing', 'nor does what is said by whose account is shut');
	await sql`update person set frozen_at = null where id = ${ada.client.session.person}`;
	assert.equal((await made(staff.decide(ada.client, id, 'approved'))).state, 'approved');
});

test('POST /staff/requests/{id}/messages: both write into one thread; mail says only that there is news (PV-10)', async () => {
	const { id, token, email } = await newRequest();
	await made(new Client().post('/api/privacy/request-messages', { token, text: 'Which of it do you have?' }));
	const links = linkCount(email);
	await made(staff.write(ada.client, id, 'Your address, no more'));
	const link = await linkTo(email, links + 1);
	assert.deepEqual((await follow(link)).json.seen.messages.map((m) => [m.by, m.text]), [['requester', 'Which of it do you have?'], ['staff', 'Your address, no more']]);
	assert.ok(!messagesTo(email).some((mail) => mail.text.includes('no more')));
	const unseen = await addRequest(null, { state: 'verifying' });
	await made(staff.write(ada.client, unseen.id, 'Is it yours?'));
	assert.deepEqual(await sql`select 1 from privacy_request_link where request = ${unseen.id} offset 1`, [], 'who has not shown that the address is theirs gets no other link');
});

test('of an address without account: what is stored of it is shown, and erased, when two have said so (SC-5)', async () => {
	const email = nobody();
	const { client } = await newOwner();
	await addInvitation(client.session.workspace, client.session.person, email);
	const access = await newRequest({ email });
	await decided(access.id, 'approved', 'It is theirs');
	assert.deepEqual((await follow(access.token)).json.found, []);
	await made(staff.move(ada.client, access.id, 'executing'));
	const { found } = (await follow(access.token)).json;
	const invitation = found.find((t) => t.table === 'invitation');
	assert.deepEqual([invitation.records, invitation.sample[0].email], [1, email]);
	const erasure = await newRequest({ email, type: 'erase' });
	await decided(erasure.id, 'approved', 'It is theirs');
	await made(staff.move(ada.client, erasure.id, 'executing'));
	assert.deepEqual(await sql`select 1 from invitation where email = ${email}`, []);
	const { seen } = (await follow(erasure.token)).json;
	assert.ok(seen.messages.some((m) => m.by === 'system' && m.text.includes('1 of invitation')), JSON.stringify(seen.messages));
	assert.equal((await follow(access.token)).status, 200, 'what was asked for stays, as evidence');
});

test('of an address without account: what is stored is shown until a week after the request was closed (SC-5)', async () => {
	const email = nobody();
	await addInvitation(ada.client.session.workspace, ada.client.session.person, email);
	const { id, token } = await newRequest({ email });
	await decided(id, 'approved', 'It is theirs');
	for (const state of ['executing', 'answered', 'closed']) await made(staff.move(ada.client, id, state));
	const shown = async () => (await follow(token)).json.found.map((t) => t.table);
	const closed = (ago) => sql`update privacy_request set closed_at = now() - ${ago}::interval where id = ${id}`;
	assert.ok((await shown()).includes('invitation'));
	await closed('6 days 23 hours');
	assert.ok((await shown()).includes('invitation'));
	await closed('7 days 1 minute');
	assert.deepEqual(await shown(), []);
});

test('of an account: a copy is made behind its log-in, and it is erased by its person alone (SC-5)', async () => {
	const person = await newOwner();
	await addInvitation(ben.client.session.workspace, ben.client.session.person, person.email);
	const access = await newRequest({ email: person.email });
	await decided(access.id, 'approved', 'It is theirs');
	await made(staff.move(ada.client, access.id, 'executing'));
	const copies = async () => (await person.client.get('/api/privacy/exports')).json.items;
	assert.equal((await copies()).length, 1);
	await until('the copy', async () => (await copies())[0].state === 'available', 30_000);
	await until('word of it', () => messagesTo(person.email).some((mail) => mail.headers.subject === 'The copy of your data is there'));
	assert.deepEqual((await follow(access.token)).json.found, []);
	const erasure = await newRequest({ email: person.email, type: 'erase' });
	await decided(erasure.id, 'approved', 'It is theirs');
	await made(staff.move(ada.client, erasure.id, 'executing'));
	assert.equal((await person.client.get('/api/auth/session')).status, 200);
	assert.ok((await follow(erasure.token)).json.seen.messages.some((m) => m.text.includes('erased by whoever can log in')));
});
