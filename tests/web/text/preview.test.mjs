/* What a file would become is shown before it is sent: as the server reads it, and guessed as people mean it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { root } from '../../http/lib/instance.mjs';
import { compiled } from '../compiled.mjs';

const { judged, noFields, previewOf, WHOLE } = await compiled('text/preview.ts');
const { guessFields, guessFormat, hasSemicolons } = await compiled('text/guess.ts');
const { cellsOf } = await compiled('text/cut.ts');

const bytes = (text) => new TextEncoder().encode(text);
const whole = (text, format) => previewOf(bytes(text), bytes(text).length, format);
const rowsOf = (p) => p.rows.map((r) => [r.line, Object.fromEntries(r.values)]);

/* Of files that people send by mistake: what the server says of each, which looks at more than a preview does. */
const FOLDER = join(root, 'tests/refused/import');
/* A number as an id is as it is written: JavaScript does not tell. */
const BEYOND = ['3 too-long-a-name id', 'same-member', 'lone-surrogate', 'too-deep', 'too-many-values', 'controls'];
const fieldsOf = (form = {}) =>
	Object.fromEntries(Object.keys(noFields).map((name) => [name, form[`${name}_field`] ?? null]));

for (const told of readdirSync(FOLDER).filter((name) => name.endsWith('.told.json'))) {
	const name = told.slice(0, -'.told.json'.length);
	if (!existsSync(join(FOLDER, name))) continue;
	test(`a preview says of ${name} what the server does`, () => {
		const { form, flaws } = JSON.parse(readFileSync(join(FOLDER, told), 'utf8'));
		const file = new Uint8Array(readFileSync(join(FOLDER, name)));
		const format = name.split('.').at(-1);
		const { ended, rows } = judged(previewOf(file, file.length, format), fieldsOf(form), format);
		const found = [...rows.flatMap((r) => (r.flaw ? [r.flaw] : [])), ...(ended ? [ended] : [])];
		const isSeen = (f) => !BEYOND.includes(f) && !BEYOND.includes(f.split(' ')[1]);
		assert.deepEqual(
			found.map((f) => [f.line, f.word, f.field].filter((x) => x !== null).join(' ')).filter(isSeen),
			flaws.filter(isSeen),
		);
	});
}

test('a quoted cell may hold line breaks, commas and quotes; the line is where the row begins', () => {
	const p = whole('id,text\r\n1,"two\r\nlines, and ""more"""\r\n2,plain\r\n', 'csv');
	assert.deepEqual(p.columns, ['id', 'text']);
	assert.deepEqual(rowsOf(p), [
		[2, { id: '1', text: 'two\r\nlines, and "more"' }],
		[4, { id: '2', text: 'plain' }],
	]);
	assert.deepEqual(cellsOf('"",a,,"b"', 'csv'), ['', 'a', '', 'b']);
	assert.deepEqual(cellsOf('a,"b",', 'csv'), ['a', 'b', '']);
	assert.deepEqual(cellsOf('"a"\tb', 'tsv'), ['"a"', 'b']);
});

test('of a long file only the rows that end within its beginning are shown, cut within a character or not', () => {
	const text = 'a,b\n1,é\n2,éé';
	for (let n = 4; n <= bytes(text).length; n++) {
		const head = bytes(text).subarray(0, n);
		const p = previewOf(head, 1000, 'csv');
		assert.deepEqual([p.ended, rowsOf(p)], [null, n < 9 ? [] : [[2, { a: '1', b: 'é' }]]], `${n} bytes`);
	}
	const one = previewOf(bytes('é'.repeat(10)).subarray(0, 7), 20, 'text');
	assert.deepEqual([rowsOf(one), one.rows[0].flaw], [[[1, { [WHOLE]: 'ééé' }]], null]);
	assert.equal(previewOf(bytes('long'), (1 << 20) + 1, 'text').rows[0].flaw.word, 'too-long');
});

test('members keep what they are, and a row may lack some', () => {
	const p = whole('{"a": 1, "text": "x"}\n\n{"text": "y", "b": {"c": [1]}}', 'jsonl');
	assert.deepEqual(p.columns, ['a', 'text', 'b']);
	assert.deepEqual(rowsOf(p), [[1, { a: 1, text: 'x' }], [3, { text: 'y', b: { c: [1] } }]]);
	assert.deepEqual(rowsOf(whole('[{"text": "a]\\"},"},\n {"text": "b"}]', 'json')), [[1, { text: 'a]"},' }], [2, { text: 'b' }]]);
});

