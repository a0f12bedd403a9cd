/** Between the positions of the browser (a node, an offset) and those of the text (UTF-16 units). */
import { type block, blockAt } from '../../text/blocks.ts';
import { between, type range } from '../../text/range.ts';

/** The paragraphs on the page: the same ones for as long as the text is there. */
const shown = new WeakMap<readonly block[], HTMLElement[]>();

function paragraphsOn(root: HTMLElement, blocks: readonly block[]): readonly HTMLElement[] {
	const known = shown.get(blocks);
	if (known && root.contains(known[0]!)) return known;
	const found = [...root.querySelectorAll<HTMLElement>('p')];
	shown.set(blocks, found);
	return found;
}

const beginsAt = (e: Element): number => Number((e as HTMLElement).dataset['at']);

/** Where in the text this point of the page is; null when it is not in the text. */
export function positionOf(root: HTMLElement, node: Node, offset: number): number | null {
	if (!root.contains(node)) return null;
	const own = (node instanceof Element ? node : node.parentElement)?.closest('[data-at]');
	if (own && root.contains(own))
		return beginsAt(own) + (node === own ? (offset > 0 ? own.textContent.length : 0) : offset);
	/* Between segments or paragraphs: the next segment begins there. */
	const next = segmentFrom(root, node as Element, offset);
	if (next) return beginsAt(next);
	const last = segmentsOf(root.lastElementChild!).at(-1)!;
	return beginsAt(last) + last.textContent.length;
}

const isSegment = (e: Element): boolean => (e as HTMLElement).dataset['at'] !== undefined;

const segmentsOf = (e: Element): HTMLElement[] => [...e.querySelectorAll<HTMLElement>('[data-at]')];

/** The first segment after so many children of an element; null behind the last. */
function segmentFrom(root: HTMLElement, e: Element, offset: number): Element | null {
	const behind = e.children[offset];
	if (behind && isSegment(behind)) return behind;
	const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT, (at) =>
		isSegment(at as Element) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
	);
	walk.currentNode = behind ?? segmentsOf(e).at(-1) ?? e;
	return walk.nextNode() as Element | null;
}

/** What the browser has selected of the text; null when that is nothing, or elsewhere. */
export function selectedIn(root: HTMLElement): range | null {
	const now = window.getSelection();
	if (!now || now.isCollapsed || !now.anchorNode || !now.focusNode) return null;
	const from = positionOf(root, now.anchorNode, now.anchorOffset);
	const to = positionOf(root, now.focusNode, now.focusOffset);
	return from === null || to === null ? null : between(from, to);
}

/** The last segment that begins at the position or before it; for an end: before it. */
function segmentHolding(p: Element, at: number, isEnd: boolean): Element | null {
	const segments = p.querySelectorAll('[data-at]');
	let low = 0;
	let high = segments.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >>> 1;
		const begins = beginsAt(segments[middle]!);
		if (isEnd ? begins < at : begins <= at) low = middle;
		else high = middle - 1;
	}
	return segments[low] ?? null;
}

/** The point of the page where this position is. */
function pointAt(
	root: HTMLElement,
	blocks: readonly block[],
	at: number,
	isEnd: boolean,
): [Node, number] | null {
	const index = blockAt(blocks, isEnd && at > 0 ? at - 1 : at).index;
	const p = paragraphsOn(root, blocks)[index];
	const found = p && segmentHolding(p, at, isEnd);
	const text = found?.firstChild;
	return found && text ? [text, Math.min(at - beginsAt(found), text.nodeValue?.length ?? 0)] : null;
}

/** A range of the text as a range of the page. */
export function rangeOn(root: HTMLElement, blocks: readonly block[], r: range): Range | null {
	const start = pointAt(root, blocks, r.start, false);
	const end = pointAt(root, blocks, r.end, true);
	if (!start || !end) return null;
	const made = document.createRange();
	made.setStart(...start);
	made.setEnd(...end);
	return made;
}

/** The part of the page that the paragraph holding this position is. */
export const paragraphAt = (root: HTMLElement, blocks: readonly block[], at: number): HTMLElement | null =>
	paragraphsOn(root, blocks)[blockAt(blocks, at).index] ?? null;

/** The first position that can be seen: in the first stretch that ends in sight, and there in the first paragraph. */
export function firstInView(root: HTMLElement): number {
	const stretch = firstBelow(root.children);
	const first = stretch && segmentsOf(firstBelow(stretch.children) ?? stretch)[0];
	return first ? beginsAt(first) : 0;
}

/** Of elements one below the other, the first that does not end above the window; the last when all do. */
function firstBelow(all: HTMLCollection): Element | undefined {
	let low = 0;
	let high = all.length - 1;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (all[middle]!.getBoundingClientRect().bottom <= 0) low = middle + 1;
		else high = middle;
	}
	return all[low];
}

/** The ends of what the browser has selected, as positions; null for an end that is elsewhere. */
export interface ends {
	readonly anchor: number | null;
	readonly focus: number | null;
}

/** Those of the ends that are in this paragraph; null when neither is. */
export function endsIn(p: HTMLElement): ends | null {
	const now = window.getSelection();
	const root = p.closest<HTMLElement>('.sheet');
	if (!root || !now?.anchorNode || !now.focusNode) return null;
	const within = (node: Node, offset: number): number | null =>
		p.contains(node) ? positionOf(root, node, offset) : null;
	const anchor = within(now.anchorNode, now.anchorOffset);
	const focus = within(now.focusNode, now.focusOffset);
	return anchor === null && focus === null ? null : { anchor, focus };
}

/** Puts the ends back after the paragraph's elements have become others. */
export function selectAgain(p: HTMLElement, { anchor, focus }: ends): void {
	const now = window.getSelection();
	if (!now?.anchorNode || !now.focusNode) return;
	const pointOf = (at: number | null, node: Node, offset: number): [Node, number] => {
		const segment = at === null ? null : segmentHolding(p, at, false);
		return at === null || !segment?.firstChild
			? [node, offset]
			: [segment.firstChild, Math.min(at - beginsAt(segment), segment.textContent.length)];
	};
	now.setBaseAndExtent(
		...pointOf(anchor, now.anchorNode, now.anchorOffset),
		...pointOf(focus, now.focusNode, now.focusOffset),
	);
}
