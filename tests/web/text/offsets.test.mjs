import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';
import { VECTOR, VECTOR_SLICES } from './vector.mjs';

const { offsetsOf, toPoint, toPoints, toUnit, toUnits } = await compiled('text/offsets.ts');

test('the vector has 23 code points in 29 UTF-16 units', () => {
	const o = offsetsOf(VECTOR);
	assert.equal(o.points, 23);
	assert.equal(o.units, 29);
	assert.deepEqual([...o.pairs], [1, 8, 11, 14, 22, 24]);
});

for (const { name, points, units } of VECTOR_SLICES) {
	test(`the vector's ${name} is where every unit says it is`, () => {
		const o = offsetsOf(VECTOR);
		assert.deepEqual(toPoints(o, units), points);
		assert.deepEqual(toUnits(o, points), units);
	});
}

/** Any string, with many characters outside the BMP and lone halves of them. */
const anyText = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'a',
				' ',
				'\r',
				'\n',
				'é',
				'\u0301',
				'ש',
				'\u200d',
				'😀',
				'👩',
				'🇮',
				'\ud83d',
				'\ude00',
			),
			fc
				.integer({ min: 0, max: 0x10ffff })
				.filter((c) => c < 0xd800 || c > 0xdfff)
				.map((c) => String.fromCodePoint(c)),
		),
		{ maxLength: 60 },
	)
	.map((parts) => parts.join(''));

test('a code point is found again where it was', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const o = offsetsOf(text);
			for (let i = 0; i <= o.points; i++) assert.equal(toPoint(o, toUnit(o, i)), i);
		}),
	);
});

test('offsets agree with the code points that JavaScript itself iterates', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const o = offsetsOf(text);
			const letters = [...text];
			assert.equal(o.points, letters.length);
			let unit = 0;
			letters.forEach((letter, i) => {
				assert.equal(toUnit(o, i), unit);
				for (let k = 0; k < letter.length; k++) assert.equal(toPoint(o, unit + k), i);
				unit += letter.length;
			});
			assert.equal(toUnit(o, letters.length), unit);
		}),
	);
});

test('a range of code points covers the same letters in units', () => {
	fc.assert(
		fc.property(anyText, fc.nat(80), fc.nat(80), (text, a, b) => {
			const letters = [...text];
			const range = { start: Math.min(a, b), end: Math.max(a, b) };
			const units = toUnits(offsetsOf(text), range);
			assert.equal(text.slice(units.start, units.end), letters.slice(range.start, range.end).join(''));
		}),
	);
});

test('a range whose edge is inside a pair takes in the whole pair', () => {
	const o = offsetsOf('a😀b😀c');
	assert.deepEqual(toPoints(o, { start: 2, end: 5 }), { start: 1, end: 4 });
});

test('an edge inside a pair moves outwards, whatever the text', () => {
	fc.assert(
		fc.property(anyText, fc.nat(100), fc.nat(100), (text, a, b) => {
			const o = offsetsOf(text);
			const units = { start: Math.min(a, b, text.length), end: Math.min(Math.max(a, b), text.length) };
			const back = toUnits(o, toPoints(o, units));
			assert.ok(back.start <= units.start && units.start - back.start <= 1);
			assert.ok(back.end >= units.end && back.end - units.end <= 1);
		}),
	);
});

test('positions outside the text are refused, ranges are cut off', () => {
	const o = offsetsOf('😀');
	assert.throws(() => toPoint(o, 3), RangeError);
	assert.throws(() => toPoint(o, -1), RangeError);
	assert.throws(() => toUnit(o, 2), RangeError);
	assert.deepEqual(toUnits(o, { start: 0, end: 99 }), { start: 0, end: 2 });
});
