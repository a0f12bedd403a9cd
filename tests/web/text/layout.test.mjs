import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { innermost, lanesOf, segmentsOf } = await compiled('text/layout.ts');

const m = (start, end, name = `${start}-${end}`) => ({ start, end, name });
const names = (list) => list.map((l) => l.mark.name);
const LENGTH = 40;
const marks = fc
	.array(fc.tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 12 })), { maxLength: 15 })
	.map((list) => list.map(([start, length], i) => m(start, Math.min(start + length, LENGTH), `m${i}`)));

test('marks that follow each other share a lane; one inside another gets the next', () => {
	const laid = lanesOf([m(4, 9), m(0, 4), m(5, 7), m(9, 12)]);
	assert.deepEqual(
		laid.map((l) => [l.mark.name, l.lane]),
		[
			['0-4', 0],
			['4-9', 0],
			['5-7', 1],
			['9-12', 0],
		],
	);
});

test('of two that begin together the longer is drawn first', () => {
	assert.deepEqual(names(lanesOf([m(0, 2), m(0, 8)])), ['0-8', '0-2']);
});

test('marks over the same letter never share a lane, and no lane is wasted', () => {
	fc.assert(
		fc.property(marks, (list) => {
			const laid = lanesOf(list);
			let deepest = 0;
			for (let i = 0; i < LENGTH; i++) {
				const here = laid.filter((l) => l.start <= i && i < l.end);
				assert.equal(new Set(here.map((l) => l.lane)).size, here.length);
				deepest = Math.max(deepest, here.length);
			}
			assert.equal(Math.max(0, ...laid.map((l) => l.lane + 1)), deepest);
		}),
	);
});

test('crossing marks are cut where one begins or ends', () => {
	const cut = segmentsOf({ start: 0, end: 10 }, lanesOf([m(2, 6), m(4, 8)]));
	assert.deepEqual(
		cut.map((s) => [s.start, s.end, names(s.over)]),
		[
			[0, 2, []],
			[2, 4, ['2-6']],
			[4, 6, ['2-6', '4-8']],
			[6, 8, ['4-8']],
			[8, 10, []],
		],
	);
});

test('segments fill the stretch without a gap, and hold what covers every letter of them', () => {
	fc.assert(
		fc.property(marks, fc.nat(LENGTH), fc.nat(LENGTH), (list, a, b) => {
			const stretch = { start: Math.min(a, b), end: Math.max(a, b) };
			const cut = segmentsOf(stretch, lanesOf(list));
			let at = stretch.start;
			for (const s of cut) {
				assert.equal(s.start, at);
				assert.ok(s.end > s.start);
				for (let i = s.start; i < s.end; i++) {
					const expected = list.filter((x) => x.start <= i && i < x.end).map((x) => x.name);
					assert.deepEqual(names(s.over).sort(), expected.sort());
				}
				at = s.end;
			}
			assert.equal(at, stretch.end);
		}),
	);
});

test('a click means the shortest mark under it', () => {
	const list = [m(0, 10), m(2, 5), m(4, 9)];
	assert.equal(innermost(list, 4).name, '2-5');
	assert.equal(innermost(list, 5).name, '4-9');
	assert.equal(innermost(list, 9).name, '0-10');
	assert.equal(innermost(list, 10), null);
});
