/**
 * Which tab of this browser may label a text: one at a time, told by a lock.
 * A tab that wants it asks whoever has it to save first, and then takes it; one
 * that does not answer (the browser has put it to sleep) has what it had kept
 * on this computer by then.
 */

const ANSWER_MS = 3000;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Where the browser has no locks (a page that is not secure), a tab knows only of itself. */
const locks: LockManager | undefined = navigator.locks;

export const lockOf = (assignment: string): string => `obelus-assignment-${assignment}`;

/** What the tab is told. */
export interface holder {
	/** It has the text now. `isLate`: another tab had it before. */
	has: (isLate: boolean) => void;
	/** Another tab has it now. */
	lost: () => void;
	/** Another tab wants it: nothing is changed here any more. Resolves when all that is here is saved, or kept. */
	save: () => Promise<unknown>;
}

interface message {
	readonly assignment: string;
	readonly says: 'wanted' | 'ready';
}

export class Hand {
	private readonly channel = new BroadcastChannel('obelus-hand');
	private readonly stop = new AbortController();
	/** What ends the waiting for the other tab. */
	private queue = new AbortController();
	private isHeld = false;
	private release = (): void => {};
	private ready = (): void => {};

	constructor(
		private readonly assignment: string,
		private readonly holder: holder,
	) {
		this.channel.onmessage = (e: MessageEvent<message>) => void this.hear(e.data);
		void this.begin();
	}

	private async begin(): Promise<void> {
		if (!locks) return this.holder.has(false);
		let isFree = true;
		const first = (lock: Lock | null): Promise<void> | undefined => {
			isFree = lock !== null;
			return isFree ? this.hold(false) : undefined;
		};
		await this.request({ ifAvailable: true }, first);
		if (!isFree) this.lose();
	}

	/** Take it from whichever tab has it. */
	async take(): Promise<void> {
		if (!locks) return;
		if (this.isHeld) return this.holder.has(true);
		const answered = new Promise<void>((done) => (this.ready = done));
		this.tell('wanted');
		await Promise.race([answered, pause(ANSWER_MS)]);
		if (this.isHeld || this.stop.signal.aborted) return;
		this.queue.abort();
		void this.request({ steal: true }, () => this.hold(true));
	}

	/** The tab has it no longer, and does not want it. */
	leave(): void {
		this.stop.abort();
		this.queue.abort();
		this.release();
		this.channel.close();
	}

	private tell(says: message['says']): void {
		this.channel.postMessage({ assignment: this.assignment, says } satisfies message);
	}

	private async hear({ assignment, says }: message): Promise<void> {
		if (assignment !== this.assignment) return;
		if (says === 'ready') return this.ready();
		if (!this.isHeld) return;
		await this.holder.save();
		if (this.stop.signal.aborted) return;
		this.tell('ready');
		/* Whoever wanted it may be gone meanwhile. */
		await pause(ANSWER_MS);
		if (this.isHeld && !this.stop.signal.aborted) this.holder.has(false);
	}

	/** Ends when the lock is let go; a lock that was taken away is waited for again. */
	private async request(how: LockOptions, act: (lock: Lock | null) => Promise<void> | undefined): Promise<void> {
		try {
			await locks!.request(lockOf(this.assignment), how, act);
		} catch {
			if (this.isHeld && !this.stop.signal.aborted) this.lose();
		}
	}

	private hold(isLate: boolean): Promise<void> {
		this.isHeld = true;
		const held = new Promise<void>((done) => (this.release = done));
		this.holder.has(isLate);
		return held;
	}

	private lose(): void {
		this.isHeld = false;
		this.holder.lost();
		this.queue = new AbortController();
		void this.request({ signal: this.queue.signal }, () => this.hold(true));
	}
}
