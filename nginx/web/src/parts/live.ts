/** Something is asked for again and again, as long as somebody can see the page. */
import { useEffect, useRef, useState } from 'preact/hooks';

const FIRST_MS = 3_000;
const LONGEST_MS = 60_000;

/**
 * `ask` says whether something has changed. While nothing does, or the answer
 * fails, it is asked ever more rarely; as soon as the page is seen again, at
 * once. A page that nobody sees asks nothing. Tells whether the last answer
 * failed: what is shown may be old then.
 */
export function useLive(key: string, ask: (signal: AbortSignal) => Promise<boolean>): boolean {
	const latest = useRef(ask);
	latest.current = ask;
	const [isCut, setCut] = useState(false);
	useEffect(() => {
		const stop = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		let wait = FIRST_MS;
		let isAsking = false;
		const again = (): void => {
			clearTimeout(timer);
			if (!stop.signal.aborted && document.visibilityState === 'visible') timer = setTimeout(turn, wait);
		};
		const turn = async (): Promise<void> => {
			if (isAsking) return;
			isAsking = true;
			let hasChanged = false;
			let hasFailed = false;
			try {
				hasChanged = await latest.current(stop.signal);
			} catch {
				hasFailed = true;
			}
			isAsking = false;
			if (stop.signal.aborted) return;
			setCut(hasFailed);
			wait = hasChanged ? FIRST_MS : Math.min(wait * 1.5, LONGEST_MS);
			again();
		};
		const seen = (): void => {
			clearTimeout(timer);
			if (document.visibilityState !== 'visible') return;
			wait = FIRST_MS;
			void turn();
		};
		again();
		document.addEventListener('visibilitychange', seen);
		return () => {
			stop.abort();
			clearTimeout(timer);
			document.removeEventListener('visibilitychange', seen);
		};
	}, [key]);
	return isCut;
}
