import { useEffect, useRef } from 'preact/hooks';
import { commandOf, tagKeyOf } from '../../keys.ts';
import { TagName } from '../../parts/tag.tsx';
import type { Desk } from '../../store/desk.ts';
import type { mark } from '../../store/marks.ts';

const LONGEST = 80;

const shortened = (text: string): string => {
	const letters = [...text];
	return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : text;
};

/** The marks as a list: the same work for those who do not see or point at the text. */
export function MarkList({ desk, help }: { desk: Desk; help: () => void }) {
	const list = useRef<HTMLUListElement>(null);
	const all = desk.marks.all.value;
	const open = desk.open.value;
	useEffect(() => {
		const shown = open && document.getElementById(optionId(open));
		if (shown && list.current) keepInView(list.current, shown);
	}, [open]);
	if (all.length === 0) return <p class="notice empty">Nothing is marked yet.</p>;
	const press = (e: KeyboardEvent): void => {
		if (!act(e, desk, help)) return;
		e.preventDefault();
		e.stopPropagation();
	};
	return (
		<ul
			ref={list}
			class="mark-list"
			role="listbox"
			tabIndex={0}
			aria-labelledby="marks-heading"
			aria-activedescendant={open ? optionId(open) : undefined}
			onKeyDown={press}
			onFocus={() => !desk.opened.value && all[0] && desk.show(all[0].key)}
		>
			{all.map((m) => <Option key={m.key} desk={desk} mark={m} isOpen={m.key === open} />)}
		</ul>
	);
}

const optionId = (key: string): string => `option-${key}`;

function Option({ desk, mark: m, isOpen }: { desk: Desk; mark: mark; isOpen: boolean }) {
	const tag = desk.tag(m.tag);
	const { start, end } = desk.pointsOf(m);
	const isFailed = desk.marks.isFailed(m.key);
	return (
		<li id={optionId(m.key)} role="option" aria-selected={isOpen} onClick={() => desk.show(m.key)}>
			{tag ? <TagName tag={{ ...tag, key: null }} /> : 'Unknown tag'}
			<span class="quote" dir="auto">{shortened(desk.textOf(m))}</span>
			<span class="place">{start}–{end}{isFailed && ' · not saved'}</span>
		</li>
	);
}

function keepInView(list: HTMLElement, option: HTMLElement): void {
	const above = option.offsetTop - list.scrollTop;
	const below = above + option.offsetHeight - list.clientHeight;
	if (above < 0) list.scrollTop += above;
	else if (below > 0) list.scrollTop += below;
}

/** Returns whether the key meant something. */
function act(e: KeyboardEvent, desk: Desk, help: () => void): boolean {
	const command = commandOf(e, 'list');
	const all = desk.marks.all.value;
	const end = (m: mark | undefined): void => void (m && desk.show(m.key));
	switch (command) {
		case 'up': case 'previous': desk.turn(-1); return true;
		case 'down': case 'next': desk.turn(1); return true;
		case 'first': end(all[0]); return true;
		case 'last': end(all.at(-1)); return true;
		case 'start-back': desk.moveEdge('start', -1); return true;
		case 'start-on': desk.moveEdge('start', 1); return true;
		case 'end-back': desk.moveEdge('end', -1); return true;
		case 'end-on': desk.moveEdge('end', 1); return true;
		case 'open': document.getElementById('text')?.focus(); return true;
		case 'remove': desk.remove(); return true;
		case 'cancel': desk.cancel(); return true;
		case 'undo': desk.undo(); return true;
		case 'redo': desk.redo(); return true;
		case 'help': help(); return true;
		default: return chooseByKey(e, desk);
	}
}

/** Gives the tag whose key this is; returns whether there is one. */
export function chooseByKey(e: KeyboardEvent, desk: Desk): boolean {
	const key = tagKeyOf(e);
	const tag = key === null ? undefined : desk.tags.find((t) => t.key === key);
	if (tag) desk.choose(tag.id);
	return tag !== undefined;
}
