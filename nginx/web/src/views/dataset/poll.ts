/** An import is looked at until its file was read: often at first and when something happens, seldom when nothing does. */
import * as api from '../../api.ts';
import { rest } from '../../parts/rest.ts';
import { asProblem } from '../../problem.ts';
import type { dataset_import } from '../../types.gen.ts';

const SOONEST_MS = 400;
const LATEST_MS = 6000;
const SLOWER = 1.5;

export const isOver = ({ state }: dataset_import): boolean => state === 'done' || state === 'refused';

/** Tells of each change, and returns the import as it ended; a server that cannot be reached is asked again later. */
export async function untilOver(
	id: string,
	tell: (now: dataset_import) => void,
	signal?: AbortSignal,
): Promise<dataset_import> {
	let version = 0;
	for (let wait = SOONEST_MS; ; wait = Math.min(wait * SLOWER, LATEST_MS)) {
		try {
			const now = await api.showImport(id, signal);
			if (now.version !== version) {
				version = now.version;
				wait = SOONEST_MS;
				tell(now);
			}
			if (isOver(now)) return now;
		} catch (thrown) {
			if (signal?.aborted || !asProblem(thrown).isUncertain) throw thrown;
		}
		await rest(wait, signal);
		signal?.throwIfAborted();
	}
}
