/* Labels that were downloaded in the complete form and come back: into another job, another dataset, another workspace. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { activityOf, addColleague, addExample, addExamples, setRole, sql } from '../lib/database.mjs';
import { addJob, addSchema, jobOf, LABELS, newWorkplace, next, NOTHING, reopen, skip, submit } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addsUp, bring, fileOf, FORM, labelsOf, linesOf, span } from '../lib/reimport.mjs';
import { addImport, addProject, endOfImport, sendFile, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
const HEBREW = '\u05e9\u05dc\u05d5\u05dd';
const { client, project, workspace, colleagues } = await newWorkplace();

/** What a job has counted, but for ids. */
async function countsOf(by, job) {
	const { touched, done, submissions, skips } = await jobOf(by, job.id);
	const days = (await by.get(`${API}/jobs/${job.id}/days`)).json.items.map(({ id, job: _, ...d }) => JSON.stringify(d)).sort();
	// Who gave a label and took it back is counted with 0.
	const { items } = (await by.get(`${API}/jobs/${job.id}/frequencies`)).json;
	const frequencies = items.map((f) => [f.name, f.count, f.people.filter((p) => p.count)]);
	return { touched, done, submissions, skips, days, frequencies };
}

/** Two people label the test text, one of them a text without an id, which the other skips; a third is untouched. */
async function labelled() {
	const schema = await addSchema(client, project, { overlap: 'allow', classes: 'multi' });
	const job = await addJob(client, project, { annotators: 2, schema });
	await addExample(job.dataset, { content: VECTOR, metadata: '{"a" :\r\n [1, 2.50]}', external_id: 'one' });
	await addExamples(job.dataset, 2);
	const people = await colleagues(2);
	const [a, b] = people.map((p) => p.client);
	const { Person, Place, Letter, Diary } = job.labels;
	const first = await next(a, { job: job.id });
	await submit(a, first.id, {
		schema_version: 1,
		spans: [span(Place, 13, 17, HEBREW), span(Person, 13, 17, HEBREW), span(Person, 1, 2, '\u{1F600}')],
		classes: [{ label: Diary }],
		seconds: 12,
	});
	const second = await next(b, { job: job.id });
	await submit(b, second.id, { schema_version: 1, spans: [span(Person, 13, 17, HEBREW)], classes: [{ label: Letter }, { label: Diary }] });
	await submit(b, second.id, { schema_version: 1, classes: [{ label: Letter }] }, '"2"');
	await skip(a, (await next(a, { job: job.id })).id, 'no\n"idea"');
	await submit(b, (await next(b, { job: job.id })).id, NOTHING);
	return { job, schema, people, a, b };
}

/** All of it as if it had been done some days before, and changed later. */
async function inThePast(job) {
	await sql`update assignment set counted_on = counted_on - interval '3 days', submitted_at = submitted_at - interval '1 day' where job = ${job.id}`;
	await sql`update job_day set day = day - interval '3 days' where job = ${job.id}`;
}

