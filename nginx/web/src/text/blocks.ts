/**
 * A text cut into paragraphs, each with its own line ending, so that the
 * pieces put together are the text again, byte for byte.
 */
import type { range } from './range.ts';

export interface block extends range {
	readonly index: number;
}

/** CR LF is one ending; U+2028 and U+2029 end a line too. An empty text is one empty block. */
export function blocksOf(text: string): block[] {
	const blocks: block[] = [];
	const ending = /\r\n|[\n\r\u2028\u2029]/g;
	let start = 0;
	for (let found = ending.exec(text); found; found = ending.exec(text)) {
		blocks.push({ index: blocks.length, start, end: ending.lastIndex });
		start = ending.lastIndex;
	}
	if (start < text.length || blocks.length === 0) {
		blocks.push({ index: blocks.length, start, end: text.length });
	}
	return blocks;
}

/** The block that holds this position; the last one for the end of the text. */
export function blockAt(blocks: readonly block[], at: number): block {
	let low = 0;
	let high = blocks.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >>> 1;
		if (blocks[middle]!.start <= at) low = middle;
		else high = middle - 1;
	}
	return blocks[low]!;
}
