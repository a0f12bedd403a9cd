/**
 * Brings to the server what was kept on this computer: when a person comes
 * back, when the connection does, and every so often. A text that is open in a
 * tab is brought by that tab (draft.ts), told by its lock.
 */
import { signal } from '@preact/signals';
import * as api from '../api.ts';
import { asProblem, isStatus, type Problem } from '../problem.ts';
import type { assignment_now } from '../types.gen.ts';
import { lockOf } from './hand.ts';
import * as journal from './journal.ts';
import { gistOf, labelsOf } from './labels.ts';
import * as session from './session.ts';

const EVERY_MS = 20_000;
const LOCK_MS = 500;

/** What is kept here for the person who is logged in, and is not open in this tab. */
export const waiting = signal<readonly journal.work[]>([]);

/** The assignments that are open in this tab. */
const open = new Set<string>();

export function send({ assignment, version, drafts, body, isSubmit }: journal.work): Promise<assignment_now> {
	const seen = { ...body, drafts };
	return isSubmit ? api.submitLabels(assignment, version, seen) : api.saveDraft(assignment, version, seen);
}

/** Does it make sense to send the same again later? */
export const isPassing = (p: Problem): boolean =>
	p.isUncertain || p.status === 401 || p.status === 429 || p.slug === 'cross-site' || p.slug === 'elsewhere';

/** Where the browser has no locks (a page that is not secure), a tab knows only of itself. */
const locks: LockManager | undefined = navigator.locks;

/** This tab has the text of this assignment open: whoever has the hand (hand.ts) brings its work. */
export function claim(assignment: string): () => void {
	open.add(assignment);
	return () => {
		open.delete(assignment);
		/* What is just being drained may not be all. */
		void drain().then(look);
	};
}

let draining: Promise<void> | null = null;

/** Send what is kept for the person who is logged in; one after the other. */
export function drain(): Promise<void> {
	draining ??= drainNow().finally(() => (draining = null));
	return draining;
}

async function drainNow(): Promise<void> {
	const who = session.current.value;
	if (!who) return look();
	const { whose } = api.hooks;
	try {
		for (const w of await journal.allOf(who.person))
			if (w.workspace === who.workspace && w.refused === null && !open.has(w.assignment)) {
				if (api.hooks.whose !== whose) break;
				const isReached = await alone(w, () => bring(w));
				if (!isReached) break;
			}
	} catch {
		/* The browser keeps nothing: then there is nothing to bring. */
	}
	await look();
}

/** Nobody else brings it meanwhile; a tab that has it open does so itself. */
async function alone(w: journal.work, act: () => Promise<boolean>): Promise<boolean> {
	if (!locks) return act();
	let isHeld = false;
	const held = (): Promise<boolean> => {
		isHeld = true;
		return act();
	};
	try {
		return await locks.request(lockOf(w.assignment), { signal: AbortSignal.timeout(LOCK_MS) }, held);
	} catch (thrown) {
		if (isHeld) throw thrown;
		return true;
	}
}

/** False when the server cannot be reached. */
async function bring(w: journal.work): Promise<boolean> {
	/* It may have become another since the list was read. */
	const now = await journal.find(w.person, w.assignment);
	if (now?.stamp !== w.stamp) return true;
	try {
		await send(w).catch((thrown) => sendAfter(w, thrown));
		await journal.drop(w);
	} catch (thrown) {
		const problem = asProblem(thrown);
		if (isPassing(problem)) return false;
		await journal.keep({ ...w, refused: problem.message });
	}
	return true;
}

/** The server has another by now: was that sent from here, too, what is kept is a change of it. */
async function sendAfter(w: journal.work, thrown: unknown): Promise<void> {
	if (!isStatus(thrown, 412)) throw thrown;
	const there = await api.showAssignment(w.assignment);
	const gist = gistOf(labelsOf(there));
	if (!journal.gistsOf(w).includes(gist)) throw thrown;
	const isDone = gist === journal.gistsOf(w).at(-1) && (!w.isSubmit || (there.state === 'submitted' && there.draft === null));
	if (!isDone) await send({ ...w, version: there.version, drafts: there.drafts });
}

/** Read anew what is kept. */
export async function look(): Promise<void> {
	const who = session.current.value;
	try {
		const kept = who ? await journal.allOf(who.person) : [];
		waiting.value = kept.filter((w) => !w.isNote && w.workspace === who?.workspace && !open.has(w.assignment));
	} catch {
		waiting.value = [];
	}
}

export async function forget(w: journal.work): Promise<void> {
	await journal.drop(w);
	await look();
}

let isWatching = false;

export function watch(): void {
	if (isWatching) return;
	isWatching = true;
	window.addEventListener('online', () => void drain());
	setInterval(() => void (waiting.value.some((w) => w.refused === null) && drain()), EVERY_MS);
	session.current.subscribe(() => void drain());
}
