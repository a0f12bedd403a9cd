/**
 * A text being worked on: what is selected, which mark is open, and what a
 * person can do to them. Views call these; none changes a mark by itself.
 */
import { batch, computed, effect, type Signal, signal } from '@preact/signals';
import { type block, blockAt, blocksOf } from '../text/blocks.ts';
import { innermost } from '../text/layout.ts';
import { type offsets, offsetsOf, toPoints } from '../text/offsets.ts';
import { countTo, placeOf } from '../text/order.ts';
import { holds, isEmpty, lengthOf, type range, sameRange, trim, union } from '../text/range.ts';
import { shortened, snap, stepCluster, Tokens } from '../text/words.ts';
import type { tag } from '../types.gen.ts';
import type { Choice } from './choice.ts';
import { History, type step } from './history.ts';
import type { Keeper, wish } from './keeper.ts';
import type { mark, Sheet } from './sheet.ts';
import { say } from './voice.ts';

/** A stretch that a person has selected, or the word that the cursor is on. */
export interface selection extends range {
	/** Where the keyboard extends from. */
	readonly anchor: range;
	/** What the keyboard moves. */
	readonly focus: range;
	readonly isCursor: boolean;
}

const cursorOn = (r: range): selection => {
	const { start, end } = r;
	return { start, end, anchor: { start, end }, focus: { start, end }, isCursor: true };
};

/** What marks and texts are given: a project's tag, or a label of a schema. */
export type label = Pick<tag, 'id' | 'name' | 'colour' | 'key' | 'description'>;

/** What lies on the desk. */
export interface paper {
	readonly text: string;
	/** What people call it. */
	readonly name: string;
	/** Those that can be given, in their order. */
	readonly tags: readonly label[];
	/** Those that marks may have from before, and that are given no longer. */
	readonly retired: readonly label[];
	readonly mayOverlap: boolean;
}

const LONGEST_QUOTE = 40;

export class Desk<K extends Keeper = Keeper> {
	readonly blocks: readonly block[];
	readonly tokens: Tokens;
	readonly marks: K;
	readonly sheet: Sheet;
	readonly history = new History();
	readonly tags: readonly label[];
	/** All that a mark may have, by id. */
	readonly labels: ReadonlyMap<string, label>;
	/** What the text is as a whole, where that is asked. */
	choice: Choice | null = null;
	/** Why what was tried last was not done. */
	readonly refusal = signal<string | null>(null);
	readonly selected = signal<selection | null>(null);
	/** The key of the mark that is open. */
	readonly open = signal<string | null>(null);
	/** The tag that a double click gives: the one last used. */
	readonly usual: Signal<string | null>;
	readonly opened = computed((): mark | null => {
		this.sheet.all.value;
		return this.sheet.find(this.open.value ?? '') ?? null;
	});
	private readonly offsets: offsets;

	constructor(
		readonly paper: paper,
		keeper: (offsets: offsets, blocks: readonly block[]) => K,
	) {
		this.blocks = blocksOf(paper.text);
		this.tokens = new Tokens(paper.text, this.blocks);
		this.offsets = offsetsOf(paper.text);
		this.tags = paper.tags;
		this.labels = new Map([...paper.retired, ...paper.tags].map((t) => [t.id, t]));
		this.marks = keeper(this.offsets, this.blocks);
		this.sheet = this.marks.sheet;
		this.usual = signal(paper.tags[0]?.id ?? null);
		effect(() => this.sheet.setOpen(this.opened.value));
		/* It was about what was selected then. */
		effect(() => {
			this.selected.value;
			this.open.value;
			this.refusal.value = null;
		});
	}

	tag(id: string): label | undefined {
		return this.labels.get(id);
	}

	textOf(r: range): string {
		return this.paper.text.slice(r.start, r.end);
	}

	/** Where a range is in the code points that the API and downloaded files count. */
	pointsOf(r: range): range {
		return toPoints(this.offsets, r);
	}

	blockOf(at: number): block {
		return blockAt(this.blocks, at);
	}

	/* Selecting */

	/** Any stretch: it loses white space at its edges, then grows to whole characters. */
	select(raw: range): void {
		const { text } = this.paper;
		const { start, end } = snap(text, this.blocks, trim(text, raw));
		if (start >= end) return;
		batch(() => {
			this.open.value = null;
			this.selected.value = { ...cursorOn({ start, end }), isCursor: false };
		});
	}

