/*
 * Hundreds of clients label at once, while worker processes are killed and
 * leases run out: each example is labelled by exactly as many people as the
 * job says, what was acknowledged counts, and every count is true.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addColleague, addExamples, sql } from '../lib/database.mjs';
import { addJob, jobOf, next, NOTHING, show, submit } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { ageOf, end, workersOf } from '../lib/processes.mjs';
import { addProject } from '../lib/world.mjs';

const API = '/api/annotations';
const EXAMPLES = 120;
const ANNOTATORS = 3;
const PEOPLE = 40;
const WINDOWS = 6; // of each person: 240 clients
const KILLS = 4;
const STEADY = 1.5; // seconds; a worker that dies younger is replaced more slowly

/** Numbers that look random and come again with the same seed. */
const numbers = (seed) => () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8;

/** The reply, or null when the connection died or nobody was there: it is asked again. */
async function ask(client, method, path, json, match) {
	try {
		const reply = await client.send(method, path, { json, match });
		return reply.status === 502 || reply.status === 503 ? null : reply;
	} catch {
		return null;
	}
}

/** One window of someone: takes what comes, does this or that with it, until nothing comes. */
async function window({ client, id: person }, job, random, seen) {
	for (;;) {
		const another = random() % 4 === 0;
		const taken = await ask(client, 'POST', `${API}/assignments`, { job: job.id, another });
		if (!taken) continue;
		assert.equal(taken.status, 200, taken.text);
		const { id } = taken.json;
		// That there is no other one does not say that nothing is in hand.
		if (!id && another) continue;
		if (!id) return;
		const way = random() % 16;
		const at = `${API}/assignments/${id}`;
		if (way === 0) await ask(client, 'DELETE', at);
		else if (way === 1) await ask(client, 'PUT', `${at}/draft`, NOTHING);
		else if (way === 2) await sql`update assignment set lease_until = now() - interval '1 second' where id = ${id} and state = 'leased'`;
		else if (way === 3 && seen.skips.size < PEOPLE) seen.skips.add(await ask(client, 'PUT', `${at}/skip`, { reason: 'unclear' }));
		else {
			const labels = way % 2 ? NOTHING : { schema_version: 1, classes: [{ label: job.labels.Letter }] };
			// What one has submitted before, and took back, is submitted again by the version that one was handed.
			const { version } = taken.json;
			const reply = await ask(client, 'PUT', `${at}/submission`, labels, version > 1 ? `"${version}"` : undefined);
			if (!reply) continue;
			assert.ok([200, 409, 412].includes(reply.status), `${reply.status} ${reply.text}`);
			if (reply.status === 200) seen.submitted.add(`${id} ${person}`);
			// Now and then it is taken back, and submitted again by the version that one saw.
			if (reply.status === 200 && way === 15) {
				seen.takenBack.add(`${id} ${person}`);
				const back = await ask(client, 'DELETE', `${at}/submission`);
				if (back?.status === 200) await ask(client, 'PUT', `${at}/submission`, labels, back.headers.etag);
			}
			seen[reply.status]++;
		}
	}
}

/** What somebody has in hand still: given back or taken back when the windows had ended. */
async function finish(people, job) {
	for (let found = true; found; ) {
		found = false;
		for (const { client } of people) {
			const { id } = await next(client, { job: job.id });
			if (!id) continue;
			found = true;
			const { version } = await show(client, id);
			assert.equal((await submit(client, id, NOTHING, `"${version}"`)).status, 200);
		}
	}
}

test('each example is labelled by exactly three, whatever dies and whoever is late', async () => {
	const { client } = await newOwner();
	const { workspace } = client.session;
	const project = (await addProject(client)).id;
	const job = await addJob(client, project, { annotators: ANNOTATORS });
	await addExamples(job.dataset, EXAMPLES);
	const people = [];
	for (let i = 0; i < PEOPLE; i++) people.push(await addColleague(workspace));
	const random = numbers(20260);
	const seen = { submitted: new Set(), skips: new Set(), takenBack: new Set(), 200: 0, 409: 0, 412: 0 };
	let going = true;
	const killer = (async () => {
		let kills = 0;
		while (going) {
			const { submissions } = await jobOf(client, job.id).catch(() => ({ submissions: 0 }));
			const [old] = workersOf('annotations').filter((pid) => ageOf(pid) > STEADY);
			const due = ((kills + 1) * EXAMPLES * ANNOTATORS) / (KILLS + 2);
			if (old && kills < KILLS && submissions >= due) {
				await end(old);
				kills++;
			}
		}
		return kills;
	})();
	try {
		await Promise.all(people.flatMap((p) => Array.from({ length: WINDOWS }, () => window(p, job, random, seen))));
	} finally {
		going = false;
	}
	const kills = await killer;
	await finish(people, job);
	assert.ok(kills > 0, 'nobody was killed');

	const places = await sql`
		select t.room, t.taken, t.done, count(a.id) filter (where a.state = 'submitted')::int as submitted,
		       count(a.id) filter (where a.state = 'leased')::int as leased, count(distinct a.person) = count(a.id) as apart
		  from task t join assignment a on a.workspace = t.workspace and a.job = t.job and a.example = t.example
		 where t.job = ${job.id} group by t.example, t.room, t.taken, t.done`;
	assert.equal(places.length, EXAMPLES);
	for (const place of places)
		assert.deepEqual(place, { room: ANNOTATORS, taken: ANNOTATORS, done: ANNOTATORS, submitted: ANNOTATORS, leased: 0, apart: true });

	// What was acknowledged is there.
	const there = await sql`select id || ' ' || person as key from assignment where job = ${job.id} and state = 'submitted'`;
	const keys = new Set(there.map((row) => row.key));
	for (const key of seen.submitted) assert.ok(keys.has(key) || seen.takenBack.has(key), `${key} was acknowledged`);

	// Every count is true.
	const { touched, done, submissions, skips } = await jobOf(client, job.id);
	const [truth] = await sql`
		select count(*) filter (where state = 'submitted')::int as submissions, count(*) filter (where state = 'skipped')::int as skips,
		       count(*) filter (where state = 'submitted' and submission ->> 'nothing' = 'true')::int as nothings
		  from assignment where job = ${job.id}`;
	assert.deepEqual({ touched, done, submissions }, { touched: EXAMPLES, done: EXAMPLES, submissions: EXAMPLES * ANNOTATORS });
	assert.deepEqual({ submissions, skips }, { submissions: truth.submissions, skips: truth.skips });
	const [days] = await sql`select sum(submissions)::int as submissions, sum(skips)::int as skips, sum(nothings)::int as nothings
		from job_day where job = ${job.id}`;
	assert.deepEqual(days, truth);
	const labels = await sql`select sum(count)::int as n from job_label where job = ${job.id}`;
	assert.deepEqual(labels, [{ n: submissions - truth.nothings }]);
	const rows = await sql`select count(*)::int as n from submission s join assignment a on a.id = s.assignment where a.job = ${job.id}`;
	assert.ok(rows[0].n >= submissions);
	console.log(`${PEOPLE * WINDOWS} clients, ${kills} killed workers, ${seen[409]} submissions were late, ${seen.takenBack.size} taken back, ${skips} skips`);
});
