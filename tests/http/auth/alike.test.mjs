/*
 * That answers to known and unknown people take the same time.  What they say and the work they do is
 * compared elsewhere; this measures.
 *
 * Known and unknown are asked in a shuffled order, so that whatever else the machine does falls on both
 * alike.  Chance alone calls two equal samples different once in a hundred times; so a difference is one
 * only if three rounds find it one after the other, with the same sign, which chance does once in some
 * millions of times.  A difference that can be used, such as a hash that was left out, is found by all three.
 */
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { newOwner, stranger } from '../lib/people.mjs';
import { rankSum } from '../lib/ranks.mjs';

const ROUNDS = 3;
const WRONG = 'not the password, no';
let phc;
before(async () => {
	const { username } = await newOwner();
	[{ password: phc }] = await sql`select password from person where username = ${username}`;
});

/** So many people with an account, and so many who have none: {username, email}. */
async function someOfEach(n) {
	const [known, unknown] = [0, 1].map(() => Array.from({ length: n }, stranger));
	await sql`insert into person (id, username, password, email, email_key, confirmed_at)
		select gen_random_uuid(), name, ${phc}, name || '@example.org', name || '@example.org', now()
		  from unnest(string_to_array(${known.map((p) => p.username).join(' ')}, ' ')) name`;
	return [...known.map((who) => ({ who, isKnown: true })), ...unknown.map((who) => ({ who, isKnown: false }))];
}

function shuffled(list) {
	const all = [...list];
	for (let i = all.length - 1; i > 0; i--) {
		const k = randomInt(0, i + 1);
		[all[i], all[k]] = [all[k], all[i]];
	}
	return all;
}

const saidBy = ({ status, text, id }) => `${status} ${text.replaceAll(id, '')}`;

/** Ask about each, two at a time; how much longer the known ones took, as rankSum has it. */
async function round(n, ask) {
	const waiting = shuffled(await someOfEach(n));
	const [known, unknown, said] = [[], [], new Set()];
	const lane = async () => {
		while (waiting.length) {
			const client = new Client(); // nginx counts what comes of one address
			await client.get('/api/auth/health');
			for (const { who, isKnown } of waiting.splice(0, 10)) {
				const began = performance.now();
				const reply = await ask(client, who);
				(isKnown ? known : unknown).push(performance.now() - began);
				said.add(saidBy(reply));
			}
			client.close();
		}
	};
	await Promise.all([lane(), lane()]);
	assert.equal(said.size, 1, [...said].join('\n'));
	return rankSum(known, unknown);
}

async function takeTheSame(n, ask) {
	const found = [];
	while (found.length < ROUNDS) {
		found.push(await round(n, ask));
		if (found.at(-1).p > 0.01 || found.at(-1).z > 0 !== found[0].z > 0) return;
	}
	assert.fail(`told apart by their time: ${JSON.stringify(found)}`);
}

test('times that differ are found, those that do not are not', () => {
	const some = (from) => Array.from({ length: 200 }, (_, i) => from + ((i * 7919) % 200) / 200);
	assert.ok(rankSum(some(0), some(0.2)).p < 0.001 && rankSum(some(0), some(0.2)).z < 0);
	assert.ok(rankSum(some(0.2), some(0)).z > 0);
	assert.ok(rankSum(some(0), some(0)).p > 0.99);
});

test('POST /sessions: names that somebody has and names that nobody has take the same time (ASVS 6.3.8, item 18)', () =>
	takeTheSame(200, (client, { username }) => client.post('/api/auth/sessions', { username, password: WRONG })));

test('POST /resets: addresses that somebody has and addresses that nobody has take the same time (ASVS 6.3.8, item 18)', () =>
	takeTheSame(200, (client, { email }) => client.post('/api/auth/resets', { email })));

test('POST /people: addresses that have an account and those that have none take the same time (ASVS 6.3.8, item 18)', () =>
	takeTheSame(50, (client, { email, password }) => client.post('/api/auth/people', { username: `t${randomUUID().replaceAll('-', '').slice(0, 20)}`, email, password })));
