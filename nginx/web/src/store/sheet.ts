/**
 * The marks as people see them: in reading order, by paragraph, counted by
 * tag. Whoever shows a part of this is told of changes in that part alone.
 */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { block } from '../text/blocks.ts';
import type { laid } from '../text/layout.ts';
import { exchanged } from '../text/order.ts';
import { type range } from '../text/range.ts';
import { Rows } from '../text/rows.ts';

/** Positions are UTF-16 units; the key stays the same while ids come and go. A mark that changes is another object. */
export interface mark extends range {
	readonly key: string;
	readonly tag: string;
}

/** What a paragraph shows: the marks that touch it, and the key of the open one if that is among them. */
export interface row {
	readonly marks: readonly laid<mark>[];
	readonly open: string | null;
}

const nothing: row = { marks: [], open: null };

export class Sheet {
	/** In reading order. */
	readonly all: Signal<readonly mark[]> = signal([]);
	/** How many there are of each tag. */
	readonly counts: Signal<ReadonlyMap<string, number>> = signal(new Map());
	private readonly keys = new Map<string, mark>();
	private readonly rows: Rows<mark>;
	private readonly shown: readonly Signal<row>[];
	private open: mark | null = null;

	constructor(blocks: readonly block[]) {
		this.rows = new Rows(blocks);
		this.shown = blocks.map(() => signal(nothing));
	}

	row(index: number): ReadonlySignal<row> {
		return this.shown[index]!;
	}

	find(key: string): mark | undefined {
		return this.keys.get(key);
	}

	/** The marks over any of this range, in reading order. */
	over(r: range): mark[] {
		return this.rows.over(r);
	}

	at(position: number): mark[] {
		return this.over({ start: position, end: position + 1 });
	}

	exchange(gone: readonly mark[], come: readonly mark[]): void {
		const counts = new Map(this.counts.peek());
		for (const m of gone) {
			this.keys.delete(m.key);
			counts.set(m.tag, (counts.get(m.tag) ?? 0) - 1);
		}
		for (const m of come) {
			this.keys.set(m.key, m);
			counts.set(m.tag, (counts.get(m.tag) ?? 0) + 1);
		}
		batch(() => {
			this.counts.value = counts;
			this.all.value = exchanged(this.all.peek(), gone, come);
			this.draw(this.rows.exchange(gone, come));
		});
	}

	/** This mark is open now, and no other. */
	setOpen(now: mark | null): void {
		const before = this.open;
		this.open = now;
		const touched = [before, now].flatMap((m) => (m ? this.blocksOf(m) : []));
		batch(() => this.draw([...new Set(touched)]));
	}

	private blocksOf(m: mark): number[] {
		const { start, end } = this.rows.touched(m);
		return Array.from({ length: end - start }, (_, i) => start + i);
	}

	private draw(indices: readonly number[]): void {
		for (const i of indices) {
			const marks = this.rows.laid(i);
			const open = marks.some((m) => m.mark === this.open) ? (this.open?.key ?? null) : null;
			this.shown[i]!.value = { marks, open };
		}
	}
}
