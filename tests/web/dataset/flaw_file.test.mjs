/* The rows that were left out, as a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiled } from '../compiled.mjs';

const { asCsv, asJsonLines } = await compiled('views/dataset/flaw-file.ts');
const { cellsOf, cutRows } = await compiled('text/cut.ts');

const flaw = (line, field) => ({ id: `id ${line}`, line, word: 'cells', field, about: 'more, or "fewer"', external_id: null, beginning: '=1+1,"a"' });
const all = [flaw(2, null), flaw(3, 'a "b",\nc'), flaw(4, '=HYPERLINK("x")'), flaw(5, '-1')];

test('as CSV it is read back by our own reader, and no cell is a formula', () => {
	const bytes = new TextEncoder().encode(asCsv(all));
	const { rows, ended } = cutRows(bytes, 'csv', true);
	const cells = rows.map((r) => cellsOf(new TextDecoder().decode(bytes.subarray(r.start, r.end)), 'csv'));
	assert.deepEqual([ended, cells], [null, [
		['line', 'external_id', 'field', 'word', 'about', 'beginning'],
		['2', '', '', 'cells', 'more, or "fewer"', '\'=1+1,"a"'],
		['3', '', 'a "b",\nc', 'cells', 'more, or "fewer"', '\'=1+1,"a"'],
		['4', '', '\'=HYPERLINK("x")', 'cells', 'more, or "fewer"', '\'=1+1,"a"'],
		['5', '', "'-1", 'cells', 'more, or "fewer"', '\'=1+1,"a"'],
	]]);
});

test('as JSON Lines it is exact', () => {
	const lines = asJsonLines(all).trimEnd().split('\n').map((l) => JSON.parse(l));
	assert.deepEqual(lines, all.map(({ id, ...rest }) => rest));
});
