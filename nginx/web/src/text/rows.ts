/**
 * The marks of a text paragraph by paragraph, each paragraph laid out by
 * itself: a change costs what the paragraphs cost that it touches, however
 * long the text is.
 */
import { type block, blockAt } from './blocks.ts';
import { type laid, lanesOf } from './layout.ts';
import { exchanged } from './order.ts';
import { type range, touches } from './range.ts';

export class Rows<T extends range> {
	private readonly marks: (readonly T[])[];

	constructor(private readonly blocks: readonly block[]) {
		this.marks = blocks.map(() => []);
	}

	/** The marks that touch this block, laid out. */
	laid(index: number): laid<T>[] {
		return lanesOf(this.marks[index] ?? []);
	}

	/** Which blocks this range touches. */
	touched(r: range): range {
		const start = blockAt(this.blocks, r.start).index;
		return { start, end: Math.max(start, blockAt(this.blocks, Math.max(r.end - 1, 0)).index) + 1 };
	}

	/** The marks over any of this range, in reading order. */
	over(r: range): T[] {
		const { start, end } = this.touched(r);
		const found = new Set(this.marks.slice(start, end).flat());
		return [...found].filter((m) => touches(m, r));
	}

	/** Take marks away and add others; returns the blocks where something has changed. */
	exchange(gone: readonly T[], come: readonly T[]): number[] {
		const changes = new Map<number, { gone: T[]; come: T[] }>();
		const collect = (marks: readonly T[], which: 'gone' | 'come'): void => {
			for (const m of marks) {
				const { start, end } = this.touched(m);
				for (let i = start; i < end; i++) {
					const change = changes.get(i) ?? { gone: [], come: [] };
					change[which].push(m);
					changes.set(i, change);
				}
			}
		};
		collect(gone, 'gone');
		collect(come, 'come');
		for (const [i, change] of changes)
			this.marks[i] = exchanged(this.marks[i] ?? [], change.gone, change.come);
		return [...changes.keys()];
	}
}
