/** How long somebody has been at work: from one sign of life to the next, if that is not far. */
const PAUSE_MS = 60_000;
const signs = ['keydown', 'pointermove', 'pointerdown', 'wheel', 'scroll'] as const;

export class Clock {
	private ms: number;
	private last = performance.now();

	constructor(seconds: number) {
		this.ms = seconds * 1000;
	}

	get seconds(): number {
		return Math.min(86_400, Math.round(this.ms / 1000));
	}

	/** For how long nothing was heard. */
	get idleMs(): number {
		return performance.now() - this.last;
	}

	start(): () => void {
		const hear = (): void => {
			const now = performance.now();
			this.ms += Math.min(now - this.last, PAUSE_MS);
			this.last = now;
		};
		this.last = performance.now();
		for (const sign of signs) window.addEventListener(sign, hear, { passive: true, capture: true });
		return () => {
			for (const sign of signs) window.removeEventListener(sign, hear, { capture: true });
		};
	}
}
