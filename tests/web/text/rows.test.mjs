import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { byPosition, countTo, exchanged, placeOf } = await compiled('text/order.ts');
const { Rows } = await compiled('text/rows.ts');
const { blocksOf } = await compiled('text/blocks.ts');

const m = (start, end, name = `${start}-${end}`) => ({ start, end, name });
const names = (list) => list.map((x) => x.name);
const LENGTH = 40;
const marks = fc
	.array(fc.tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 12 })), { maxLength: 15 })
	.map((list) => list.map(([start, length], i) => m(start, Math.min(start + length, LENGTH), `m${i}`)));
const some = fc.infiniteStream(fc.boolean()).map((coins) => (list) => list.filter(() => coins.next().value));
const texts = fc
	.array(fc.nat(9), { minLength: 1, maxLength: 8 })
	.map((lengths) => lengths.map((n) => `${'x'.repeat(n)}\n`).join('').padEnd(LENGTH, 'x'));

test('a list in reading order stays in reading order, whatever goes and comes', () => {
	fc.assert(
		fc.property(marks, marks, some, (first, come, choose) => {
			const list = exchanged([], [], first);
			const gone = choose(first);
			const now = exchanged(list, gone, come);
			const expected = [...first.filter((x) => !gone.includes(x)), ...come].sort(byPosition);
			assert.deepEqual(names(now), names(expected));
			now.forEach((x, i) => assert.equal(placeOf(now, x), i));
			for (const x of gone) assert.equal(placeOf(now, x), -1);
		}),
	);
});

test('how many marks begin before a position', () => {
	const list = exchanged([], [], [m(2, 4), m(0, 9), m(2, 8), m(5, 6)]);
	assert.deepEqual(
		[0, 1, 2, 3, 5, 6].map((at) => countTo(list, at)),
		[0, 1, 1, 3, 3, 4],
	);
});

test('each paragraph has the marks that touch it, and a range those over any of it', () => {
	fc.assert(
		fc.property(texts, marks, marks, some, fc.nat(LENGTH - 1), fc.nat(12), (text, first, come, choose, at, n) => {
			const blocks = blocksOf(text);
			const rows = new Rows(blocks);
			rows.exchange([], first);
			const gone = choose(first);
			rows.exchange(gone, come);
			const all = exchanged([], [], [...first.filter((x) => !gone.includes(x)), ...come]);
			const touching = (r) => names(all.filter((x) => x.start < r.end && r.start < x.end));
			for (const b of blocks)
				assert.deepEqual(names(rows.laid(b.index).map((l) => l.mark)), touching(b));
			const r = { start: at, end: at + n };
			assert.deepEqual(names(rows.over(r)), touching(r));
		}),
	);
});

test('a change names the paragraphs that it touches, and no others', () => {
	const rows = new Rows(blocksOf('aaa\nbbb\nccc\nddd\n'));
	const [one, across] = [m(0, 2), m(5, 9)];
	assert.deepEqual(rows.exchange([], [one, across]), [0, 1, 2]);
	assert.deepEqual(rows.exchange([], [m(12, 13)]), [3]);
	assert.deepEqual(rows.exchange([across], [m(6, 8)]), [1, 2]);
	assert.deepEqual(rows.exchange([one], []), [0]);
});

test('overlaps are laid out in their own paragraph: one elsewhere makes no room here', () => {
	const rows = new Rows(blocksOf('aaaa\nbbbb\n'));
	rows.exchange([], [m(0, 4), m(1, 3), m(5, 8)]);
	assert.deepEqual(rows.laid(0).map((l) => l.lane), [0, 1]);
	assert.deepEqual(rows.laid(1).map((l) => l.lane), [0]);
});
