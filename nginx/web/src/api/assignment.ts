/** What one is handed to label, and what one makes of it. */
import type * as t from '../types.gen.ts';
import { paged, read, whole, write } from './send.ts';

/** The next text to label, of this job or of any; without an id, `reason` says why there is none. */
export async function askNext(job: string | null): Promise<t.assignment> {
	for (;;) {
		const found = await write('POST /annotations/assignments', { body: job === null ? {} : { job } });
		if (!found.again) return found;
	}
}

export const showAssignment = (id: string, signal?: AbortSignal) =>
	read('GET /annotations/assignments/{id}', { id, signal });
export const listAssignments = (after: string | null, signal?: AbortSignal, limit?: number) =>
	read('GET /annotations/assignments', { query: paged(after, limit), signal });

/** `version`: the one that was seen when these labels were made. */
export const saveDraft = (id: string, version: number, body: t.submission_new) =>
	write('PUT /annotations/assignments/{id}/draft', { id, version, body });
export const submitLabels = (id: string, version: number, body: t.submission_new) =>
	write('PUT /annotations/assignments/{id}/submission', { id, version, body });
export const takeBack = (id: string) => write('DELETE /annotations/assignments/{id}/submission', { id });
export const skipAssignment = (id: string, reason: string) =>
	write('PUT /annotations/assignments/{id}/skip', { id, body: { reason } });
export const giveBack = (id: string) => write('DELETE /annotations/assignments/{id}', { id });

/* What belongs to it. */

export const jobOf = (id: string, signal?: AbortSignal) => read('GET /annotations/jobs/{id}', { id, signal });
export const guidelinesOf = (job: string, signal?: AbortSignal) =>
	read('GET /annotations/jobs/{id}/guidelines', { id: job, signal });
export const versionsOf = (schema: string, signal?: AbortSignal) =>
	whole((after) => read('GET /annotations/schemas/{id}/versions', { id: schema, query: paged(after), signal }));
