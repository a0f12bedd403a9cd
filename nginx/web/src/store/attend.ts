/** While a text is open: what is not saved is brought when the connection is back, and the lease is renewed. */
import * as api from '../api.ts';
import { asProblem } from '../problem.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './draft.ts';
import { Hand } from './hand.ts';
import * as journal from './journal.ts';
import * as outbox from './outbox.ts';
import { say } from './voice.ts';

const LOOK_MS = 60_000;
/** Another tab does not wait longer: what is on its way then, and what is not, is kept on this computer, told apart. */
const SAVED_WITHIN_MS = 2000;

const ELSEWHERE = 'This text is open in another tab. Choose “Work here instead” to label it here.';

export interface attending {
	/** Take the text from the tab that has it, which is given a while to save; resolves when it is taken. */
	take: () => Promise<void>;
	stop: () => void;
}

/** `leaseMs`: how long an example is kept for whom it was handed to. */
export function attend(desk: Desk<Draft>, leaseMs: number): attending {
	const draft = desk.marks;
	const { assignment, clock } = draft.of;
	const release = outbox.claim(assignment.id);
	const hand = handOf(desk);
	let looked = performance.now();
	const again = (): void => void (draft.isUnsaved.peek() && draft.delivery.bring());
	const look = (): void => {
		looked = performance.now();
		void draft.delivery.look();
	};
	const turn = (): void => {
		if (draft.isElsewhere.peek()) return;
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
	const stop = (): void => {
		clearInterval(timer);
		stopClock();
		window.removeEventListener('online', again);
		window.removeEventListener('pagehide', turn);
		document.removeEventListener('visibilitychange', turn);
		draft.delivery.stop();
		void leave();
	};
	/* What is not saved is the outbox's, or another tab's, when nothing of it is on its way from here: what is older must not arrive later. */
	const leave = async (): Promise<void> => {
		if (!draft.isElsewhere.peek()) await draft.keepNow();
		await draft.delivery.settled;
		if (!draft.isElsewhere.peek()) await draft.keepNow();
		hand.leave();
		release();
	};
	return { take: () => hand.take(), stop };
}

function handOf(desk: Desk<Draft>): Hand {
	const draft = desk.marks;
	const lock = (is: boolean): void => {
		draft.isElsewhere.value = is;
		desk.history.locked.value = is ? ELSEWHERE : null;
	};
	const begin = (): void => {
		lock(false);
		if (draft.isUnsaved.peek()) void draft.delivery.bring();
	};
	return new Hand(draft.of.assignment.id, {
		has: (isLate) => {
			if (!isLate) return begin();
			catchUp(desk).then(begin, (thrown) => (desk.refusal.value = `${asProblem(thrown).message}.`));
		},
		lost: () => {
			lock(true);
			draft.delivery.stop();
			draft.isUnsaved.value = false;
			say(ELSEWHERE);
		},
		save: async () => {
			lock(true);
			await draft.keepNow();
			await Promise.race([draft.delivery.bring(), new Promise((done) => setTimeout(done, SAVED_WITHIN_MS))]);
		},
	});
}

/** What the other tab has left: on the server, and on this computer. */
async function catchUp(desk: Desk<Draft>): Promise<void> {
	const draft = desk.marks;
	const { assignment, person } = draft.of;
	const kept = await journal.find(person, assignment.id).catch(() => undefined);
	const now = await api.showAssignment(assignment.id);
	desk.open.value = null;
	desk.history.clear();
	draft.renew(now, kept ?? null);
	say('This text can be labelled here now');
}
