/** Lists in reading order: a place in one is found, and a change made, without going through it. */
import type { range } from './range.ts';

/** By start, and of two that start together the longer first. */
export const byPosition = (a: range, b: range): number => a.start - b.start || b.end - a.end;

/** How many come before this range, or with it when `andEqual`. */
function countBefore(sorted: readonly range[], r: range, andEqual: boolean): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const order = byPosition(sorted[middle]!, r);
		if (order < 0 || (andEqual && order === 0)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** How many begin before this position. */
export const countTo = (sorted: readonly range[], at: number): number =>
	countBefore(sorted, { start: at, end: Infinity }, false);

/** Which of the list this very item is; -1 when it is none of them. */
export function placeOf<T extends range>(sorted: readonly T[], item: T): number {
	const end = countBefore(sorted, item, true);
	for (let i = countBefore(sorted, item, false); i < end; i++) if (sorted[i] === item) return i;
	return -1;
}

/** The list without some of its items and with others, each after those of the same range. */
export function exchanged<T extends range>(
	sorted: readonly T[],
	gone: readonly T[],
	come: readonly T[],
): T[] {
	const list = [...sorted];
	for (const item of gone) {
		const place = placeOf(list, item);
		if (place !== -1) list.splice(place, 1);
	}
	for (const item of come) list.splice(countBefore(list, item, true), 0, item);
	return list;
}
