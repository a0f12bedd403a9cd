import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { blocksOf } = await compiled('text/blocks.ts');
const { linesOf, stretchesOf } = await compiled('text/stretches.ts');

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '😀'), maxLength: 500 }), { maxLength: 60 });

test('stretches follow each other without a gap, and hold every block', () => {
	fc.assert(
		fc.property(lines, (all) => {
			const blocks = blocksOf(all.join('\n'));
			const stretches = stretchesOf(blocks);
			assert.equal(stretches[0].start, 0);
			assert.equal(stretches.at(-1).end, blocks.length);
			for (let i = 1; i < stretches.length; i++) assert.equal(stretches[i].start, stretches[i - 1].end);
			assert.ok(stretches.every((s) => s.start < s.end));
		}),
	);
});

test('a stretch of more than one block has at most 800 units and 16 blocks', () => {
	fc.assert(
		fc.property(lines, (all) => {
			const blocks = blocksOf(all.join('\n'));
			for (const { start, end } of stretchesOf(blocks)) {
				const units = blocks.slice(start, end).reduce((n, b) => n + b.end - b.start, 0);
				assert.ok(end - start === 1 || (units <= 800 && end - start <= 16));
			}
		}),
	);
});

test('short lines are taken together, a long one stands by itself', () => {
	const line = `${'a'.repeat(99)}\n`;
	assert.deepEqual(stretchesOf(blocksOf(line.repeat(20))), [
		{ start: 0, end: 8 },
		{ start: 8, end: 16 },
		{ start: 16, end: 20 },
	]);
	assert.deepEqual(stretchesOf(blocksOf(`a\n${'b'.repeat(2000)}\nc`)), [
		{ start: 0, end: 1 },
		{ start: 1, end: 2 },
		{ start: 2, end: 3 },
	]);
	assert.deepEqual(stretchesOf(blocksOf('')), [{ start: 0, end: 1 }]);
});

test('an empty line is a line, and a longer one takes more', () => {
	assert.equal(linesOf(blocksOf('\n\n\n')), 3);
	assert.equal(linesOf(blocksOf(`\n${'a'.repeat(100)}`)), 4);
});
