/** What is stored about people, and about whoever asks. */
import { paged, read } from './send.ts';

export const showPractices = (signal?: AbortSignal) => read('GET /privacy/practices', { signal });
export const showRecords = (signal?: AbortSignal) => read('GET /privacy/records', { signal });
export const listDeeds = (after: string | null, signal?: AbortSignal) =>
	read('GET /privacy/activity', { query: paged(after), signal });
