/* Labels in the complete form, sent into a job. */
import assert from 'node:assert/strict';

import { sql } from './database.mjs';
import { addImport, endOfImport, sendFile } from './world.mjs';

const API = '/api/annotations';
export const FORM = {
	...{ format: 'jsonl', content_field: 'content', id_field: 'external_id', group_field: 'group_key' },
	...{ order_field: 'order_key', metadata_field: 'metadata' },
};

export const span = (label, start, end, text) => ({ label, start, end, text });
export const labelsOf = async (by, job) => (await by.get(`${API}/jobs/${job.id}/labels`)).text;
export const linesOf = (text) => text.split('\n').filter(Boolean).map((l) => JSON.parse(l));
export const fileOf = (lines) => lines.map((l) => `${JSON.stringify(l)}\n`).join('');

/** The file is sent into the job: how the import ended, with its flaws. */
export async function bring(by, job, file, form = FORM) {
	const { id } = await addImport(by, job.dataset, { ...form, job: job.id });
	const sent = await sendFile(by, id, file, { last: true });
	assert.equal(sent.status, 200, sent.text);
	const { state, examples, known, submissions, skips, flaws } = await endOfImport(by, id);
	const { items } = (await by.get(`${API}/imports/${id}/flaws`)).json;
	assert.equal(items.length, flaws);
	for (const { about } of items) assert.ok(about.length > 10, about);
	return { state, added: [examples, known, submissions, skips], flaws: items.map((f) => `${f.line} ${f.word} ${f.field ?? ''}`.trim()), id };
}

/** What is counted is what is there. */
export async function addsUp(job) {
	const [counted] = await sql`
		select j.touched, j.done, j.submissions, j.skips,
		       (select coalesce(sum(d.submissions), 0)::int from job_day d where d.job = j.id) as of_days,
		       (select coalesce(sum(d.skips), 0)::int from job_day d where d.job = j.id) as skips_of_days
		  from annotation_job j where j.id = ${job.id}`;
	const [there] = await sql`
		select (select count(*)::int from task where job = ${job.id}) as touched,
		       (select count(*)::int from task t join annotation_job j on j.id = t.job where j.id = ${job.id} and t.done = j.annotators) as done,
		       count(*) filter (where state = 'submitted')::int as submissions, count(*) filter (where state = 'skipped')::int as skips,
		       count(*) filter (where state = 'submitted')::int as of_days, count(*) filter (where state = 'skipped')::int as skips_of_days
		  from assignment where job = ${job.id}`;
	assert.deepEqual(counted, there);
	assert.deepEqual(await sql`
		select t.example
		  from task t
		  join lateral (select count(*) filter (where a.state = 'submitted') as done,
		                       count(*) filter (where a.state in ('submitted', 'leased')) as taken
		                  from assignment a
		                 where a.workspace = t.workspace and a.job = t.job and a.example = t.example) a on true
		 where t.job = ${job.id} and (t.done, t.taken) is distinct from (a.done, a.taken)`, []);
	assert.deepEqual(
		await sql`select done, skips, examples from job_level where job = ${job.id} and examples > 0 order by 1, 2`,
		await sql`
			select t.done, a.skips, count(*)::int as examples
			  from task t
			  join lateral (select count(*) filter (where a.state = 'skipped')::int as skips from assignment a
			                 where a.job = t.job and a.example = t.example) a on true
			 where t.job = ${job.id} group by 1, 2 order by 1, 2`,
	);
	assert.deepEqual(await sql`select ticket from task where job = ${job.id} group by ticket having count(*) > 1`, []);
}
