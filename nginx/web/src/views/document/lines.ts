/** From line to line: lines are the browser's making, so it is asked where tokens are. */
import type { Desk } from '../../store/desk.ts';
import type { range } from '../../text/range.ts';
import { paragraphAt, rangeOn } from './positions.ts';

/** No line has more tokens than this. */
const FARTHEST = 400;

interface spot {
	readonly top: number;
	readonly bottom: number;
	readonly middle: number;
}

function spotOf(root: HTMLElement, desk: Desk, token: range): spot | null {
	const box = rangeOn(root, desk.blocks, token)?.getBoundingClientRect();
	return box && box.height > 0
		? { top: box.top, bottom: box.bottom, middle: (box.left + box.right) / 2 }
		: null;
}

/** Of the tokens in the next line up or down, the one nearest to this one. */
export function lineFrom(root: HTMLElement, desk: Desk, from: range, by: 1 | -1): range | null {
	const here = spotOf(root, desk, from);
	if (!here) return null;
	let best: range | null = null;
	let bestAway = Infinity;
	let line: spot | null = null;
	let token = step(desk, from, by);
	for (let i = 0; token && i < FARTHEST; i++, token = step(desk, token, by)) {
		const spot = spotOf(root, desk, token);
		if (!spot || isBeside(here, spot)) continue;
		line ??= spot;
		if (!isBeside(line, spot)) break;
		const away = Math.abs(spot.middle - here.middle);
		if (away < bestAway) [best, bestAway] = [token, away];
	}
	return best;
}

const step = (desk: Desk, token: range, by: 1 | -1): range | null =>
	by === 1 ? desk.tokens.after(token) : desk.tokens.before(token);

/** Do the two share a line? */
const isBeside = (a: spot, b: spot): boolean => {
	const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
	return common > Math.min(a.bottom - a.top, b.bottom - b.top) / 2;
};

/** Which way the text goes on: 1 when forwards is to the right. */
export function direction(root: HTMLElement, desk: Desk, at: number): 1 | -1 {
	const p = paragraphAt(root, desk.blocks, at);
	return p && getComputedStyle(p).direction === 'rtl' ? -1 : 1;
}
