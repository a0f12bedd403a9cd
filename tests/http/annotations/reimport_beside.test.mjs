/* Labels come into a job while people label in it, or have done so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addColleague, addExamples, sql } from '../lib/database.mjs';
import { addJob, jobOf, newWorkplace, next, NOTHING, release, reopen, show, skip, submit } from '../lib/labelling.mjs';
import { addsUp, bring, fileOf, FORM, labelsOf, linesOf } from '../lib/reimport.mjs';
import { addImport, endOfImport, sendFile } from '../lib/world.mjs';

const API = '/api/annotations';
const { client, project, workspace, colleagues } = await newWorkplace();

test('never more than N, and what people have in hand or have done stays', async () => {
	const job = await addJob(client, project, { examples: 4, annotators: 2 });
	const [a, b, c] = await colleagues(3);
	const hand = async (who) => next(who.client, { job: job.id });
	// The first: a has it, and b has done it.  The second: b has it.  The third: a gave it back, c skipped it.
	const first = await hand(a);
	await submit(b.client, (await hand(b)).id, NOTHING);
	const second = await hand(b);
	assert.notEqual(second.example, first.example);
	await submit(a.client, first.id, NOTHING);
	await hand(a); // the second
	const third = await hand(c);
	await skip(c.client, third.id, 'no');
	const lines = linesOf(await labelsOf(client, job));
	const by = (who, nothing = true) => ({ annotator: who.id, nothing, classes: nothing ? [] : [{ label: job.labels.Letter }] });
	const before = await labelsOf(client, job);
	const at = (n, submissions, skips = []) => ({ ...lines[n], submissions, skips });
	const full = await bring(client, job, fileOf([
		at(0, [by(c)]), // a and b have done it
		at(1, [by(c)]), // a and b have it
		at(1, [by(a)]),
		at(2, [by(c)]), // skipped it
		at(2, [], [{ annotator: c.id, reason: 'why' }]),
		at(0, [by(a, false)]),
		at(3, [by(a), by(b), by(c)]),
	]));
	assert.deepEqual(full.flaws, [
		...['1 full submissions', '2 full submissions', '3 other-labels submissions/0', '4 other-labels submissions/0'],
		...['5 other-labels skips/0', '6 other-labels submissions/0', '7 full submissions'],
	]);
	assert.equal(await labelsOf(client, job), before);
	// What fits is taken; what is over in someone's hands is free.
	await sql`update assignment set lease_until = now() - interval '1 second' where job = ${job.id} and person = ${a.id} and state = 'leased'`;
	const fits = await bring(client, job, fileOf([at(0, [by(a)]), at(1, [by(a, false)]), at(2, [by(a)], [{ annotator: c.id, reason: 'no' }]), at(3, [by(a), by(b)])]));
	assert.deepEqual([fits.added, fits.flaws], [[0, 4, 4, 0], []]);
	await addsUp(job);
	assert.deepEqual((await show(b.client, second.id)).state, 'leased');
	await submit(b.client, second.id, NOTHING);
	// Only the third has room: for b.
	const left = await hand(b);
	assert.equal(left.example, lines[2].id);
	await submit(b.client, left.id, NOTHING);
	assert.deepEqual([(await hand(a)).id, (await hand(b)).id, (await hand(c)).id], [null, null, null]);
	assert.equal((await jobOf(client, job.id)).done, 4);
	await addsUp(job);
});

test('what was given back and then brought is its person’s again, with a version that nobody saw', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const a = await addColleague(workspace);
	const mine = await next(a.client, { job: job.id });
	for (const match of [undefined, '"3"']) {
		await submit(a.client, mine.id, NOTHING, match);
		await reopen(a.client, mine.id);
	}
	await release(a.client, mine.id);
	const [line] = linesOf(await labelsOf(client, job));
	const { added } = await bring(client, job, fileOf([{ ...line, submissions: [{ annotator: a.id, version: 2, nothing: true }] }]));
	assert.deepEqual(added, [0, 1, 1, 0]);
	const now = await show(a.client, mine.id);
	assert.deepEqual([now.state, now.version, now.draft?.nothing], ['submitted', 6, true]);
	await addsUp(job);
});

test('examples that came with labels are stepped over by who takes a new one, in parts', async () => {
	const job = await addJob(client, project, { annotators: 1 });
	const a = await addColleague(workspace);
	const lines = Array.from({ length: 4500 }, (_, i) => ({ content: `Text ${i}`, submissions: i === 2 ? [] : [{ annotator: a.id, nothing: true }] }));
	assert.deepEqual((await bring(client, job, fileOf(lines), { format: 'jsonl', content_field: 'content' })).added, [4500, 0, 4499, 0]);
	const b = await addColleague(workspace);
	const first = await next(b.client, { job: job.id });
	assert.equal(first.content, 'Text 2');
	await submit(b.client, first.id, NOTHING);
	await addExamples(job.dataset, 1);
	assert.equal((await b.client.post(`${API}/assignments`, { job: job.id })).json.id !== undefined, true);
	const last = await next(b.client, { job: job.id });
	assert.equal(last.content, 'Text 4500');
	await submit(b.client, last.id, NOTHING);
	assert.equal((await next(b.client, { job: job.id })).id, null);
	assert.equal((await jobOf(client, job.id)).done, 4501);
	await addsUp(job);
});

test('people label beside it: each example has exactly N', async () => {
	const count = 900;
	const job = await addJob(client, project, { annotators: 3 });
	const people = await Promise.all(Array.from({ length: 6 }, () => addColleague(workspace)));
	const texts = Array.from({ length: count }, (_, i) => ({ content: `Text ${i}`, external_id: `${i}` }));
	await bring(client, job, fileOf(texts));
	const lines = texts.map((t, i) => ({
		...t,
		submissions: Array.from({ length: 1 + (i % 3) }, (_, k) => ({ annotator: people[(i + k) % 6].id, nothing: true })),
	}));
	const { id } = await addImport(client, job.dataset, { ...FORM, job: job.id });
	const label = async ({ client: by }) => {
		for (;;) {
			const { id: mine } = await next(by, { job: job.id });
			if (!mine) return;
			const reply = await submit(by, mine, NOTHING);
			assert.equal(reply.status, 200, reply.text);
		}
	};
	const working = people.map(label);
	await sendFile(client, id, fileOf(lines), { last: true });
	await Promise.all(working);
	const done = await endOfImport(client, id);
	assert.ok(done.submissions > 0, 'the import came too late');
	// Whoever waited while others had what was left goes on.
	for (const p of people) await label(p);
	const counts = await sql`select count(*)::int as n from assignment where job = ${job.id} and state = 'submitted' group by example`;
	assert.deepEqual([counts.length, counts.every(({ n }) => n === 3)], [count, true]);
	assert.equal((await jobOf(client, job.id)).done, count);
	await addsUp(job);
});
