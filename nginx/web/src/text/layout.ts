/**
 * How overlapping marks are laid out: each gets a lane, the lowest that is
 * free, so that two marks over the same letters never share one; and a block
 * is cut into segments, in each of which the same marks hold.
 */
import { byPosition } from './order.ts';
import { touches, type range } from './range.ts';

export interface laid<T extends range> extends range {
	readonly mark: T;
	readonly lane: number;
}

/** Every mark with its lane, in reading order. */
export function lanesOf<T extends range>(marks: readonly T[]): laid<T>[] {
	const freeFrom: number[] = [];
	return [...marks].sort(byPosition).map((mark) => {
		const free = freeFrom.findIndex((end) => end <= mark.start);
		const lane = free === -1 ? freeFrom.length : free;
		freeFrom[lane] = mark.end;
		return { mark, lane, start: mark.start, end: mark.end };
	});
}

export interface segment<T extends range> extends range {
	/** The marks that cover it, in reading order. */
	readonly over: readonly laid<T>[];
}

/** The segments of a stretch of text: they follow each other without a gap and each is as long as it can be. */
export function segmentsOf<T extends range>(stretch: range, marks: readonly laid<T>[]): segment<T>[] {
	const inside = marks.filter((m) => touches(m, stretch));
	const edges = new Set([stretch.start, stretch.end]);
	for (const m of inside) {
		edges.add(Math.max(m.start, stretch.start));
		edges.add(Math.min(m.end, stretch.end));
	}
	const cuts = [...edges].sort((a, b) => a - b);
	const segments: segment<T>[] = [];
	let next = 0;
	let open: laid<T>[] = [];
	for (let i = 0; i + 1 < cuts.length; i++) {
		const start = cuts[i]!;
		open = open.filter((m) => m.end > start);
		while (next < inside.length && inside[next]!.start <= start) open.push(inside[next++]!);
		segments.push({ start, end: cuts[i + 1]!, over: [...open] });
	}
	return segments;
}

/** Of the marks over a position, the one a reader means by pointing there: the shortest, and of equals the last. */
export function innermost<T extends range>(marks: readonly T[], at: number): T | null {
	let best: T | null = null;
	for (const m of marks) {
		if (m.start > at || at >= m.end) continue;
		if (!best || m.end - m.start <= best.end - best.start) best = m;
	}
	return best;
}
