/**
 * The marks of one document, and their way to the server. What a person wants
 * is shown at once; what the server has is told apart from it, and brought
 * into line one request a mark at a time. So quick changes join into one
 * request, and nothing is called saved that is not.
 */
import { batch, computed, signal } from '@preact/signals';
import * as api from '../api.ts';
import { asProblem, Problem } from '../problem.ts';
import type { block } from '../text/blocks.ts';
import { type offsets, toPoints, toUnits } from '../text/offsets.ts';
import { type range, sameRange } from '../text/range.ts';
import type { document, span } from '../types.gen.ts';
import type { Keeper, wish } from './keeper.ts';
import * as session from './session.ts';
import { type mark, Sheet } from './sheet.ts';
import { say } from './voice.ts';

type place = NonNullable<wish>;

interface entry {
	readonly key: string;
	wish: wish;
	server: span | null;
	/** Spans that this mark has moved away from and that are still on the server. */
	left: span[];
	isBusy: boolean;
	/** What a request without an answer has asked for: its span may be on the server. */
	unsure: place | null;
}

const newEntry = (key: string, wish: wish, server: span | null): entry => ({
	key,
	wish,
	server,
	left: [],
	isBusy: false,
	unsure: null,
});

let lastKey = 0;

export class Marks implements Keeper {
	readonly sheet: Sheet;
	readonly isLoaded = signal(false);
	readonly missing = signal<Problem | null>(null);
	private readonly entries = new Map<string, entry>();
	/** What is on its way to the server, and what could not be brought there. */
	private readonly busy = signal<ReadonlySet<entry>>(new Set());
	private readonly stuck = signal<ReadonlyMap<entry, Problem>>(new Map());

	readonly saving = computed((): number => this.busy.value.size);
	readonly failed = computed(
		(): ReadonlySet<string> => new Set([...this.stuck.value.keys()].map((e) => e.key)),
	);
	readonly problem = computed((): Problem | null => [...this.stuck.value.values()][0] ?? null);

	constructor(
		private readonly document: document,
		private readonly offsets: offsets,
		blocks: readonly block[],
	) {
		this.sheet = new Sheet(blocks);
	}

	/**
	 * Show what the server has, page after page. What people do meanwhile is
	 * shown, and sent when all is here: else a mark just made could come back as another.
	 */
	async load(stop?: AbortSignal): Promise<void> {
		this.missing.value = null;
		const known = new Set<string>();
		for (const { server } of this.entries.values()) if (server) known.add(server.id);
		try {
			for await (const spans of api.pagesOfSpans(this.document.id, stop))
				this.sheet.exchange(
					[],
					spans.filter((s) => !known.has(s.id)).map((s) => this.take(s)),
				);
		} catch (thrown) {
			if (!stop?.aborted) this.missing.value = asProblem(thrown);
			return;
		}
		batch(() => {
			this.isLoaded.value = true;
			for (const e of this.busy.value) void this.settle(e);
		});
	}

	newKey(): string {
		return `mark-${++lastKey}`;
	}

	put(key: string, wish: wish): void {
		const e = this.entries.get(key) ?? newEntry(key, null, null);
		this.entries.set(key, e);
		batch(() => {
			this.wishFor(e, wish);
			void this.settle(e);
		});
	}

	/** Try again what has failed. */
	retry(): void {
		batch(() => {
			for (const e of this.stuck.value.keys()) void this.settle(e);
		});
	}

	private wishFor(e: entry, wish: wish): void {
		const before = this.sheet.find(e.key);
		e.wish = wish;
		this.sheet.exchange(before ? [before] : [], wish ? [{ key: e.key, ...wish }] : []);
	}

	private take(s: span): mark {
		const wish = { ...this.unitsOf(s), tag: s.tag };
		const e = newEntry(this.newKey(), wish, s);
		this.entries.set(e.key, e);
		return { key: e.key, ...wish };
	}

	/** What is known of how far a mark has come: on its way, stuck, or (null) settled. */
	private note(e: entry, is: 'busy' | Problem | null): void {
		const busy = new Set(this.busy.value);
		const stuck = new Map(this.stuck.value);
		busy.delete(e);
		stuck.delete(e);
		if (is === 'busy') busy.add(e);
		else if (is) stuck.set(e, is);
		batch(() => {
			this.busy.value = busy;
			this.stuck.value = stuck;
		});
	}

	private async settle(e: entry): Promise<void> {
		this.note(e, 'busy');
		if (e.isBusy || !this.isLoaded.value) return;
		e.isBusy = true;
		let problem: Problem | null = null;
		try {
			while (await this.step(e));
		} catch (thrown) {
			problem = asProblem(thrown);
		}
		e.isBusy = false;
		if (!e.wish && !e.server && e.left.length === 0 && !problem) this.entries.delete(e.key);
		this.note(e, problem);
	}

	/** One request towards the wish; false when there is nothing left to do. */
	private async step(e: entry): Promise<boolean> {
		if (e.unsure) return this.ask(e, e.unsure);
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

	/** Whatever is wished by now: a span that was made unseen is to be changed or removed like any other. */
	private async ask(e: entry, sent: place): Promise<boolean> {
		e.server = await this.madeAlready(sent);
		e.unsure = null;
		return true;
	}

	private async create(e: entry, wish: place): Promise<boolean> {
		const points = toPoints(this.offsets, wish);
		const text = this.document.text.slice(wish.start, wish.end);
		try {
			e.server = await api.createSpan(this.document.id, { tag: wish.tag, ...points, text });
		} catch (thrown) {
			if (thrown instanceof Problem && thrown.isUncertain) e.unsure = wish;
			throw thrown;
		}
		return true;
	}

	/** The span that an unanswered request has made after all. */
	private async madeAlready(sent: place): Promise<span | null> {
		const known = new Set<string>();
		for (const { server, left } of this.entries.values())
			for (const s of [server, ...left]) if (s) known.add(s.id);
		const points = toPoints(this.offsets, sent);
		const spans = await api.listSpans(this.document.id);
		const me = session.current.value?.person;
		/* The same mark of somebody else is theirs: it does not move or go with this one. */
		const isMine = (s: span): boolean => !known.has(s.id) && s.created_by === me;
		return spans.find((s) => isMine(s) && s.tag === sent.tag && sameRange(s, points)) ?? null;
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
