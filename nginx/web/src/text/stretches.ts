/**
 * Paragraphs taken together: so many that the browser has few things to watch
 * while a long text is scrolled, and so few that they are drawn within a frame.
 */
import type { block } from './blocks.ts';
import { lengthOf, type range } from './range.ts';

const MOST_UNITS = 800;
const MOST_BLOCKS = 16;

/** On a page as wide as most, with a few marks. */
const UNITS_IN_LINE = 40;

/** Ranges of blocks, by their indices; a block that is longer than a stretch is one by itself. */
export function stretchesOf(blocks: readonly block[]): range[] {
	const stretches: range[] = [];
	let start = 0;
	let units = 0;
	for (const b of blocks) {
		const isFull = units + lengthOf(b) > MOST_UNITS || b.index - start === MOST_BLOCKS;
		if (b.index > start && isFull) {
			stretches.push({ start, end: b.index });
			start = b.index;
			units = 0;
		}
		units += lengthOf(b);
	}
	stretches.push({ start, end: blocks.length });
	return stretches;
}

/** About how many lines these blocks take on the page. */
export const linesOf = (blocks: readonly block[]): number =>
	blocks.reduce((n, b) => n + Math.max(1, Math.ceil(lengthOf(b) / UNITS_IN_LINE)), 0);
