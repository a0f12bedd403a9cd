/* How far a job is, who did what on which day, and how often each label was given. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { addColleague, setRole, sql } from '../lib/database.mjs';
import { addJob, addSchema, jobOf, newWorkplace, next, NOTHING, reopen, skip, submit } from '../lib/labelling.mjs';

const API = '/api/annotations';
const { client, project, workspace, colleagues } = await newWorkplace();
const today = () => `${new Date().toISOString().slice(0, 10)}T00:00:00.000000Z`;
const get = async (job, what) => (await client.get(`${API}/jobs/${job.id}/${what}`)).json.items;
const span = (label, start) => ({ label, start, end: start + 1, text: 'Text 0'[start] });

/** The day's numbers without its ids. */
const plain = ({ id, job, day, ...numbers }) => numbers;

test('GET /jobs/{id}/days: what each person did, as it is now (US-1)', async () => {
	const job = await addJob(client, project, { examples: 4, annotators: 2, schema: { classes: 'multi' } });
	const [a, b] = await colleagues(2);
	const { Person, Place, Letter, Diary } = job.labels;
	const take = async (who) => (await next(who.client, { job: job.id })).id;
	const one = await take(a);
	const day = today();
	await submit(a.client, one, { schema_version: 1, spans: [span(Person, 0), span(Place, 1)], classes: [{ label: Letter }], seconds: 30 });
	const two = await take(a);
	await submit(a.client, two, { ...NOTHING, seconds: 5 });
	await skip(a.client, await take(a));
	const theirs = await take(b);
	await submit(b.client, theirs, { schema_version: 1, classes: [{ label: Letter }, { label: Diary }] });
	const days = await get(job, 'days');
	if (day !== today()) return; // midnight came between
	assert.deepEqual(days.map((d) => [d.day, d.job]), [[day, job.id], [day, job.id]]);
	const first = { person: a.id, username: a.username, submissions: 2, spans: 2, classes: 1, nothings: 1, skips: 1, seconds: 35 };
	const second = { person: b.id, username: b.username, submissions: 1, spans: 0, classes: 2, nothings: 0, skips: 0, seconds: 0 };
	assert.deepEqual(days.map(plain), [first, second]);
	// What is changed or taken back is counted as it is now.
	await submit(a.client, one, { schema_version: 1, spans: [span(Person, 0)], seconds: 40 }, '"2"');
	assert.deepEqual(plain((await get(job, 'days'))[0]), { ...first, spans: 1, classes: 0, seconds: 45 });
	await reopen(a.client, two);
	assert.deepEqual(plain((await get(job, 'days'))[0]), { ...first, submissions: 1, spans: 1, classes: 0, nothings: 0, seconds: 40 });
	const { touched, done, submissions, skips } = await jobOf(client, job.id);
	assert.deepEqual({ touched, done, submissions, skips }, { touched: 3, done: 1, submissions: 2, skips: 1 });
	const first1 = (await client.get(`${API}/jobs/${job.id}/days`, { query: { limit: 1 } })).json;
	assert.equal(first1.items[0].person, a.id);
	assert.equal((await client.get(`${API}/jobs/${job.id}/days`, { query: { limit: 1, after: first1.next } })).json.items[0].person, b.id);
});

test('GET /jobs/{id}/days: a change counts for the day of the work, not of the change', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const { id } = await next(client, { job: job.id });
	await submit(client, id, { schema_version: 1, classes: [{ label: job.labels.Letter }] });
	await sql`update job_day set day = day - interval '3 days' where job = ${job.id}`;
	await sql`update assignment set counted_on = counted_on - interval '3 days' where id = ${id}`;
	await submit(client, id, { schema_version: 1, spans: [span(job.labels.Person, 0)] }, '"2"');
	const days = await get(job, 'days');
	assert.deepEqual(days.map((d) => [d.submissions, d.spans, d.classes]), [[1, 1, 0]]);
	assert.ok(days[0].day < today());
});

