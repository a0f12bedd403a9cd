import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { blockAt, blocksOf, directionOf, paragraphOf } = await compiled('text/blocks.ts');

const cut = (text) => blocksOf(text).map((b) => text.slice(b.start, b.end));
const lines = fc.string({
	unit: fc.constantFrom('a', 'b', ' ', '\r', '\n', '\u2028', '\u2029', '😀'),
	maxLength: 40,
});

test('a paragraph keeps its own ending, and CR LF is one', () => {
	assert.deepEqual(cut('a\r\nb\n\nc\rd\u2029e'), ['a\r\n', 'b\n', '\n', 'c\r', 'd\u2029', 'e']);
});

test('a text without an end of line is one paragraph, an empty one too', () => {
	assert.deepEqual(cut('abc'), ['abc']);
	assert.deepEqual(cut(''), ['']);
	assert.deepEqual(cut('abc\n'), ['abc\n']);
});

test('the paragraphs put together are the text', () => {
	fc.assert(fc.property(lines, (text) => assert.equal(cut(text).join(''), text)));
});

test('every position is in the paragraph that is found for it', () => {
	fc.assert(
		fc.property(lines, (text) => {
			const blocks = blocksOf(text);
			for (let i = 0; i < text.length; i++) {
				const b = blockAt(blocks, i);
				assert.ok(b.start <= i && i < b.end);
				assert.equal(blocks[b.index], b);
			}
			assert.equal(blockAt(blocks, text.length), blocks.at(-1));
		}),
	);
});

const long = fc
	.array(fc.constantFrom('word ', 'x'.repeat(60), '東京へ行く', '👨‍👩‍👧', 'e\u0301', ' \u0301', 'שלום '), { minLength: 1, maxLength: 12 })
	.map((parts) => `${parts.map((p) => p.repeat(80)).join('')}\n${parts[0].repeat(40)}`);

test('a paragraph without an end is cut, not within a character, and goes on', () => {
	const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
	fc.assert(
		fc.property(long, (text) => {
			const blocks = blocksOf(text);
			assert.equal(cut(text).join(''), text);
			const borders = new Set([...clusters.segment(text)].map((s) => s.index));
			for (const b of blocks) {
				assert.ok(b.end - b.start <= 3001);
				if (b.goesOn) assert.ok(borders.has(b.start), `a cut at ${b.start}`);
				else assert.ok(b.start === 0 || /[\n]/.test(text[b.start - 1]));
				const { first, last } = paragraphOf(blocks, b);
				assert.equal(first.goesOn, false);
				assert.doesNotMatch(text.slice(first.start, last.end - 1), /\n/);
			}
		}),
		{ numRuns: 8 },
	);
});

test('words are not cut where there are spaces, nor where there are none', () => {
	for (const word of ['letter ', 'שלום ', '東京']) {
		const text = word.repeat(3000);
		for (const b of blocksOf(text)) assert.equal(b.start % word.length, 0);
	}
});

test('the direction is that of the first letter', () => {
	assert.equal(directionOf('123 – שלום to all'), 'rtl');
	assert.equal(directionOf('“To שלום'), 'ltr');
	assert.equal(directionOf('مرحبا'), 'rtl');
	assert.equal(directionOf(''), 'ltr');
});
