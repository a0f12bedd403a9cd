/* What one is handed to label next, or why nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf, addExample, addExamples, addTeam, setRole, sql } from '../lib/database.mjs';
import { addJob, countsOf, newWorkplace, next, NOTHING, show, submit } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
const { client, project, workspace, colleagues } = await newWorkplace();
const counts = (job) => countsOf(client, job);

test('POST /assignments: the text, its metadata and the labels; kept until lease_until, and the same when asked again', async () => {
	const job = await addJob(client, project, { lease_seconds: 120 });
	await addExample(job.dataset, { content: VECTOR, metadata: '{"a" : [1,  2.0]}', external_id: 'no 7' });
	const reply = await client.post(`${API}/assignments`, { job: job.id });
	assert.equal(reply.status, 200, reply.text);
	const { id, example, lease_until, labels, ...rest } = reply.json;
	assert.match(id, UUID);
	assert.match(example, UUID);
	assert.match(lease_until, MOMENT);
	const left = (Date.parse(lease_until) - Date.now()) / 1000;
	assert.ok(left > 60 && left <= 121, `${left} s`);
	assert.deepEqual(labels.map((l) => l.name), ['Person', 'Place', 'Letter', 'Diary']);
	assert.deepEqual(rest, {
		...{ job: job.id, job_name: job.name, state: 'leased', content: VECTOR, metadata: { a: [1, 2] }, external_id: 'no 7' },
		...{ schema: job.schema, schema_version: 1, overlap: 'none', classes: 'single', draft: null, submission: null, version: 1, drafts: 0, own: 0, again: false, reason: null },
	});
	// Byte for byte.
	assert.ok(reply.text.includes('"metadata":{"a" : [1,  2.0]},'));
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.object, a.project]), [['assignment.take', id, project]]);
	assert.equal((await next(client, { job: job.id })).id, id);
	assert.deepEqual((await show(client, id)).content, VECTOR);
	assert.deepEqual(await counts(job), { touched: 1, done: 0, submissions: 0, skips: 0 });
});

test('POST /assignments: of the first job in the queue that has something', async () => {
	const [{ client: annotator }] = await colleagues(1);
	await sql`update annotation_job set state = 'paused' where workspace = ${workspace}`;
	const first = await addJob(client, project, { examples: 1 });
	const second = await addJob(client, project, { examples: 1 });
	await client.patch(`${API}/jobs/${second.id}`, { queue: 'top' }, '"1"');
	const seen = [];
	for (let i = 0; i < 3; i++) {
		const { id, job } = await next(annotator);
		seen.push(job);
		if (id) assert.equal((await submit(annotator, id, NOTHING)).status, 200);
	}
	assert.deepEqual(seen, [second.id, first.id, null]);
	isProblem(await annotator.post(`${API}/assignments`, { job: NOBODY }), 422, 'invalid', ['#/job']);
});

test('POST /assignments: of a hundred who ask for the last example at once, one is handed it (ASVS 2.3.3, item 66)', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const everyone = await colleagues(100);
	const handed = (await Promise.all(everyone.map((who) => next(who.client, { job: job.id })))).filter((assignment) => assignment.id);
	assert.equal(handed.length, 1);
	assert.deepEqual(await counts(job), { touched: 1, done: 0, submissions: 0, skips: 0 });
});

test('POST /assignments: what is closest to completion comes first, in everyone’s turn once', async () => {
	const job = await addJob(client, project, { examples: 3, annotators: 3 });
	const [a, b, c, d] = await colleagues(4);
	const take = async (who) => next(who.client, { job: job.id });
	const one = await take(a);
	const other = await take(b);
	// Whoever is in someone's hands is shared before a new one is begun.
	assert.equal(other.example, one.example);
	await submit(a.client, one.id, NOTHING);
	const second = await take(a);
	assert.notEqual(second.example, one.example);
	assert.equal((await take(c)).example, one.example);
	// The first is full now, the second has room.
	assert.equal((await take(d)).example, second.example);
});

test('POST /assignments: one more for who looks ahead, ten at most', async () => {
	const job = await addJob(client, project, { examples: 12 });
	const ids = new Set();
	for (let i = 0; i < 10; i++) ids.add((await next(client, { job: job.id, another: true })).id);
	assert.equal(ids.size, 10);
	assert.ok(!ids.has(null));
	// Who looks ahead is told that there is no more, and still has what they have.
	assert.equal((await next(client, { job: job.id, another: true })).id, null);
	assert.ok(ids.has((await next(client, { job: job.id })).id));
});

test('POST /assignments: examples that come later are handed out, too', async () => {
	const job = await addJob(client, project);
	assert.equal((await next(client, { job: job.id })).id, null);
	await addExamples(job.dataset, 1);
	assert.notEqual((await next(client, { job: job.id })).id, null);
});

test('POST /assignments: what one has in hand comes first, in whichever job', async () => {
	const { client: someone } = await newOwner();
	const home = (await addProject(someone)).id;
	const [first, second] = [await addJob(someone, home, { examples: 2 }), await addJob(someone, home, { examples: 1 })];
	const { id } = await next(someone, { job: second.id });
	assert.equal((await next(someone)).id, id);
	assert.equal((await next(someone, { another: true })).job, first.id);
	// What is paused does not stand in the way.
	await someone.patch(`${API}/jobs/${second.id}`, { state: 'paused' }, '"1"');
	assert.equal((await next(someone)).job, first.id);
});

test('POST /assignments: why there is nothing', async () => {
	const team = await addTeam(workspace);
	const [a, b] = await colleagues(2);
	const why = async (who, ask) => {
		const { id, again, reason } = await next(who.client, ask);
		assert.deepEqual([id, again], [null, false]);
		return reason;
	};
	const job = await addJob(client, project, { examples: 11 });
	for (let i = 0; i < 10; i++) await next(a.client, { job: job.id, another: true });
	assert.equal(await why(a, { job: job.id, another: true }), 'ten-in-hand');
	const { id } = await next(b.client, { job: job.id });
	await submit(b.client, id, NOTHING);
	assert.equal(await why(b, { job: job.id }), 'in-other-hands');
	const small = await addJob(client, project, { examples: 1 });
	await submit(b.client, (await next(b.client, { job: small.id })).id, NOTHING);
	assert.equal(await why(b, { job: small.id }), 'none-left');
	const closed = await addJob(client, project, { examples: 1, teams: [{ id: team.id }] });
	assert.equal(await why(b, { job: closed.id }), 'not-for-you');
	await client.patch(`${API}/jobs/${closed.id}`, { state: 'paused' }, '"1"');
	assert.equal(await why(b, { job: closed.id }), 'not-active');
});

test('POST /assignments: what somebody had who left the workspace is others’ at once', async () => {
	const job = await addJob(client, project, { examples: 1, lease_seconds: 604_800 });
	const [a, b] = await colleagues(2);
	const theirs = await next(a.client, { job: job.id });
	assert.equal((await next(b.client, { job: job.id })).id, null);
	await setRole(workspace, a.id, null);
	assert.equal((await next(b.client, { job: job.id })).example, theirs.example);
});

test('POST /assignments: who comes back after others went on is looked for work in parts, and gets it', async () => {
	const count = 9_000;
	const job = await addJob(client, project, { annotators: 3 });
	await addExamples(job.dataset, count);
	const [p, q] = await colleagues(2);
	// Both have submitted all, one after the other; one more is left, behind all of those.
	await sql`insert into task (workspace, job, example, room, taken, done, ticket)
		select workspace, ${job.id}, id, 3, 2, 2, position + ${count} from example where dataset = ${job.dataset}`;
	for (const { id } of [p, q])
		await sql`insert into assignment (workspace, id, job, example, person, state, submission, schema_version, handed_version, counted_on, submitted_at, version)
			select workspace, gen_random_uuid(), ${job.id}, id, ${id}, 'submitted', '{}', 1, 1, now(), now(), 2 from example where dataset = ${job.dataset}`;
	await sql`update annotation_job set touched = ${count}, submissions = ${2 * count}, tickets = ${2 * count}, reached = ${count - 1} where id = ${job.id}`;
	const first = (await p.client.post(`${API}/assignments`, { job: job.id })).json;
	assert.deepEqual([first.id, first.again], [null, true]);
	assert.equal((await next(p.client, { job: job.id })).id, null);
	const [cursor] = await sql`select max(ticket)::int as ticket from job_cursor where job = ${job.id} and person = ${p.id} and level = 2`;
	assert.equal(cursor.ticket, 2 * count - 1);
	await addExamples(job.dataset, 1);
	const found = await next(q.client, { job: job.id });
	assert.equal(found.content, `Text ${count}`);
});
