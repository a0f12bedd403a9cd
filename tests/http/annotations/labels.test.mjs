/* What a job's people have labelled, downloaded in two forms. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { activityOf, addColleague, addExample, addExamples, setRole, sql } from '../lib/database.mjs';
import { addJob, addSchema, next, NOTHING, skip, submit } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
let owner;
let client;
let project;
let workspace;
before(async () => {
	owner = await newOwner();
	({ client } = owner);
	({ workspace } = client.session);
	project = (await addProject(client)).id;
});
const download = (job, form = 'labels', query = {}) => client.get(`${API}/jobs/${job.id}/${form}`, { query });
const linesOf = (reply) => {
	assert.equal(reply.status, 200, reply.text);
	assert.ok(reply.text === '' || reply.text.endsWith('\n'));
	return reply.text.split('\n').slice(0, -1).map((l) => JSON.parse(l));
};
const span = (label, start, end, text) => ({ label, start, end, text });
const nameOf = async (person) => (await sql`select username from person where id = ${person}`)[0].username;

/** Two people label the test text; the second example is skipped by one, the third untouched. */
async function labelled() {
	const schema = await addSchema(client, project, { overlap: 'allow', classes: 'multi' });
	const job = await addJob(client, project, { annotators: 2, schema });
	await addExample(job.dataset, { content: VECTOR, metadata: '{"a" :\r\n [1, 2.50]}', external_id: 'one' });
	await addExamples(job.dataset, 2);
	const people = [await addColleague(workspace), await addColleague(workspace)];
	const { Person, Place, Letter, Diary } = job.labels;
	const [a, b] = people.map((p) => p.client);
	const hebrew = '\u05e9\u05dc\u05d5\u05dd';
	const first = await next(a, { job: job.id });
	await submit(a, first.id, {
		schema_version: 1,
		spans: [span(Place, 13, 17, hebrew), span(Person, 13, 17, hebrew), span(Person, 1, 2, '\u{1F600}')],
		classes: [{ label: Diary }],
		seconds: 12,
	});
	const second = await next(b, { job: job.id });
	await submit(b, second.id, { schema_version: 1, spans: [span(Person, 13, 17, hebrew)], classes: [{ label: Letter }, { label: Diary }] });
	await skip(a, (await next(a, { job: job.id })).id, 'no idea');
	await submit(b, (await next(b, { job: job.id })).id, NOTHING);
	const times = await sql`select to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
		from assignment where job = ${job.id} and state = 'submitted' order by id`;
	return { job, schema, people, names: [await nameOf(people[0].id), await nameOf(people[1].id)], example: first.example, hebrew, times: times.map((t) => t.at) };
}

test('GET /jobs/{id}/labels: all that is known of each example, in the order of the dataset (PR-1)', async () => {
	const { job, people, names, example, hebrew, times } = await labelled();
	const { Person, Place, Letter, Diary } = job.labels;
	const reply = await download(job);
	assert.match(reply.headers['content-type'], /^application\/x-ndjson/);
	assert.match(reply.headers['content-disposition'], new RegExp(`filename="?${job.name}-complete\\.jsonl`));
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.object, a.project]), [['job.export', job.id, project]]);
	const [one, two, three, ...more] = linesOf(reply);
	assert.deepEqual(more, []);
	const today = `${times[0].slice(0, 10)}T00:00:00.000000Z`;
	const who = (i) => ({ annotator: people[i].id, annotator_name: names[i], day: today });
	const mark = (label, name, start, end, text) => ({ label, name, start, end, text });
	const [person, place] = [mark(Person, 'Person', 13, 17, hebrew), mark(Place, 'Place', 13, 17, hebrew)];
	assert.deepEqual(one, {
		...{ id: example, position: 0, external_id: 'one', group_key: null, order_key: null, content: VECTOR, metadata: { a: [1, 2.5] } },
		submissions: [
			{
				...who(0), version: 2, schema_version: 1, submitted_at: times[0], seconds: 12, nothing: false,
				spans: [mark(Person, 'Person', 1, 2, '\u{1F600}'), ...[person, place].sort((x, y) => (x.label < y.label ? -1 : 1))],
				classes: [{ label: Diary, name: 'Diary' }],
			},
			{
				...who(1), version: 2, schema_version: 1, submitted_at: times[1], seconds: null, nothing: false,
				spans: [person],
				classes: [{ label: Letter, name: 'Letter' }, { label: Diary, name: 'Diary' }].sort((x, y) => (x.label < y.label ? -1 : 1)),
			},
		],
		skips: [],
	});
	// Byte for byte, but that a line is a line.
	assert.ok(reply.text.includes('"metadata":{"a" :   [1, 2.50]},'));
	assert.deepEqual([two.position, two.content, two.metadata], [1, 'Text 1', null]);
	assert.deepEqual(two.submissions.map((s) => [s.annotator, s.nothing]), [[people[1].id, true]]);
	assert.deepEqual(two.skips, [{ ...who(0), reason: 'no idea' }]);
	assert.deepEqual([three.content, three.submissions, three.skips], ['Text 2', [], []]);
	assert.deepEqual(linesOf(await download(job, 'labels', { only: 'labelled' })).map((l) => l.position), [0, 1]);
});

