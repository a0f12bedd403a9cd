/**
 * The way of a draft to the server: saved a moment after a change, submitted
 * when that is wanted, tried again when the server cannot be reached. Nothing
 * is called saved or submitted before the server has said so.
 */
import { batch, type Signal, signal } from '@preact/signals';
import * as api from '../api.ts';
import { asProblem, type Problem } from '../problem.ts';
import type { assignment, assignment_now } from '../types.gen.ts';
import type { Draft } from './draft.ts';
import * as journal from './journal.ts';
import { gistOf, type labels, labelsIn, labelsOf, sameLabels, spansOf, wordsOf } from './labels.ts';
import * as outbox from './outbox.ts';

/** After a change, further ones are waited for so long; but not for longer than MOST_MS. */
const PAUSE_MS = 700;
const MOST_MS = 4000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
const MOST_UNHEARD = 4;

export class Delivery {
	/** As the server said last. */
	readonly state: Signal<assignment['state']>;
	/** Has the server labels that are not submitted? */
	readonly isDraft: Signal<boolean>;
	/** Why the server does not take what is here. */
	readonly problem = signal<Problem | null>(null);
	/** Why the server has it as a draft only: another has the place, the job is closed, something is wrong with the labels. */
	readonly late = signal<string | null>(null);
	/** What was submitted, or saved, elsewhere, while something else is here. */
	readonly conflict = signal<assignment | null>(null);
	/** A submission is on its way. */
	readonly isSubmitting = signal(false);
	/** Grows when it is submitted that was not submitted. */
	readonly submitted = signal(0);
	/** The schema is another than the one that is shown. */
	readonly isOutdated = signal(false);

