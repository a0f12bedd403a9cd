/* Schemas, jobs and the way through an example, as the tests of labelling need them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { addColleague, addExamples } from './database.mjs';
import { newOwner } from './people.mjs';
import { addDataset, addProject } from './world.mjs';

const API = '/api/annotations';

export const LABELS = [
	{ kind: 'tag', name: 'Person', key: 'p' },
	{ kind: 'tag', name: 'Place', colour: '#123456' },
	{ kind: 'class', name: 'Letter' },
	{ kind: 'class', name: 'Diary' },
];

/** An owner's project, and as many who label there as a test asks for: {client, workspace, project, colleagues}. */
export async function newWorkplace() {
	const { client } = await newOwner();
	const { workspace } = client.session;
	const colleagues = (n) => Promise.all(Array.from({ length: n }, () => addColleague(workspace)));
	return { client, workspace, project: (await addProject(client)).id, colleagues };
}

export async function addSchema(client, project, schema = {}) {
	const name = randomBytes(8).toString('hex');
	const reply = await client.post(`${API}/projects/${project}/schemas`, {
		name,
		overlap: 'none',
		classes: 'single',
		labels: LABELS,
		...schema,
	});
	assert.equal(reply.status, 201, reply.text);
	return reply.json;
}

/** A job on a new dataset with a new schema: the job, and {labels} of the schema by name. */
export async function addJob(client, project, { examples = 0, schema, ...job } = {}) {
	const name = randomBytes(8).toString('hex');
	const dataset = await addDataset(client, project, { name });
	const made = schema?.id ? schema : await addSchema(client, project, schema);
	if (examples) await addExamples(dataset.id, examples);
	const reply = await client.post(`${API}/projects/${project}/jobs`, {
		...{ name, dataset: dataset.id, schema: made.id, annotators: 1 },
		...job,
	});
	assert.equal(reply.status, 201, reply.text);
	return { ...reply.json, labels: Object.fromEntries(made.labels.map((l) => [l.name, l.id])) };
}

/** What someone is handed next; id null: nothing. */
export async function next(client, ask = {}) {
	for (;;) {
		const reply = await client.post(`${API}/assignments`, ask);
		assert.equal(reply.status, 200, reply.text);
		if (!reply.json.again) return reply.json;
	}
}

/** What a colleague is handed next of this job. */
export const take = (who, job, ask = {}) => next(who.client, { job: job.id, ...ask });

export const NOTHING = { schema_version: 1, nothing: true };
const put = (what) => (client, id, json, match) => client.send('PUT', `${API}/assignments/${id}/${what}`, { json, match });
export const submit = put('submission');
export const draft = put('draft');
export const skip = (client, id, reason = 'unclear') => put('skip')(client, id, { reason });
export const release = (client, id) => client.delete(`${API}/assignments/${id}`);
export const reopen = (client, id) => client.delete(`${API}/assignments/${id}/submission`);
export const show = async (client, id) => (await client.get(`${API}/assignments/${id}`)).json;
export const jobOf = async (client, id) => (await client.get(`${API}/jobs/${id}`)).json;

export async function countsOf(client, job) {
	const { touched, done, submissions, skips } = await jobOf(client, job.id);
	return { touched, done, submissions, skips };
}
