/**
 * Who keeps the marks of a text: shows at once what a person does to them, and
 * brings it to the server in a way of its own. A text that people mark together
 * is kept span by span (marks.ts), what one was handed as a whole (draft.ts).
 */
import type { ReadonlySignal } from '@preact/signals';
import type { Problem } from '../problem.ts';
import type { mark, Sheet } from './sheet.ts';

/** Where a mark is to be and under which tag; null: nowhere. */
export type wish = Pick<mark, 'start' | 'end' | 'tag'> | null;

export interface Keeper {
	/** What is wished, as people see it. */
	readonly sheet: Sheet;
	/** Are the marks here that the server had when the text was opened? */
	readonly isLoaded: ReadonlySignal<boolean>;
	/** Why they are not. */
	readonly missing: ReadonlySignal<Problem | null>;
	/** The keys of those that the server does not take. */
	readonly failed: ReadonlySignal<ReadonlySet<string>>;
	load(stop?: AbortSignal): Promise<void>;
	newKey(): string;
	/** Wish a mark somewhere, elsewhere or away. */
	put(key: string, wish: wish): void;
}
