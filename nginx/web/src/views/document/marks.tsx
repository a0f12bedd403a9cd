import { Component } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { commandOf, tagKeyOf } from '../../keys.ts';
import { Failed, Loading } from '../../parts/notice.tsx';
import { TagName } from '../../parts/tag.tsx';
import type { Desk } from '../../store/desk.ts';
import type { mark } from '../../store/sheet.ts';
import { placeOf } from '../../text/order.ts';
import type { range } from '../../text/range.ts';
import { shortened } from '../../text/words.ts';
import { actAnywhere } from './act.ts';

const LONGEST = 80;

/**
 * The marks as a list: the same work for those who do not see or point at the
 * text. Of a long list only the rows in view are on the page, and say which
 * of how many they are.
 */
export function MarkList({ desk, help }: { desk: Desk; help: () => void }) {
	const list = useRef<HTMLUListElement>(null);
	const all = desk.sheet.all.value;
	const opened = desk.opened.value;
	const { isLoaded, missing, failed } = desk.marks;
	const [rows, size, look] = useRowsInView(list, all.length);
	const place = opened ? placeOf(all, opened) : -1;
	useEffect(() => {
		if (place >= 0 && list.current) keepInView(list.current, place, size);
	}, [place]);
	if (missing.value) return <Failed problem={missing.value} retry={() => void desk.marks.load()} />;
	if (all.length === 0 && !isLoaded.value) return <Loading what="the marks" />;
	if (all.length === 0) return <p class="notice empty">Nothing is marked yet.</p>;
	const press = (e: KeyboardEvent): void => {
		if (!act(e, desk, help)) return;
		e.preventDefault();
		e.stopPropagation();
	};
	const isHere = rows.start <= place && place < rows.end;
	return (
		<ul
			ref={list}
			class="mark-list"
			role="listbox"
			tabIndex={0}
			aria-labelledby="marks-heading"
			aria-activedescendant={isHere ? optionId(opened!.key) : undefined}
			onKeyDown={press}
			onScroll={look}
			/* By keyboard: what a mouse has pointed to would slide away before it is let go. */
			onFocus={(e) => e.currentTarget.matches(':focus-visible') && !desk.opened.value && all[0] && desk.show(all[0].key)}
		>
			<li role="presentation" style={{ '--rows': rows.start }} />
			{all.slice(rows.start, rows.end).map((m, i) => (
				<Option
					key={m.key}
					desk={desk}
					mark={m}
					isOpen={m === opened}
					isFailed={failed.value.has(m.key)}
					place={rows.start + i + 1}
					of={all.length}
				/>
			))}
			<li role="presentation" style={{ '--rows': Math.max(0, all.length - rows.end) }} />
		</ul>
	);
}

const optionId = (key: string): string => `option-${key}`;

interface option_props {
	desk: Desk;
	mark: mark;
	isOpen: boolean;
	isFailed: boolean;
	/** Which of the list it is, from 1. */
	place: number;
	of: number;
}

class Option extends Component<option_props> {
	override shouldComponentUpdate(next: option_props): boolean {
		const now = this.props;
		return (
			next.mark !== now.mark ||
			next.isOpen !== now.isOpen ||
			next.isFailed !== now.isFailed ||
			next.place !== now.place ||
			next.of !== now.of
		);
	}

	override render({ desk, mark: m, isOpen, isFailed, place, of }: option_props) {
		const tag = desk.tag(m.tag);
		const { start, end } = desk.pointsOf(m);
		const isRetired = desk.paper.retired.some((t) => t.id === m.tag);
		return (
			<li
				id={optionId(m.key)}
				role="option"
				aria-selected={isOpen}
				aria-posinset={place}
				aria-setsize={of}
				onClick={() => desk.show(m.key)}
			>
				{tag ? <TagName tag={{ ...tag, key: null }} /> : 'Unknown tag'}
				<span class="quote" dir="auto">
					{shortened(desk.textOf(m), LONGEST)}
				</span>
				<span class="place">
					{start}–{end}
					{isRetired && ' · retired'}
					{isFailed && ' · not saved'}
				</span>
			</li>
		);
	}
}

/** Every row is as high as this; the style sheet says the same. */
const ROW_REM = 3.75;
const SPARE_ROWS = 10;

/** In pixels; asked for when the list is measured, because asking in the middle of drawing costs a layout. */
interface measure {
	readonly list: number;
	readonly row: number;
}

const measured = (list: HTMLElement | null): measure => ({
	list: list?.clientHeight ?? window.innerHeight,
	row: ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize),
});

/** Which rows are on the page, how high they are, and what to call when the list has been scrolled. */
function useRowsInView(
	list: { readonly current: HTMLElement | null },
	length: number,
): [range, measure, () => void] {
	const [first, setFirst] = useState(0);
	const [size, setSize] = useState(() => measured(null));
	const isThere = length > 0;
	useEffect(() => {
		if (!list.current) return;
		const watch = new ResizeObserver(() => setSize(measured(list.current)));
		watch.observe(list.current);
		return () => watch.disconnect();
	}, [isThere]);
	const look = (): void => {
		const top = Math.floor((list.current?.scrollTop ?? 0) / size.row);
		setFirst(Math.max(0, Math.floor((top - SPARE_ROWS) / SPARE_ROWS) * SPARE_ROWS));
	};
	const start = Math.min(first, Math.max(0, length - 1));
	const visible = Math.ceil(size.list / size.row);
	return [{ start, end: Math.min(length, start + visible + 3 * SPARE_ROWS) }, size, look];
}

function keepInView(list: HTMLElement, place: number, { row }: measure): void {
	const top = place * row;
	const above = top - list.scrollTop;
	const below = above + row - list.clientHeight;
	if (above < 0) list.scrollTop += above;
	else if (below > 0) list.scrollTop += below;
}

/** Returns whether the key meant something. */
function act(e: KeyboardEvent, desk: Desk, help: () => void): boolean {
	const command = commandOf(e, 'list');
	const all = desk.sheet.all.value;
	const end = (m: mark | undefined): void => void (m && desk.show(m.key));
	switch (command) {
		case 'up':
		case 'previous':
			desk.turn(-1);
			return true;
		case 'down':
		case 'next':
			desk.turn(1);
			return true;
		case 'first':
			end(all[0]);
			return true;
		case 'last':
			end(all.at(-1));
			return true;
		case 'start-back':
			desk.moveEdge('start', -1);
			return true;
		case 'start-on':
			desk.moveEdge('start', 1);
			return true;
		case 'end-back':
			desk.moveEdge('end', -1);
			return true;
		case 'end-on':
			desk.moveEdge('end', 1);
			return true;
		case 'open':
			document.getElementById('text')?.focus();
			return true;
		default:
			return actAnywhere(command, desk, help) || chooseByKey(e, desk);
	}
}

/** Gives the tag, or the text the class, whose key this is; returns whether there is one. */
export function chooseByKey(e: KeyboardEvent, desk: Desk): boolean {
	const key = tagKeyOf(e);
	if (key === null) return false;
	const tag = desk.tags.find((t) => t.key === key);
	const kind = tag ? null : desk.choice?.classes.find((c) => c.key === key);
	if (tag) desk.choose(tag.id);
	else if (kind) desk.choice!.toggle(kind.id);
	return Boolean(tag ?? kind);
}
