/**
 * The labels of one assignment: what a person wants, shown at once and kept on
 * this computer until the server has it (delivery.ts).
 */
import { batch, computed, type Signal, signal } from '@preact/signals';
import type { Problem } from '../problem.ts';
import type { block } from '../text/blocks.ts';
import { type offsets, toPoints, toUnits } from '../text/offsets.ts';
import type { assignment, span_mark, submission_new } from '../types.gen.ts';
import type { Clock } from './clock.ts';
import { Delivery } from './delivery.ts';
import * as journal from './journal.ts';
import type { Keeper, wish } from './keeper.ts';
import { gistOf, type labels, labelsIn, labelsOf, sameLabels } from './labels.ts';
import * as outbox from './outbox.ts';
import * as session from './session.ts';
import { type mark, Sheet } from './sheet.ts';

const KEEP_MS = 100;
/** A browser that keeps nothing must not hold up what the server could keep. */
const KEPT_WITHIN_MS = 2000;

/** What somebody was handed, and whose it is. */
export interface handed {
	readonly assignment: assignment & { readonly id: string };
	readonly person: string;
	readonly username: string;
	readonly workspace: string;
	readonly title: string;
	/** What was kept on this computer. */
	readonly kept: journal.work | null;
	readonly clock: Clock;
}

/** How what is on the screen stands to what the server has. */
export type standing = 'saved' | 'saving' | 'kept' | 'unkept' | 'refused' | 'conflict';

const failAfter = (ms: number): Promise<never> => new Promise((_, failed) => setTimeout(failed, ms));

/** Soon, but not before what people wait for is painted. */
const whenIdle = (act: () => void): void =>
	typeof requestIdleCallback === 'function' ? void requestIdleCallback(act, { timeout: KEEP_MS }) : act();

/** What one goes on from: what was kept here, or else what the server has. */
export const mineOf = (kept: journal.work | null, a: assignment): labels =>
	kept && !kept.isNote ? labelsIn(kept.body) : labelsOf(a);

let lastKey = 0;

export class Draft implements Keeper {
	readonly sheet: Sheet;
	readonly isLoaded = signal(true);
	readonly missing = signal<Problem | null>(null);
	readonly failed = signal<ReadonlySet<string>>(new Set());
	/** The ids of the classes that the text has. */
	readonly classes: Signal<readonly string[]>;
	/** Another tab has this text: here it is only read. */
	readonly isElsewhere = signal(false);
	readonly delivery: Delivery;
	/** Grows with each change. */
	changes = 0;
	/** Is there anything that the server does not have? */
	readonly isUnsaved = signal(false);
	/** Has this computer what the server does not have? */
	private readonly isKept = signal(false);
	private readonly spans = new WeakMap<mark, span_mark>();
	/** Is a change of the classes a person's? */
	private isHeard = false;
	private keeping: ReturnType<typeof setTimeout> | undefined;
	/** What was written last, and at which change. */
	private last: { readonly changes: number; readonly work: journal.work } | null = null;

	readonly standing = computed((): standing => {
		const { conflict, problem } = this.delivery;
		if (conflict.value) return 'conflict';
		if (!this.isUnsaved.value) return 'saved';
		if (!problem.value && !session.isLost.value) return 'saving';
		if (problem.value && !outbox.isPassing(problem.value)) return 'refused';
		return this.isKept.value ? 'kept' : 'unkept';
	});

	constructor(
		readonly of: handed,
		private readonly offsets: offsets,
		blocks: readonly block[],
	) {
		const { assignment: a, kept } = of;
		const mine = mineOf(kept, a);
		this.sheet = new Sheet(blocks);
		this.sheet.exchange([], this.marksOf(mine));
		this.classes = signal(mine.classes.map((c) => c.label));
		this.delivery = new Delivery(this, a);
		if (kept) this.takeUp(kept, a);
		this.classes.subscribe(() => {
			if (this.isHeard) this.touch();
			this.isHeard = true;
		});
	}

	private marksOf(l: labels): mark[] {
		return l.spans.flatMap((s): mark[] => {
			const { start, end } = toUnits(this.offsets, s);
			return start < end ? [{ key: this.newKey(), start, end, tag: s.label }] : [];
		});
	}

	/** What was kept here goes on where it was left; unless the server has another since, and not from here. */
	private takeUp(kept: journal.work, a: assignment): void {
		const there = gistOf(labelsOf(a));
		const mine = labelsIn(kept.body);
		const isThere = kept.isNote ? kept.sent.includes(there) : gistOf(mine) === there;
		const isOther = kept.version !== a.version || (kept.drafts !== a.drafts && !isThere);
		const isNewer = isOther && !kept.sent.includes(there);
		const isSubmitted = a.state === 'submitted' && sameLabels(mine, labelsIn(a.submission));
		const isToSubmit = kept.isSubmit && kept.refused === null;
		if (kept.isNote || (isNewer ? isSubmitted : !isToSubmit && isThere)) return this.noted(kept, isThere && a.draft !== null);
		this.changes++;
		this.isUnsaved.value = true;
		this.isKept.value = true;
		this.delivery.takeUp({ ...kept, version: a.version, drafts: a.drafts }, isNewer ? a : null);
	}

