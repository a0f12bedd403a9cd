import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { blockAt, blocksOf } = await compiled('text/blocks.ts');

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
