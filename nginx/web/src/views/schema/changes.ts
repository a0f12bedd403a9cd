/** What differs between two versions of a schema, in words; and both changed at once, made one. */
import type { label_schema, schema_label } from '../../types.gen.ts';
import { draftOf, type label_draft, type schema_draft } from './draft.ts';

/** A version, or what is to become one: a label without an id is new. */
export interface version {
	readonly name?: string;
	readonly description?: string | null;
	readonly overlap: label_schema['overlap'];
	readonly classes: label_schema['classes'];
	readonly labels: readonly (Omit<schema_label, 'id'> & { readonly id: string | null })[];
}

type label = version['labels'][number];

export interface changes {
	readonly words: readonly string[];
	/** How many labels are touched. */
	readonly labels: number;
}

const called = (l: label): string => `${l.kind} ${l.name || '(no name)'}`;
const kinds = { tag: 'tags', class: 'classes' } as const;

function changesOf(old: label, now: label): string[] {
	const words: string[] = [];
	if (old.name !== now.name) words.push(`Renamed ${called(old)} to ${now.name || '(no name)'}`);
	if (old.key !== now.key) words.push(`Key of ${called(now)}: ${old.key ?? 'none'} → ${now.key ?? 'none'}`);
	if (old.colour !== now.colour) words.push(`Another colour for ${called(now)}`);
	if ((old.description ?? '') !== (now.description ?? '')) words.push(`Another description of ${called(now)}`);
	return words;
}

/** Is the order of those that are in both another? */
function isReordered(old: readonly label[], now: readonly label[]): boolean {
	const before = old.filter((l) => now.some((n) => n.id === l.id)).map((l) => l.id);
	const after = now.filter((l) => old.some((o) => o.id === l.id)).map((l) => l.id);
	return before.some((id, i) => after[i] !== id);
}

export function changesBetween(old: version, now: version): changes {
	const retired = old.labels.filter((o) => !now.labels.some((n) => n.id === o.id));
	const added = now.labels.filter((n) => n.id === null || !old.labels.some((o) => o.id === n.id));
	const changed = now.labels.flatMap((n) => {
		const was = old.labels.find((o) => o.id === n.id);
		const words = was ? changesOf(was, n) : [];
		return words.length > 0 ? [words] : [];
	});
	const reordered = (['tag', 'class'] as const).filter((kind) =>
		isReordered(
			old.labels.filter((l) => l.kind === kind),
			now.labels.filter((l) => l.kind === kind),
		),
	);
	return {
		labels: retired.length + added.length + changed.length,
		words: [
			...headChanges(old, now),
			...added.map((l) => `Added ${called(l)}`),
			...changed.flat(),
			...retired.map((l) => `Retired ${called(l)}`),
			...reordered.map((kind) => `Another order of ${kinds[kind]}`),
		],
	};
}

function headChanges(old: version, now: version): string[] {
	const words: string[] = [];
	if (now.name !== undefined && old.name !== undefined && old.name !== now.name)
		words.push(`Renamed the schema from ${old.name} to ${now.name || '(no name)'}`);
	if (now.description !== undefined && old.description !== undefined && (old.description ?? '') !== (now.description ?? ''))
		words.push('Another description of the schema');
	if (old.overlap !== now.overlap) words.push(now.overlap === 'allow' ? 'Tags may overlap' : 'Tags may not overlap');
	if (old.classes !== now.classes) words.push(now.classes === 'multi' ? 'Several classes a text' : 'One class a text');
	return words;
}

export const asVersion = (d: schema_draft): version => ({
	...d,
	name: d.name.trim(),
	description: d.description.trim() || null,
	labels: d.labels.map((l) => ({ ...l, name: l.name.trim(), key: l.key || null, description: l.description.trim() || null })),
});

const pick = <T>(base: T, mine: T, theirs: T): T => (mine === base ? theirs : mine);

function mergedLabel(base: label_draft | undefined, mine: label_draft, theirs: label_draft): label_draft {
	const was = base ?? theirs;
	return {
		...mine,
		name: pick(was.name, mine.name, theirs.name),
		colour: pick(was.colour, mine.colour, theirs.colour),
		key: pick(was.key, mine.key, theirs.key),
		description: pick(was.description, mine.description, theirs.description),
	};
}

/**
 * What was changed since `sent` was, done to what it has become.  Labels come
 * back in the order in which they went, the new ones with an id each; a label
 * keeps its place, so that whoever writes in its fields stays there.
 */
export function sinceSent(sent: schema_draft, mine: schema_draft, now: label_schema): schema_draft {
	const is = draftOf(now);
	return {
		name: pick(sent.name, mine.name, is.name),
		description: pick(sent.description, mine.description, is.description),
		overlap: pick(sent.overlap, mine.overlap, is.overlap),
		classes: pick(sent.classes, mine.classes, is.classes),
		labels: mine.labels.map((l) => {
			const at = sent.labels.findIndex((s) => s.place === l.place && s.id === l.id && s.kind === l.kind);
			const came = is.labels[at];
			return came ? mergedLabel(sent.labels[at], { ...l, id: came.id }, came) : l;
		}),
	};
}

const isSame = (a: label_draft, b: label_draft): boolean =>
	a.name === b.name && a.colour === b.colour && a.key === b.key && a.description === b.description;

/**
 * What I changed since `base`, done to what it has become meanwhile.  Where
 * both changed the same, mine stands; what they retired stays retired unless I
 * changed it.
 */
export function merged(base: label_schema, mine: schema_draft, theirs: label_schema): schema_draft {
	const was = draftOf(base);
	const is = draftOf(theirs);
	const of = (labels: readonly label_draft[], id: string | null) => labels.find((l) => id !== null && l.id === id);
	const added = is.labels.filter((l) => !of(was.labels, l.id));
	const kept = mine.labels.flatMap((l): label_draft[] => {
		const old = of(was.labels, l.id);
		const twin = l.id === null ? added.find((a) => a.kind === l.kind && a.name === l.name.trim()) : undefined;
		const now = twin ?? of(is.labels, l.id);
		if (now) return [mergedLabel(old, { ...l, id: now.id }, now)];
		return old && isSame(old, l) ? [] : [l];
	});
	const last = Math.max(-1, ...mine.labels.map((l) => l.place));
	const come = added
		.filter((l) => !of(kept, l.id))
		.map((l, i): label_draft => ({ ...l, place: last + 1 + i }));
	return {
		name: pick(was.name, mine.name, is.name),
		description: pick(was.description, mine.description, is.description),
		overlap: pick(was.overlap, mine.overlap, is.overlap),
		classes: pick(was.classes, mine.classes, is.classes),
		labels: [...kept, ...come],
	};
}