test('GET /jobs/{id}/frequencies: of every label of the schema, retired ones too, and by whom', async () => {
	const schema = await addSchema(client, project, { classes: 'multi', overlap: 'allow' });
	const job = await addJob(client, project, { examples: 2, annotators: 2, schema });
	const [a, b] = await colleagues(2);
	const { Person, Letter } = job.labels;
	const give = async (who, labels) => submit(who.client, (await next(who.client, { job: job.id })).id, { schema_version: 1, ...labels });
	const given = await give(a, { spans: [span(Person, 0), span(Person, 1), span(Person, 2)], classes: [{ label: Letter }] });
	const changed = { schema_version: 1, spans: [span(Person, 0), span(Person, 1)], classes: [{ label: Letter }] };
	assert.equal((await submit(a.client, given.json.id, changed, given.version)).status, 200);
	await give(b, { spans: [span(Person, 0)] });
	const { name, overlap, classes, labels } = schema;
	const kept = { name, overlap, classes, labels: labels.filter((l) => l.id !== Letter) };
	assert.equal((await client.send('PUT', `${API}/schemas/${schema.id}`, { json: kept, match: '"1"' })).status, 200);
	const people = [
		{ person: a.id, username: a.username, count: 2 },
		{ person: b.id, username: b.username, count: 1 },
	].sort((one, other) => (one.person < other.person ? -1 : 1));
	const found = await get(job, 'frequencies');
	assert.deepEqual(found.map((f) => [f.kind, f.name, f.retired, f.count]), [
		['tag', 'Person', false, 3],
		['tag', 'Place', false, 0],
		['class', 'Letter', true, 1],
		['class', 'Diary', false, 0],
	]);
	assert.deepEqual(found[0].people, people);
	assert.deepEqual(found[1].people, []);
	isProblem(await client.get(`${API}/jobs/${NOBODY}/frequencies`), 404, 'not-found', []);
});

test('GET /jobs/{id}/skips: in pages, with their reasons', async () => {
	const job = await addJob(client, project, { examples: 3 });
	for (const reason of ['cut', 'not in our language', 'empty of sense'])
		await skip(client, (await next(client, { job: job.id })).id, reason);
	const first = (await client.get(`${API}/jobs/${job.id}/skips`, { query: { limit: 2 } })).json;
	const rest = (await client.get(`${API}/jobs/${job.id}/skips`, { query: { limit: 2, after: first.next } })).json;
	assert.deepEqual([...first.items, ...rest.items].map((s) => s.reason), ['cut', 'not in our language', 'empty of sense']);
	for (const what of ['days', 'skips']) {
		isProblem(await client.get(`${API}/jobs/${NOBODY}/${what}`), 404, 'not-found', []);
		assert.deepEqual((await client.get(`${API}/jobs/${(await addJob(client, project)).id}/${what}`)).json, { items: [], next: null });
	}
});

test('GET /jobs/{id}/days: whoever left the workspace has no name any more, and is counted still', async () => {
	const job = await addJob(client, project, { examples: 3, schema: { classes: 'multi' } });
	const [a, b] = await colleagues(2);
	for (const who of [a, b]) {
		const { id } = await next(who.client, { job: job.id });
		await submit(who.client, id, { schema_version: 1, classes: [{ label: job.labels.Letter }] });
		await skip(who.client, (await next(who.client, { job: job.id })).id);
	}
	const names = async () => ({
		days: (await get(job, 'days')).map((d) => [d.person, d.username, d.submissions]),
		letters: (await get(job, 'frequencies')).find((f) => f.name === 'Letter').people.map((p) => [p.person, p.username, p.count]),
		skips: (await get(job, 'skips')).map((s) => [s.person, s.username, s.beginning]),
	});
	const called = ({ id, username }) => (what) => what[0] === id && what[1] === username;
	for (const rows of Object.values(await names())) for (const who of [a, b]) assert.equal(rows.filter(called(who)).length, 1, JSON.stringify(rows));
	await setRole(workspace, a.id, null);
	for (const rows of Object.values(await names())) {
		assert.equal(rows.filter(called({ id: a.id, username: null })).length, 1, JSON.stringify(rows));
		assert.equal(rows.filter(called(b)).length, 1, JSON.stringify(rows));
	}
});

test('GET /jobs/{id}/days: who labels does not see what others do (US-1)', async () => {
	const job = await addJob(client, project);
	const a = await addColleague(workspace);
	for (const what of ['days', 'frequencies', 'skips']) isProblem(await a.client.get(`${API}/jobs/${job.id}/${what}`), 403, 'forbidden', []);
});