test('GET /jobs/{id}/labels: the same labels are the same bytes; what is only in hand is not there', async () => {
	const { job, people } = await labelled();
	const before = await download(job);
	assert.notEqual((await next(people[1].client, { job: job.id })).id, null);
	assert.deepEqual((await download(job)).bytes, before.bytes);
	assert.deepEqual((await download(job, 'lighttag')).bytes, (await download(job, 'lighttag')).bytes);
});

test('GET /jobs/{id}/labels: fills another dataset without a change (PR-1)', async () => {
	const { job, schema } = await labelled();
	const first = await download(job);
	const dataset = (await addDataset(client, project, { name: `again ${job.name}` })).id;
	const form = { format: 'jsonl', content_field: 'content', id_field: 'external_id', group_field: 'group_key', order_field: 'order_key', metadata_field: 'metadata' };
	const { id } = await addImport(client, dataset, form);
	assert.equal((await sendFile(client, id, first.bytes, { last: true })).status, 200);
	const done = await endOfImport(client, id);
	assert.deepEqual([done.state, done.examples, done.flaws], ['done', 3, 0]);
	const again = await client.post(`${API}/projects/${project}/jobs`, { name: `again ${job.name}`, dataset, schema: schema.id, annotators: 1 });
	const second = await download(again.json);
	const bare = (reply) => linesOf(reply).map((l) => JSON.stringify({ ...l, id: null, submissions: [], skips: [] }));
	assert.deepEqual(bare(second), bare(first));
	const raw = (reply) => [...reply.text.matchAll(/"content":.*?,"metadata":.*?,"submissions"/g)].map(String);
	assert.deepEqual(raw(second), raw(first));
});

