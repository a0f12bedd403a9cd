/** What was done to the marks of a document, so that it can be undone and done again. */
import { batch, computed, signal } from '@preact/signals';
import type { Marks, wish } from './marks.ts';

export interface change {
	readonly key: string;
	readonly from: wish;
	readonly to: wish;
}

export class History {
	private readonly done = signal<readonly change[]>([]);
	private readonly undone = signal<readonly change[]>([]);
	readonly canUndo = computed(() => this.done.value.length > 0);
	readonly canRedo = computed(() => this.undone.value.length > 0);

	constructor(private readonly marks: Marks) {}

	apply(c: change): void {
		batch(() => {
			this.done.value = [...this.done.value, c];
			this.undone.value = [];
			this.marks.put(c.key, c.to);
		});
	}

	/** Returns what was undone, or null when there is nothing. */
	undo(): change | null {
		const c = this.done.value.at(-1) ?? null;
		if (!c) return null;
		batch(() => {
			this.done.value = this.done.value.slice(0, -1);
			this.undone.value = [...this.undone.value, c];
			this.marks.put(c.key, c.from);
		});
		return c;
	}

	redo(): change | null {
		const c = this.undone.value.at(-1) ?? null;
		if (!c) return null;
		batch(() => {
			this.undone.value = this.undone.value.slice(0, -1);
			this.done.value = [...this.done.value, c];
			this.marks.put(c.key, c.to);
		});
		return c;
	}
}
