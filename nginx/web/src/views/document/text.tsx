import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type command, commandOf } from '../../keys.ts';
import type { Desk, selection } from '../../store/desk.ts';
import { paragraphOf } from '../../text/blocks.ts';
import type { range } from '../../text/range.ts';
import { linesOf, stretchesOf } from '../../text/stretches.ts';
import { actAnywhere } from './act.ts';
import { Filling } from './filling.ts';
import { direction, lineFrom } from './lines.ts';
import { chooseByKey } from './marks.tsx';
import { paint, reveal, unpaint } from './paint.ts';
import { Paragraph } from './paragraph.tsx';
import { firstInView, positionOf, rangeOn, selectedIn } from './positions.ts';

/** The text itself, to be marked by mouse, finger or keyboard. */
export function Text({ desk, help }: { desk: Desk; help: () => void }) {
	const root = useRef<HTMLDivElement>(null);
	const selected = desk.selected.value;
	const open = desk.open.value;
	const isSelecting = useRef(false);
	const paragraphs = useMemo(() => {
		const redrawn = (): void => show(root.current!, desk);
		return (
			<Paragraphs desk={desk} root={root} isSelecting={() => isSelecting.current} redrawn={redrawn} />
		);
	}, [desk]);

	useLayoutEffect(() => show(root.current!, desk), [selected, open]);
	useEffect(() => unpaint, []);
	useEffect(() => followSelection(root.current!, desk, isSelecting), [desk]);
	useRevealed(root, desk, selected, open);

	return (
		<div
			ref={root}
			id="text"
			class="sheet"
			role="textbox"
			aria-multiline="true"
			aria-readonly="true"
			aria-label={`Text of ${desk.paper.name}`}
			aria-describedby="text-hint"
			tabIndex={0}
			onKeyDown={(e) => press(e, root.current!, desk, help)}
			onMouseDown={selectAnew}
			onPointerUp={(e) => e.pointerType === 'mouse' && settleSelection(root.current!, desk)}
			onClick={(e) => click(e, root.current!, desk)}
			onDblClick={(e) => doubleClick(e, root.current!, desk)}
		>
			{paragraphs}
		</div>
	);
}

/** The open mark is painted by its own elements. */
const show = (root: HTMLElement, desk: Desk): void => {
	const now = desk.open.value ? null : desk.selected.value;
	paint(root, desk.blocks, now, now !== null && desk.sheet.over(now).length > 0);
};

interface paragraphs_props {
	desk: Desk;
	root: { readonly current: HTMLElement | null };
	isSelecting: () => boolean;
	redrawn: () => void;
}

function Paragraphs({ desk, root, isSelecting, redrawn }: paragraphs_props) {
	const stretches = useMemo(() => stretchesOf(desk.blocks), [desk]);
	const filling = useMemo(() => new Filling(stretches.length), [stretches]);
	useEffect(() => filling.start(root.current!), [filling]);
	return stretches.map(({ start, end }, i) => {
		const blocks = desk.blocks.slice(start, end);
		return (
			<div key={i} class="stretch" style={{ '--about': linesOf(blocks) }}>
				{blocks.map((b) => (
					<Paragraph
						key={b.index}
						desk={desk}
						block={b}
						tags={desk.labels}
						isFilled={filling.isFilled(i)}
						isSelecting={isSelecting}
						redrawn={redrawn}
					/>
				))}
			</div>
		);
	});
}

/** Scrolls to what the keyboard or the list has moved to; the text never slides away under the mouse. */
function useRevealed(
	root: { current: HTMLElement | null },
	desk: Desk,
	now: selection | null,
	open: string | null,
): void {
	const isPointing = useRef(false);
	useEffect(() => {
		const point = (e: Event): void => {
			isPointing.current = e.type === 'pointerdown' && root.current!.contains(e.target as Node);
		};
		document.addEventListener('pointerdown', point, true);
		document.addEventListener('keydown', point, true);
		return () => {
			document.removeEventListener('pointerdown', point, true);
			document.removeEventListener('keydown', point, true);
		};
	}, []);
	/* In the frame in which it is drawn. */
	useLayoutEffect(() => {
		if (now && !isPointing.current) reveal(root.current!, desk.blocks, now);
	}, [now, open]);
}

