/** While a text is open: what is not saved is brought when the connection is back, and the lease is renewed. */
import type { Draft } from './draft.ts';
import * as outbox from './outbox.ts';

const LOOK_MS = 60_000;

/** `leaseMs`: how long an example is kept for whom it was handed to. */
export function attend(draft: Draft, leaseMs: number): () => void {
	const { assignment, clock } = draft.of;
	const release = outbox.claim(assignment.id, (is) => (draft.isShared.value = is));
	let looked = performance.now();
	const again = (): void => void (draft.isUnsaved.peek() && draft.delivery.bring());
	const look = (): void => {
		looked = performance.now();
		void draft.delivery.look();
	};
	const turn = (): void => {
		if (document.visibilityState === 'hidden') void draft.keepNow();
		else if (performance.now() - looked > LOOK_MS) look();
	};
	/* Whoever has gone away gives the place to others in the end. */
	const renew = (): void => {
		if (document.visibilityState === 'visible' && clock.idleMs < leaseMs) look();
	};
	const timer = setInterval(renew, leaseMs / 3);
	const stopClock = clock.start();
	window.addEventListener('online', again);
	window.addEventListener('pagehide', turn);
	document.addEventListener('visibilitychange', turn);
	again();
	return () => {
		clearInterval(timer);
		stopClock();
		window.removeEventListener('online', again);
		window.removeEventListener('pagehide', turn);
		document.removeEventListener('visibilitychange', turn);
		draft.delivery.stop();
		/* What is not saved is the outbox's from here on. */
		void draft.keepNow().then(release);
	};
}
