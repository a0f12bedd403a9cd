/** Between the positions of the browser (a node, an offset) and those of the text (UTF-16 units). */
import { type block, blockAt } from '../../text/blocks.ts';
import { between, type range } from '../../text/range.ts';

const beginsAt = (e: Element): number => Number((e as HTMLElement).dataset['at']);

/** Where in the text this point of the page is; null when it is not in the text. */
export function positionOf(root: HTMLElement, node: Node, offset: number): number | null {
	if (!root.contains(node)) return null;
	const own = (node instanceof Element ? node : node.parentElement)?.closest('[data-at]');
	if (own && root.contains(own))
		return beginsAt(own) + (node === own ? (offset > 0 ? own.textContent.length : 0) : offset);
	/* Between segments or paragraphs: the next segment begins there. */
	const point = document.createRange();
	point.setStart(node, offset);
	point.setEndAfter(root);
	const segments = root.querySelectorAll('[data-at]');
	let low = 0;
	let high = segments.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (point.comparePoint(segments[middle]!, 0) < 0) low = middle + 1;
		else high = middle;
	}
	const next = segments[low];
	if (next) return beginsAt(next);
	const last = segments[segments.length - 1];
	return last ? beginsAt(last) + last.textContent.length : 0;
}

/** What the browser has selected of the text; null when that is nothing, or elsewhere. */
export function selectedIn(root: HTMLElement): range | null {
	const now = window.getSelection();
	if (!now || now.isCollapsed || !now.anchorNode || !now.focusNode) return null;
	const from = positionOf(root, now.anchorNode, now.anchorOffset);
	const to = positionOf(root, now.focusNode, now.focusOffset);
	return from === null || to === null ? null : between(from, to);
}

/** The point of the page where this position is. */
function pointAt(
	root: HTMLElement,
	blocks: readonly block[],
	at: number,
	isEnd: boolean,
): [Node, number] | null {
	const index = blockAt(blocks, isEnd && at > 0 ? at - 1 : at).index;
	const segments = root.children[index]?.querySelectorAll('[data-at]') ?? [];
	let found: Element | null = null;
	for (const s of segments) {
		const begins = beginsAt(s);
		if (isEnd ? begins < at || !found : begins <= at) found = s;
		else break;
	}
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
	root.children[blockAt(blocks, at).index] as HTMLElement | null;

/** The first position that can be seen. */
export function firstInView(root: HTMLElement, blocks: readonly block[]): number {
	const top = root.getBoundingClientRect().top < 0 ? -root.getBoundingClientRect().top : 0;
	let low = 0;
	let high = blocks.length - 1;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const p = root.children[middle] as HTMLElement;
		if (p.offsetTop + p.offsetHeight <= top) low = middle + 1;
		else high = middle;
	}
	return blocks[low]?.start ?? 0;
}
