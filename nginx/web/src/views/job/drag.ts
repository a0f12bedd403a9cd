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
}

export interface drag extends hold {
	readonly handle: (id: string, at: number) => { onPointerDown: (e: PointerEvent) => void };
}

const NOTHING: hold = { of: null, from: -1, to: -1, dy: 0 };
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
		let to = from;
		const follow = (e: PointerEvent): void => {
			scrollNear(e.clientY);
			const y = e.clientY + window.scrollY;
			to = placeAt(middles(list.current!), from, y);
			setHold({ of: id, from, to, dy: y - start });
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
		setHold({ of: id, from, to, dy: 0 });
	};
	return { ...hold, handle: (id, at) => ({ onPointerDown: (e) => take(e, id, at) }) };
}

/** The middles of the rows, on the page. */
function middles(list: HTMLElement): number[] {
	return [...list.children].map((row) => {
		const { top, bottom } = row.getBoundingClientRect();
		return (top + bottom) / 2 + window.scrollY;
	});
}

function scrollNear(y: number): void {
	if (y < EDGE) window.scrollBy(0, -STEP);
	else if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
}
