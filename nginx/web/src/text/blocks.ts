/**
 * A text cut into paragraphs, each with its own line ending, so that the
 * pieces put together are the text again, byte for byte. A paragraph without
 * an end is cut, too: what is drawn anew for a change must not grow with it.
 */
import type { range } from './range.ts';

export interface block extends range {
	readonly index: number;
	/** The paragraph of the block before goes on here. */
	readonly goesOn: boolean;
}

/** A paragraph that is no longer stays whole. */
const WHOLE = 3000;
const LONGEST = 1000;
/** A space is looked for no farther back than this. */
const SHORTEST = 500;
/** As much behind a cut as the longest character that is one. */
const BEYOND = 100;

const words = new Intl.Segmenter('und', { granularity: 'word' });
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Where a stretch that is too long is cut: before a word, or else between two characters. */
function cutOf(text: string, from: number): number {
	for (let i = from + LONGEST; i > from + SHORTEST; i--)
		if (/^\s[\p{L}\p{N}\p{P}]/u.test(text.slice(i - 1, i + 2))) return i;
	const slice = text.slice(from, from + LONGEST + BEYOND);
	const at = words.segment(slice).containing(LONGEST)!.index;
	if (at > SHORTEST) return from + at;
	return from + (graphemes.segment(slice).containing(LONGEST)!.index || LONGEST);
}

/** CR LF is one ending; U+2028 and U+2029 end a line too. An empty text is one empty block. */
export function blocksOf(text: string): block[] {
	const blocks: block[] = [];
	const add = (start: number, end: number): void => {
		let from = start;
		while (end - start > WHOLE && end - from > LONGEST + BEYOND) {
			const cut = cutOf(text, from);
			blocks.push({ index: blocks.length, start: from, end: cut, goesOn: from > start });
			from = cut;
		}
		blocks.push({ index: blocks.length, start: from, end, goesOn: from > start });
	};
	const ending = /\r\n|[\n\r\u2028\u2029]/g;
	let start = 0;
	for (let found = ending.exec(text); found; found = ending.exec(text)) {
		add(start, ending.lastIndex);
		start = ending.lastIndex;
	}
	if (start < text.length || blocks.length === 0) add(start, text.length);
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

/** The first and the last block of the paragraph that this block is of. */
export function paragraphOf(blocks: readonly block[], of: block): { first: block; last: block } {
	let first = of.index;
	let last = of.index;
	while (blocks[first]!.goesOn) first--;
	while (blocks[last + 1]?.goesOn) last++;
	return { first: blocks[first]!, last: blocks[last]! };
}

/** Which way a text runs, by its first letter, as the browser tells it of a paragraph. */
export function directionOf(text: string): 'ltr' | 'rtl' {
	const letter = /\p{L}/u.exec(text)?.[0] ?? '';
	return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u.test(letter)
		? 'rtl'
		: 'ltr';
}
