import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';

const PRACTICES = '/api/privacy/practices';
const SCHEMA = readFileSync(new URL('../../../sql/schema.sql', import.meta.url), 'utf8');
const WORDS = readFileSync(new URL('../../../sql/catalogue.txt', import.meta.url), 'utf8');

const practices = async () => {
	const reply = await new Client().get(PRACTICES);
	assert.equal(reply.status, 200, reply.text);
	return reply.json;
};

test('GET /practices: every column about people is told to a stranger, in the words of its comment (PR-11)', async () => {
	const { columns } = await practices();
	const comments = [...SCHEMA.matchAll(/^COMMENT ON COLUMN public\.(\w+)\.(\w+) IS '((?:[^']|'')*)';$/gm)];
	const personal = comments.filter(([, , , said]) => !said.endsWith('privacy: none'));
	assert.ok(personal.length > 100, `${personal.length} columns`);
	const told = Object.fromEntries(columns.map((c) => [`${c.table}.${c.name}`, c]));
	assert.deepEqual(Object.keys(told).sort(), personal.map(([, table, name]) => `${table}.${name}`).sort());
	for (const [, table, name, said] of personal) {
		const [about, words] = said.replaceAll("''", "'").split(' privacy: ');
		const said_of = Object.fromEntries(words.split(' ').map((w) => w.split('=')));
		const is = told[`${table}.${name}`];
		assert.deepEqual(
			[is.about, is.class, is.purposes, is.basis, is.source, is.clauses, is.retain, is.erase, is.export],
			[
				...[about, said_of.class, said_of.purpose, said_of.basis, said_of.source, said_of.clause],
				...[said_of.retain, said_of.erase, said_of.export === 'yes'],
			],
			`${table}.${name}`,
		);
	}
});

test('GET /practices: each table says what it is and how long, and each word what it means', async () => {
	const { tables, columns, words } = await practices();
	assert.deepEqual(tables.map((t) => t.name).sort(), [...new Set(columns.map((c) => c.table))].sort());
	for (const table of tables) {
		assert.match(table.about, /\.$/, table.name);
		assert.match(table.retain ?? '', /^[a-z]+(\+P\d+[DWMY])?$/, table.name);
	}
	const lines = WORDS.split('\n').filter((line) => line && !line.startsWith('#'));
	assert.deepEqual(
		words.map(({ kind, word, meaning }) => `${kind} ${word} ${meaning}`),
		lines.map((line) => line.replace(/^(\S+) +(\S+) +/, '$1 $2 ')),
	);
	for (const { table, name, subject } of columns)
		assert.ok(['person', 'address', 'workspace'].includes(subject), `${table}.${name}: ${subject}`);
});
