/**
 * The API counts Unicode code points, the browser UTF-16 units. They differ by
 * one for each character outside the Basic Multilingual Plane before a
 * position, so it is enough to know, sorted, where those are.
 */
import { clamp, type range } from './range.ts';

export interface offsets {
	/** Length of the text in UTF-16 units. */
	readonly units: number;
	/** Length of the text in code points. */
	readonly points: number;
	/** The unit at which each surrogate pair begins, ascending. */
	readonly pairs: Uint32Array;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** A lone surrogate counts as one code point, as in Python. */
export function offsetsOf(text: string): offsets {
	const pairs: number[] = [];
	for (let i = 0; i + 1 < text.length; i++) {
		if (isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1))) pairs.push(i++);
	}
	return { units: text.length, points: text.length - pairs.length, pairs: Uint32Array.from(pairs) };
}

/** How many leading indices satisfy `before`, which holds for a first part of them only. */
function countWhile(length: number, before: (i: number) => boolean): number {
	let low = 0;
	let high = length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (before(middle)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The code point that holds this unit; a unit inside a pair belongs to the pair's code point. */
export function toPoint(o: offsets, unit: number): number {
	if (unit < 0 || unit > o.units) throw new RangeError(`unit ${unit} of ${o.units}`);
	return unit - countWhile(o.pairs.length, (i) => o.pairs[i]! < unit);
}

/** The unit at which this code point begins. */
export function toUnit(o: offsets, point: number): number {
	if (point < 0 || point > o.points) throw new RangeError(`code point ${point} of ${o.points}`);
	return point + countWhile(o.pairs.length, (i) => o.pairs[i]! - i < point);
}

/** A range of units in code points. An edge inside a pair moves outwards. */
export function toPoints(o: offsets, units: range): range {
	const start = toPoint(o, units.start);
	const end = toPoint(o, units.end);
	return { start, end: toUnit(o, end) < units.end ? end + 1 : end };
}

/** A range of code points in units; what lies past the text is cut off. */
export function toUnits(o: offsets, points: range): range {
	const inside = clamp(points, o.points);
	return { start: toUnit(o, inside.start), end: toUnit(o, inside.end) };
}