const again = (schema, job = {}) => addJob(client, project, { annotators: 2, schema, ...job });
const withoutIds = (text) => text.replace(/^\{"id":"[0-9a-f-]{36}"/gm, '{"id":""');

test('labels come back as they were: the same bytes, the same counts (PR-1)', async () => {
	const { job, schema, people } = await labelled();
	await inThePast(job);
	await setRole(workspace, people[1].id, null);
	const file = await labelsOf(client, job);
	const copy = await again(schema);
	const { state, added, flaws } = await bring(client, copy, file);
	assert.deepEqual([state, added, flaws], ['done', [3, 0, 3, 1], []]);
	assert.equal(withoutIds(await labelsOf(client, copy)), withoutIds(file));
	assert.deepEqual(await countsOf(client, copy), await countsOf(client, job));
	await addsUp(copy);
	// What it was copied of is as it was.
	assert.equal(await labelsOf(client, job), file);
});

test('sent twice, to the end or in two files, a file is there once, be its texts without ids', async () => {
	const { job, schema } = await labelled();
	const file = await labelsOf(client, job);
	const copy = await again(schema);
	const [one, two, three] = file.split('\n');
	assert.deepEqual((await bring(client, copy, `${one}\n${two}\n`)).added, [2, 0, 2 + 1, 1]);
	const whole = await bring(client, copy, `${one}\n${two}\n${three}\n${two}\n`);
	assert.deepEqual([whole.added, whole.flaws], [[1, 3, 0, 0], []]);
	const before = await labelsOf(client, copy);
	const counts = await countsOf(client, copy);
	assert.deepEqual((await bring(client, copy, file)).added, [0, 3, 0, 0]);
	assert.equal(await labelsOf(client, copy), before);
	assert.deepEqual(await countsOf(client, copy), counts);
	const withoutPlaces = (text) => withoutIds(text).replace(/"position":\d+/g, '');
	assert.equal(withoutPlaces(before), withoutPlaces(file));
	await addsUp(copy);
});

test('into another job on the same dataset: its examples are found by their ids, and only labels are added', async () => {
	const { job, schema } = await labelled();
	const file = await labelsOf(client, job);
	const reply = await client.post(`${API}/projects/${project}/jobs`, { name: `beside ${job.name}`, dataset: job.dataset, schema: schema.id, annotators: 2 });
	const { state, added, flaws } = await bring(client, reply.json, file);
	assert.deepEqual([state, added, flaws], ['done', [0, 3, 3, 1], []]);
	assert.equal(await labelsOf(client, reply.json), file);
	assert.deepEqual(await countsOf(client, reply.json), await countsOf(client, job));
});

test('into another workspace: labels by their names, people by their user names', async () => {
	const { job, people } = await labelled();
	const other = await newOwner();
	const elsewhere = (await addProject(other.client)).id;
	// The names that it is called by now are those of its second version.
	const made = await addSchema(other.client, elsewhere, { overlap: 'allow', classes: 'multi', labels: [{ kind: 'tag', name: 'Old' }] });
	const json = { name: made.name, overlap: 'allow', classes: 'multi', labels: LABELS };
	const schema = (await other.client.send('PUT', `${API}/schemas/${made.id}`, { json, match: '"1"' })).json;
	assert.equal(schema.version, 2, JSON.stringify(schema));
	for (const p of people) await setRole(other.client.session.workspace, p.id, 'annotator');
	const lines = linesOf(await labelsOf(client, job)).map((l) => ({
		...l,
		submissions: l.submissions.map((s) => ({ ...s, annotator: randomUUID() })),
		skips: l.skips.map((s) => ({ ...s, annotator: undefined })),
	}));
	const copy = await addJob(other.client, elsewhere, { annotators: 2, schema });
	assert.deepEqual((await bring(other.client, copy, fileOf(lines))).flaws, []);
	const byNames = (text) => linesOf(text).map(({ id, ...l }) => ({
		...l,
		submissions: l.submissions.map(({ schema_version, spans, classes, ...s }) => ({
			...s,
			spans: spans.map(({ label, ...m }) => JSON.stringify(m)).sort(),
			classes: classes.map((c) => c.name).sort(),
		})),
	}));
	const text = await labelsOf(other.client, copy);
	assert.deepEqual(byNames(text), byNames(await labelsOf(client, job)));
	assert.deepEqual(linesOf(text)[0].submissions.map((s) => s.schema_version), [2, 2]);
	const ids = new Set(schema.labels.map((l) => l.id));
	for (const s of linesOf(text).flatMap((l) => l.submissions)) for (const m of [...s.spans, ...s.classes]) assert.ok(ids.has(m.label));
	await addsUp(copy);
});

test('a line that someone wrote needs no more than who, and what', async () => {
	const job = await again(undefined, { schema: undefined });
	const { id, client: someone } = await addColleague(workspace);
	const username = someone.session.username;
	const lines = [
		{ content: VECTOR, submissions: [{ annotator: id, spans: [{ name: 'Person', start: 1, end: 2, text: '\u{1F600}' }] }] },
		{ content: 'b', skips: [{ annotator_name: username, reason: 'no' }], submissions: null },
		{ content: 'c' },
	];
	const { added, flaws } = await bring(client, job, fileOf(lines), { format: 'jsonl', content_field: 'content' });
	assert.deepEqual([added, flaws], [[3, 0, 1, 1], []]);
	const [one, two, three] = linesOf(await labelsOf(client, job));
	const [{ version, schema_version, seconds, day, submitted_at, spans }] = one.submissions;
	assert.deepEqual([version, schema_version, seconds, spans[0].label], [2, 1, null, job.labels.Person]);
	assert.ok(Math.abs(Date.parse(submitted_at) - Date.now()) < 600_000 && day.startsWith(submitted_at.slice(0, 10)));
	assert.deepEqual(two.skips.map((s) => [s.annotator, s.reason]), [[id, 'no']]);
	assert.deepEqual([one.metadata, three.submissions, three.skips], [null, [], []]);
	// It is theirs, as if they had done it here: they may change it, and the history shows both.
	const [mine] = (await someone.get(`${API}/assignments`)).json.items.filter((a) => a.state === 'submitted');
	assert.equal((await submit(someone, mine.id, NOTHING)).status, 409);
	assert.equal((await submit(someone, mine.id, NOTHING, '"2"')).status, 200);
	assert.equal((await someone.get(`${API}/assignments/${mine.id}/submissions`)).json.items.length, 2);
	assert.equal((await reopen(someone, mine.id)).status, 200);
	await addsUp(job);
});

test('what is wrong is told by line and place, and nothing of that line is taken', async () => {
	const { job, people } = await labelled();
	const copy = await addJob(client, project, { annotators: 2, schema: { classes: 'single' } });
	const { Person, Letter, Diary } = copy.labels;
	const [{ submissions: [by] }] = linesOf(await labelsOf(client, job));
	const base = { ...by, schema_version: 1, classes: [], spans: [span(Person, 1, 2, '\u{1F600}')] };
	const line = (submission, rest = {}) => ({ content: VECTOR, submissions: [base, { ...base, annotator: people[1].id, ...submission }], ...rest });
	const spans = (...list) => line({ spans: list });
	const ok = span(Person, 1, 2, '\u{1F600}');
	const cases = [
		[spans(ok, span(Person, 2, 3, 'c')), 'untrue submissions/1/spans/1/text'],
		[spans(span(Person, 22, 24, 'x')), 'untrue submissions/1/spans/0/end'],
		[spans(ok, span(Person, 1, 2, '\u{1F600}')), 'untrue submissions/1/spans/1/label'],
		[spans(span(Letter, 1, 2, '\u{1F600}')), 'untrue submissions/1/spans/0/label'],
		[spans({ ...ok, label: randomUUID() }), 'no-label submissions/1/spans/0/label'],
		[spans({ ...ok, label: null, name: 'Nobody' }), 'no-label submissions/1/spans/0/name'],
		[spans({ ...ok, start: -1 }), 'form submissions/1/spans/0/start'],
		[spans(7), 'form submissions/1/spans/0'],
		[line({ spans: {} }), 'form submissions/1/spans'],
		[line({ classes: [{ label: Letter }, { label: Diary }] }), 'untrue submissions/1/classes'],
		[line({ spans: [] }), 'untrue submissions/1/nothing'],
		[line({ nothing: true }), 'untrue submissions/1/nothing'],
		[line({ schema_version: 7 }), 'untrue submissions/1/schema_version'],
		[line({ version: 1 }), 'form submissions/1/version'],
		[line({ seconds: 'long' }), 'form submissions/1/seconds'],
		[line({ else: 1 }), 'form submissions/1/else'],
		[line({ submitted_at: '2999-01-01T00:00:00Z' }), 'form submissions/1/submitted_at'],
		[line({ day: '2026-01-01T00:00:01Z' }), 'form submissions/1/day'],
		[line({ submitted_at: '2026-01-01T00:00:01Z', day: '2026-01-02T00:00:00Z' }), 'form submissions/1/day'],
		[line({ annotator: randomUUID(), annotator_name: 'nobody-at-all' }), 'nobody submissions/1/annotator'],
		[line({ annotator: null, annotator_name: null }), 'nobody submissions/1/annotator'],
		[line({ annotator: base.annotator }), 'twice submissions/1/annotator'],
		[line({}, { skips: [{ annotator: people[1].id, reason: 'no' }] }), 'twice skips/0/annotator'],
		[line({}, { skips: [{ annotator: people[1].id }] }), 'form skips/0/reason'],
		[line({}, { skips: 'no' }), 'form skips'],
		[line({}, { id: 'seven' }), 'form id'],
		[line({}, { content: '' }), 'no-content content'],
		[{ content: VECTOR, submissions: [base, base, base] }, 'full submissions'],
	];
	const raw = ['[]', '{"content":"a","submissions":[{]}', '{"content":"a","submissions":[],"submissions":[]}', '{"content":"a","submissions":[1 2]}'];
	const told = ['not-an-object', 'not-json', 'same-member submissions', 'not-json submissions'];
	const file = `${fileOf(cases.map(([l]) => l))}${raw.slice(1).join('\n')}\n${fileOf([line({})])}`;
	const { state, added, flaws } = await bring(client, copy, file, { format: 'jsonl', content_field: 'content' });
	assert.deepEqual(flaws, [...cases.map(([, why]) => why), ...told.slice(1)].map((why, i) => `${i + 1} ${why}`));
	assert.deepEqual([state, added], ['done', [1, 0, 2, 0]]);
	assert.deepEqual(linesOf(await labelsOf(client, copy)).map((l) => l.submissions.length), [2]);
	await addsUp(copy);
	const sentence = (await sql`select about from import_flaw f join import i on i.id = f.import where i.job = ${copy.id} order by f.id limit 1`)[0].about;
	assert.equal(sentence, 'is not what the text has there: "b"');
});

test('a line of twenty megabytes comes back', async () => {
	const content = 'abc '.repeat(40_000);
	const job = await addJob(client, project, { annotators: 20 });
	const people = await Promise.all(Array.from({ length: 20 }, () => addColleague(workspace)));
	const spans = Array.from({ length: 9_000 }, (_, i) => ({ ...span(job.labels.Person, i * 4, i * 4 + 3, 'abc'), name: 'Person' }));
	const file = fileOf([{ content, submissions: people.map((p) => ({ annotator: p.id, spans })) }, { content: 'b' }]);
	assert.ok(file.length > 18_000_000);
	assert.deepEqual((await bring(client, job, file, { format: 'jsonl', content_field: 'content' })).added, [2, 0, 20, 0]);
	const text = await labelsOf(client, job);
	const copy = await addJob(client, project, { annotators: 20, schema: (await client.get(`${API}/schemas/${job.schema}`)).json });
	assert.deepEqual((await bring(client, copy, text)).added, [2, 0, 20, 0]);
	assert.equal(withoutIds(await labelsOf(client, copy)), withoutIds(text));
});

test('POST /datasets/{id}/imports: into which job, and what then goes without saying', async () => {
	const job = await addJob(client, project);
	const other = await addJob(client, project);
	const begin = (form) => client.post(`${API}/datasets/${job.dataset}/imports`, { ...FORM, job: job.id, ...form });
	isProblem(await begin({ job: other.id }), 422, 'invalid', ['#/job']);
	isProblem(await begin({ job: randomUUID() }), 422, 'invalid', ['#/job']);
	isProblem(await begin({ format: 'json' }), 422, 'invalid', ['#/format']);
	isProblem(await begin({ all_or_nothing: true }), 422, 'invalid', ['#/all_or_nothing']);
	isProblem(await begin({ metadata_field: 'skips' }), 422, 'invalid', ['#/metadata_field']);
	const reply = await begin();
	assert.deepEqual([reply.status, reply.json.job, reply.json.submissions, reply.json.skips], [201, job.id, 0, 0]);
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.object]), [['import.create', reply.json.id]]);
	await client.patch(`${API}/jobs/${job.id}`, { state: 'archived' }, '"1"');
	isProblem(await begin(), 422, 'invalid', ['#/job']);
});

