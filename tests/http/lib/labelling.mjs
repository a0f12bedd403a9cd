/* Schemas, as the tests of labelling need them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

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
