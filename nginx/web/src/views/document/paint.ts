/** Shows what is selected and where the cursor is, without touching the text's elements. */
import type { selection } from '../../store/desk.ts';
import type { block } from '../../text/blocks.ts';
import { paragraphAt, rangeOn } from './positions.ts';

const isAble = typeof Highlight === 'function' && 'highlights' in CSS;

/** `isMarked`: a mark lies there, whose own colour is to be seen. */
export function paint(root: HTMLElement, blocks: readonly block[], now: selection | null, isMarked: boolean): void {
	const range = now && rangeOn(root, blocks, now);
	if (!isAble) return paintBySelection(range);
	set('cursor', now?.isCursor ? range : null);
	set('cursor-fill', now?.isCursor && !isMarked ? range : null);
	set('selected', now?.isCursor ? null : range);
}

function set(name: string, range: Range | null): void {
	if (range) CSS.highlights.set(name, new Highlight(range));
	else CSS.highlights.delete(name);
}

/** In a browser that has no highlights, the selection it has itself. */
function paintBySelection(range: Range | null): void {
	const shown = window.getSelection();
	if (range && shown)
		shown.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

export function unpaint(): void {
	if (!isAble) return;
	set('cursor', null);
	set('cursor-fill', null);
	set('selected', null);
}

/** Room kept above and below what is scrolled to: the bar on top, the tags below. */
const MARGIN_PX = 120;

/** Bring the start of the selection into view. */
export function reveal(root: HTMLElement, blocks: readonly block[], now: selection): void {
	const at = now.focus.start;
	/* A paragraph that is far away is not laid out: its words have no place before it is near. */
	const p = paragraphAt(root, blocks, at);
	const far = p?.getBoundingClientRect();
	if (far && (far.bottom < 0 || far.top > window.innerHeight)) p?.scrollIntoView({ block: 'center' });
	const box = rangeOn(root, blocks, now.focus)?.getBoundingClientRect();
	if (!box) return;
	const above = box.top - MARGIN_PX;
	const below = box.bottom - (window.innerHeight - MARGIN_PX);
	if (above < 0) window.scrollBy(0, above);
	else if (below > 0) window.scrollBy(0, Math.min(below, above));
}
