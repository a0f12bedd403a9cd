/** What a text is as a whole: one class of the schema, or several. */
import type { Signal } from '@preact/signals';
import type { label } from './desk.ts';
import type { History } from './history.ts';
import { say } from './voice.ts';

export class Choice {
	constructor(
		/** Those that can be given, in their order. */
		readonly classes: readonly label[],
		readonly isSingle: boolean,
		/** The ids of those that the text has. */
		readonly given: Signal<readonly string[]>,
		private readonly history: History,
	) {}

	/** Give this class, or take it back; where a text has one class, it takes the place of the other. */
	toggle(id: string): void {
		const { locked } = this.history;
		if (locked.peek() !== null) return say(locked.peek()!);
		const label = this.classes.find((c) => c.id === id);
		const before = this.given.peek();
		const isGiven = before.includes(id);
		/* What the schema has no longer can be taken back all the same. */
		const name = label?.name ?? 'a class that the schema has no longer';
		const rest = this.isSingle && !isGiven ? [] : before.filter((g) => g !== id);
		const after = isGiven ? rest : [...rest, id];
		this.history.apply({
			what: `Class ${name}`,
			forth: () => void (this.given.value = after),
			back: () => void (this.given.value = before),
		});
		say(isGiven ? `Not ${name}` : `Class ${name}`);
	}
}
