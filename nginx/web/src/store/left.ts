/** Texts that were submitted, changed, and left without the change being submitted: they are reminded of. */
import { signal } from '@preact/signals';
import * as api from '../api.ts';
import type { assignment_row } from '../types.gen.ts';
import type { Draft } from './draft.ts';
import * as session from './session.ts';

export interface left {
	readonly id: string;
	/** How the text begins. */
	readonly beginning: string;
	readonly person: string;
	readonly workspace: string;
}

const LONGEST = 60;
const ROWS = 100;

const all = signal<readonly left[]>([]);

/** Of the person who is logged in. */
export const mine = (): readonly left[] => {
	const who = session.current.value;
	return all.value.filter((l) => l.person === who?.person && l.workspace === who.workspace);
};

export const isChanged = (row: assignment_row): boolean => row.state === 'submitted' && row.drafted;

export const beginningOf = (text: string, isCut: boolean): string => {
	const words = text.trim() || 'A text of white space';
	return isCut ? `${words}…` : words;
};

/** A text is left as it is. */
export function leave({ of, delivery, isUnsaved }: Draft): void {
	const { id, content } = of.assignment;
	const isLeft = delivery.state.peek() === 'submitted' && (delivery.isDraft.peek() || isUnsaved.peek());
	const others = all.peek().filter((l) => l.id !== id);
	const points = [...(content ?? '').slice(0, 2 * LONGEST)].slice(0, LONGEST).join('');
	const beginning = beginningOf(points, points.length < content!.length);
	all.value = isLeft ? [...others, { id, beginning, person: of.person, workspace: of.workspace }] : others;
}

/** Ask the server which there are among those that one had last. */
export async function look(): Promise<void> {
	const { items } = await api.listAssignments(null, undefined, ROWS);
	const who = session.current.peek();
	if (!who?.workspace) return;
	const { person, workspace } = who;
	all.value = items.filter(isChanged).map((r) => ({ id: r.id, beginning: beginningOf(r.beginning, r.cut), person, workspace }));
}
