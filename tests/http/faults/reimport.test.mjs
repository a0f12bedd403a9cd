/* The process that brings labels into a job dies in the middle of it: another goes on where it stood. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addColleague, sql } from '../lib/database.mjs';
import { killReaders } from '../lib/killing.mjs';
import { addJob, jobOf } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addsUp, fileOf, FORM } from '../lib/reimport.mjs';
import { addImport, addProject, endOfImport, sendFile } from '../lib/world.mjs';

const ROWS = 3_000;

test('labels whose import is killed are there once, and counted once', async () => {
	const { client } = await newOwner();
	const { workspace } = client.session;
	const job = await addJob(client, (await addProject(client)).id, { annotators: 2 });
	const people = [await addColleague(workspace), await addColleague(workspace), await addColleague(workspace)];
	const { Letter } = job.labels;
	const lines = Array.from({ length: ROWS }, (_, i) => ({
		...{ content: `Text ${i}`, external_id: `${i}` },
		submissions: [0, 1].map((k) => ({ annotator: people[(i + k) % 3].id, classes: [{ label: Letter }], seconds: 1 })),
		skips: i % 2 ? [] : [{ annotator: people[(i + 2) % 3].id, reason: 'no' }],
	}));
	const { id } = await addImport(client, job.dataset, { ...FORM, job: job.id });
	const sent = await sendFile(client, id, fileOf(lines), { last: true });
	assert.equal(sent.status, 200, sent.text);
	await killReaders(client, sent.json);
	const done = await endOfImport(client, id);
	const added = { examples: ROWS, known: 0, submissions: 2 * ROWS, skips: ROWS / 2, flaws: 0 };
	assert.deepEqual(Object.fromEntries(Object.keys(added).map((k) => [k, done[k]])), added);
	const { touched, done: whole, submissions, skips } = await jobOf(client, job.id);
	assert.deepEqual([touched, whole, submissions, skips], [ROWS, ROWS, 2 * ROWS, ROWS / 2]);
	const [{ classes, seconds }] = await sql`select sum(classes)::int as classes, sum(seconds)::int as seconds from job_day where job = ${job.id}`;
	const [{ given }] = await sql`select sum(count)::int as given from job_label where job = ${job.id}`;
	assert.deepEqual([classes, seconds, given], [2 * ROWS, 2 * ROWS, 2 * ROWS]);
	await addsUp(job);
});