	/** Put the cursor on this token, or extend the selection to it. */
	go(token: range | null, extend: boolean): void {
		if (!token) return;
		const anchor = this.selected.value?.anchor;
		batch(() => {
			this.open.value = null;
			if (!extend || !anchor) this.selected.value = cursorOn(token);
			else this.selected.value = { ...union(anchor, token), anchor, focus: token, isCursor: false };
		});
		this.sayWhere();
	}

	private sayWhere(): void {
		const now = this.selected.value;
		if (!now) return;
		if (!now.isCursor) return say(`Selected: ${this.textOf(now)}`);
		const under = this.sheet.over(now);
		const names = under.map((m) => this.tag(m.tag)?.name).join(', ');
		say(names ? `${this.textOf(now)}, marked ${names}` : this.textOf(now));
	}

	/** The token before or after the cursor; where there is no cursor yet, the one at `from`. */
	next(by: 1 | -1, extend: boolean, from: number): range | null {
		const now = this.selected.value;
		if (!now) return this.tokens.at(from);
		const edge = extend ? now.focus : now;
		return by === 1 ? this.tokens.after(edge) : this.tokens.before(edge);
	}

	/** Move the end of the selection by one character. */
	nudge(by: 1 | -1): void {
		const now = this.selected.value;
		if (!now) return;
		const end = stepCluster(this.paper.text, this.blocks, now.end, by);
		if (end <= now.start) return;
		batch(() => {
			this.open.value = null;
			this.selected.value = { ...cursorOn({ start: now.start, end }), isCursor: false };
		});
		this.sayWhere();
	}

	/** A click into the text: opens the shortest mark there, and again the one around it. */
	point(at: number): void {
		const here = this.sheet.at(at);
		here.sort((a, b) => lengthOf(a) - lengthOf(b));
		const now = here.findIndex((m) => m.key === this.open.value);
		this.go(this.tokens.at(at), false);
		this.open.value = (here[now + 1] ?? here[0])?.key ?? null;
	}

	/** One step back: from the open mark, from the selection, from the cursor. */
	cancel(): void {
		const now = this.selected.value;
		if (this.opened.value) this.open.value = null;
		else this.selected.value = now && !now.isCursor ? cursorOn(now.focus) : null;
	}

	/* Opening */

	show(key: string): void {
		const m = this.sheet.find(key);
		if (!m) return;
		batch(() => {
			this.selected.value = cursorOn(m);
			this.open.value = key;
		});
		say(this.describe(m));
	}

	/** Open the mark under the cursor; where a stretch without one is selected, mark it with the usual tag. */
	openHere(): void {
		const now = this.selected.value;
		const m = now && innermost(this.sheet.at(now.focus.start), now.focus.start);
		if (m) this.show(m.key);
		else if (now && !now.isCursor && this.usual.value) this.choose(this.usual.value);
		else say('There is no mark here. Press the key of a tag to make one.');
	}

	/** Open the mark after or before the open one, or the cursor. */
	turn(by: 1 | -1): void {
		const all = this.sheet.all.value;
		const opened = this.opened.value;
		const now = opened ? placeOf(all, opened) : -1;
		const before = countTo(all, this.selected.value?.start ?? 0);
		const next = now !== -1 ? now + by : by === 1 ? before : before - 1;
		const m = all[next];
		if (m) this.show(m.key);
		else say(by === 1 ? 'There is no mark further on.' : 'There is no mark before.');
	}

	describe(m: Pick<mark, 'start' | 'end' | 'tag'>): string {
		const { start, end } = this.pointsOf(m);
		return `${this.tag(m.tag)?.name ?? 'Unknown tag'}: ${this.textOf(m)}, characters ${start} to ${end}`;
	}

	/* Marking */

	/** When nothing may be changed, that is said in the place. */
	private isLocked(): boolean {
		const why = this.history.locked.peek();
		if (why !== null) this.refusal.value = why;
		return why !== null;
	}

