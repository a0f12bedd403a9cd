/*
 * tests/refused/import: files that people send by mistake, each beside what
 * must become of it.  FILE.told.json says why, how the caller describes the
 * file (form; the format is the file's ending), the state in which the import
 * ends, its flaws as "line word field", and the texts that are added (or how
 * many).  A file that is too large to be kept is `made` by a line of shell.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { sql } from '../lib/database.mjs';
import { root } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../lib/world.mjs';

const API = '/api/annotations';
const FOLDER = join(root, 'tests/refused/import');
const TOLD = '.told.json';
const names = readdirSync(FOLDER).filter((name) => name[0] !== '.');
const cases = names.filter((name) => name.endsWith(TOLD)).map((name) => name.slice(0, -TOLD.length));
let client;
let project;
before(async () => {
	({ client } = await newOwner());
	project = (await addProject(client)).id;
});

const made = (line) => execFileSync('bash', ['-c', line], { maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });

/** The whole file at once. */
const atOnce = (id, file) => sendFile(client, id, file, { last: true });

/** In parts of 1, 2, 3, 5, 8, … bytes: they end within characters, escapes, quotes and ends of lines. */
async function inParts(id, file) {
	let reply;
	for (let offset = 0, size = 1, next = 2, last = false; !last; [size, next] = [next, size + next]) {
		last = offset + size >= file.length;
		reply = await sendFile(client, id, file.subarray(offset, offset + size), { offset, last });
		if (reply.status !== 200) return reply;
		offset += size;
	}
	return reply;
}

/** What became of the file, in the words of its .told.json. */
async function outcome(name, format, told, file, send) {
	const { id: dataset } = await addDataset(client, project, { name });
	const { id } = await addImport(client, dataset, { format, ...told.form });
	const sent = await send(id, file);
	assert.equal(sent.status, 200, sent.text);
	const done = await endOfImport(client, id);
	const { items } = (await client.get(`${API}/imports/${id}/flaws`, { query: { limit: 1000 } })).json;
	const rows = await sql`select content, external_id, metadata::text as metadata from example where dataset = ${dataset} order by position`;
	assert.deepEqual([done.examples, done.flaws, done.parsed], [rows.length, items.length, file.length]);
	for (const flaw of items) assert.match(flaw.about, /^\S+( \S+){3,}$/, 'a sentence');
	return {
		state: done.state,
		flaws: items.map((f) => [f.line, f.word, f.field].filter((part) => part !== null).join(' ')),
		examples: typeof told.examples === 'number' ? rows.length : rows.map((r) => r.content),
		...(told.known === undefined ? {} : { known: done.known }),
		...(told.ids && { ids: rows.map((r) => r.external_id) }),
		...(told.metadata && { metadata: rows.map((r) => r.metadata) }),
	};
}

test('each file has its outcome beside it', () => {
	assert.ok(cases.length > 80);
	const without = names.filter((name) => !name.endsWith(TOLD) && !cases.includes(name));
	assert.deepEqual(without, []);
});

for (const file of cases)
	test(`${file}: ${JSON.parse(readFileSync(join(FOLDER, file + TOLD))).why}`, async () => {
		const told = JSON.parse(readFileSync(join(FOLDER, file + TOLD)));
		const bytes = told.made ? made(told.made) : readFileSync(join(FOLDER, file));
		const format = file.slice(file.lastIndexOf('.') + 1);
		const { why, made: line, form, ...expected } = told;
		assert.deepEqual(await outcome(file, format, told, bytes, atOnce), expected, 'sent at once');
		assert.deepEqual(await outcome(`${file} in parts`, format, told, bytes, inParts), expected, 'sent in parts');
	});
