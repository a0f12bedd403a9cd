/* Requests by the law as the tests need them: made by the API, or put where they have to stand. */
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { Client } from './client.mjs';
import { sql } from './database.mjs';
import { until } from './instance.mjs';
import { messagesTo, tokenOf } from './mail.mjs';
import { stranger } from './people.mjs';

const API = '/api/privacy';

const hashOf = (token) => createHash('sha256').update(token).digest('hex');
export const nobody = () => stranger().email;

/** As an operator does it. */
export const makeStaff = (person) => sql`insert into staff (person) values (${person}) on conflict do nothing`;
export const endStaff = () => sql`delete from staff`;

/** Ask: the reply. */
export const ask = (email, { type = 'access', jurisdiction = 'eu', text = 'All of it', client = new Client() } = {}) =>
	client.post(`${API}/requests`, { type, jurisdiction, email, text });

const links = (email) => messagesTo(email).filter((mail) => mail.text.includes('/legal/privacy/request/follow#'));
/** The code of the n-th link that was mailed. */
export const linkTo = async (email, n = 1) => tokenOf(await until(`link ${n} to ${email}`, () => links(email)[n - 1]));
export const linkCount = (email) => links(email).length;

/** Taken back: it is over. */
export const takeBack = (id) => sql`select privacy_request_go(${id}, 'requester', 'withdrawn', null)`;

/** What the link shows: the reply. */
export const follow = (token, client = new Client()) => client.post(`${API}/request-links`, { token });

/** Asked for, and shown to be theirs: {email, token, id}. */
export async function newRequest({ email = nobody(), ...about } = {}) {
	const reply = await ask(email, about);
	assert.equal(reply.status, 202, reply.text);
	const [{ id }] = await sql`select object as id from activity where request = ${reply.id}`;
	const [link] = await sql`select token_hash from privacy_request_link where request = ${id}`;
	const token = await until(`the link of ${id}`, () => links(email).map(tokenOf).find((code) => hashOf(code) === link.token_hash));
	const seen = await follow(token);
	assert.equal(seen.status, 200, seen.text);
	return { email, token, id };
}

/** One that the staff looks at, as if it had come by the API; `by` is of the staff: {id, token, email}. */
export async function addRequest(by, { email = nobody(), type = 'access', jurisdiction = 'eu', state = 'assessing' } = {}) {
	const id = randomUUID();
	const token = randomBytes(32).toString('base64url');
	const hash = hashOf(token);
	if (by) await makeStaff(by.client.session.person);
	await sql`select privacy_request_ask(${id}, ${hash}, ${type}, ${jurisdiction}, ${email}, ${email}, 'All of it', false, false)`;
	if (state !== 'verifying') {
		await sql`select privacy_request_go(${id}, 'requester', 'verified', null)`;
		await sql`update privacy_request set verified_at = now() where id = ${id}`;
	}
	if (state === 'assessing') await sql`update privacy_request set state = 'assessing' where id = ${id}`;
	return { id, token, email };
}

export const staff = {
	queue: (client, which, page = { limit: 1000 }) => client.get(`${API}/staff/requests`, { query: { ...(which && { which }), ...page } }),
	read: (client, id, reason = 'handling') => client.get(`${API}/staff/requests/${id}`, { query: { reason } }),
	move: (client, id, to, text = 'In its turn') => client.post(`${API}/staff/requests/${id}/moves`, { to, text }),
	decide: (client, id, decision, reason = 'As the law says') => client.post(`${API}/staff/requests/${id}/decisions`, { decision, reason }),
	extend: (client, id, reason = 'There is much of it') => client.post(`${API}/staff/requests/${id}/extensions`, { reason }),
	write: (client, id, text) => client.post(`${API}/staff/requests/${id}/messages`, { text }),
};

/** The clock ticks now. */
export async function tick() {
	const waiting = () => sql`select id, state from job where handler = 'privacy' and kind = 'request-clock' and state <> 'dead'`;
	const [{ id }] = await until('the clock to wait for its next time', async () => {
		const jobs = await waiting();
		return jobs.length === 1 && jobs[0].state === 'ready' && jobs;
	});
	await sql`update job set state = 'ready', run_at = now() where id = ${id}`;
	await until('the clock to have ticked', async () => (await waiting()).every((job) => job.id !== id), 60_000);
}
