/** Copies that are being made are looked at until they are there: often at first and when something happens, seldom when nothing does. */
import { useEffect } from 'preact/hooks';
import * as api from '../../api.ts';
import { give } from '../../parts/give.ts';
import { asProblem } from '../../problem.ts';
import type { personal_export } from '../../types.gen.ts';

const SOONEST_MS = 400;
const LATEST_MS = 6000;
const SLOWER = 1.5;

export const isUnderWay = ({ state }: personal_export): boolean => state === 'queued' || state === 'building';

/** Tells of the list each time it was read anew, as long as one of it is under way. */
export function useCopies(copies: readonly personal_export[], tell: (now: personal_export[]) => void): void {
	const isWaiting = copies.some(isUnderWay);
	useEffect(() => {
		if (!isWaiting) return;
		const stop = new AbortController();
		let timer: ReturnType<typeof setTimeout>;
		let wait = SOONEST_MS;
		let seen = '';
		const look = async (): Promise<void> => {
			try {
				const now = await api.listCopies(stop.signal);
				const is = JSON.stringify(now);
				wait = is === seen ? Math.min(wait * SLOWER, LATEST_MS) : SOONEST_MS;
				seen = is;
				tell(now);
			} catch (thrown) {
				/* A server that cannot be reached is asked again later. */
				if (stop.signal.aborted || !asProblem(thrown).isUncertain) return;
				wait = LATEST_MS;
			}
			if (!stop.signal.aborted) timer = setTimeout(look, wait);
		};
		timer = setTimeout(look, wait);
		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [isWaiting]);
}

/** As a file of the browser's own, called after the day on which it was made. */
export async function save(copy: personal_export): Promise<void> {
	give(`obelus-data-${(copy.built_at ?? copy.asked_at).slice(0, 10)}.zip`, await api.fetchCopy(copy.id));
}
