/* What one does with what one was handed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { activityOf, addExample, addTeam, setRole, sql } from '../lib/database.mjs';
import { addJob, addSchema, countsOf, draft, newWorkplace, next, NOTHING, release, reopen, show, skip, submit } from '../lib/labelling.mjs';

const API = '/api/annotations';
const { client, project, workspace, colleagues } = await newWorkplace();
const isOver = (id) => sql`update assignment set lease_until = now() - interval '1 second' where id = ${id}`;
const counts = (job) => countsOf(client, job);

test('PUT /assignments/{id}/submission: 409 when the place is another’s meanwhile; the work is kept as a draft', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const [a, b] = await colleagues(2);
	const mine = await next(a.client, { job: job.id });
	assert.equal((await next(b.client, { job: job.id })).id, null);
	await isOver(mine.id);
	const theirs = await next(b.client, { job: job.id });
	assert.equal(theirs.example, mine.example);
	const work = { schema_version: 1, classes: [{ label: job.labels.Letter }] };
	const refused = await submit(a.client, mine.id, work);
	isProblem(refused, 409, 'conflict', []);
	assert.deepEqual((await activityOf(refused)).map((x) => [x.verb, x.object]), [['assignment.draft', mine.id]]);
	// Sent again, because no answer came: the same answer.
	isProblem(await submit(a.client, mine.id, { ...work, drafts: 0 }), 409, 'conflict', []);
	isProblem(await submit(a.client, mine.id, { ...NOTHING, drafts: 0 }), 412, 'stale', []);
	const kept = await show(a.client, mine.id);
	assert.deepEqual([kept.state, kept.draft.classes], ['lost', [{ label: job.labels.Letter }]]);
	assert.equal((await submit(b.client, theirs.id, NOTHING)).status, 200);
	isProblem(await submit(a.client, mine.id, work), 409, 'conflict', []);
	assert.deepEqual(await counts(job), { touched: 1, done: 1, submissions: 1, skips: 0 });
});

test('PUT /assignments/{id}/submission: late is in time as long as nobody has taken the place', async () => {
	const job = await addJob(client, project, { examples: 2 });
	const [a, b, c] = await colleagues(3);
	const first = await next(b.client, { job: job.id });
	const { id, example } = await next(a.client, { job: job.id });
	await release(b.client, first.id);
	// One's own goes on, though there is another one that nobody has.
	await isOver(id);
	assert.equal((await next(a.client, { job: job.id })).id, id);
	await next(b.client, { job: job.id });
	await isOver(id);
	const theirs = await next(c.client, { job: job.id });
	assert.equal(theirs.example, example);
	await release(c.client, theirs.id);
	assert.equal((await submit(a.client, id, NOTHING)).status, 200);
	assert.equal((await next(c.client, { job: job.id })).id, null);
	assert.deepEqual(await counts(job), { touched: 2, done: 1, submissions: 1, skips: 0 });
});

test('PUT /assignments/{id}/submission: sent twice it is one; to change it, the version is named', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const { id } = await next(client, { job: job.id });
	const first = await submit(client, id, NOTHING);
	assert.deepEqual([first.status, first.version], [200, '"2"']);
	const again = await submit(client, id, NOTHING);
	assert.deepEqual([again.status, again.version, await activityOf(again)], [200, '"2"', []]);
	const other = { schema_version: 1, classes: [{ label: job.labels.Diary }] };
	isProblem(await submit(client, id, other), 409, 'conflict', []);
	isProblem(await submit(client, id, other, '"1"'), 412, 'stale', []);
	const changed = await submit(client, id, other, '"2"');
	assert.deepEqual([changed.status, changed.version], [200, '"3"']);
	// The answer was lost, and the same comes again.
	assert.deepEqual((await submit(client, id, other, '"2"')).status, 200);
	const { items } = (await client.get(`${API}/assignments/${id}/submissions`)).json;
	assert.deepEqual(items.map((s) => [s.version, s.labels.nothing, s.labels.classes]), [[2, true, []], [3, false, [{ label: job.labels.Diary }]]]);
	assert.deepEqual(await counts(job), { touched: 1, done: 1, submissions: 1, skips: 0 });
});

test('DELETE /assignments/{id}/submission: taken back, it is in hand again and counts no more', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const [b] = await colleagues(1);
	const { id } = await next(client, { job: job.id });
	isProblem(await reopen(client, id), 409, 'conflict', []);
	await submit(client, id, { schema_version: 1, classes: [{ label: job.labels.Diary }] });
	const reply = await reopen(client, id);
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual((await activityOf(reply)).map((a) => a.verb), ['assignment.reopen']);
	const now = await show(client, id);
	assert.deepEqual([now.state, now.draft.classes, now.submission, now.version], ['leased', [{ label: job.labels.Diary }], null, 3]);
	assert.deepEqual(await counts(job), { touched: 1, done: 0, submissions: 0, skips: 0 });
	assert.equal((await next(b.client, { job: job.id })).id, null);
	// A request of before that comes late does not undo what was taken back.
	isProblem(await submit(client, id, { schema_version: 1, classes: [{ label: job.labels.Diary }] }), 409, 'conflict', []);
	assert.equal((await submit(client, id, NOTHING, now.version && `"${now.version}"`)).status, 200);
	assert.deepEqual(await counts(job), { touched: 1, done: 1, submissions: 1, skips: 0 });
});

test('DELETE /assignments/{id}/submission: a draft that was saved since is not lost', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const { id } = await next(client, { job: job.id });
	const other = { schema_version: 1, classes: [{ label: job.labels.Letter }] };
	const { version } = await submit(client, id, NOTHING);
	// One that was on its way when it was submitted is not taken for a new one.
	isProblem(await draft(client, id, other), 409, 'conflict', []);
	assert.equal((await show(client, id)).draft, null);
	assert.equal((await draft(client, id, other, version)).status, 200);
	await reopen(client, id);
	assert.deepEqual((await show(client, id)).draft.classes, other.classes);
});

test('PUT /assignments/{id}/skip: like all that is done, of the version that one saw, if it is named', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const { id } = await next(client, { job: job.id });
	const at = `${API}/assignments/${id}`;
	const stale = [
		['PUT', `${at}/draft`, NOTHING],
		['PUT', `${at}/skip`, { reason: 'unclear' }],
		['DELETE', at],
		['PUT', `${at}/submission`, NOTHING],
	];
	for (const [method, path, json] of stale) isProblem(await client.send(method, path, { json, match: '"77"' }), 412, 'stale', []);
	await submit(client, id, NOTHING, '"1"');
	isProblem(await client.delete(`${at}/submission`, '"1"'), 412, 'stale', []);
});

test('PUT /assignments/{id}/submission: a place is taken again only by whom the job is for', async () => {
	const team = await addTeam(workspace);
	const [a] = await colleagues(1);
	await sql`insert into team_member (workspace, team, person) values (${workspace}, ${team.id}, ${a.id})`;
	const job = await addJob(client, project, { examples: 2, teams: [{ id: team.id }] });
	const [one, two] = [await next(a.client, { job: job.id }), await next(a.client, { job: job.id, another: true })];
	await release(a.client, one.id);
	await skip(a.client, two.id);
	await sql`delete from team_member where team = ${team.id} and person = ${a.id}`;
	const late = await submit(a.client, one.id, NOTHING);
	isProblem(late, 409, 'conflict', []);
	assert.deepEqual((await activityOf(late)).map((x) => x.verb), ['assignment.draft']);
	assert.equal((await show(a.client, one.id)).draft.nothing, true);
	isProblem(await reopen(a.client, two.id), 409, 'conflict', []);
	assert.deepEqual(await counts(job), { touched: 2, done: 0, submissions: 0, skips: 1 });
});

test('PUT /assignments/{id}/submission: not by a version of the schema that is older than what one was shown', async () => {
	const schema = await addSchema(client, project);
	const { name, overlap, classes, labels } = schema;
	const put = (json, version) => client.send('PUT', `${API}/schemas/${schema.id}`, { json, match: `"${version}"` });
	const kept = { name, overlap, classes, labels: labels.filter((l) => l.name !== 'Letter') };
	const job = await addJob(client, project, { examples: 2, schema });
	// Handed out before the change: what one saw may be submitted.
	const before = await next(client, { job: job.id });
	assert.equal((await put(kept, 1)).status, 200);
	const letter = { schema_version: 1, classes: [{ label: job.labels.Letter }] };
	assert.equal((await submit(client, before.id, letter)).status, 200);
	const after = await next(client, { job: job.id });
	assert.equal(after.schema_version, 2);
	isProblem(await submit(client, after.id, letter), 422, 'invalid', ['#/schema_version']);
	assert.equal((await submit(client, after.id, { schema_version: 2, nothing: true })).status, 200);
});

test('PUT /assignments/{id}/skip: it goes to others, never to the same person again, unless they take it back', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const [a, b] = await colleagues(2);
	const mine = await next(a.client, { job: job.id });
	assert.equal((await skip(a.client, mine.id, 'cut in the middle')).status, 200);
	isProblem(await skip(a.client, mine.id), 409, 'conflict', []);
	assert.equal((await next(a.client, { job: job.id })).id, null);
	const { items } = (await client.get(`${API}/jobs/${job.id}/skips`)).json;
	assert.deepEqual(items, [{ id: mine.id, example: mine.example, beginning: 'Text 0', person: a.id, username: a.username, reason: 'cut in the middle' }]);
	assert.deepEqual(await counts(job), { touched: 1, done: 0, submissions: 0, skips: 1 });
	assert.equal((await reopen(a.client, mine.id)).status, 200);
	assert.equal((await counts(job)).skips, 0);
	assert.equal((await next(b.client, { job: job.id })).id, null);
	await skip(a.client, mine.id);
	const theirs = await next(b.client, { job: job.id });
	assert.equal(theirs.example, mine.example);
	isProblem(await reopen(a.client, mine.id), 409, 'conflict', []);
	await submit(b.client, theirs.id, NOTHING);
	isProblem(await submit(a.client, mine.id, NOTHING), 409, 'conflict', []);
	assert.deepEqual(await counts(job), { touched: 1, done: 1, submissions: 1, skips: 1 });
});

test('DELETE /assignments/{id}: given back, it may come again', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const { id } = await next(client, { job: job.id });
	assert.equal((await release(client, id)).status, 200);
	isProblem(await release(client, id), 409, 'conflict', []);
	const [{ taken }] = await sql`select taken from task where job = ${job.id}`;
	assert.equal(taken, 0);
	assert.equal((await next(client, { job: job.id })).id, id);
});

test('PUT /assignments/{id}/draft: who names the drafts they have seen writes over no other', async () => {
	const job = await addJob(client, project, { examples: 1, annotators: 1 });
	const { id, drafts } = await next(client, { job: job.id });
	assert.equal(drafts, 0);
	const of = (label, seen) => ({ ...NOTHING, nothing: false, classes: [{ label: job.labels[label] }], ...(seen !== undefined && { drafts: seen }) });
	const first = await draft(client, id, of('Letter', 0));
	assert.deepEqual([first.status, first.json.drafts], [200, 1]);
	const again = await draft(client, id, of('Letter', 0));
	assert.deepEqual([again.status, again.json.drafts], [200, 1], 'its answer was lost');
	const late = await draft(client, id, of('Diary', 0));
	isProblem(late, 412, 'stale', []);
	assert.deepEqual(await activityOf(late), []);
	isProblem(await submit(client, id, of('Diary', 0)), 412, 'stale', []);
	const now = await show(client, id);
	assert.deepEqual([now.draft.classes, now.drafts, 'drafts' in now.draft], [of('Letter').classes, 1, false]);
	// In hand again, with how many there are.
	assert.equal((await next(client, { job: job.id })).drafts, 1);
	assert.equal((await draft(client, id, of('Diary'))).json.drafts, 2, 'who names none has the last word');
	assert.equal((await submit(client, id, of('Diary', 2))).status, 200);
	const done = await show(client, id);
	assert.deepEqual([done.state, 'drafts' in done.submission], ['submitted', false]);
});

test('PUT /assignments/{id}/draft: kept, and the lease with it; any labels that have the form', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const { id, lease_until } = await next(client, { job: job.id });
	await sql`update assignment set lease_until = now() + interval '5 seconds' where id = ${id}`;
	const work = { schema_version: 1, spans: [{ label: NOBODY, start: 0, end: 999, text: 'unfinished' }], nothing: false, seconds: 7 };
	const reply = await draft(client, id, work);
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual((await activityOf(reply)).map((a) => a.verb), ['assignment.draft']);
	const kept = await show(client, id);
	assert.deepEqual(kept.draft, { ...work, classes: [] });
	assert.ok(Date.parse(kept.lease_until) >= Date.parse(lease_until));
	await release(client, id);
	isProblem(await draft(client, id, NOTHING), 409, 'conflict', []);
	assert.equal((await show(client, id)).draft.nothing, true);
});

test('GET /assignments: one’s own, newest first', async () => {
	const job = await addJob(client, project, { examples: 3 });
	const [a, b] = await colleagues(2);
	const ids = [];
	for (let i = 0; i < 3; i++) {
		ids.unshift((await next(a.client, { job: job.id })).id);
		await submit(a.client, ids[0], NOTHING);
	}
	const first = (await a.client.get(`${API}/assignments`, { query: { limit: 2 } })).json;
	const rest = (await a.client.get(`${API}/assignments`, { query: { limit: 2, after: first.next } })).json;
	assert.deepEqual([...first.items, ...rest.items].map((x) => x.id), ids);
	assert.deepEqual(first.items.map((x) => [x.job, x.job_name, x.beginning]), [
		[job.id, job.name, 'Text 2'],
		[job.id, job.name, 'Text 1'],
	]);
	assert.deepEqual((await b.client.get(`${API}/assignments`)).json.items, []);
	/* What was saved since and not submitted is told; and how much one has done, whatever others did. */
	assert.equal((await draft(a.client, ids[1], { ...NOTHING, nothing: false, classes: [{ label: job.labels.Letter }] }, '"2"')).status, 200);
	const { items } = (await a.client.get(`${API}/assignments`)).json;
	assert.deepEqual(items.map((x) => [x.state, x.drafted, x.cut]), [['submitted', false, false], ['submitted', true, false], ['submitted', false, false]]);
	assert.deepEqual([(await show(a.client, ids[0])).own, (await next(b.client)).own], [3, 0]);
});

