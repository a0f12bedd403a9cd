/* A workspace with one of everything, made by the API. */
import assert from 'node:assert/strict';

import { addSchema } from './labelling.mjs';
import { newOwner } from './people.mjs';

const API = '/api/annotations';

/** Positions in code points of what stands in VECTOR. */
export const VECTOR = String.fromCodePoint(
	0x61,
	0x1f600,
	0x62,
	0x20,
	0x65,
	0x301,
	0x20,
	0x1f468,
	0x200d,
	0x1f469,
	0x200d,
	0x1f467,
	0x20,
	0x5e9,
	0x5dc,
	0x5d5,
	0x5dd,
	0x20,
	0x1f1ee,
	0x1f1f1,
	0x0d,
	0x0a,
	0x78,
);

/** Code points of VECTOR, and what stands there. */
export const SLICES = [
	[1, 2, '\u{1F600}'],
	[2, 3, 'b'],
	[4, 6, 'e\u0301'],
	[7, 12, '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}'],
	[13, 17, '\u05e9\u05dc\u05d5\u05dd'],
	[18, 20, '\u{1F1EE}\u{1F1F1}'],
	[22, 23, 'x'],
];

async function made(promise, status = 201) {
	const reply = await promise;
	assert.equal(reply.status, status, reply.text);
	return reply.json;
}

export const addProject = (client, project = {}) =>
	made(client.post(`${API}/projects`, { name: 'Letters', ...project }));

export const addTag = (client, project, tag) => made(client.post(`${API}/projects/${project}/tags`, tag));

export const addText = (client, project, text, name = 'a.txt') =>
	made(
		client.send('POST', `${API}/projects/${project}/documents`, {
			query: { name },
			body: text,
			headers: { 'content-type': 'text/plain; charset=utf-8' },
		}),
	);

export const addDataset = (client, project, dataset) =>
	made(client.post(`${API}/projects/${project}/datasets`, dataset));

export const addImport = (client, dataset, form = { format: 'lines' }) =>
	made(client.post(`${API}/datasets/${dataset}/imports`, form));

/** A file, or a part of it; breakAt: the connection breaks after so many bytes. */
export const sendFile = (client, id, body, { offset = 0, last, breakAt } = {}) =>
	client.send('PUT', `${API}/imports/${id}/content`, {
		query: { offset, last },
		body,
		breakAt,
		headers: { 'content-type': 'application/octet-stream' },
	});

/** The import as soon as its file was read. */
export async function endOfImport(client, id) {
	let reply = await client.get(`${API}/imports/${id}`);
	for (let i = 0; i < 100_000 && !reply.json.ended_at; i++) reply = await client.get(`${API}/imports/${id}`);
	assert.ok(reply.json.ended_at, reply.text);
	return reply.json;
}

export const addSpan = (client, document, span) =>
	made(client.post(`${API}/documents/${document}/spans`, span));

/** {owner, client, project, tag, other (a tag, too), document, span, dataset, schema, job}: the rows as the API gave them. */
export async function newWorld() {
	const owner = await newOwner();
	const { client } = owner;
	const project = await addProject(client, { tags: [{ name: 'Person', key: 'p' }] });
	const [tag] = (await made(client.get(`${API}/projects/${project.id}/tags`), 200)).items;
	const other = await addTag(client, project.id, { name: 'Place' });
	const document = await addText(client, project.id, VECTOR);
	const span = await addSpan(client, document.id, { tag: tag.id, start: 1, end: 2, text: '\u{1F600}' });
	const dataset = await addDataset(client, project.id, { name: 'Mail' });
	const schema = await addSchema(client, project.id);
	const job = await made(
		client.post(`${API}/projects/${project.id}/jobs`, { name: 'Mail', dataset: dataset.id, schema: schema.id, annotators: 2 }),
	);
	return { owner, client, project, tag, other, document, span, dataset, schema, job };
}
