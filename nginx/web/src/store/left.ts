/**
 * What one could forget, and is reminded of: texts that were submitted, changed, and left without the change being
 * submitted; and those that are in one's hands while their job is paused, which the server does not hand out again.
 */
import { signal } from '@preact/signals';
import * as api from '../api.ts';
import type { assignment_row } from '../types.gen.ts';
import type { Draft } from './draft.ts';
import * as session from './session.ts';

export interface left {
	readonly id: string;
	/** How the text begins. */
	readonly beginning: string;
	readonly job: string;
	readonly person: string;
	readonly workspace: string;
}

const LONGEST = 60;
const ROWS = 100;

const all = signal<readonly left[]>([]);
const inHand = signal<readonly left[]>([]);

/** Of the person who is logged in. */
const own = (of: readonly left[]): readonly left[] => {
	const who = session.current.value;
	return of.filter((l) => l.person === who?.person && l.workspace === who.workspace);
};

/** Those with changes that are not submitted. */
export const mine = (): readonly left[] => own(all.value);
/** Those of paused jobs. */
export const held = (): readonly left[] => own(inHand.value);

export const isChanged = (row: assignment_row): boolean => row.state === 'submitted' && row.drafted;
export const isHeld = (row: assignment_row): boolean => row.state === 'leased' && row.job_state === 'paused';

export const beginningOf = (text: string, isCut: boolean): string => {
	const words = text.trim() || 'A text of white space';
	return isCut ? `${words}…` : words;
};

/** A text is left as it is. */
export function leave({ of, delivery, isUnsaved }: Draft): void {
	const { id, content, job_name } = of.assignment;
	const isLeft = delivery.state.peek() === 'submitted' && (delivery.isDraft.peek() || isUnsaved.peek());
	const others = all.peek().filter((l) => l.id !== id);
	const points = [...(content ?? '').slice(0, 2 * LONGEST)].slice(0, LONGEST).join('');
	const beginning = beginningOf(points, points.length < content!.length);
	all.value = isLeft ? [...others, { id, beginning, job: job_name ?? '', person: of.person, workspace: of.workspace }] : others;
	if (delivery.state.peek() !== 'leased') inHand.value = inHand.peek().filter((l) => l.id !== id);
}

/** It was given back. */
export function release(id: string): void {
	inHand.value = inHand.peek().filter((l) => l.id !== id);
}

/** Ask the server which there are among those that one had last. */
export async function look(): Promise<void> {
	const { items } = await api.listAssignments(null, undefined, ROWS);
	const who = session.current.peek();
	if (!who?.workspace) return;
	const { person, workspace } = who;
	const leftOf = (r: assignment_row): left => ({ id: r.id, beginning: beginningOf(r.beginning, r.cut), job: r.job_name, person, workspace });
	all.value = items.filter(isChanged).map(leftOf);
	inHand.value = items.filter(isHeld).map(leftOf);
}
