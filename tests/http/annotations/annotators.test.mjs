/* How many people label each example of a job, changed while they do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { activityOf, addExamples, sql } from '../lib/database.mjs';
import { addJob, jobOf, newWorkplace, NOTHING, release, reopen, skip, submit, take } from '../lib/labelling.mjs';
import { addsUp, bring, fileOf, labelsOf, linesOf } from '../lib/reimport.mjs';

const API = '/api/annotations';
const { client, project, workspace, colleagues } = await newWorkplace();
const change = (job, json, version = 1) => client.patch(`${API}/jobs/${job.id}`, json, `"${version}"`);
const annotators = (job, n, version) => change(job, { annotators: n }, version);
const counts = async (job) => {
	const { touched, done, submissions } = await jobOf(client, job.id);
	return { touched, done, submissions };
};
async function labelAll(who, job) {
	let n = 0;
	for (let id; ({ id } = await take(who, job)) && id; n++) assert.equal((await submit(who.client, id, NOTHING)).status, 200);
	return n;
}

test('PATCH /jobs/{id}: with more annotators what was done comes back, to others', async () => {
	const job = await addJob(client, project, { examples: 3, annotators: 1 });
	const [a, b, c] = await colleagues(3);
	assert.equal(await labelAll(a, job), 3);
	assert.equal((await take(b, job)).id, null);
	assert.deepEqual(await counts(job), { touched: 3, done: 3, submissions: 3 });
	const reply = await annotators(job, 2);
	assert.deepEqual([reply.status, reply.json.annotators, reply.json.done, reply.json.version], [200, 2, 0, 2]);
	assert.deepEqual((await activityOf(reply)).map((x) => [x.verb, x.object]), [['job.update', job.id]]);
	assert.deepEqual(await counts(job), { touched: 3, done: 0, submissions: 3 });
	assert.equal((await take(a, job)).id, null);
	assert.equal(await labelAll(b, job), 3);
	assert.equal((await take(c, job)).id, null);
	assert.deepEqual(await counts(job), { touched: 3, done: 3, submissions: 6 });
	// Those who had gone past it when it was full see it again.
	assert.equal((await annotators(job, 3, 2)).status, 200);
	assert.equal(await labelAll(c, job), 3);
	assert.deepEqual(await counts(job), { touched: 3, done: 3, submissions: 9 });
	assert.deepEqual(await sql`select distinct room, taken, done from task where job = ${job.id}`, [{ room: 3, taken: 3, done: 3 }]);
});

test('PATCH /jobs/{id}: with fewer annotators what has enough is done, and no more are handed it', async () => {
	const job = await addJob(client, project, { examples: 4, annotators: 3 });
	const [a, b, c] = await colleagues(3);
	assert.equal(await labelAll(a, job), 4);
	const second = await take(b, job);
	await submit(b.client, second.id, NOTHING);
	assert.deepEqual(await counts(job), { touched: 4, done: 0, submissions: 5 });
	const reply = await annotators(job, 2);
	assert.deepEqual([reply.status, reply.json.done], [200, 1]);
	const seen = [];
	for (let got; (got = await take(c, job)).id; ) {
		seen.push(got.example);
		await submit(c.client, got.id, NOTHING);
	}
	assert.equal(seen.length, 3);
	assert.ok(!seen.includes(second.example));
	assert.deepEqual(await counts(job), { touched: 4, done: 4, submissions: 8 });
	assert.equal((await take(b, job)).id, null);
	assert.deepEqual(await sql`select distinct room, taken, done from task where job = ${job.id}`, [{ room: 2, taken: 2, done: 2 }]);
});

test('PATCH /jobs/{id}: never fewer annotators than an example has, labelled or in hand', async () => {
	const job = await addJob(client, project, { examples: 2, annotators: 3 });
	const [a, b, c] = await colleagues(3);
	const [one, two] = [await take(a, job), await take(b, job)];
	assert.equal(one.example, two.example);
	isProblem(await annotators(job, 1), 409, 'conflict', ['#/annotators']);
	await submit(a.client, one.id, NOTHING);
	isProblem(await annotators(job, 1), 409, 'conflict', ['#/annotators']);
	await release(b.client, two.id);
	// Whoever had it, and comes back while the rooms follow, takes a place only if there is one.
	assert.equal((await annotators(job, 1)).status, 200);
	isProblem(await submit(b.client, two.id, NOTHING), 409, 'conflict', []);
	assert.equal((await annotators(job, 2, 2)).status, 200);
	assert.equal((await submit(b.client, two.id, NOTHING)).status, 200);
	isProblem(await annotators(job, 1, 3), 409, 'conflict', ['#/annotators']);
	isProblem(await annotators(job, 1, 2), 412, 'stale', []);
	const theirs = await take(c, job);
	assert.notEqual(theirs.example, one.example);
	await skip(c.client, theirs.id);
	await reopen(b.client, two.id);
	// In b's hands it has two places still.
	isProblem(await annotators(job, 1, 3), 409, 'conflict', ['#/annotators']);
	await release(b.client, two.id);
	const last = await annotators(job, 1, 3);
	assert.deepEqual([last.status, last.json.done], [200, 1]);
	isProblem(await annotators(job, 21, 4), 422, 'invalid', ['#/annotators']);
	isProblem(await annotators(job, null, 4), 422, 'invalid', ['#/annotators']);
});

test('PATCH /jobs/{id}: of a large job the places come back in parts, and all of them', async () => {
	const count = 4_500;
	const job = await addJob(client, project, { annotators: 1 });
	await addExamples(job.dataset, count);
	const [a, b] = await colleagues(2);
	await sql`insert into task (workspace, job, example, room, taken, done, ticket)
		select workspace, ${job.id}, id, 1, 1, 1, position + 1 from example where dataset = ${job.dataset}`;
	await sql`insert into assignment (workspace, id, job, example, person, state, submission, schema_version, handed_version, counted_on, submitted_at, version)
		select workspace, gen_random_uuid(), ${job.id}, id, ${a.id}, 'submitted', '{}', 1, 1, now(), now(), 2 from example where dataset = ${job.dataset}`;
	await sql`update annotation_job set touched = ${count}, submissions = ${count}, done = ${count}, tickets = ${count}, reached = ${count - 1} where id = ${job.id}`;
	assert.equal((await annotators(job, 2)).json.done, 0);
	assert.notEqual((await take(b, job)).id, null);
	const rooms = async () => (await sql`select room, count(*)::int as n from task where job = ${job.id} group by room order by room`).map((r) => [r.room, r.n]);
	assert.deepEqual(await rooms(), [[1, count - 1_000], [2, 1_000]]);
	// Whoever has done all of it looks through all of it.
	const first = (await a.client.post(`${API}/assignments`, { job: job.id })).json;
	assert.deepEqual([first.id, first.again], [null, true]);
	const last = await take(a, job);
	assert.deepEqual([last.id, last.again, last.reason], [null, false, 'in-other-hands']);
	assert.deepEqual(await rooms(), [[2, count]]);
	assert.deepEqual(await sql`select room_after from annotation_job where id = ${job.id}`, [{ room_after: null }]);
});

test('PATCH /jobs/{id}: whoever has gone past an example that was full sees it when it is not', async () => {
	const job = await addJob(client, project, { examples: 2, annotators: 2 });
	const [a, b, c] = await colleagues(3);
	const full = await take(a, job);
	await submit(a.client, full.id, NOTHING);
	assert.equal((await take(b, job)).example, full.example);
	const own = await take(c, job);
	assert.notEqual(own.example, full.example);
	await submit(c.client, own.id, NOTHING);
	assert.equal((await take(c, job)).id, null);
	assert.equal((await annotators(job, 3)).status, 200);
	assert.equal((await take(c, job)).example, full.example);
});

test('PATCH /jobs/{id}: what is full by the new number is handed to nobody, though its room has not followed', async () => {
	const job = await addJob(client, project, { annotators: 3 });
	await addExamples(job.dataset, 1_200);
	const [a, b, c] = await colleagues(3);
	const last = await sql`select id from example where dataset = ${job.dataset} order by id desc limit 1`;
	await sql`insert into task (workspace, job, example, room, taken, done, ticket)
		select workspace, ${job.id}, id, 3, case id when ${last[0].id} then 2 else 1 end, 1, position + 1 from example where dataset = ${job.dataset}`;
	const add = (person, of) => sql`insert into assignment (workspace, id, job, example, person, state, submission, schema_version, handed_version, counted_on, submitted_at, version)
		select workspace, gen_random_uuid(), job, example, ${person}, 'submitted', '{}', 1, 1, now(), now(), 2 from task where job = ${job.id} and (taken = 2) = ${of === 'last'}`;
	await add(c.id, 'others');
	await add(a.id, 'last');
	await sql`insert into assignment (workspace, id, job, example, person, handed_version, lease_until)
		select workspace, gen_random_uuid(), job, example, ${b.id}, 1, now() + interval '1 hour' from task where job = ${job.id} and taken = 2`;
	await sql`update annotation_job set touched = 1200, submissions = 1200, tickets = 1200, reached = 1199 where id = ${job.id}`;
	assert.equal((await annotators(job, 2)).status, 200);
	assert.equal((await take(c, job)).id, null);
	assert.deepEqual(await sql`select taken, room from task where example = ${last[0].id}`, [{ taken: 2, room: 2 }]);
});

test('PATCH /jobs/{id}: what is submitted meanwhile is counted', async () => {
	const job = await addJob(client, project, { examples: 1, annotators: 3 });
	const [a, b] = await colleagues(2);
	await submit(a.client, (await take(a, job)).id, NOTHING);
	const { id } = await take(b, job);
	await sql`begin`;
	await sql`select assignment_set(${workspace}, ${id}, ${b.id}, 'submit', '{"spans":[],"classes":[],"nothing":true}'::json, 1, null, 0, -1,
		gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid())`;
	const changing = annotators(job, 2);
	const waits = async () => (await sql`select count(*)::int as n from pg_locks where not granted`)[0].n > 0;
	while (!(await waits()));
	await sql`commit`;
	const reply = await changing;
	assert.deepEqual([reply.status, reply.json.done, reply.json.submissions], [200, 1, 2]);
});

test('PATCH /jobs/{id}: while many label, each example is labelled by as many as the job says in the end', async () => {
	const people = await colleagues(6);
	const job = await addJob(client, project, { examples: 30, annotators: 2 });
	const refused = new Set();
	const label = async (who, n) => {
		for (let id; ({ id } = await take(who, job, { another: n % 2 === 1 })) && id; n++) {
			const { status } = n % 5 === 4 ? await release(who.client, id) : await submit(who.client, id, NOTHING);
			assert.ok([200, 409].includes(status), `${status}`);
		}
	};
	const resize = async () => {
		for (const n of [3, 2, 4, 3, 1, 4, 2, 3]) {
			const { version } = await jobOf(client, job.id);
			const reply = await annotators(job, n, version);
			assert.ok([200, 409].includes(reply.status), reply.text);
			if (reply.status === 409) refused.add(n);
			const now = await jobOf(client, job.id);
			assert.ok(now.done <= now.touched && now.submissions >= now.done * now.annotators, JSON.stringify(now));
		}
	};
	await Promise.all([...people.flatMap((who) => [label(who, 0), label(who, 1)]), resize()]);
	const { version } = await jobOf(client, job.id);
	assert.equal((await annotators(job, 5, version)).status, 200);
	for (const who of people) await label(who, 0);
	assert.deepEqual(await sql`select distinct room, taken, done from task where job = ${job.id}`, [{ room: 5, taken: 5, done: 5 }]);
	assert.deepEqual(await counts(job), { touched: 30, done: 30, submissions: 150 });
	assert.deepEqual(await sql`select done, skips, examples from job_level where job = ${job.id} and examples > 0`, [{ done: 5, skips: 0, examples: 30 }]);
});

test('PATCH /jobs/{id}: leases that are over are nobody’s, also when fewer annotators are asked for', async () => {
	const job = await addJob(client, project, { examples: 1, annotators: 2 });
	const [a, b, c] = await colleagues(3);
	for (const who of [a, b]) assert.ok((await take(who, job)).id);
	assert.equal((await annotators(job, 1)).status, 409);
	await sql`update assignment set lease_until = now() - interval '1 second' where job = ${job.id}`;
	assert.equal((await annotators(job, 1)).status, 200);
	await submit(c.client, (await take(c, job)).id, NOTHING);
	assert.deepEqual(await counts(job), { touched: 1, done: 1, submissions: 1 });
	assert.equal((await take(a, job)).id, null);
	await addsUp(job);
});

test('labels of a file have room by the number of annotators that the job has now', async () => {
	const job = await addJob(client, project, { examples: 2, annotators: 1 });
	const [a, b] = await colleagues(2);
	await labelAll(a, job);
	const lines = linesOf(await labelsOf(client, job));
	const twice = fileOf(lines.map((l) => ({ ...l, submissions: [...l.submissions, { ...l.submissions[0], annotator: b.id }] })));
	assert.deepEqual((await bring(client, job, twice)).flaws, ['1 full submissions', '2 full submissions']);
	assert.equal((await annotators(job, 2)).status, 200);
	assert.deepEqual((await bring(client, job, twice)).added, [0, 2, 2, 0]);
	await addsUp(job);
	assert.deepEqual(await counts(job), { touched: 2, done: 2, submissions: 4 });
	assert.equal((await annotators(job, 1, 2)).status, 409);
});
