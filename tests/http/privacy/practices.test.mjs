import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { NEXT, POLICY, publish, takeEffect, unpublish } from '../lib/policy.mjs';

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

test('GET /practices is the record that article 30(1) of the GDPR asks for: by whom, about whom, for whom, where to, how protected (PR-11, SH-1)', async () => {
	const [found, policy] = [await practices(), (await new Client().get(POLICY)).json];
	assert.deepEqual([found.controller, found.contact], [policy.controller, policy.contact]);
	assert.deepEqual(found.people.map((p) => p.name).sort(), [...new Set(found.columns.map((c) => c.subject))].sort(), 'whoever is meant by a column');
	const told = (list) => list.map((one) => one.about).join('\n');
	for (const { about } of [...found.people, ...found.recipients, ...found.transfers]) assert.match(about, /^[A-Z].*\.$/);
	for (const who of [/Members of your workspaces/, /runs this service/, /answer requests/, /runs the machines/, /carries your mail/, /access token/]) assert.match(told(found.recipients), who);
	assert.match(told(found.transfers), /sends nothing to other countries/);
	for (const { retain, purposes } of found.columns) assert.ok(retain && purposes);
});

test('GET /practices: how it is protected is what the policy in force promises of that, sentence by sentence (SE-1)', async () => {
	const promised = async () => (await new Client().get(POLICY)).json.sentences.filter((s) => s.clauses.split(' ')[0] === 'SE-1');
	assert.ok((await promised()).some((s) => s.sentence.includes('kept as hashes')));
	assert.deepEqual((await practices()).measures, await promised());
	const other = { heading: 'Other', clauses: 'SE-1 CG-1', sentence: 'It is guarded by {controller}.' };
	publish({ number: NEXT, sentences: [other, { heading: 'Other', clauses: 'SE-11', sentence: 'It is not.' }, { heading: 'Other', clauses: 'CG-1 SE-1', sentence: 'They are.' }] });
	try {
		assert.deepEqual((await practices()).measures, await promised(), 'what is only announced is not told');
		takeEffect(NEXT);
		assert.deepEqual((await practices()).measures, [{ ordinal: 1, ...other }]);
	} finally {
		unpublish();
	}
});