	/** The server has what was kept; while it is a draft, that it was not to be submitted is told each time. */
	private noted(kept: journal.work, isDraft: boolean): void {
		const why = isDraft ? kept.refused : null;
		this.delivery.late.value = why;
		void (why === null ? journal.drop(kept) : journal.note(kept, why)).catch(() => {});
	}

	/** Another tab had this text, and left this: it goes on from there. */
	renew(a: assignment, kept: journal.work | null): void {
		const now = mineOf(kept, a);
		batch(() => {
			this.sheet.exchange(this.sheet.all.peek(), this.marksOf(now));
			this.isHeard = false;
			this.classes.value = now.classes.map((c) => c.label);
			this.isUnsaved.value = false;
			this.delivery.renew(a);
			if (kept) this.takeUp(kept, a);
		});
	}

	/** Nothing is to be read beyond what was handed out. */
	load(): Promise<void> {
		return Promise.resolve();
	}

	newKey(): string {
		return `label-${++lastKey}`;
	}

	put(key: string, wish: wish): void {
		const before = this.sheet.find(key);
		this.sheet.exchange(before ? [before] : [], wish ? [{ key, ...wish }] : []);
		this.touch();
	}

	get isEmpty(): boolean {
		return this.sheet.all.value.length + this.classes.value.length === 0;
	}

	/** May the page be left without anything being lost? */
	get isSafe(): boolean {
		return !this.isUnsaved.peek() || this.isKept.peek();
	}

	/** Something here is not what the server has. */
	private touch(): void {
		this.changes++;
		batch(() => {
			this.isUnsaved.value = true;
			this.isKept.value = false;
			this.failed.value = new Set();
			this.delivery.hear();
		});
		clearTimeout(this.keeping);
		this.keeping = setTimeout(() => whenIdle(() => void this.keepNow()), KEEP_MS);
	}

	/** A mark that has not changed is not written anew. */
	private spanOf(m: mark): span_mark {
		const known = this.spans.get(m);
		if (known) return known;
		const { start, end } = m;
		const span = { label: m.tag, ...toPoints(this.offsets, m), text: this.of.assignment.content!.slice(start, end) };
		this.spans.set(m, span);
		return span;
	}

	/** As it is sent. */
	written(isSubmit: boolean): journal.work {
		const { assignment: a, person, username, workspace, title, clock } = this.of;
		const spans = this.sheet.all.peek().map((m) => this.spanOf(m));
		const classes = this.classes.peek().map((label) => ({ label }));
		const body: submission_new = {
			...{ schema_version: a.schema_version, spans, classes, seconds: clock.seconds },
			...(isSubmit && { nothing: spans.length + classes.length === 0 }),
		};
		const { version, drafts, sent } = this.delivery;
		const stamp = crypto.getRandomValues(new Uint32Array(4)).join('-');
		const whose = { person, username, workspace, title, assignment: a.id };
		return { ...whose, version, drafts, body, isSubmit, stamp, refused: null, sent, isNote: false };
	}

	/** What is written once is the same until it changes: so what was kept is known again when the server has it. */
	private unsubmitted(): journal.work {
		const { changes, last } = this;
		const { version, drafts } = this.delivery;
		if (last?.changes === changes && last.work.version === version && last.work.drafts === drafts) return last.work;
		const work = this.written(false);
		this.last = { changes, work };
		return work;
	}

	/** Keep what is here on this computer; returns what was kept, or should have been. */
	async keepNow(): Promise<journal.work | null> {
		clearTimeout(this.keeping);
		if (!this.isUnsaved.peek()) return null;
		const { changes } = this;
		const w = this.delivery.pending ?? this.unsubmitted();
		try {
			await Promise.race([journal.keep(w), failAfter(KEPT_WITHIN_MS)]);
			if (changes === this.changes) this.isKept.value = true;
		} catch {
			this.isKept.value = false;
		}
		return w;
	}

	/** What is here is given up. */
	async drop(): Promise<void> {
		clearTimeout(this.keeping);
		this.isUnsaved.value = false;
		const { person, assignment } = this.of;
		const kept = await journal.find(person, assignment.id).catch(() => undefined);
		if (kept) await journal.drop(kept).catch(() => {});
	}
}