/** Keeps what the browser has selected, and what the desk has, the same: handles on a touch screen move it at any time. */
function followSelection(root: HTMLElement, desk: Desk, isSelecting: { current: boolean }): () => void {
	const follow = (): void => {
		const raw = selectedIn(root);
		isSelecting.current = raw !== null;
		if (raw) desk.select(raw);
	};
	document.addEventListener('selectionchange', follow);
	return () => document.removeEventListener('selectionchange', follow);
}

const forget = (): void => window.getSelection()?.removeAllRanges();

/** Who drags from within what is selected selects anew: the browser would take up the text itself, to drop it elsewhere. */
const selectAnew = (e: MouseEvent): void => {
	if (e.button === 0 && e.detail === 1 && !e.shiftKey) forget();
};

/** When the mouse is let go, what looks selected is what will be marked: whole characters, no white space around. */
function settleSelection(root: HTMLElement, desk: Desk): void {
	const raw = selectedIn(root);
	if (!raw) return;
	desk.select(raw);
	const now = desk.selected.value;
	const shown = now && rangeOn(root, desk.blocks, now);
	if (shown)
		window
			.getSelection()
			?.setBaseAndExtent(shown.startContainer, shown.startOffset, shown.endContainer, shown.endOffset);
}

/** Where in the text a click went; a click on the right half of a letter is a click on that letter. */
function clickedAt(e: MouseEvent, root: HTMLElement): number | null {
	const caret = window.getSelection();
	const at = caret?.focusNode ? positionOf(root, caret.focusNode, caret.focusOffset) : null;
	const segment = e.target instanceof Element ? e.target.closest<HTMLElement>('[data-at]') : null;
	if (at === null || !segment) return at;
	const begins = Number(segment.dataset['at']);
	return Math.min(Math.max(at, begins), begins + Math.max(segment.textContent.length - 1, 0));
}

function click(e: MouseEvent, root: HTMLElement, desk: Desk): void {
	const label = e.target instanceof Element ? e.target.closest<HTMLElement>('[data-key]') : null;
	if (label) return desk.show(label.dataset['key']!);
	const isDragged = window.getSelection()?.isCollapsed === false;
	const at = isDragged || e.detail > 1 ? null : clickedAt(e, root);
	if (at !== null) desk.point(at);
}

function doubleClick(e: MouseEvent, root: HTMLElement, desk: Desk): void {
	const raw = selectedIn(root);
	if (!raw || (e.target instanceof Element && e.target.closest('[data-key]'))) return;
	forget();
	desk.markWord(raw.start);
}

function press(e: KeyboardEvent, root: HTMLElement, desk: Desk, help: () => void): void {
	const command = commandOf(e, 'text');
	const isDone = command ? act(command, root, desk, help) : chooseByKey(e, desk);
	if (!isDone) return;
	forget();
	e.preventDefault();
}

/** Returns whether the command meant something here. */
function act(command: command, root: HTMLElement, desk: Desk, help: () => void): boolean {
	const extend = command.startsWith('extend-');
	const go = (token: range | null): true => {
		desk.go(token, extend);
		return true;
	};
	const focus = desk.selected.value?.focus;
	const beside = (by: 1 | -1): range | null => {
		const at = focus?.start ?? firstInView(root);
		return desk.next(by === direction(root, desk, at) ? 1 : -1, extend, at);
	};
	const above = (by: 1 | -1): range | null => (focus ? lineFrom(root, desk, focus, by) : beside(1));
	const paragraph = () => paragraphOf(desk.blocks, desk.blockOf(focus?.start ?? 0));
	switch (command.replace('extend-', '')) {
		case 'left':
			return go(beside(-1));
		case 'right':
			return go(beside(1));
		case 'up':
			return go(above(-1));
		case 'down':
			return go(above(1));
		case 'first':
			return go(desk.tokens.of(paragraph().first.index)[0] ?? null);
		case 'last':
			return go(desk.tokens.of(paragraph().last.index).at(-1) ?? null);
		case 'top':
			return go(desk.tokens.at(0));
		case 'bottom':
			return go(desk.tokens.at(desk.paper.text.length));
		default:
			return actOnMark(command, desk, help);
	}
}

function actOnMark(command: command, desk: Desk, help: () => void): boolean {
	switch (command) {
		case 'nudge-left':
			desk.nudge(-1);
			return true;
		case 'nudge-right':
			desk.nudge(1);
			return true;
		case 'open':
			desk.openHere();
			return true;
		case 'next':
			desk.turn(1);
			return true;
		case 'previous':
			desk.turn(-1);
			return true;
		default:
			return actAnywhere(command, desk, help);
	}
}