test('GET /assignments: of a long text its beginning, in code points', async () => {
	const job = await addJob(client, project);
	await addExample(job.dataset, { content: '\u{1F600}b'.repeat(200) });
	const { id } = await next(client, { job: job.id });
	const { items } = (await client.get(`${API}/assignments`, { query: { limit: 1 } })).json;
	assert.deepEqual([items[0].id, items[0].beginning, items[0].cut], [id, '\u{1F600}b'.repeat(50), true]);
});

test('GET /assignments/{id}: nobody else’s is to be seen or changed, not even by who owns the workspace', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const [a, b] = await colleagues(2);
	const ids = [(await next(a.client, { job: job.id })).id];
	assert.equal((await show(a.client, ids[0])).content, 'Text 0');
	for (const who of [b.client, client]) {
		isProblem(await who.get(`${API}/assignments/${ids[0]}`), 404, 'not-found', []);
		isProblem(await who.get(`${API}/assignments/${ids[0]}/submissions`), 404, 'not-found', []);
		isProblem(await submit(who, ids[0], NOTHING), 404, 'not-found', []);
		isProblem(await draft(who, ids[0], NOTHING), 404, 'not-found', []);
	}
});

test('GET /assignments/{id}/submissions: each names the version of the schema that was seen', async () => {
	const schema = await addSchema(client, project);
	const job = await addJob(client, project, { examples: 1, schema });
	const { id } = await next(client, { job: job.id });
	await submit(client, id, NOTHING);
	const { name, overlap, classes, labels } = schema;
	const put = { name, overlap, classes, labels: [...labels, { kind: 'class', name: 'Bill' }] };
	const second = (await client.send('PUT', `${API}/schemas/${schema.id}`, { json: put, match: '"1"' })).json;
	const shown = await show(client, id);
	assert.deepEqual([shown.schema_version, shown.labels.length], [2, 5]);
	const bill = second.labels.at(-1).id;
	isProblem(await submit(client, id, { schema_version: 1, classes: [{ label: bill }] }, '"2"'), 422, 'invalid', ['#/classes/0/label']);
	assert.equal((await submit(client, id, { schema_version: 2, classes: [{ label: bill }] }, '"2"')).status, 200);
	const { items } = (await client.get(`${API}/assignments/${id}/submissions`)).json;
	assert.deepEqual(items.map((s) => s.schema_version), [1, 2]);
	assert.deepEqual((await client.get(`${API}/assignments`, { query: { limit: 1 } })).json.items[0].schema_version, 2);
});

test('PUT /assignments/{id}/submission: whoever left the workspace submits no more', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const [a] = await colleagues(1);
	const { id } = await next(a.client, { job: job.id });
	await setRole(workspace, a.id, 'billing');
	isProblem(await submit(a.client, id, NOTHING), 403, 'forbidden', []);
	isProblem(await draft(a.client, id, NOTHING), 403, 'forbidden', []);
});

test('GET /assignments: what one has of a paused job is named so', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const [a] = await colleagues(1);
	const { id } = await next(a.client, { job: job.id });
	const row = async () => (await a.client.get(`${API}/assignments`)).json.items.map((x) => [x.id, x.state, x.job_state]);
	assert.deepEqual(await row(), [[id, 'leased', 'active']]);
	await client.patch(`${API}/jobs/${job.id}`, { state: 'paused' }, '"1"');
	assert.deepEqual(await row(), [[id, 'leased', 'paused']]);
});
