/* Copies of what is stored about a person, and what is in the zip of one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from './database.mjs';
import { until } from './instance.mjs';

const API = '/api/privacy/exports';

/** As if they had never asked for one. */
export const forgetPersonalExports = (client) => sql`delete from personal_export where person = ${client.session.person}`;

export async function askPersonalExport(client) {
	const reply = await client.post(API);
	assert.equal(reply.status, 201, reply.text);
	return reply.json;
}

/** One of them as the API lists it. */
export async function personalExport(client, id) {
	const reply = await client.get(API, { query: { limit: 1000 } });
	return reply.json.items.find((item) => item.id === id);
}

/** … as soon as it has the state. */
export const personalExportIn = (client, { id }, state, ms = 30_000) =>
	until(`the copy to be ${state}`, async () => {
		const now = await personalExport(client, id);
		assert.ok(now.state === state || now.state !== 'failed', 'it failed');
		return now.state === state && now;
	}, ms);

/** One that was asked for and that nobody makes: {id}. */
export async function orderPersonalExport(client) {
	const id = randomUUID();
	await forgetPersonalExports(client);
	await sql`insert into personal_export (id, person) values (${id}, ${client.session.person})`;
	return { id };
}

/** One that is there, however old the session is: {id}. */
export async function addPersonalExport(client) {
	const { id } = await orderPersonalExport(client);
	await sql`insert into job (id, handler, kind, payload)
		values (${randomUUID()}, 'privacy', 'personal-export', json_build_object('export', ${id}::text, 'person', ${client.session.person}::text))`;
	await until('the copy to be there', async () => (await sql`select from personal_export where id = ${id} and state = 'available'`).length, 30_000);
	return { id };
}

export const downloadPersonalExport = (client, { id }) => client.get(`${API}/${id}/content`);

/** What is in a zip, as unzip sees it: {name: text}. */
export function unzipped(bytes) {
	const folder = mkdtempSync(join(tmpdir(), 'obelus-zip-'));
	try {
		writeFileSync(join(folder, 'it.zip'), bytes);
		execFileSync('unzip', ['-q', 'it.zip', '-d', 'in'], { cwd: folder });
		const names = readdirSync(join(folder, 'in'), { withFileTypes: true });
		return Object.fromEntries(
			names
				.flatMap((entry) => (entry.isDirectory() ? readdirSync(join(folder, 'in', entry.name)).map((name) => `${entry.name}/${name}`) : [entry.name]))
				.map((name) => [name, readFileSync(join(folder, 'in', name), 'utf8')]),
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** What someone gets who asks for a copy now: {name: text}. */
export async function copyOf(client) {
	const reply = await downloadPersonalExport(client, await addPersonalExport(client));
	assert.equal(reply.status, 200, reply.text);
	return unzipped(reply.bytes);
}

export const linesOf = (text = '') =>
	text
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));
