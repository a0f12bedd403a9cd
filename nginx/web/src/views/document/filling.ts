/**
 * Which stretches of the text show their marks. A long text is there at once,
 * the marks of what is seen with it; those of the others come when they are
 * near, or else when there is time, so that soon nothing is missing for
 * whoever searches or reads the page by other means. When all have come, the
 * browser lays out what is out of sight, too, before somebody scrolls to it.
 */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';

const AT_ONCE = 4;

/** Within this far of what is seen. */
const NEAR = '100%';

/** In a browser that does not say when it has time. */
const PAUSE_MS = 30;

/** Does it a piece at a time, so that no key waits for more than one, until `act` says that there is no more. */
function whenIdle(act: () => boolean): () => void {
	if (typeof requestIdleCallback !== 'function') {
		const id = setInterval(() => act() || clearInterval(id), PAUSE_MS);
		return () => clearInterval(id);
	}
	const goOn = (): void => {
		if (act()) id = requestIdleCallback(goOn);
	};
	let id = requestIdleCallback(goOn);
	return () => cancelIdleCallback(id);
}

/** The browser keeps what it finds out for this: when the stretch comes into sight, it is only painted. */
const measure = (stretch: Element | undefined): void => void stretch?.firstElementChild?.getBoundingClientRect();

export class Filling {
	private readonly filled: readonly Signal<boolean>[];
	private next = AT_ONCE;

	constructor(length: number) {
		this.filled = Array.from({ length }, (_, i) => signal(i < AT_ONCE));
	}

	isFilled(index: number): ReadonlySignal<boolean> {
		return this.filled[index]!;
	}

	/** Go on until all are filled and measured; `root` holds the stretches. */
	start(root: HTMLElement): () => void {
		const indices = new Map([...root.children].map((stretch, i) => [stretch, i]));
		const near = new IntersectionObserver(
			(seen) => this.fill(seen.filter((e) => e.isIntersecting).map((e) => indices.get(e.target)!)),
			{ rootMargin: NEAR },
		);
		let measured = 0;
		const stop = whenIdle(() => {
			if (this.next < this.filled.length) this.fill([this.next++]);
			else measure(root.children[measured++]);
			if (this.next >= this.filled.length) near.disconnect();
			return measured < this.filled.length;
		});
		for (const stretch of indices.keys()) near.observe(stretch);
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