	version: number;
	/** How many drafts the server has had, as far as is known here. */
	drafts: number;
	/** The submission that is on its way: always the same, until something is changed. */
	pending: journal.work | null = null;
	/** What was sent, and has no answer yet: the last of it. */
	private unheard: labels[] = [];
	/** The gists of what was sent so from here by another page. */
	private unheardBefore: readonly string[] = [];
	/** Which of the draft's changes the server has. */
	private saved = 0;
	/** What the server had of it last. */
	private known: labels;
	/** What is being brought, until there is nothing left to bring. */
	private bringing: Promise<void> | null = null;
	private isStopped = false;
	private retries = 0;
	private firstUnsaved = 0;
	private sending: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly draft: Draft,
		a: assignment,
	) {
		this.version = a.version;
		this.drafts = a.drafts;
		this.state = signal(a.state);
		this.isDraft = signal(a.draft !== null);
		this.known = labelsOf(a);
	}

	/** What was kept on this computer is to be brought; `newer`: what the server has since. */
	takeUp(kept: journal.work, newer: assignment | null): void {
		this.unheardBefore = journal.gistsOf(kept);
		this.late.value = kept.refused;
		if (newer) this.conflict.value = newer;
		if (newer || !kept.isSubmit || kept.refused !== null) return;
		this.pending = kept;
		this.isSubmitting.value = true;
	}

	/** Something was changed. */
	hear(): void {
		const now = performance.now();
		if (this.draft.changes === this.saved + 1) this.firstUnsaved = now;
		this.pending = null;
		this.isSubmitting.value = false;
		/* Whose place is lost stays told so. */
		if (this.state.peek() === 'leased' || this.state.peek() === 'submitted') this.late.value = null;
		const left = this.firstUnsaved + MOST_MS - now;
		this.later(Math.max(0, Math.min(PAUSE_MS, left)));
	}

	private later(ms: number): void {
		clearTimeout(this.sending);
		if (!this.isStopped) this.sending = setTimeout(() => void this.bring(), ms);
	}

	/** The text is left, or another tab has it: nothing more is sent from here. */
	stop(): void {
		this.isStopped = true;
		clearTimeout(this.sending);
	}

	/** The gists of what was sent and has no answer. */
	get sent(): string[] {
		return [...this.unheardBefore, ...this.unheard.map(gistOf)];
	}

	private forgetSent(): void {
		this.unheard = [];
		this.unheardBefore = [];
	}

	/** Go on from this, which the server has. */
	renew(a: assignment): void {
		this.isStopped = false;
		this.version = a.version;
		this.drafts = a.drafts;
		this.forgetSent();
		this.pending = null;
		this.known = labelsOf(a);
		this.saved = this.draft.changes;
		this.state.value = a.state;
		this.isDraft.value = a.draft !== null;
		this.problem.value = null;
		this.late.value = null;
		this.conflict.value = null;
		this.isSubmitting.value = false;
		this.isOutdated.value ||= a.schema_version !== this.draft.of.assignment.schema_version;
	}

	/** Submit what is here; that nothing is there, when it is nothing. */
	submit(): void {
		this.pending = this.draft.written(true);
		this.draft.changes++;
		batch(() => {
			this.draft.isUnsaved.value = true;
			this.isSubmitting.value = true;
			this.late.value = null;
		});
		void this.bring();
	}

	/** Bring to the server what it does not have; resolves when nothing of it is on its way any more. */
	bring(): Promise<void> {
		clearTimeout(this.sending);
		return (this.bringing ??= this.bringAll());
	}

	/** What is on its way has arrived, or has failed. */
	get settled(): Promise<void> {
		return this.bringing ?? Promise.resolve();
	}

	private async bringAll(): Promise<void> {
		/* Who asked has the promise first. */
		await null;
		try {
			while (this.saved !== this.draft.changes && !this.conflict.peek() && !this.isStopped) await this.step();
		} catch (thrown) {
			this.fail(asProblem(thrown));
		}
		this.bringing = null;
	}

	private async step(): Promise<void> {
		const { changes } = this.draft;
		const w = await this.draft.keepNow();
		if (!w || changes !== this.draft.changes) return;
		this.unheard = [...this.unheard.slice(1 - MOST_UNHEARD), labelsIn(w.body)];
		try {
			this.acknowledge(w, changes, await outbox.send(w));
		} catch (thrown) {
			await this.meet(asProblem(thrown), w, changes);
		}
		this.retries = 0;
	}

	private acknowledge(w: journal.work, changes: number, now: Pick<assignment_now, 'state' | 'version' | 'drafts'>): void {
		const isFirst = w.isSubmit && this.state.peek() !== 'submitted';
		this.version = now.version;
		this.drafts = now.drafts;
		this.forgetSent();
		this.known = labelsIn(w.body);
		this.saved = changes;
		batch(() => {
			this.problem.value = null;
			this.state.value = now.state;
			this.isDraft.value = !w.isSubmit;
			this.draft.isUnsaved.value = changes !== this.draft.changes;
			if (w.isSubmit) this.isSubmitting.value = false;
			if (isFirst) this.submitted.value++;
		});
		/* What is to be submitted has seen what is there now. */
		this.pending = changes === this.draft.changes ? null : this.upToDate();
		const why = w.isSubmit ? null : this.late.peek();
		void (why === null ? journal.drop(w) : journal.note(w, why)).catch(() => {});
	}

	/** The server has answered, but not as was hoped. */
	private async meet(problem: Problem, w: journal.work, changes: number): Promise<void> {
		if (problem.slug === 'conflict') {
			/* It has the labels as a draft. */
			const { state, version, drafts } = await api.showAssignment(w.assignment);
			this.turnBack(problem.message);
			return this.acknowledge({ ...w, isSubmit: false }, changes, { state, version, drafts });
		}
		if (problem.status === 412) {
			const theirs = await api.showAssignment(w.assignment);
			if (this.isOwn(theirs)) return;
			this.turnBack(null);
			this.conflict.value = theirs;
			return;
		}
		if (problem.status !== 422 || !w.isSubmit) throw problem;
		/* Not to be submitted; to be saved all the same. */
		this.turnBack(wordsOf(problem.flaws) || problem.message);
		this.draft.changes++;
		this.tell(problem);
	}

	/** Did the server take something from here, although no answer came? Then what is here now is a change of that. */
	private isOwn(theirs: assignment): boolean {
		const isOwn = this.sent.includes(gistOf(labelsOf(theirs)));
		this.forgetSent();
		if (!isOwn || (this.version === theirs.version && this.drafts === theirs.drafts)) return false;
		this.version = theirs.version;
		this.drafts = theirs.drafts;
		this.state.value = theirs.state;
		this.pending = this.upToDate();
		return true;
	}

	private upToDate(): journal.work | null {
		return this.pending && { ...this.pending, version: this.version, drafts: this.drafts };
	}

	/** It is no submission any more. */
	private turnBack(why: string | null): void {
		this.pending = null;
		batch(() => {
			this.isSubmitting.value = false;
			this.late.value = why;
		});
	}

	/** What is wrong with which of the labels. */
	private tell({ flaws }: Problem): void {
		const marks = this.draft.sheet.all.peek();
		batch(() => {
			this.draft.failed.value = new Set(spansOf(flaws).flatMap((i) => marks[i]?.key ?? []));
			this.isOutdated.value ||= flaws.some((f) => f.pointer === '#/schema_version' || f.pointer.endsWith('/label'));
		});
	}

	private fail(problem: Problem): void {
		this.problem.value = problem;
		if (!outbox.isPassing(problem)) return this.turnBack(this.late.peek());
		/* Whoever closed the log-in is not asked again before they want something. */
		if (problem.status !== 401) this.later(Math.min(FIRST_RETRY_MS * 2 ** this.retries++, LONGEST_RETRY_MS));
	}

	/**
	 * Ask the server what it has, and renew the lease. What was saved elsewhere
	 * meanwhile is not written over.
	 */
	async look(): Promise<void> {
		if (this.draft.isUnsaved.peek() || this.bringing || this.isStopped || this.conflict.peek()) return;
		const { changes } = this.draft;
		const theirs = await api.showAssignment(this.draft.of.assignment.id).catch(() => null);
		if (!theirs || changes !== this.draft.changes || this.isStopped) return;
		const isOther = theirs.version !== this.version || !sameLabels(labelsOf(theirs), this.known);
		batch(() => {
			this.isOutdated.value ||= theirs.schema_version !== this.draft.of.assignment.schema_version;
			if (isOther) this.conflict.value = theirs;
			else this.state.value = theirs.state;
		});
		if (!isOther) this.drafts = theirs.drafts;
		if (isOther || this.isOutdated.peek() || theirs.state !== 'leased') return;
		this.draft.changes++;
		this.draft.isUnsaved.value = true;
		await this.bring();
	}

	/** What is here counts, whatever is there. */
	keepMine(): void {
		const theirs = this.conflict.peek();
		if (!theirs) return;
		this.version = theirs.version;
		this.drafts = theirs.drafts;
		this.draft.changes++;
		batch(() => {
			this.state.value = theirs.state;
			this.conflict.value = null;
			this.draft.isUnsaved.value = true;
		});
		void this.bring();
	}
}
