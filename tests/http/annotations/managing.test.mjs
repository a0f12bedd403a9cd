/* What who runs a job sees of it, and what they do about it: who holds what, what is stuck, what was skipped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { activityOf, addTeam, setRole, sql } from '../lib/database.mjs';
import { addJob, draft, jobOf, newWorkplace, next, NOTHING, release, reopen, show, skip, submit, take } from '../lib/labelling.mjs';

const API = '/api/annotations';
const { client, project, workspace, colleagues } = await newWorkplace();
const list = async (job, what, query) => (await client.get(`${API}/jobs/${job.id}/${what}`, { query })).json;
const progress = async (job) => list(job, 'progress');
/** A team with these people in it, and nobody else. */
async function team(...people) {
	const { id, person } = await addTeam(workspace);
	await sql`delete from team_member where team = ${id} and person = ${person}`;
	for (const who of people) await sql`insert into team_member (workspace, team, person) values (${workspace}, ${id}, ${who.id})`;
	return id;
}

test('GET /jobs/{id}/progress: untouched, begun and done are all examples; of what is skipped some is stuck', async () => {
	const [a, b, c] = await colleagues(3);
	const job = await addJob(client, project, { examples: 5, annotators: 2, teams: [{ id: await team(a, b, c) }] });
	const start = { examples: 5, untouched: 5, begun: 0, done: 0, skipped: 0, stuck: 0, annotators: 2, people: 3 };
	assert.deepEqual(await progress(job), start);
	const one = await take(a, job);
	await submit(a.client, one.id, NOTHING);
	assert.deepEqual(await progress(job), { ...start, untouched: 4, begun: 1 });
	// Of three one may skip it; with two who have, no two are left.
	const byB = await take(b, job);
	assert.equal(byB.example, one.example);
	await skip(b.client, byB.id);
	assert.deepEqual(await progress(job), { ...start, untouched: 4, begun: 1, skipped: 1 });
	const theirs = await take(c, job);
	assert.equal(theirs.example, one.example);
	await skip(c.client, theirs.id);
	const stuck = { ...start, untouched: 4, begun: 1, skipped: 1, stuck: 1 };
	assert.deepEqual(await progress(job), stuck);
	// Taken back it is none; done it is neither.
	await reopen(c.client, theirs.id);
	assert.deepEqual(await progress(job), { ...stuck, stuck: 0 });
	await submit(c.client, theirs.id, NOTHING, '"2"');
	assert.deepEqual(await progress(job), { ...start, untouched: 4, done: 1 });
	// And another who comes makes room.
	const other = await take(a, job);
	for (const who of [a, b]) await skip(who.client, (await take(who, job)).id);
	assert.equal((await show(a.client, other.id)).state, 'skipped');
	assert.deepEqual(await progress(job), { ...start, untouched: 3, begun: 1, done: 1, skipped: 1, stuck: 1 });
	const [d] = await colleagues(1);
	const [{ team: its }] = await sql`select team from annotation_job_team where job = ${job.id}`;
	await sql`insert into team_member (workspace, team, person) values (${workspace}, ${its}, ${d.id})`;
	assert.deepEqual(await progress(job), { ...start, untouched: 3, begun: 1, done: 1, skipped: 1, stuck: 0, people: 4 });
	isProblem(await client.get(`${API}/jobs/${NOBODY}/progress`), 404, 'not-found', []);
});

test('GET /jobs/{id}/progress: with fewer people than annotators all is stuck that is not done', async () => {
	const [a] = await colleagues(1);
	const job = await addJob(client, project, { examples: 3, annotators: 2, teams: [{ id: await team(a) }] });
	await submit(a.client, (await take(a, job)).id, NOTHING);
	const { untouched, begun, stuck, people } = await progress(job);
	assert.deepEqual({ untouched, begun, stuck, people }, { untouched: 2, begun: 1, stuck: 3, people: 1 });
	// Whoever pays labels nothing.
	await setRole(workspace, a.id, 'billing');
	assert.equal((await progress(job)).people, 0);
	const open = await addJob(client, project);
	const members = await sql`select count(*)::int as n from member where workspace = ${workspace} and role <> 'billing'`;
	assert.equal((await progress(open)).people, members[0].n);
});

test('DELETE /skips/{id}: it is skipped no more, and comes again to whom it was', async () => {
	const [a, b] = await colleagues(2);
	const job = await addJob(client, project, { examples: 2 });
	const { id, example } = await take(a, job);
	await skip(a.client, id, 'cut');
	// Whoever has gone past it sees it again, though it was theirs.
	const second = await take(a, job);
	await submit(a.client, second.id, NOTHING);
	assert.equal((await take(a, job)).id, null);
	assert.equal((await list(job, 'skips')).items.length, 1);
	isProblem(await a.client.delete(`${API}/skips/${id}`), 403, 'forbidden', []);
	const reply = await client.delete(`${API}/skips/${id}`);
	assert.equal(reply.status, 204, reply.text);
	assert.deepEqual((await activityOf(reply)).map((x) => [x.verb, x.object, x.project, x.actor]), [
		['assignment.return', id, project, client.session.person],
	]);
	assert.deepEqual((await list(job, 'skips')).items, []);
	assert.deepEqual([(await jobOf(client, job.id)).skips, (await progress(job)).skipped], [0, 0]);
	assert.deepEqual((await list(job, 'days')).items.map((d) => [d.submissions, d.skips]), [[1, 0]]);
	isProblem(await client.delete(`${API}/skips/${id}`), 409, 'conflict', []);
	isProblem(await client.delete(`${API}/skips/${second.id}`), 409, 'conflict', []);
	const again = await take(a, job);
	assert.deepEqual([again.id, again.example], [id, example]);
	assert.equal((await submit(a.client, id, NOTHING)).status, 200);
	assert.equal((await take(b, job)).id, null);
	isProblem(await client.delete(`${API}/skips/${NOBODY}`), 404, 'not-found', []);
});

