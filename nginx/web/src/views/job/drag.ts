/** A row is taken by its handle and put elsewhere: with a mouse, a pen or a finger. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { placeAt } from './order.ts';

interface hold {
	/** The row in hand: where it was taken, where it would go, how far it has been moved. */
	readonly of: string | null;
	readonly from: number;
	readonly to: number;
	readonly dy: number;
	/** How much room it takes: so far the rows between give way. */
	readonly room: number;
}

export interface drag extends hold {
	readonly handle: (id: string, at: number) => { onPointerDown: (e: PointerEvent) => void };
}

const NOTHING: hold = { of: null, from: -1, to: -1, dy: 0, room: 0 };
const EDGE = 48;
const STEP = 12;

export function useDrag(list: RefObject<HTMLElement | null>, drop: (id: string, to: number) => void): drag {
	const [hold, setHold] = useState(NOTHING);
	const letGo = useRef<(() => void) | null>(null);
	useEffect(() => () => letGo.current?.(), []);
	const take = (e: PointerEvent, id: string, from: number): void => {
		if (e.button !== 0 || letGo.current) return;
		e.preventDefault();
		const start = e.clientY + window.scrollY;
		const { middles, room } = measured(list.current!, from);
		let to = from;
		const follow = (e: PointerEvent): void => {
			scrollNear(e.clientY);
			const y = e.clientY + window.scrollY;
			to = placeAt(middles, from, y);
			setHold({ of: id, from, to, dy: y - start, room });
		};
		const end = (): void => {
			letGo.current?.();
			if (to !== from) drop(id, to);
		};
		const cancel = (): void => letGo.current?.();
		const escape = (e: KeyboardEvent): void => {
			if (e.key === 'Escape') cancel();
		};
		/* From now on, not from the next picture on: it may be over before that. */
		window.addEventListener('pointermove', follow);
		window.addEventListener('pointerup', end);
		window.addEventListener('pointercancel', cancel);
		window.addEventListener('keydown', escape);
		letGo.current = () => {
			window.removeEventListener('pointermove', follow);
			window.removeEventListener('pointerup', end);
			window.removeEventListener('pointercancel', cancel);
			window.removeEventListener('keydown', escape);
			letGo.current = null;
			setHold(NOTHING);
		};
		setHold({ of: id, from, to, dy: 0, room });
	};
	return { ...hold, handle: (id, at) => ({ onPointerDown: (e) => take(e, id, at) }) };
}

/** The middles of the rows on the page, and the room that one of them takes. */
function measured(list: HTMLElement, from: number): { middles: number[]; room: number } {
	const boxes = [...list.children].map((row) => row.getBoundingClientRect());
	const gap = boxes.length > 1 ? boxes[1]!.top - boxes[0]!.bottom : 0;
	return { middles: boxes.map((b) => (b.top + b.bottom) / 2 + window.scrollY), room: boxes[from]!.height + gap };
}

/** How far a row stands from its place while another is in hand. */
export function shift(hold: hold, at: number): number {
	if (hold.of === null) return 0;
	if (at === hold.from) return hold.dy;
	if (at > hold.from && at <= hold.to) return -hold.room;
	return at < hold.from && at >= hold.to ? hold.room : 0;
}

/** The place that a row would have, were what is in hand let go now. */
export function placeDuring(hold: hold, at: number): number {
	if (at === hold.from) return hold.to;
	return at - Math.sign(-shift(hold, at));
}

function scrollNear(y: number): void {
	if (y < EDGE) window.scrollBy(0, -STEP);
	else if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
}
