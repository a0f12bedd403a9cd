import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { between, clamp, holds, touches, trim, union } = await compiled('text/range.ts');

const anyRange = fc
	.tuple(fc.integer({ min: -20, max: 60 }), fc.nat(40))
	.map(([start, length]) => ({ start, end: start + length }));

test('a clamped range lies in the text and keeps what lay there', () => {
	fc.assert(
		fc.property(anyRange, fc.nat(50), (r, length) => {
			const c = clamp(r, length);
			assert.ok(0 <= c.start && c.start <= c.end && c.end <= length);
			for (let i = 0; i < length; i++) assert.equal(holds(c, i), holds(r, i));
		}),
	);
});

test('the order in which edges are given does not matter', () => {
	assert.deepEqual(between(7, 3), { start: 3, end: 7 });
	assert.deepEqual(between(3, 7), { start: 3, end: 7 });
});

test('ranges that only meet do not touch', () => {
	assert.equal(touches({ start: 0, end: 3 }, { start: 3, end: 5 }), false);
	assert.equal(touches({ start: 3, end: 5 }, { start: 0, end: 3 }), false);
	assert.equal(touches({ start: 0, end: 4 }, { start: 3, end: 5 }), true);
});

test('the union of two holds both', () => {
	assert.deepEqual(union({ start: 5, end: 6 }, { start: 1, end: 2 }), { start: 1, end: 6 });
});

test('white space at the edges is no part of a mark, white space inside is', () => {
	const text = 'to  be \n or';
	assert.deepEqual(trim(text, { start: 0, end: 8 }), { start: 0, end: 6 });
	assert.deepEqual(trim(text, { start: 2, end: 7 }), { start: 4, end: 6 });
	assert.deepEqual(trim(text, { start: 6, end: 9 }), { start: 9, end: 9 });
});

test('a trimmed range covers what String.trim would leave', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u00a0', '\u2028', '😀') }),
			fc.nat(30),
			fc.nat(30),
			(text, a, b) => {
				const r = clamp(between(a, b), text.length);
				const t = trim(text, r);
				assert.equal(text.slice(t.start, t.end), text.slice(r.start, r.end).trim());
			},
		),
	);
});
