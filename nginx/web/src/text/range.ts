/** Half-open stretches of a text, in whatever unit the caller counts. No DOM. */
export interface range {
	readonly start: number;
	readonly end: number;
}

export const lengthOf = (r: range): number => r.end - r.start;

export const isEmpty = (r: range): boolean => r.end <= r.start;

export const sameRange = (a: range, b: range): boolean => a.start === b.start && a.end === b.end;

export const touches = (a: range, b: range): boolean => a.start < b.end && b.start < a.end;

export const holds = (outer: range, at: number): boolean => outer.start <= at && at < outer.end;

/** The range between two positions, given in either order. */
export const between = (a: number, b: number): range =>
	a <= b ? { start: a, end: b } : { start: b, end: a };

/** The smallest range around both. */
export const union = (a: range, b: range): range => ({
	start: Math.min(a.start, b.start),
	end: Math.max(a.end, b.end),
});

/** As much of the range as lies in a text of this length; empty, at its border, when nothing does. */
export function clamp(r: range, length: number): range {
	const start = Math.min(Math.max(r.start, 0), length);
	return { start, end: Math.min(Math.max(r.end, start), length) };
}

/** The range without white space at either edge; empty, at its start, when it holds nothing else. */
export function trim(text: string, r: range): range {
	const slice = text.slice(r.start, r.end);
	const start = r.start + (slice.length - slice.trimStart().length);
	return { start: Math.min(start, r.end), end: Math.max(start, r.start + slice.trimEnd().length) };
}