	/** What choosing a tag means: it goes to the open mark, or else to what is selected. */
	choose(tagId: string): void {
		if (this.isLocked()) return;
		this.usual.value = tagId;
		const opened = this.opened.value;
		if (opened) return this.change(opened, { start: opened.start, end: opened.end, tag: tagId });
		const now = this.selected.value;
		if (!now) return say('Select some text first, then choose a tag.');
		if (this.add(now, tagId) !== null) this.selected.value = cursorOn(now);
	}

	/** A double click: mark the word with the usual tag, and open the mark so that it can be changed. */
	markWord(at: number): void {
		const word = this.tokens.at(at);
		const tagId = this.usual.value;
		if (!word || !holds(word, at)) return;
		this.go(word, false);
		if (tagId && !this.isLocked()) this.open.value = this.add(word, tagId);
	}

	/** The key of the mark that is there now; null when none may be. */
	private add(r: range, tag: string): string | null {
		const there = this.sheet.over(r);
		const same = there.find((m) => sameRange(m, r) && (m.tag === tag || !this.paper.mayOverlap));
		if (same && same.tag !== tag) {
			/* Where marks may not overlap, another tag for the same words is a correction. */
			this.change(same, { start: r.start, end: r.end, tag });
			return same.key;
		}
		if (same) {
			say(`Already marked ${this.describe(same)}`);
			return same.key;
		}
		const to = { start: r.start, end: r.end, tag };
		if (this.isInTheWay(there)) return null;
		const key = this.marks.newKey();
		this.apply(key, null, to);
		say(`Marked ${this.describe(to)}`);
		return key;
	}

	/** Where marks may not overlap and some are there already, that is said in the place. */
	private isInTheWay(there: readonly mark[]): boolean {
		const [first] = there;
		this.refusal.value = null;
		if (this.paper.mayOverlap || !first) return false;
		const name = this.tag(first.tag)?.name ?? 'something';
		this.refusal.value = `Not marked: “${shortened(this.textOf(first), LONGEST_QUOTE)}” is ${name} already, and marks may not overlap here. Remove or shorten that mark first.`;
		return true;
	}

	private apply(key: string, from: wish, to: wish): void {
		const what = to ?? from;
		this.history.apply({
			what: what ? this.describe(what) : '',
			forth: () => this.marks.put(key, to),
			back: () => this.marks.put(key, from),
		});
	}

	change(m: mark, to: wish): void {
		if (this.isLocked()) return;
		const from = { start: m.start, end: m.end, tag: m.tag };
		if (to && sameRange(from, to) && from.tag === to.tag) return;
		if (to && this.isInTheWay(this.sheet.over(to).filter((x) => x.key !== m.key))) return;
		this.apply(m.key, from, to);
		say(to ? `Changed to ${this.describe(to)}` : `Removed ${this.describe(m)}`);
	}

	/** Remove the open mark, and open the next; or remove the innermost one under the cursor. */
	remove(): void {
		const opened = this.opened.value;
		const now = this.selected.value;
		const m = opened ?? (now && innermost(this.sheet.at(now.focus.start), now.focus.start));
		if (!m) return say('There is no mark here to remove.');
		const all = this.sheet.all.value;
		const place = placeOf(all, m);
		batch(() => {
			this.change(m, null);
			if (opened) this.open.value = (all[place + 1] ?? all[place - 1])?.key ?? null;
		});
	}

	/** Move one edge of the open mark by a word. */
	moveEdge(edge: 'start' | 'end', by: 1 | -1): void {
		const m = this.opened.value;
		const stop = m && this.tokens.stop(edge, m[edge], by);
		if (!m || stop === null) return;
		const to = { start: m.start, end: m.end, tag: m.tag, [edge]: stop };
		if (isEmpty(to)) return say('A mark covers at least one word.');
		batch(() => {
			this.change(m, to);
			if (this.refusal.value === null) this.selected.value = cursorOn(to);
		});
	}

	undo(): void {
		if (this.isLocked()) return;
		this.sayChange(this.history.undo(), 'Undone', 'There is nothing to undo.');
	}

	redo(): void {
		if (this.isLocked()) return;
		this.sayChange(this.history.redo(), 'Done again', 'There is nothing to do again.');
	}

	private sayChange(s: step | null, done: string, nothing: string): void {
		say(s ? `${done}: ${s.what}` : nothing);
	}
}