test('GET /jobs/{id}/leases: who has what in hand, since when and until when; in pages', async () => {
	const [a, b] = await colleagues(2);
	const job = await addJob(client, project, { examples: 3, lease_seconds: 600 });
	const mine = await take(a, job);
	const more = await take(a, job, { another: true });
	const theirs = await take(b, job);
	const { items } = await list(job, 'leases');
	const row = ({ id, example, content, lease_until }, who) =>
		({ id, example, beginning: content, person: who.id, username: who.username, until: lease_until });
	assert.deepEqual(items.map(({ since, ...rest }) => rest), [row(mine, a), row(more, a), row(theirs, b)]);
	for (const { since, until } of items) assert.equal(Date.parse(until) - Date.parse(since), 600_000);
	const first = await list(job, 'leases', { limit: 2 });
	const rest = await list(job, 'leases', { limit: 2, after: first.next });
	assert.deepEqual([...first.items, ...rest.items], items);
	await submit(a.client, mine.id, NOTHING);
	await release(a.client, more.id);
	await setRole(workspace, b.id, null);
	assert.deepEqual((await list(job, 'leases')).items.map((l) => [l.id, l.username]), [[theirs.id, null]]);
	assert.deepEqual((await list(await addJob(client, project), 'leases')).items, []);
	isProblem(await client.get(`${API}/jobs/${NOBODY}/leases`), 404, 'not-found', []);
});

test('GET /jobs/{id}/leases: since they were handed it this time', async () => {
	const [a] = await colleagues(1);
	const job = await addJob(client, project, { examples: 1 });
	const { id } = await take(a, job);
	const since = async () => Date.parse((await list(job, 'leases')).items[0].since);
	await sql`update assignment set handed_at = handed_at - interval '1 hour' where id = ${id}`;
	const long = await since();
	await take(a, job);
	assert.equal(await since(), long);
	await release(a.client, id);
	await take(a, job);
	assert.ok((await since()) > long + 3_000_000);
});

test('DELETE /leases/{id}: others are handed it; the draft stays, and whoever had it comes too late', async () => {
	const [a, b] = await colleagues(2);
	const job = await addJob(client, project, { examples: 1 });
	const { id, example } = await take(a, job);
	const work = { schema_version: 1, classes: [{ label: job.labels.Letter }] };
	await draft(a.client, id, work);
	assert.equal((await take(b, job)).id, null);
	isProblem(await b.client.delete(`${API}/leases/${id}`), 403, 'forbidden', []);
	const reply = await client.delete(`${API}/leases/${id}`);
	assert.equal(reply.status, 204, reply.text);
	assert.deepEqual((await activityOf(reply)).map((x) => [x.verb, x.object, x.project, x.actor]), [
		['assignment.free', id, project, client.session.person],
	]);
	assert.deepEqual((await list(job, 'leases')).items, []);
	isProblem(await client.delete(`${API}/leases/${id}`), 409, 'conflict', []);
	const theirs = await take(b, job);
	assert.equal(theirs.example, example);
	isProblem(await submit(a.client, id, work), 409, 'conflict', []);
	isProblem(await draft(a.client, id, work), 409, 'conflict', []);
	const kept = await show(a.client, id);
	assert.deepEqual([kept.state, kept.draft.classes], ['lost', work.classes]);
	assert.equal((await submit(b.client, theirs.id, NOTHING)).status, 200);
	isProblem(await client.delete(`${API}/leases/${theirs.id}`), 409, 'conflict', []);
	const { done, submissions } = await jobOf(client, job.id);
	assert.deepEqual({ done, submissions }, { done: 1, submissions: 1 });
	isProblem(await client.delete(`${API}/leases/${NOBODY}`), 404, 'not-found', []);
});

test('DELETE /leases/{id}: while others submit and ask, each example is still labelled exactly as often', async () => {
	const people = await colleagues(6);
	const job = await addJob(client, project, { examples: 12, annotators: 2 });
	const freed = [];
	const submitted = [];
	const label = async (who) => {
		for (let id; ({ id } = await take(who, job)) && id; ) {
			const [free, done] = await Promise.all([client.delete(`${API}/leases/${id}`), submit(who.client, id, NOTHING)]);
			freed.push(free.status);
			submitted.push(done.status);
		}
	};
	await Promise.all(people.map(label));
	// Whoever was told that there is nothing may have been beside one who lost theirs.
	for (const who of people) await label(who);
	// Either came first now and then; and who came too late was told so only when another had the place.
	assert.deepEqual([...new Set(freed)].sort(), [204, 409]);
	assert.ok(submitted.every((status) => [200, 409].includes(status)), submitted.join());
	assert.equal(submitted.filter((status) => status === 200).length, 24);
	const places = await sql`select distinct taken, done, room from task where job = ${job.id}`;
	assert.deepEqual(places, [{ taken: 2, done: 2, room: 2 }]);
	const { done, submissions } = await jobOf(client, job.id);
	assert.deepEqual({ done, submissions }, { done: 12, submissions: 24 });
});
