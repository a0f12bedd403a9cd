/**
 * The marks of one document, and their way to the server. What a person wants
 * is shown at once; what the server has is told apart from it, and brought
 * into line one request a mark at a time. So quick changes join into one
 * request, and nothing is called saved that is not.
 */
import { batch, computed, signal } from '@preact/signals';
import * as api from '../api.ts';
import { asProblem, Problem } from '../problem.ts';
import { byPosition } from '../text/layout.ts';
import { type offsets, toPoints, toUnits } from '../text/offsets.ts';
import { type range, sameRange } from '../text/range.ts';
import type { document, span } from '../types.gen.ts';
import { say } from './voice.ts';

/** Positions are UTF-16 units; the key stays the same while ids come and go. */
export interface mark extends range {
	readonly key: string;
	readonly tag: string;
}

/** Where a mark is to be and under which tag; null: nowhere. */
export type wish = Pick<mark, 'start' | 'end' | 'tag'> | null;

interface entry {
	readonly key: string;
	wish: wish;
	server: span | null;
	/** Spans that this mark has moved away from and that are still on the server. */
	left: span[];
	isBusy: boolean;
	/** A span may have been made although no answer came. */
	isUnsure: boolean;
	problem: Problem | null;
}

let lastKey = 0;

export class Marks {
	private readonly entries = new Map<string, entry>();
	/** Counts changes of what is wished; and of how far it has come. Few look at the second. */
	private readonly wishes = signal(0);
	private readonly version = signal(0);

	/** In reading order. */
	readonly all = computed((): mark[] => {
		this.wishes.value;
		const marks: mark[] = [];
		for (const { key, wish } of this.entries.values()) if (wish) marks.push({ key, ...wish });
		return marks.sort(byPosition);
	});

	readonly saving = computed((): number => {
		this.version.value;
		let n = 0;
		for (const e of this.entries.values()) if (e.isBusy) n++;
		return n;
	});
	/** The keys of those that the server could not be brought to have. */
	readonly failed = computed((): ReadonlySet<string> => {
		this.version.value;
		const keys = new Set<string>();
		for (const e of this.entries.values()) if (e.problem) keys.add(e.key);
		return keys;
	});
	readonly problem = computed((): Problem | null => {
		this.version.value;
		for (const e of this.entries.values()) if (e.problem) return e.problem;
		return null;
	});

	constructor(
		private readonly document: document,
		private readonly offsets: offsets,
		spans: readonly span[],
	) {
		for (const s of spans) this.take(s);
	}

	newKey(): string {
		return `mark-${++lastKey}`;
	}

	/** Wish a mark somewhere, elsewhere or away. */
	put(key: string, wish: wish): void {
		const e: entry = this.entries.get(key) ?? {
			key,
			wish,
			server: null,
			left: [],
			isBusy: false,
			isUnsure: false,
			problem: null,
		};
		this.entries.set(key, e);
		batch(() => {
			this.wishFor(e, wish);
			void this.settle(e);
		});
	}

	/** Try again what has failed. */
	retry(): void {
		batch(() => {
			for (const e of this.entries.values()) if (e.problem) void this.settle(e);
		});
	}

	private wishFor(e: entry, wish: wish): void {
		e.wish = wish;
		this.wishes.value++;
	}

	private take(s: span): void {
		const e: entry = {
			key: this.newKey(),
			wish: { ...toUnits(this.offsets, s), tag: s.tag },
			server: s,
			left: [],
			isBusy: false,
			isUnsure: false,
			problem: null,
		};
		this.entries.set(e.key, e);
	}

	private changed(): void {
		this.version.value++;
	}

	private async settle(e: entry): Promise<void> {
		e.problem = null;
		if (e.isBusy) return this.changed();
		e.isBusy = true;
		this.changed();
		try {
			while (await this.step(e)) this.changed();
		} catch (thrown) {
			e.problem = asProblem(thrown);
		}
		e.isBusy = false;
		if (!e.wish && !e.server && e.left.length === 0 && !e.problem) this.entries.delete(e.key);
		this.changed();
	}

	/** One request towards the wish; false when there is nothing left to do. */
	private async step(e: entry): Promise<boolean> {
		const { wish, server } = e;
		if (server && wish && !sameRange(this.unitsOf(server), wish)) {
			e.left.push(server);
			e.server = null;
			return true;
		}
		if (wish && !server) return this.create(e, wish);
		/* Only when the new place is saved is the old one given up. */
		const old = wish ? e.left[0] : (server ?? e.left[0]);
		if (old) return this.remove(e, old);
		if (wish && server && server.tag !== wish.tag) return this.retag(e, server, wish.tag);
		return false;
	}

	private unitsOf(s: span): range {
		return toUnits(this.offsets, s);
	}

	private async create(e: entry, wish: range & { tag: string }): Promise<boolean> {
		if (e.isUnsure) e.server = await this.madeAlready(wish);
		e.isUnsure = false;
		if (e.server) return true;
		const points = toPoints(this.offsets, wish);
		const text = this.document.text.slice(wish.start, wish.end);
		try {
			e.server = await api.createSpan(this.document.id, { tag: wish.tag, ...points, text });
		} catch (thrown) {
			e.isUnsure = thrown instanceof Problem && thrown.isUncertain;
			throw thrown;
		}
		return true;
	}

	/** The span that an unanswered request has made after all. */
	private async madeAlready(wish: range & { tag: string }): Promise<span | null> {
		const known = new Set<string>();
		for (const { server, left } of this.entries.values())
			for (const s of [server, ...left]) if (s) known.add(s.id);
		const points = toPoints(this.offsets, wish);
		const spans = await api.listSpans(this.document.id);
		return spans.find((s) => !known.has(s.id) && s.tag === wish.tag && sameRange(s, points)) ?? null;
	}

	private async retag(e: entry, server: span, tag: string): Promise<boolean> {
		try {
			e.server = await api.updateSpan(server, { tag });
		} catch (thrown) {
			await this.meet(e, server, thrown);
		}
		return true;
	}

	private async remove(e: entry, old: span): Promise<boolean> {
		try {
			await api.deleteSpan(old);
		} catch (thrown) {
			const isGone = thrown instanceof Problem && thrown.status === 404;
			if (!isGone) await this.meet(e, old, thrown);
			if (!isGone) return true;
		}
		e.left = e.left.filter((s) => s !== old);
		if (e.server === old) e.server = null;
		return true;
	}

	/** Somebody else has changed the span, or removed it: theirs is shown, and said. */
	private async meet(e: entry, mine: span, thrown: unknown): Promise<void> {
		const isTheirs = thrown instanceof Problem && (thrown.status === 412 || thrown.status === 404);
		if (!isTheirs) throw thrown;
		const theirs = (await api.listSpans(this.document.id)).find((s) => s.id === mine.id) ?? null;
		const leftAt = e.left.indexOf(mine);
		if (leftAt !== -1) {
			/* The mark has moved on already: the old place goes, whoever changed it. */
			if (theirs) e.left[leftAt] = theirs;
			else e.left.splice(leftAt, 1);
			return;
		}
		e.server = theirs;
		this.wishFor(e, theirs ? { ...this.unitsOf(theirs), tag: theirs.tag } : null);
		say(
			theirs ? 'Someone changed this mark first. Theirs is shown.' : 'Someone removed this mark first.',
		);
	}
}
