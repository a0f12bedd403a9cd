/* Asking for a copy of what is stored about oneself, having it, and taking it back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { origin, until } from '../lib/instance.mjs';
import { mailTo, messagesTo, tokenOf } from '../lib/mail.mjs';
import { logIn, newOwner, stranger } from '../lib/people.mjs';
import {
	addPersonalExport, askPersonalExport, downloadPersonalExport, forgetPersonalExports, orderPersonalExport, personalExport,
	personalExportIn, unzipped,
} from '../lib/personal_export.mjs';

const API = '/api/privacy/exports';
const DAY = 86_400_000;
const person = await newOwner();
const { client } = person;
const neighbour = await newOwner();

test('POST /exports: a copy is made by a worker, its person told by mail that it was asked for and that it is there (PR-1, PR-11)', async () => {
	const asked = await askPersonalExport(client);
	assert.deepEqual([asked.state, asked.percent, asked.bytes, asked.downloads], ['queued', 0, 0, 0]);
	assert.deepEqual([asked.built_at, asked.expires_at, asked.ended_at], [null, null, null]);
	const there = await personalExportIn(client, asked, 'available');
	assert.equal(there.percent, 100);
	assert.ok(there.bytes > 0);
	assert.equal(Date.parse(there.expires_at) - Date.parse(there.built_at), 7 * DAY);
	// After the mail of the sign-up.
	const letters = [await mailTo(person.email, 2), await mailTo(person.email, 3)];
	assert.deepEqual(letters.map((m) => m.headers.subject), ['A copy of your data was asked for', 'The copy of your data is there']);
	for (const { text } of letters) {
		assert.ok(text.startsWith(`Hello ${person.username},`), text);
		// They lead to the page, behind the log-in, and to nothing that opens by itself.
		const links = text.match(/https?:\S+/g).filter((link) => link !== `${origin}.`);
		for (const link of links) assert.ok([`${origin}/account/data`, `${origin}/reset`].includes(link), link);
	}
	assert.deepEqual(messagesTo(neighbour.email).length, 1);
});

test('POST /exports: for a fortnight after a change of the address the one of before is told, too (SE-1, CH-4)', async () => {
	const [owner, email] = [await newOwner(), stranger().email];
	const word = (address) => messagesTo(address).map((mail) => mail.headers.subject).filter((subject) => subject.includes('copy of your data'));
	assert.equal((await owner.client.post('/api/auth/addresses', { email })).status, 202);
	assert.equal((await new Client().post('/api/auth/confirmations', { token: tokenOf(await mailTo(email)) })).status, 200);
	await personalExportIn(owner.client, await askPersonalExport(owner.client), 'available');
	const both = ['A copy of your data was asked for', 'The copy of your data is there'];
	for (const address of [email, owner.email]) await until(`word to ${address}`, () => word(address).length === 2);
	assert.deepEqual([word(email), word(owner.email)], [both, both]);
	const changed = (ago) => sql`update mailed_token set used_at = now() - ${ago}::interval where person = ${owner.client.session.person} and email_before is not null`;
	const again = async () => {
		await forgetPersonalExports(owner.client);
		const before = word(email).length;
		await personalExportIn(owner.client, await askPersonalExport(owner.client), 'available');
		await until('word of it', () => word(email).length === before + 2);
	};
	await changed('13 days 23 hours 59 minutes');
	await again();
	await until('word to the one of before', () => word(owner.email).length === 4);
	await changed('14 days 1 second');
	await again();
	assert.deepEqual(await sql`select 1 from job where kind = 'mail' and recipient = ${owner.email}`, []);
	assert.equal(word(owner.email).length, 4);
});

test('POST /exports: one at a time', async () => {
	await orderPersonalExport(client);
	const reply = await client.post(API);
	isProblem(reply, 409, 'conflict', []);
	assert.match(reply.json.detail, /being made already/);
	assert.deepEqual(await activityOf(reply), []);
});

test('POST /exports: five a day, and then it is said until when', async () => {
	await forgetPersonalExports(client);
	await sql`insert into personal_export (id, person, state, asked_at, ended_at)
		select gen_random_uuid(), ${client.session.person}, 'failed', now() - interval '23 hours', now() from generate_series(1, 5)`;
	const reply = await client.post(API);
	isProblem(reply, 429, 'too-many', []);
	assert.ok(Math.abs(Number(reply.headers['retry-after']) - 3600) < 60, reply.headers['retry-after']);
	await sql`update personal_export set asked_at = now() - interval '25 hours' where person = ${client.session.person}`;
	assert.equal((await client.post(API)).status, 201);
});

test('POST /exports: two at the same time are one', async () => {
	await forgetPersonalExports(client);
	const replies = await Promise.all([1, 2, 3, 4].map(() => client.post(API)));
	assert.deepEqual(replies.map((r) => r.status).sort(), [201, 409, 409, 409]);
	await personalExportIn(client, replies.find((r) => r.status === 201).json, 'available');
});

test('GET /exports: each sees their own, oldest first', async () => {
	const { id } = await addPersonalExport(client);
	assert.deepEqual((await client.get(API)).json.items.map((e) => e.id), [id]);
	assert.deepEqual((await neighbour.client.get(API)).json, { items: [], next: null });
});

test('GET /exports/{id}/content: a zip, called after a day and not after its person; each download is counted', async () => {
	const copy = await addPersonalExport(client);
	for (const downloads of [1, 2]) {
		const reply = await downloadPersonalExport(client, copy);
		assert.equal(reply.status, 200, reply.text);
		assert.equal(reply.headers['content-type'], 'application/zip');
		assert.equal(reply.headers['cache-control'], 'no-store');
		assert.match(reply.headers['content-disposition'], /^attachment; filename="obelus-data-\d{4}-\d\d-\d\d\.zip"/);
		const now = await personalExport(client, copy.id);
		assert.deepEqual([now.downloads, now.bytes], [downloads, reply.bytes.length]);
		const [row] = await activityOf(reply);
		assert.deepEqual([row.verb, row.actor, row.object], ['person.download', client.session.person, copy.id]);
		for (const name of Object.keys(unzipped(reply.bytes))) assert.match(name, /^(data\/[a-z_.]+\.jsonl|about\.json|schema\.json|index\.html)$/);
	}
});

test('GET /exports/{id}/content: while it is made there is nothing, and nobody else has it', async () => {
	const { id } = await orderPersonalExport(client);
	const reply = await downloadPersonalExport(client, { id });
	isProblem(reply, 409, 'conflict', []);
	assert.deepEqual(await activityOf(reply), []);
	const copy = await addPersonalExport(client);
	isProblem(await downloadPersonalExport(neighbour.client, copy), 404, 'not-found', []);
	isProblem(await neighbour.client.delete(`${API}/${copy.id}`), 404, 'not-found', []);
	isProblem(await downloadPersonalExport(client, { id: NOBODY }), 404, 'not-found', []);
});

test('GET /exports/{id}/content: a copy follows its person through all of their sessions', async () => {
	const copy = await addPersonalExport(client);
	const again = await logIn(person);
	assert.equal((await downloadPersonalExport(again, copy)).status, 200);
});

test('a new copy takes the place of the one before', async () => {
	const before = await addPersonalExport(client);
	const after = await askPersonalExport(client);
	await personalExportIn(client, after, 'available');
	await personalExportIn(client, before, 'expired');
	isProblem(await downloadPersonalExport(client, before), 410, 'gone', []);
	assert.equal((await downloadPersonalExport(client, after)).status, 200);
});

test('DELETE /exports/{id}: it is gone at once, its pieces soon after (PR-9)', async () => {
	const copy = await addPersonalExport(client);
	const reply = await client.delete(`${API}/${copy.id}`);
	assert.equal(reply.status, 204, reply.text);
	assert.deepEqual((await activityOf(reply)).map((row) => row.verb), ['person.discard']);
	isProblem(await downloadPersonalExport(client, copy), 410, 'gone', []);
	isProblem(await client.delete(`${API}/${copy.id}`), 410, 'gone', []);
	const now = await personalExport(client, copy.id);
	assert.equal(now.state, 'expired');
	assert.ok(now.ended_at);
	await until('no piece', async () => !(await sql`select from personal_export_piece where export = ${copy.id}`).length);
});

test('DELETE /exports/{id}: one that waits is not made', async () => {
	const copy = await orderPersonalExport(client);
	assert.equal((await client.delete(`${API}/${copy.id}`)).status, 204);
	await sql`insert into job (id, handler, kind, payload)
		values (gen_random_uuid(), 'privacy', 'personal-export', json_build_object('export', ${copy.id}::text, 'person', ${client.session.person}::text))`;
	await until('the job to end', async () => !(await sql`select from job where payload ->> 'export' = ${copy.id}`).length);
	assert.equal((await personalExport(client, copy.id)).state, 'expired');
	assert.deepEqual(await sql`select from personal_export_piece where export = ${copy.id}`, []);
});
