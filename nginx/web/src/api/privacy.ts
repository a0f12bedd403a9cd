/** What is stored about people, and about whoever asks. */
import { fetchFile, paged, read, whole, write } from './send.ts';

export const showPractices = (signal?: AbortSignal) => read('GET /privacy/practices', { signal });
export const showRecords = (signal?: AbortSignal) => read('GET /privacy/records', { signal });
export const listDeeds = (after: string | null, signal?: AbortSignal) =>
	read('GET /privacy/activity', { query: paged(after), signal });

export const listCopies = (signal?: AbortSignal) =>
	whole((after) => read('GET /privacy/exports', { query: paged(after), signal }));
export const askCopy = () => write('POST /privacy/exports', {});
export const fetchCopy = (id: string) => fetchFile('GET /privacy/exports/{id}/content', { id });
export const deleteCopy = (id: string) => write('DELETE /privacy/exports/{id}', { id });