test('a format is guessed from name and first bytes', () => {
	const cases = [
		['a.jsonl', '{"text": "x"}', 'jsonl'],
		['a.ndjson', '{"text": "x"}', 'jsonl'],
		['a.jsonl', '[{"text": "x"}]', 'json'],
		['a.json', ' [ {"text": "x"} ]', 'json'],
		['a.json', '\ufeff{"text": "x"}\n{"text": "y"}', 'jsonl'],
		['A.CSV', 'id,text\n1,x', 'csv'],
		['a.csv', 'id\ttext\n1\tx', 'tsv'],
		['a.tsv', 'id\ttext', 'tsv'],
		['a.txt', 'one line after\nanother', 'lines'],
		['a.txt', 'A letter.\n\nIt has paragraphs.', 'text'],
		['a.txt', '{"text": "x"}\n{"text": "y"}', 'jsonl'],
		['a.txt', '[1] a footnote\n[2] another', 'lines'],
		['a.md', '# One\ntext', 'text'],
		['noname', 'id,text\n1,x\n2,y', 'csv'],
		['noname', 'id\ttext\n1\tx', 'tsv'],
		['noname', 'Dear Anna,\nyour letter came,', 'lines'],
	];
	for (const [name, text, format] of cases) assert.equal(guessFormat(name, bytes(text), text.length), format, `${name}: ${text}`);
	/* No text is so long. */
	assert.equal(guessFormat('a.txt', bytes('A letter.\n\nIt has paragraphs.'), 1 << 21), 'lines');
});

test('what a member or column is, is guessed from its name, or the text from its length', () => {
	const guess = (text, format) => guessFields(whole(text, format), format);
	assert.deepEqual(guess('No,Body,Thread,Seq\n1,x,t,1\n2,y,t,2', 'csv'), {
		content: 'Body', id: 'No', group: 'Thread', order: 'Seq', metadata: null,
	});
	/* An id that is missing somewhere, or that two rows share, is none. */
	assert.equal(guess('id,text\n1,x\n1,y', 'csv').id, null);
	assert.equal(guess('id,uid,text\n1,a,x\n,b,y', 'csv').id, 'uid');
	assert.equal(guess('{"text": "x", "id": 1}\n{"text": "y"}', 'jsonl').id, null);
	assert.equal(guess('{"text": "x", "id": 1}\n{"text": "y", "id": null}', 'jsonl').id, 'id');
	assert.equal(guess('who,said\nme,a long sentence of some words', 'csv').content, 'said');
	const ours = { content: 'x', external_id: 'e', group_key: null, order_key: null, metadata: { a: 1 } };
	assert.deepEqual(guess(JSON.stringify(ours), 'jsonl'), {
		content: 'content', id: 'external_id', group: 'group_key', order: 'order_key', metadata: 'metadata',
	});
	assert.deepEqual(guess('x\ny', 'lines'), noFields);
});

test('of rows with one id those that differ from the first are wrong, as the server says, and the same again is not', () => {
	const wrong = (text, format, f) => judged(whole(text, format), { ...noFields, ...f }, format).rows.flatMap((r) => (r.flaw ? [[r.line, r.flaw.word, r.flaw.field]] : []));
	const table = 'no,text,by\n1,a,x\n1,a,x\n1,a,y\n2,a,x\n1,b,x\n1,,x\n';
	const f = { content: 'text', id: 'no' };
	assert.deepEqual(wrong(table, 'csv', f), [[4, 'other-content', 'no'], [6, 'other-content', 'no'], [7, 'no-content', 'text']]);
	assert.deepEqual(wrong(table, 'csv', { content: 'text' }), [[7, 'no-content', 'text']]);
	/* What is wrong itself has taken no id. */
	assert.deepEqual(wrong('{"no": 1, "text": ""}\n{"no": "1", "text": "a"}\n{"no": 1, "text": "b"}\n{"no": null, "text": "c"}\n{"no": null, "text": "d"}', 'jsonl', f), [
		[1, 'no-content', 'text'],
		[3, 'other-content', 'no'],
	]);
});

test('a table that is divided by semicolons is noticed', () => {
	assert.equal(hasSemicolons(whole('id;text\n1;x', 'csv'), 'csv'), true);
	assert.equal(hasSemicolons(whole('id,text;more\n1,x', 'csv'), 'csv'), false);
});
