/* Jobs: who labels what, in which order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf, addColleague, addExamples, addTeam, sql } from '../lib/database.mjs';
import { addJob, addSchema, jobOf, newWorkplace, next, NOTHING, submit } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addDataset, addProject } from '../lib/world.mjs';

const API = '/api/annotations';
const { client, project, workspace } = await newWorkplace();
const change = (job, json, version = job.version) => client.patch(`${API}/jobs/${job.id}`, json, `"${version}"`);
const teamsOf = (job, teams, version = job.version) =>
	client.send('PUT', `${API}/jobs/${job.id}/staffing`, { json: { teams: teams.map((id) => ({ id })) }, match: `"${version}"` });
const queue = async () => (await client.get(`${API}/queue`, { query: { limit: 1000 } })).json.items.map((j) => j.id);

test('POST /projects/{id}/jobs: so many annotators label a dataset by a schema', async () => {
	const dataset = await addDataset(client, project, { name: 'Letters' });
	const schema = await addSchema(client, project);
	await addExamples(dataset.id, 3);
	const form = { name: 'People in letters', dataset: dataset.id, schema: schema.id, annotators: 3, guidelines: '# Who\n\nMark *people*.' };
	const reply = await client.post(`${API}/projects/${project}/jobs`, form);
	assert.equal(reply.status, 201, reply.text);
	const { id, created_at } = reply.json;
	assert.match(id, UUID);
	assert.match(created_at, MOMENT);
	assert.deepEqual(reply.json, {
		...{ id, project, ...form, state: 'active', for_teams: false, sample: false, teams: [], lease_seconds: 1800, version: 1, created_at },
		...{ examples: 3, touched: 0, done: 0, submissions: 0, skips: 0, revision: 3 },
	});
	assert.equal(reply.headers.location, `${API}/jobs/${id}`);
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.object, a.project]), [['job.create', id, project]]);
	assert.deepEqual(await sql`select visibility, indexable from annotation_job where id = ${id}`, [{ visibility: 'private', indexable: false }]);
});

test('POST /projects/{id}/jobs: of its project alone; a flaw of each part is told', async () => {
	const elsewhere = await addProject(client);
	const [dataset, schema] = [await addDataset(client, elsewhere.id, { name: 'x' }), await addSchema(client, elsewhere.id)];
	const form = { name: 'x', dataset: dataset.id, schema: schema.id, annotators: 1 };
	const post = (json, to = project) => client.post(`${API}/projects/${to}/jobs`, json);
	isProblem(await post(form), 422, 'invalid', ['#/dataset', '#/schema']);
	isProblem(await post({ ...form, annotators: 21 }), 422, 'invalid', ['#/annotators']);
	isProblem(await post({ ...form, teams: [{ id: NOBODY }] }, elsewhere.id), 422, 'invalid', ['#/teams']);
	const team = (await addTeam(workspace)).id;
	isProblem(await post({ ...form, teams: [{ id: team }, { id: team }] }, elsewhere.id), 422, 'invalid', ['#/teams']);
	assert.equal((await post(form, elsewhere.id)).status, 201);
	isProblem(await post(form, elsewhere.id), 409, 'conflict', ['#/name']);
	isProblem(await post(form, NOBODY), 404, 'not-found', []);
});

test('GET /projects/{id}/jobs: in pages, and none of another project', async () => {
	const { id } = await addProject(client);
	const made = [await addJob(client, id), await addJob(client, id), await addJob(client, id)];
	const first = (await client.get(`${API}/projects/${id}/jobs`, { query: { limit: 2 } })).json;
	const rest = (await client.get(`${API}/projects/${id}/jobs`, { query: { limit: 2, after: first.next } })).json;
	assert.deepEqual([...first.items, ...rest.items].map((j) => j.id), made.map((j) => j.id));
	assert.equal(rest.next, null);
	assert.deepEqual((await client.get(`${API}/projects/${(await addProject(client)).id}/jobs`)).json.items, []);
});

test('GET /jobs/{id}: its ETag changes with its counts', async () => {
	const job = await addJob(client, project, { examples: 1 });
	const shown = await client.get(`${API}/jobs/${job.id}`);
	const again = () => client.send('GET', `${API}/jobs/${job.id}`, { headers: { 'if-none-match': shown.version } });
	assert.equal((await again()).status, 304);
	const { id } = await next(client, { job: job.id });
	assert.equal((await again()).status, 200);
	await submit(client, id, NOTHING);
	const { touched, done, submissions } = await jobOf(client, job.id);
	assert.deepEqual([touched, done, submissions], [1, 1, 1]);
});

test('PATCH /jobs/{id}: renamed, explained, paused and archived; each by the version that one saw', async () => {
	const job = await addJob(client, project, { examples: 2 });
	const other = await addJob(client, project);
	const renamed = await change(job, { name: 'Another name', guidelines: 'Short.' });
	assert.deepEqual([renamed.status, renamed.json.name, renamed.json.guidelines, renamed.json.version], [200, 'Another name', 'Short.', 2]);
	isProblem(await change(job, { name: 'Late' }), 412, 'stale', []);
	isProblem(await change(other, { name: 'Another name' }), 409, 'conflict', ['#/name']);
	assert.equal((await change(job, { guidelines: null }, 2)).json.guidelines, null);
	const { id } = await next(client, { job: job.id });
	assert.equal((await change(job, { state: 'paused' }, 3)).json.state, 'paused');
	assert.equal((await next(client, { job: job.id })).id, null);
	// What is in someone's hands may be finished.
	assert.equal((await submit(client, id, NOTHING)).status, 200);
	assert.equal((await change(job, { state: 'active' }, 4)).status, 200);
	const second = (await next(client, { job: job.id })).id;
	assert.equal((await change(job, { state: 'archived' }, 5)).status, 200);
	isProblem(await submit(client, second, NOTHING), 409, 'conflict', []);
	assert.deepEqual((await client.get(`${API}/assignments/${second}`)).json.draft.nothing, true);
	isProblem(await client.patch(`${API}/jobs/${NOBODY}`, { name: 'x' }, '"1"'), 404, 'not-found', []);
});

test('GET /queue: jobs as they are handed out, which PATCH moves: to the top, the bottom, before another', async () => {
	const { client: someone } = await newOwner();
	const home = (await addProject(someone)).id;
	const jobs = [];
	for (let i = 0; i < 4; i++) jobs.push(await addJob(someone, home, { name: `${i}` }));
	const order = async () => (await someone.get(`${API}/queue`)).json.items.map((j) => j.name).join('');
	const versions = [1, 1, 1, 1];
	const move = (n, json) => someone.patch(`${API}/jobs/${jobs[n].id}`, json, `"${versions[n]++}"`);
	assert.equal(await order(), '0123');
	for (const [n, json, expected] of [
		[3, { queue: 'top' }, '3012'],
		[0, { queue: 'bottom' }, '3120'],
		[0, { before: jobs[1].id }, '3012'],
		[3, { before: jobs[2].id }, '0132'],
		[3, { before: jobs[0].id }, '3012'],
	]) {
		const reply = await move(n, json);
		assert.equal(reply.status, 200, reply.text);
		assert.equal(await order(), expected, JSON.stringify(json));
	}
	// The room between two runs out now and then: each time the last but one goes before the last.
	for (let i = 0; i < 50; i++) {
		const [, , last] = (await someone.get(`${API}/queue`)).json.items.slice(-3).map((j) => j.name);
		const [first, a, b] = await order();
		assert.equal((await move(Number(a), { before: jobs[Number(last)].id })).status, 200);
		assert.equal(await order(), first + b + a + last);
	}
	const paged = [];
	for (let after; after !== null; ) {
		const { items, next: more } = (await someone.get(`${API}/queue`, { query: { limit: 1, after } })).json;
		paged.push(...items.map((j) => j.name));
		after = more;
	}
	assert.equal(paged.join(''), await order());
	isProblem(await someone.patch(`${API}/jobs/${jobs[0].id}`, { before: NOBODY }, `"${versions[0]}"`), 422, 'invalid', ['#/before']);
	isProblem(await someone.patch(`${API}/jobs/${jobs[0].id}`, { before: jobs[0].id }, `"${versions[0]}"`), 422, 'invalid', ['#/before']);
	isProblem(await someone.patch(`${API}/jobs/${jobs[0].id}`, { before: jobs[1].id, queue: 'top' }, `"${versions[0]}"`), 422, 'invalid', ['#/before']);
	assert.ok(!(await queue()).includes(jobs[0].id));
});

test('PATCH /jobs/{id}: moved by many at once, no two stand in one place', async () => {
	const { client: someone } = await newOwner();
	const home = (await addProject(someone)).id;
	const jobs = [];
	for (let i = 0; i < 8; i++) jobs.push(await addJob(someone, home));
	const replies = await Promise.all(jobs.map((j) => someone.patch(`${API}/jobs/${j.id}`, { queue: 'top' }, '"1"')));
	assert.deepEqual(replies.map((r) => r.status), jobs.map(() => 200));
	const [{ n }] = await sql`select count(distinct rank)::int as n from annotation_job where project = ${home}`;
	assert.equal(n, 8);
});

test('PUT /jobs/{id}/staffing: only its teams are handed its examples', async () => {
	const team = await addTeam(workspace);
	const inside = await addColleague(workspace);
	const outside = await addColleague(workspace);
	await sql`insert into team_member (workspace, team, person) values (${workspace}, ${team.id}, ${inside.id})`;
	const job = await addJob(client, project, { examples: 2, teams: [{ id: team.id }] });
	assert.deepEqual([job.for_teams, job.teams], [true, [{ id: team.id }]]);
	assert.equal((await next(outside.client, { job: job.id })).id, null);
	assert.notEqual((await next(inside.client, { job: job.id })).id, null);
	const opened = await teamsOf(job, []);
	assert.deepEqual([opened.status, opened.json.for_teams, opened.json.teams], [200, false, []]);
	assert.notEqual((await next(outside.client, { job: job.id })).id, null);
	isProblem(await teamsOf(job, []), 412, 'stale', []);
	isProblem(await teamsOf(job, [NOBODY], 2), 422, 'invalid', ['#/teams']);
	isProblem(await teamsOf(job, [team.id, team.id], 2), 422, 'invalid', ['#/teams']);
	const closed = await teamsOf(job, [team.id], 2);
	assert.deepEqual(closed.json.teams, [{ id: team.id }]);
	// A team that is no more does not open the job to all.
	await sql`delete from team where id = ${team.id}`;
	const nobody = await addColleague(workspace);
	assert.deepEqual([(await jobOf(client, job.id)).for_teams, (await next(nobody.client, { job: job.id })).id], [true, null]);
});

test('GET /jobs/{id}/guidelines: as they were written, and as HTML that is safe to show', async () => {
	const job = await addJob(client, project, { guidelines: '# Who\n\nMark *people*, [not](javascript:alert(1)) <b>places</b>.' });
	const shown = await client.get(`${API}/jobs/${job.id}/guidelines`);
	assert.deepEqual([shown.status, shown.version], [200, '"1"']);
	assert.equal(shown.json.html, '<h3>Who</h3>\n<p>Mark <em>people</em>, not &lt;b&gt;places&lt;/b&gt;.</p>\n');
	assert.match(shown.json.markdown, /^# Who/);
	assert.deepEqual((await client.get(`${API}/jobs/${(await addJob(client, project)).id}/guidelines`)).json, { markdown: null, html: null, version: 1 });
	// What could not be shown is not taken.
	isProblem(await change(job, { guidelines: '['.repeat(5_000) }), 422, 'invalid', ['#/guidelines']);
	isProblem(await client.get(`${API}/jobs/${NOBODY}/guidelines`), 404, 'not-found', []);
});
