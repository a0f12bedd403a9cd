/** Texts, and what is marked in them. */
import type * as t from '../types.gen.ts';
import { paged, pathOf, read, sendFile, write } from './send.ts';

const SPANS_A_PAGE = 1000;

export const listDocuments = (id: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects/{id}/documents', { id, query: paged(after), signal });
export const showDocument = (id: string, signal?: AbortSignal) =>
	read('GET /annotations/documents/{id}', { id, signal });
export const uploadDocument = (project: string, file: File, progress: (part: number) => void) => {
	const path = pathOf('/annotations/projects/{id}/documents', { id: project, query: { name: file.name } });
	return sendFile<t.document_row>({ method: 'POST', path, type: 'text/plain; charset=utf-8', body: file, progress });
};

/** The spans of a text, page after page. */
export async function* pagesOfSpans(id: string, signal?: AbortSignal): AsyncGenerator<t.span[]> {
	let after: string | null = null;
	do {
		const found: t.page<t.span> = await read('GET /annotations/documents/{id}/spans', {
			id,
			query: paged(after, SPANS_A_PAGE),
			signal,
		});
		yield found.items;
		after = found.next;
	} while (after !== null);
}

export async function listSpans(id: string): Promise<t.span[]> {
	const spans: t.span[] = [];
	for await (const page of pagesOfSpans(id)) spans.push(...page);
	return spans;
}

export const createSpan = (id: string, body: t.span_new) =>
	write('POST /annotations/documents/{id}/spans', { id, body });
export const updateSpan = ({ id, version }: t.span, body: t.span_change) =>
	write('PATCH /annotations/spans/{id}', { id, version, body });
export const deleteSpan = ({ id, version }: t.span) =>
	write('DELETE /annotations/spans/{id}', { id, version });
