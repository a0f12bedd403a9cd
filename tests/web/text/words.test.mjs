import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';
import { VECTOR, VECTOR_SLICES } from './vector.mjs';

const { shortened, snap, stepCluster, Tokens, tokensOf } = await compiled('text/words.ts');
const { blocksOf } = await compiled('text/blocks.ts');

const words = (text) =>
	blocksOf(text)
		.flatMap((b) => tokensOf(text, b))
		.map((t) => text.slice(t.start, t.end));
const tokens = (text) => new Tokens(text, blocksOf(text));
const pieces = ['a', 'b', ' ', '\r\n', '\n', 'e\u0301', '😀', '👨‍👩‍👧', '🇮🇱', 'ש', '.', '中'];
const anyText = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 }).map((p) => p.join(''));

test('the vector has 16 characters as readers count them', () => {
	const blocks = blocksOf(VECTOR);
	let edges = 0;
	for (let at = 0; at < VECTOR.length; at = stepCluster(VECTOR, blocks, at, 1)) edges++;
	assert.equal(edges, 16);
});

for (const { name, units } of VECTOR_SLICES) {
	test(`selecting any part of the vector's ${name} selects all of it`, () => {
		const blocks = blocksOf(VECTOR);
		for (let i = units.start; i < units.end; i++) {
			const got = snap(VECTOR, blocks, { start: i, end: i + 1 });
			/* The letters of a word are characters of their own. */
			if (name !== 'Hebrew word') assert.deepEqual(got, units);
			else assert.deepEqual(got, { start: i, end: i + 1 });
		}
	});
}

test('a snapped range holds what was selected and is not snapped further', () => {
	fc.assert(
		fc.property(anyText, fc.nat(60), fc.nat(60), (text, a, b) => {
			const blocks = blocksOf(text);
			const start = Math.min(a, b, text.length);
			const end = Math.min(Math.max(a, b), text.length);
			const got = snap(text, blocks, { start, end });
			assert.ok(got.start <= start && end <= got.end);
			assert.deepEqual(snap(text, blocks, got), got);
		}),
	);
});

test('a step forwards and back over a character is no step', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const blocks = blocksOf(text);
			for (let at = 0; at < text.length;) {
				const next = stepCluster(text, blocks, at, 1);
				assert.ok(next > at);
				assert.equal(stepCluster(text, blocks, next, -1), at);
				at = next;
			}
			assert.equal(stepCluster(text, blocks, text.length, 1), text.length);
			assert.equal(stepCluster(text, blocks, 0, -1), 0);
		}),
	);
});

test('tokens are words, and what stands between them but white space', () => {
	assert.deepEqual(words("Don't  panic… 👨‍👩‍👧!\r\nשלום, 3.14"), [
		"Don't",
		'panic',
		'…',
		'👨‍👩‍👧!',
		'שלום',
		',',
		'3.14',
	]);
});

test('words are found where none are spaced', () => {
	assert.ok(words('我爱北京').length > 1);
	assert.deepEqual(words('我爱北京').join(''), '我爱北京');
});

test('every letter that is no white space is in exactly one token', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			assert.equal(words(text).join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
		}),
	);
});

test('the cursor goes through all tokens forwards, and back through the same', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const all = tokens(text);
			const there = [];
			for (let t = all.after({ start: 0, end: 0 }); t; t = all.after(t)) there.push(t);
			const back = [];
			for (let t = all.before({ start: text.length, end: text.length }); t; t = all.before(t))
				back.push(t);
			assert.deepEqual(back.reverse(), there);
			assert.equal(there.map((t) => text.slice(t.start, t.end)).join(''), text.replace(/\s/g, ''));
		}),
	);
});

test('between words, the next one is meant; after the last, the last', () => {
	const all = tokens('one  two \n');
	assert.deepEqual(all.at(3), { start: 5, end: 8 });
	assert.deepEqual(all.at(10), { start: 5, end: 8 });
	assert.equal(tokens(' \n').at(0), null);
});

test('an edge moves from word to word, from inside a word to its border', () => {
	const all = tokens('one two three');
	assert.equal(all.stop('end', 3, 1), 7);
	assert.equal(all.stop('end', 5, 1), 7);
	assert.equal(all.stop('end', 7, -1), 3);
	assert.equal(all.stop('start', 4, 1), 8);
	assert.equal(all.stop('start', 5, -1), 4);
	assert.equal(all.stop('start', 0, -1), null);
	assert.equal(all.stop('end', 13, 1), null);
});

test('what is too long is cut between characters as readers count them', () => {
	const family = '👨‍👩‍👧';
	assert.equal(shortened(family.repeat(40), 40), family.repeat(40));
	assert.equal(shortened(family.repeat(41), 40), `${family.repeat(40)}…`);
	assert.equal(shortened('e\u0301'.repeat(3), 2), 'e\u0301e\u0301…');
	assert.equal(shortened('short', 40), 'short');
});