test('to a job that is archived meanwhile nothing comes; how many label an example is what the job says then', async () => {
	const job = await addJob(client, project, { annotators: 1 });
	const [a, b] = [await addColleague(workspace), await addColleague(workspace)];
	const line = fileOf([{ content: 'a', submissions: [{ annotator: a.id, nothing: true }, { annotator: b.id, nothing: true }] }]);
	const form = { format: 'jsonl', content_field: 'content', job: job.id };
	const [first, second] = [await addImport(client, job.dataset, form), await addImport(client, job.dataset, form)];
	assert.equal((await client.patch(`${API}/jobs/${job.id}`, { annotators: 2 }, '"1"')).status, 200);
	const end = async ({ id }) => {
		await sendFile(client, id, line, { last: true });
		const { examples, submissions, flaws } = await endOfImport(client, id);
		return [examples, submissions, flaws];
	};
	assert.deepEqual(await end(first), [1, 2, 0]);
	assert.equal((await client.patch(`${API}/jobs/${job.id}`, { state: 'archived' }, '"2"')).status, 200);
	assert.deepEqual(await end(second), [0, 0, 1]);
	assert.equal((await client.get(`${API}/imports/${second.id}/flaws`)).json.items[0].word, 'archived');
	await addsUp(job);
});

test('the same file is the same after the schema went on, too', async () => {
	const job = await addJob(client, project);
	const { id: annotator } = await addColleague(workspace);
	const line = fileOf([{ id: randomUUID(), content: 'Ada', submissions: [{ annotator, spans: [{ name: 'Person', start: 0, end: 3, text: 'Ada' }] }] }]);
	const form = { format: 'jsonl', content_field: 'content' };
	assert.deepEqual((await bring(client, job, line, form)).added, [1, 0, 1, 0]);
	const { json: schema } = await client.get(`${API}/schemas/${job.schema}`);
	const { name, overlap, classes, labels } = schema;
	const changed = { name, overlap, classes, labels: [...labels, { kind: 'tag', name: 'Ship' }] };
	const reply = await client.send('PUT', `${API}/schemas/${job.schema}`, { json: changed, match: `"${schema.version}"` });
	assert.equal(reply.status, 200, reply.text);
	const again = await bring(client, job, line, form);
	assert.deepEqual([again.added, again.flaws], [[0, 1, 0, 0], []]);
	await addsUp(job);
});

test('an import says who sent it: one row for its end, and each assignment knows it', async () => {
	const job = await addJob(client, project);
	const { id: annotator } = await addColleague(workspace);
	const { id } = await bring(client, job, fileOf([{ content: 'a', submissions: [{ annotator, nothing: true }] }]), { format: 'jsonl', content_field: 'content' });
	assert.deepEqual(await sql`select actor, verb from activity where object = ${id} order by id`, ['create', 'receive', 'end'].map((what) => ({ actor: client.session.person, verb: `import.${what}` })));
	assert.deepEqual(await sql`select import from assignment where job = ${job.id}`, [{ import: id }]);
	assert.deepEqual(await sql`select 1 from activity where actor = ${annotator}`, []);
});
