/** A file that the build has put beside the pages: no handler answers, and no session is asked for. */
import { Problem, problemOf, unreachable } from '../problem.ts';

export async function readFile<T>(path: string, signal?: AbortSignal): Promise<T> {
	try {
		const answer = await fetch(path, { redirect: 'error', signal: signal ?? null });
		const text = await answer.text();
		if (!answer.ok) throw problemOf(answer.status, text, null);
		return JSON.parse(text) as T;
	} catch (thrown) {
		if (thrown instanceof Problem || signal?.aborted) throw thrown;
		throw unreachable();
	}
}
