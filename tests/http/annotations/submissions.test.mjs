/* Is what someone submits true of the text and of the schema? */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { addExample } from '../lib/database.mjs';
import { addJob, next, show, submit } from '../lib/labelling.mjs';
import { logOf } from '../lib/log.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject, SLICES, VECTOR } from '../lib/world.mjs';

let client;
let project;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
});

/** A job with one example, in hand: (labels) → the reply to submitting them. */
async function sheet(schema, content = VECTOR) {
	const job = await addJob(client, project, { schema });
	await addExample(job.dataset, { content });
	const { id } = await next(client, { job: job.id });
	const send = (labels, match) => submit(client, id, { schema_version: 1, ...labels }, match);
	return Object.assign(send, { id, labels: job.labels });
}

test('PUT /assignments/{id}/submission: positions are code points, and the text is what stands there', async () => {
	const send = await sheet();
	const label = send.labels.Person;
	const spans = SLICES.map(([start, end, text]) => ({ label, start, end, text }));
	// In whatever order they come.
	const mixed = [3, 0, 6, 2, 5, 1, 4].map((i) => spans[i]);
	const reply = await send({ spans: mixed });
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual((await show(client, send.id)).submission.spans, spans);
	// The same labels are the same submission, however they come.
	const again = await send({ spans: [...spans].reverse() });
	assert.deepEqual([again.status, again.version], [200, reply.version]);
});

test('PUT /assignments/{id}/submission: what stands where a span is wrong is told, and kept in no log', async () => {
	const face = '\u{1F600}';
	const content = `${face}Wien "an" der\nDonau, ${'secretum '.repeat(20)}`;
	const send = await sheet({ overlap: 'allow' }, content);
	const label = send.labels.Person;
	const told = async (start, end, text) => {
		const reply = await send({ spans: [{ label, start, end, text }] });
		isProblem(reply, 422, 'invalid', ['#/spans/0/text']);
		return [reply.json.errors[0].detail, JSON.stringify(await logOf(reply))];
	};
	const there = (slice, more = '') => `is not what the text has there: "${slice}"${more}`;
	assert.equal((await told(0, 4, 'Wien'))[0], there(`${face}Wie`));
	assert.equal((await told(6, 14, 'an der D'))[0], there('"an" der'));
	const chars = [...content];
	const [detail, line] = await told(23, 63, 'x'.repeat(40));
	assert.equal(detail, there(chars.slice(23, 63).join('')));
	assert.ok(!line.includes('secretum'), line);
	assert.equal((await told(23, 64, 'x'.repeat(41)))[0], there(chars.slice(23, 63).join(''), ' …'));
});

test('PUT /assignments/{id}/submission: every flaw is told, each in its place, and nothing is taken', async () => {
	const send = await sheet();
	const { Person: label, Letter, Diary } = send.labels;
	const reply = await send({
		spans: [
			{ label, start: 1, end: 3, text: '\u{1F600}' },
			{ label, start: 2, end: 3, text: 'b' },
			{ label: Letter, start: 4, end: 6, text: 'e\u0301' },
			{ label, start: 13, end: 13, text: 'x' },
			{ label, start: 22, end: 24, text: 'x' },
			{ label, start: 24, end: 25, text: 'x' },
			{ label: NOBODY, start: 13, end: 14, text: 'ש' },
		],
		classes: [{ label: Diary }, { label: Diary }, { label }],
		nothing: true,
	});
	isProblem(reply, 422, 'invalid', [
		'#/nothing',
		'#/spans/0/text',
		'#/spans/1/start',
		'#/spans/2/label',
		'#/spans/3/end',
		'#/spans/4/end',
		'#/spans/5/start',
		'#/spans/6/label',
		'#/classes',
		'#/classes/1/label',
		'#/classes/2/label',
	]);
	assert.deepEqual((await show(client, send.id)).state, 'leased');
	isProblem(await send({ schema_version: 7, nothing: true }), 422, 'invalid', ['#/schema_version']);
});

test('PUT /assignments/{id}/submission: that nothing is there is said, not left out', async () => {
	const send = await sheet();
	isProblem(await send({}), 422, 'invalid', ['#/nothing']);
	assert.equal((await send({ nothing: true })).status, 200);
});

test('PUT /assignments/{id}/submission: spans overlap and classes are several where the schema says so', async () => {
	const send = await sheet({ overlap: 'allow', classes: 'multi' });
	const { Person, Place, Letter, Diary } = send.labels;
	const text = '\u{1F600}b';
	const same = (label) => ({ label, start: 1, end: 3, text });
	assert.equal((await send({ spans: [same(Person), same(Place), { label: Person, start: 2, end: 3, text: 'b' }], classes: [{ label: Letter }, { label: Diary }] })).status, 200);
	// The same span with the same label twice says nothing new.
	isProblem(await send({ spans: [same(Person), same(Place), same(Person)] }, '"2"'), 422, 'invalid', ['#/spans/2/label']);
});

test('PUT /assignments/{id}/submission: spans that touch do not overlap', async () => {
	const send = await sheet();
	const label = send.labels.Person;
	assert.equal((await send({ spans: [{ label, start: 2, end: 3, text: 'b' }, { label, start: 1, end: 2, text: '\u{1F600}' }] })).status, 200);
});

test('PUT /assignments/{id}/submission: five thousand spans of a long text', async () => {
	const content = 'abc \u{1F600} '.repeat(10_000);
	const send = await sheet({}, content);
	const label = send.labels.Person;
	const spans = Array.from({ length: 5_000 }, (_, i) => ({ label, start: i * 6, end: i * 6 + 3, text: 'abc' }));
	assert.equal((await send({ spans })).status, 200);
	const wrong = spans.map((s, i) => (i === 4_321 ? { ...s, text: 'abd' } : s));
	isProblem(await send({ spans: wrong }, '"2"'), 422, 'invalid', ['#/spans/4321/text']);
});

test('PUT /assignments/{id}/submission: spans that reach far cost no more than their text, and a hundred flaws are told', async () => {
	const content = 'x'.repeat(1_000_000);
	const send = await sheet({ overlap: 'allow' }, content);
	const label = send.labels.Person;
	const spans = (start, end) => Array.from({ length: 5_000 }, (_, i) => ({ label, start: start(i), end: end(i), text: 'x' }));
	for (const [start, end, member] of [
		[(i) => i, () => 1_000_000, 'text'],
		[(i) => 1_000_000 + i, (i) => 1_000_001 + i, 'start'],
		[(i) => i, (i) => 1_000_001 + i, 'end'],
	]) {
		const reply = await send({ spans: spans(start, end) });
		assert.equal(reply.status, 422, reply.text);
		const pointers = reply.json.errors.map((e) => e.pointer);
		assert.equal(pointers.length, 100);
		assert.ok(pointers.every((p) => p.endsWith(`/${member}`)), pointers[0]);
	}
});
