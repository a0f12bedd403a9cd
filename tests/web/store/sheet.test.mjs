import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiled } from '../compiled.mjs';

const { Sheet } = await compiled('store/sheet.ts');
const { blocksOf } = await compiled('text/blocks.ts');

const m = (start, end, tag = 'place') => ({ key: `${start}-${end}-${tag}`, start, end, tag });

/** A sheet of many paragraphs of four letters, and what tells which of them were drawn since it was last asked. */
function watched(length) {
	const sheet = new Sheet(blocksOf('abc\n'.repeat(length)));
	let drawn = [];
	for (let i = 0; i < length; i++) sheet.row(i).subscribe(() => drawn.push(i));
	const drawnNow = () => {
		const now = drawn.sort((a, b) => a - b);
		drawn = [];
		return now;
	};
	drawnNow();
	return { sheet, drawnNow };
}

test('a mark that comes, changes or goes draws the paragraphs it touches, once, and no others', () => {
	const { sheet, drawnNow } = watched(1000);
	const here = m(2000, 2002);
	const there = m(3, 6);
	sheet.exchange([], [here]);
	assert.deepEqual(drawnNow(), [500]);
	sheet.exchange([here], [there]);
	assert.deepEqual(drawnNow(), [0, 1, 500]);
	sheet.exchange([there], []);
	assert.deepEqual(drawnNow(), [0, 1]);
});

test('opening a mark draws its paragraph and that of the mark that was open', () => {
	const { sheet, drawnNow } = watched(1000);
	const [a, b] = [m(0, 2), m(400, 402)];
	sheet.exchange([], [a, b]);
	drawnNow();
	sheet.setOpen(a);
	assert.deepEqual(drawnNow(), [0]);
	sheet.setOpen(b);
	assert.deepEqual(drawnNow(), [0, 100]);
	assert.equal(sheet.row(0).value.open, null);
	assert.equal(sheet.row(100).value.open, b.key);
	sheet.setOpen(null);
	assert.deepEqual(drawnNow(), [100]);
});

test('marks are counted by tag and found by key and place', () => {
	const { sheet } = watched(3);
	const [a, b, c] = [m(4, 6), m(0, 2, 'person'), m(5, 9)];
	sheet.exchange([], [a, b, c]);
	sheet.exchange([a], []);
	assert.deepEqual([...sheet.counts.value].sort(), [['person', 1], ['place', 1]]);
	assert.equal(sheet.find(b.key), b);
	assert.equal(sheet.find(a.key), undefined);
	assert.deepEqual(sheet.all.value, [b, c]);
	assert.deepEqual(sheet.at(5), [c]);
});
