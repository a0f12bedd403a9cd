/*
 * Whoever signs up or logs in learns nothing about others' addresses and
 * names: not from what is said, and not from what is done.  Work is counted,
 * not timed: rows, round trips, and the pages of memory that a hash takes.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { withoutIds } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { logOf } from '../lib/log.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { newOwner, signUp, stranger } from '../lib/people.mjs';
import { workersOf } from '../lib/processes.mjs';

const PAGE = 4096;
const HASH_BYTES = 19 * 1024 * 1024; // argon2id's memory
const HASH_MS = 25; // its processor time, more or less

let known;
before(async () => (known = await newOwner()));

const stat = (pid) =>
	readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
const total = (of) =>
	workersOf('auth')
		.flatMap(of)
		.reduce((a, b) => a + b, 0);

/** Memory that auth's workers were given so far, in hashes (proc(5): minflt). */
const byMemory = () => (total((pid) => Number(stat(pid)[7])) * PAGE) / HASH_BYTES;

/** Where the kernel gives two megabytes at a time, pages cannot be counted: then processor time, in hashes. */
const byTime = () =>
	total((pid) =>
		readdirSync(`/proc/${pid}/task`).map((task) =>
			Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
		),
	) /
	1e6 /
	HASH_MS;

const hugePages = readFileSync('/sys/kernel/mm/transparent_hugepage/enabled', 'utf8').includes('[always]');
const soFar = hugePages ? byTime : byMemory;

/** How many password hashes a request cost. */
async function hashesOf(send) {
	const start = soFar();
	const reply = await send();
	return { reply, hashes: Math.round(soFar() - start) };
}

/** The request's log line, but for what no two requests share. */
async function workOf(reply) {
	const { method, route, status, db_flushes, redis_trips } = await logOf(reply);
	return { method, route, status, db_flushes, redis_trips };
}

const signUpWith = (email) => {
	const { username, password } = stranger();
	return new Client().post('/api/auth/people', { username, email, password });
};
const logInAs = (username, password) => new Client().post('/api/auth/sessions', { username, password });

async function areAlike(one, other) {
	assert.deepEqual(withoutIds(one), withoutIds(other));
	assert.deepEqual(await workOf(one), await workOf(other));
	assert.deepEqual(
		(await activityOf(one)).map((a) => a.verb),
		(await activityOf(other)).map((a) => a.verb),
	);
}

test('POST /people: a known address and a new one are answered alike (ASVS 6.3.8, item 18)', async () => {
	const fresh = stranger().email;
	const old = await hashesOf(() => signUpWith(known.email));
	const young = await hashesOf(() => signUpWith(fresh));
	assert.equal(old.reply.status, 202, old.reply.text);
	await areAlike(old.reply, young.reply);
	assert.deepEqual([old.hashes, young.hashes], [1, 1]);
	const rowsOf = async (reply) => {
		const [{ object }] = await activityOf(reply);
		const [rows] = await sql`
			select (select count(*) from person where id = ${object} and password like '$argon2id$%') as people,
			       (select count(*) from mailed_token where person = ${object}) as tokens`;
		return rows;
	};
	assert.deepEqual(await rowsOf(old.reply), { people: 1, tokens: 1 });
	assert.deepEqual(await rowsOf(young.reply), { people: 1, tokens: 1 });
	// Only the address's owner sees a difference.
	const told = await mailTo(known.email, 2);
	assert.equal(told.headers.subject, 'You have an account already');
	assert.doesNotMatch(told.text, /confirm#/);
	assert.equal((await mailTo(fresh)).headers.subject, 'Confirm your address');
	assert.equal(messagesTo(fresh).length, 1);
});

test("POST /people: an address differs only by its name, not by its domain's case", async () => {
	const shouted = known.email.replace('example.org', 'EXAMPLE.ORG');
	const reply = await signUpWith(shouted);
	assert.equal(reply.status, 202, reply.text);
	assert.equal((await mailTo(shouted)).headers.subject, 'You have an account already');
});

test('POST /sessions: a wrong password and an unknown name cost the same (ASVS 6.3.8, item 18)', async () => {
	const wrong = await hashesOf(() => logInAs(known.username, 'not the password, no'));
	const unknown = await hashesOf(() => logInAs(stranger().username, 'not the password, no'));
	const odd = await hashesOf(() => logInAs('NOT a name\u0001', 'not the password, no'));
	assert.equal(wrong.reply.status, 401, wrong.reply.text);
	await areAlike(wrong.reply, unknown.reply);
	await areAlike(wrong.reply, odd.reply);
	assert.deepEqual([wrong.hashes, unknown.hashes, odd.hashes], [1, 1, 1]);
});

test('POST /sessions: a name that waits for its mail is as unknown as any, but to its owner', async () => {
	const person = await signUp();
	const wrong = await hashesOf(() => logInAs(person.username, 'not the password, no'));
	const unknown = await hashesOf(() => logInAs(stranger().username, 'not the password, no'));
	await areAlike(wrong.reply, unknown.reply);
	assert.deepEqual([wrong.hashes, unknown.hashes], [1, 1]);
});