test('GET /jobs/{id}/lighttag: who marked the same with the same tag stands beside one annotation', async () => {
	const { job, people, names, example, hebrew, times } = await labelled();
	const { Person, Place, Letter, Diary } = job.labels;
	const reply = await download(job, 'lighttag');
	assert.match(reply.headers['content-disposition'], new RegExp(`filename="?${job.name}-lighttag\\.jsonl`));
	const [one, two, three] = linesOf(reply);
	const by = (i) => ({ annotator_id: people[i].id, annotator: names[i], timestamp: times[i] });
	const plain = ({ tagged_token_id, ...rest }) => rest;
	const mark = (tag_id, tag, start, end, value, who) => ({
		...{ example_id: example, start, end, value, tag, tag_id, reviewed: false, correct: null },
		annotated_by: who.map(by),
	});
	const given = (class_id, classname, who) => ({ example_id: example, classname, class_id, definition_id: job.id, classified_by: who.map(by) });
	const byLabel = (x, y) => ((x.tag_id ?? x.class_id) < (y.tag_id ?? y.class_id) ? -1 : 1);
	assert.deepEqual({ ...one, annotations: one.annotations.map(plain) }, {
		...{ example_id: example, content: VECTOR, metadata: { a: [1, 2.5] }, seen_by: [by(0), by(1)] },
		annotations: [
			mark(Person, 'Person', 1, 2, '\u{1F600}', [0]),
			...[mark(Person, 'Person', 13, 17, hebrew, [0, 1]), mark(Place, 'Place', 13, 17, hebrew, [0])].sort(byLabel),
		],
		classifications: [given(Diary, 'Diary', [0, 1]), given(Letter, 'Letter', [1])].sort(byLabel),
	});
	// Saw it, found nothing; and never saw it.
	assert.deepEqual([two.seen_by.map((s) => s.annotator_id), two.annotations, two.metadata], [[people[1].id], [], {}]);
	assert.deepEqual([three.seen_by, three.annotations, three.classifications], [[], [], []]);
	const ids = one.annotations.map((a) => a.tagged_token_id);
	assert.equal(new Set(ids).size, 3);
	for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('GET /jobs/{id}/lighttag: a span with its tag has the same id in every job on the same data', async () => {
	const { job, schema, people } = await labelled();
	const second = await client.post(`${API}/projects/${project}/jobs`, { name: `second ${job.name}`, dataset: job.dataset, schema: schema.id, annotators: 1 });
	const mine = await next(people[0].client, { job: second.json.id });
	await submit(people[0].client, mine.id, { schema_version: 1, spans: [span(job.labels.Person, 1, 2, '\u{1F600}')] });
	const [[a], [b]] = [linesOf(await download(job, 'lighttag')), linesOf(await download(second.json, 'lighttag'))];
	assert.equal(b.annotations[0].tagged_token_id, a.annotations[0].tagged_token_id);
});

test('GET /jobs/{id}/labels: who left the workspace is an id, in both forms', async () => {
	const { job, people } = await labelled();
	await setRole(workspace, people[0].id, null);
	const [one] = linesOf(await download(job));
	assert.deepEqual(one.submissions.map((s) => [s.annotator, s.annotator_name === null]), [[people[0].id, true], [people[1].id, false]]);
	const [light] = linesOf(await download(job, 'lighttag'));
	assert.deepEqual(light.seen_by.map((s) => s.annotator === null), [true, false]);
});

test('GET /jobs/{id}/labels: of no job, and for who may not', async () => {
	const { job, people } = await labelled();
	for (const form of ['labels', 'lighttag']) {
		isProblem(await client.get(`${API}/jobs/${NOBODY}/${form}`), 404, 'not-found', []);
		isProblem(await people[0].client.get(`${API}/jobs/${job.id}/${form}`), 403, 'forbidden', []);
		isProblem(await client.get(`${API}/jobs/${job.id}/${form}?only=some`), 422, 'invalid', ['#/only']);
		assert.equal((await download(await addJob(client, project), form)).text, '');
	}
});

test('GET /jobs/{id}/labels: a long text whose labels are more than a request may hold', async () => {
	const content = 'abc '.repeat(40_000);
	const job = await addJob(client, project, { annotators: 20 });
	await addExample(job.dataset, { content });
	const spans = Array.from({ length: 9_000 }, (_, i) => span(job.labels.Person, i * 4, i * 4 + 3, 'abc'));
	for (let i = 0; i < 20; i++) {
		const { client: someone } = await addColleague(workspace);
		const reply = await submit(someone, (await next(someone, { job: job.id })).id, { schema_version: 1, spans });
		assert.equal(reply.status, 200, reply.text);
	}
	for (const [form, count] of [['labels', (l) => l.submissions.flatMap((s) => s.spans).length], ['lighttag', (l) => l.annotations.flatMap((a) => a.annotated_by).length]]) {
		const [line] = linesOf(await download(job, form));
		assert.equal(count(line), 180_000, form);
	}
});
