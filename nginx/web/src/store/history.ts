/** What was done to a text, so that it can be undone and done again. */
import { batch, computed, signal } from '@preact/signals';

export interface step {
	/** What it was about, in words. */
	readonly what: string;
	readonly forth: () => void;
	readonly back: () => void;
}

export class History {
	private readonly done = signal<readonly step[]>([]);
	private readonly undone = signal<readonly step[]>([]);
	/** Why nothing may be changed now. */
	readonly locked = signal<string | null>(null);
	readonly canUndo = computed(() => this.done.value.length > 0);
	readonly canRedo = computed(() => this.undone.value.length > 0);

	apply(s: step): void {
		batch(() => {
			this.done.value = [...this.done.value, s];
			this.undone.value = [];
			s.forth();
		});
	}

	/** What was done before was done to something else. */
	clear(): void {
		batch(() => {
			this.done.value = [];
			this.undone.value = [];
		});
	}

	/** Returns what was undone, or null when there is nothing. */
	undo(): step | null {
		const s = this.done.value.at(-1) ?? null;
		if (!s) return null;
		batch(() => {
			this.done.value = this.done.value.slice(0, -1);
			this.undone.value = [...this.undone.value, s];
			s.back();
		});
		return s;
	}

	redo(): step | null {
		const s = this.undone.value.at(-1) ?? null;
		if (!s) return null;
		batch(() => {
			this.undone.value = this.undone.value.slice(0, -1);
			this.done.value = [...this.done.value, s];
			s.forth();
		});
		return s;
	}
}
