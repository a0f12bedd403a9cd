/** The order of the queue: pure. */
import type { annotation_job_change } from '../../types.gen.ts';

/** The same with the one at `from` standing at `to`. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
	const rest = all.filter((_, i) => i !== from);
	return [...rest.slice(0, to), all[from]!, ...rest.slice(to)];
}

/** How the server is told of the place that the one at `at` has now. */
export function placeOf(all: readonly { readonly id: string }[], at: number): annotation_job_change {
	if (at === 0) return { queue: 'top' };
	const next = all[at + 1];
	return next ? { before: next.id } : { queue: 'bottom' };
}

/** The place that something dropped at this height gets, by the middles of the rows. */
export function placeAt(middles: readonly number[], from: number, y: number): number {
	return middles.filter((middle, i) => i !== from && middle < y).length;
}
