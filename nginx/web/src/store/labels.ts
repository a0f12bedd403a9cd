/** Labels as they are sent and kept, read from JSON that may be of any age. No DOM. */
import type { assignment, class_mark, flaw, span_mark } from '../types.gen.ts';

export interface labels {
	readonly spans: readonly span_mark[];
	readonly classes: readonly class_mark[];
	readonly isNothing: boolean;
	readonly seconds: number;
	/** The version of the schema that was seen; 0: none yet. */
	readonly schemaVersion: number;
}

type json = Readonly<Record<string, unknown>>;

const isObject = (x: unknown): x is json => typeof x === 'object' && x !== null;
const listIn = (x: unknown): json[] => (Array.isArray(x) ? x.filter(isObject) : []);
const numberIn = (x: unknown): number => (typeof x === 'number' ? x : 0);

function spanIn({ label, start, end, text }: json): span_mark[] {
	const isSpan = typeof label === 'string' && typeof start === 'number' && typeof end === 'number' && start < end;
	return isSpan ? [{ label, start, end, text: String(text) }] : [];
}

/** null: nothing was labelled yet. */
export function labelsIn(sent: unknown): labels {
	const from = isObject(sent) ? sent : {};
	return {
		spans: listIn(from['spans']).flatMap(spanIn),
		classes: listIn(from['classes']).flatMap(({ label }) => (typeof label === 'string' ? [{ label }] : [])),
		isNothing: from['nothing'] === true,
		seconds: numberIn(from['seconds']),
		schemaVersion: numberIn(from['schema_version']),
	};
}

const gists = new WeakMap<labels, string>();

/** What they say of the text, and nothing of the text itself; not how long it took, nor in which order. */
export function gistOf(l: labels): string {
	const known = gists.get(l);
	if (known !== undefined) return known;
	const spans = l.spans.map((s) => `${s.start} ${s.end} ${s.label}`).sort();
	const gist = JSON.stringify([spans, l.classes.map((c) => c.label).sort()]);
	gists.set(l, gist);
	return gist;
}

/** Do they say the same of the text? */
export const sameLabels = (a: labels, b: labels): boolean => gistOf(a) === gistOf(b);

export const isEmpty = (l: labels): boolean => l.spans.length + l.classes.length === 0;

/** What the server has of it: what was saved since, or else what was submitted. */
export const labelsOf = (a: assignment): labels => labelsIn(a.draft ?? a.submission);

/** The places in the list of spans that these flaws are about. */
export const spansOf = (flaws: readonly flaw[]): number[] =>
	flaws.flatMap((f) => {
		const found = /^#\/spans\/(\d+)\//.exec(f.pointer);
		return found ? [Number(found[1])] : [];
	});

/** The flaws in words: "spans: is no tag of this version". */
export const wordsOf = (flaws: readonly flaw[]): string =>
	[...new Set(flaws.map((f) => `${f.pointer.replace(/^#\/([a-z_]+).*/, '$1').replaceAll('_', ' ')}: ${f.detail}`))].join('; ');
