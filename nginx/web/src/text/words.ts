/**
 * What a reader takes for one character (a grapheme cluster) and for one word
 * (a token): the steps of the cursor and the edges a mark may have.
 * Positions are UTF-16 units of the whole text.
 */
import { blockAt, type block } from './blocks.ts';
import type { range } from './range.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

/** The first so many characters as readers count them, and a sign that there are more. */
export function shortened(text: string, most: number): string {
	if (text.length <= most) return text;
	let count = 0;
	for (const { index } of graphemes.segment(text)) if (count++ === most) return `${text.slice(0, index)}…`;
	return text;
}

/** The cluster around this position, which must be inside a block that is not empty. */
export function clusterAt(text: string, blocks: readonly block[], at: number): range {
	const b = blockAt(blocks, at);
	const found = graphemes.segment(text.slice(b.start, b.end)).containing(at - b.start);
	if (!found) return { start: at, end: at };
	const start = b.start + found.index;
	return { start, end: start + found.segment.length };
}

/** The smallest range of whole clusters around this one. */
export function snap(text: string, blocks: readonly block[], r: range): range {
	if (r.end <= r.start) return r;
	return {
		start: clusterAt(text, blocks, r.start).start,
		end: clusterAt(text, blocks, r.end - 1).end,
	};
}

/** The edge one cluster before or after this edge; the same edge at the ends of the text. */
export function stepCluster(text: string, blocks: readonly block[], edge: number, by: 1 | -1): number {
	if (by === 1) return edge >= text.length ? edge : clusterAt(text, blocks, edge).end;
	return edge <= 0 ? edge : clusterAt(text, blocks, edge - 1).start;
}

/**
 * The tokens of one block: words, and runs of marks that are neither words nor
 * white space, so that an emoji or a dash can be reached by keyboard too.
 */
export function tokensOf(text: string, b: block): range[] {
	const tokens: range[] = [];
	let lastIsWord = true;
	for (const piece of words.segment(text.slice(b.start, b.end))) {
		const start = b.start + piece.index;
		const end = start + piece.segment.length;
		const last = tokens.at(-1);
		const isWord = piece.isWordLike === true;
		if (piece.segment.trim() === '') continue;
		if (!isWord && !lastIsWord && last?.end === start)
			tokens[tokens.length - 1] = { start: last.start, end };
		else tokens.push({ start, end });
		lastIsWord = isWord;
	}
	return tokens;
}

/** Tokens of a text, found block by block when first asked for. */
export class Tokens {
	private readonly known: (range[] | undefined)[] = [];

	constructor(
		private readonly text: string,
		private readonly blocks: readonly block[],
	) {}

	of(index: number): range[] {
		const b = this.blocks[index];
		if (!b) return [];
		return (this.known[index] ??= tokensOf(this.text, b));
	}

	/** The token at this position, or else the nearest one after it, or else before it. */
	at(position: number): range | null {
		const b = blockAt(this.blocks, position);
		return (
			this.of(b.index).find((t) => position < t.end) ??
			this.after({ start: position, end: position }) ??
			this.before({ start: position, end: position })
		);
	}

	/** The first token that begins at the end of this range or later. */
	after(r: range): range | null {
		return this.search(r.end, 1, (t) => t.start >= r.end);
	}

	/** The last token that ends at the start of this range or earlier. */
	before(r: range): range | null {
		return this.search(r.start, -1, (t) => t.end <= r.start);
	}

	/** Where the edge of a mark goes from here: the next token's edge of the same kind. */
	stop(edge: 'start' | 'end', at: number, by: 1 | -1): number | null {
		const isPast = (t: range): boolean => (by === 1 ? t[edge] > at : t[edge] < at);
		return this.search(at, by, isPast)?.[edge] ?? null;
	}

	private search(from: number, by: 1 | -1, holds: (t: range) => boolean): range | null {
		for (let i = blockAt(this.blocks, from).index; i >= 0 && i < this.blocks.length; i += by) {
			const found = by === 1 ? this.of(i).find(holds) : this.of(i).findLast(holds);
			if (found) return found;
		}
		return null;
	}
}
