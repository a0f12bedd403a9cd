/* Datasets, schemas and jobs, as the tests of labelling need them. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';

import { sql } from './database.mjs';

const API = '/api/annotations';

export const LABELS = [
	{ kind: 'tag', name: 'Person', key: 'p' },
	{ kind: 'tag', name: 'Place', colour: '#123456' },
	{ kind: 'class', name: 'Letter' },
	{ kind: 'class', name: 'Diary' },
];

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

/** A dataset with these texts: {id, examples: [id]}. */
export async function addDataset({ session }, project, texts) {
	const { workspace, person } = session;
	const id = randomUUID();
	const examples = texts.map((content) => ({ id: randomUUID(), content }));
	await sql`insert into dataset (workspace, id, project, name, examples, created_by)
		values (${workspace}, ${id}, ${project}, ${id}, ${texts.length}, ${person})`;
	await sql`insert into example (workspace, id, dataset, position, content, length)
		select ${workspace}, e.id, ${id}, e.at - 1, e.content, char_length(e.content)
		from rows from (json_to_recordset(${JSON.stringify(examples)}) as (id uuid, content text))
		with ordinality as e (id, content, at)`;
	return { id, examples: examples.map((e) => e.id) };
}
