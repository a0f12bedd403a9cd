/** A schema while it is being edited: what is in the inputs, and what is wrong with it before anybody is asked. */
import { draftBeside, keyOrder, type tag_draft } from '../../parts/tag-fields.tsx';
import type { flaw } from '../../problem.ts';
import type { label_schema, label_schema_content, schema_label } from '../../types.gen.ts';

export type kind = schema_label['kind'];

export interface label_draft extends tag_draft {
	/** Tells it apart while it is edited. */
	readonly place: number;
	/** null: it is new. */
	readonly id: string | null;
	readonly kind: kind;
}

export interface schema_draft {
	readonly name: string;
	readonly description: string;
	readonly overlap: label_schema['overlap'];
	readonly classes: label_schema['classes'];
	readonly labels: readonly label_draft[];
}

export const emptyDraft: schema_draft = { name: '', description: '', overlap: 'none', classes: 'single', labels: [] };

const labelDraft = (l: schema_label, place: number): label_draft => ({
	place,
	id: l.id,
	kind: l.kind,
	name: l.name,
	colour: l.colour,
	key: l.key ?? '',
	description: l.description ?? '',
});

export const draftOf = (s: label_schema): schema_draft => ({
	name: s.name,
	description: s.description ?? '',
	overlap: s.overlap,
	classes: s.classes,
	labels: s.labels.map(labelDraft),
});

export const contentOf = (d: schema_draft): label_schema_content => ({
	name: d.name.trim(),
	description: d.description.trim() || null,
	overlap: d.overlap,
	classes: d.classes,
	labels: d.labels.map((l) => ({
		...(l.id !== null && { id: l.id }),
		kind: l.kind,
		name: l.name.trim(),
		colour: l.colour,
		key: l.key || null,
		description: l.description.trim() || null,
	})),
});

export const pointerOf = ({ place }: label_draft): string => `#/labels/${place}`;

/** Flaws by position, as the server tells them, by what they are about: labels move while one mends them. */
export function byPlace(flaws: readonly flaw[], labels: readonly label_draft[]): flaw[] {
	return flaws.map(({ pointer, detail }) => ({
		detail,
		pointer: pointer.replace(/^#\/labels\/(\d+)/, (all, i) => {
			const label = labels[Number(i)];
			return label ? pointerOf(label) : all;
		}),
	}));
}

/** Of two labels with one key or one name, both are told. */
export function twins(labels: readonly label_draft[]): flaw[] {
	const told = (l: label_draft, member: 'key' | 'name', of: string): flaw[] => {
		const value = l[member].trim();
		const other = value === '' ? undefined : labels.find((o) => o.place !== l.place && o[member].trim() === value);
		return other ? [{ pointer: `${pointerOf(l)}/${member}`, detail: `${of} ${other.name || 'another label'}` }] : [];
	};
	return labels.flatMap((l) => [...told(l, 'key', 'is that of'), ...told(l, 'name', 'is the same as another’s:')]);
}

let typed: { readonly schema: string; readonly draft: schema_draft } | null = null;

/** What is typed while a schema is being made goes on where it is changed. */
export const handOn = (schema: string, draft: schema_draft): void => void (typed = { schema, draft });

/** What was handed on of this schema, once. */
export function handedOn(schema: string): schema_draft | null {
	const found = typed?.schema === schema ? typed.draft : null;
	typed = null;
	return found;
}

const nextPlace = (labels: readonly label_draft[]): number => Math.max(-1, ...labels.map((l) => l.place)) + 1;

/** With one more at the end, whose colour and key no other has. */
export const withNew = (labels: readonly label_draft[], kind: kind): label_draft[] => [
	...labels,
	{ ...draftBeside(labels, labels.map((l) => l.key)), place: nextPlace(labels), id: null, kind },
];

/** A label that was retired is there again. Its key may be another's by now. */
export function withOld(labels: readonly label_draft[], old: schema_label): label_draft[] {
	const back = labelDraft(old, nextPlace(labels));
	const isTaken = labels.some((l) => l.key === back.key);
	return [...labels, isTaken ? { ...back, key: draftBeside(labels, labels.map((l) => l.key)).key } : back];
}

/** The label goes to before (after) the next one of its kind. */
export function moved(labels: readonly label_draft[], place: number, by: -1 | 1): label_draft[] {
	const label = labels.find((l) => l.place === place)!;
	const same = labels.filter((l) => l.kind === label.kind);
	const other = same[same.indexOf(label) + by];
	return other ? movedTo(labels, place, other.place) : [...labels];
}

/** The label goes to where the other one is, which gives way. */
export function movedTo(labels: readonly label_draft[], place: number, to: number): label_draft[] {
	const from = labels.findIndex((l) => l.place === place);
	const target = labels.findIndex((l) => l.place === to);
	const now = labels.filter((l) => l.place !== place);
	now.splice(target, 0, labels[from]!);
	return now;
}

/** Keys from the home row on, in the order of the labels. */
export const withKeysInOrder = (labels: readonly label_draft[]): label_draft[] =>
	labels.map((l, i) => ({ ...l, key: keyOrder[i] ?? '' }));
