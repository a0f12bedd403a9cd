/**
 * Which paragraphs show their marks. A long text is there at once, the marks
 * of what is seen with it; those of the others come when they are near, or
 * else when there is time, so that soon nothing is missing for whoever
 * searches or reads the page by other means.
 */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';

const AT_ONCE = 30;
const AT_A_TIME = 10;

/** Within this far of what is seen. */
const NEAR = '100%';

/** In a browser that does not say when it has time. */
const PAUSE_MS = 30;

const whenIdle = (what: () => void): (() => void) => {
	if (typeof requestIdleCallback === 'function') {
		const id = requestIdleCallback(what);
		return () => cancelIdleCallback(id);
	}
	const id = setTimeout(what, PAUSE_MS);
	return () => clearTimeout(id);
};

export class Filling {
	private readonly filled: readonly Signal<boolean>[];
	private next = AT_ONCE;

	constructor(length: number) {
		this.filled = Array.from({ length }, (_, i) => signal(i < AT_ONCE));
	}

	isFilled(index: number): ReadonlySignal<boolean> {
		return this.filled[index]!;
	}

	/** Go on until all are filled; `root` holds the paragraphs. */
	start(root: HTMLElement): () => void {
		const indices = new Map([...root.children].map((p, i) => [p, i]));
		const near = new IntersectionObserver(
			(seen) => this.fill(seen.filter((e) => e.isIntersecting).map((e) => indices.get(e.target)!)),
			{ rootMargin: NEAR },
		);
		let stop = (): void => {};
		const goOn = (): void => {
			const end = Math.min(this.next + AT_A_TIME, this.filled.length);
			this.fill(Array.from({ length: end - this.next }, (_, i) => this.next + i));
			this.next = end;
			if (end < this.filled.length) stop = whenIdle(goOn);
			else near.disconnect();
		};
		if (this.next < this.filled.length) {
			for (const p of indices.keys()) near.observe(p);
			stop = whenIdle(goOn);
		}
		return () => {
			stop();
			near.disconnect();
		};
	}

	private fill(indices: readonly number[]): void {
		batch(() => {
			for (const i of indices) this.filled[i]!.value = true;
		});
	}
}
