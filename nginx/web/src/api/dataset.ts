/** Datasets, their examples, and the files that fill them. */
import type * as t from '../types.gen.ts';
import { paged, pathOf, read, sendFile, whole, write } from './send.ts';

const ROWS_AT_ONCE = 200;

export const listDatasets = (project: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects/{id}/datasets', { id: project, query: paged(after), signal });
export const createDataset = (project: string, body: t.dataset_new) =>
	write('POST /annotations/projects/{id}/datasets', { id: project, body });
export const showDataset = (id: string, signal?: AbortSignal) =>
	read('GET /annotations/datasets/{id}', { id, signal });
export const updateDataset = ({ id, version }: t.dataset, body: t.dataset_change) =>
	write('PATCH /annotations/datasets/{id}', { id, version, body });

export const listExamples = (dataset: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/datasets/{id}/examples', { id: dataset, query: paged(after), signal });
export const showExample = (id: string, signal?: AbortSignal) =>
	read('GET /annotations/examples/{id}', { id, signal });

export const listImports = (dataset: string, signal?: AbortSignal) =>
	whole((after) =>
		read('GET /annotations/datasets/{id}/imports', { id: dataset, query: paged(after, ROWS_AT_ONCE), signal }),
	);
export const createImport = (dataset: string, body: t.import_new) =>
	write('POST /annotations/datasets/{id}/imports', { id: dataset, body });
export const showImport = (id: string, signal?: AbortSignal) => read('GET /annotations/imports/{id}', { id, signal });
export const deleteImport = (id: string) => write('DELETE /annotations/imports/{id}', { id });
export const listFlaws = (id: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/imports/{id}/flaws', { id, query: paged(after), signal });
export const listAllFlaws = (id: string) =>
	whole((after) => read('GET /annotations/imports/{id}/flaws', { id, query: paged(after, ROWS_AT_ONCE) }));

interface piece {
	readonly offset: number;
	readonly isLast: boolean;
	readonly body: Blob;
	/** Told which part of the piece has left, 0 to 1. */
	readonly progress: (part: number) => void;
	readonly signal?: AbortSignal;
}

/** The part of a file that begins at `offset`; with the last one the file is read. */
export const sendPiece = (id: string, { offset, isLast, body, progress, signal }: piece) => {
	const path = pathOf('/annotations/imports/{id}/content', { id, query: { offset, last: String(isLast) } });
	return sendFile<t.dataset_import>({
		method: 'PUT',
		path,
		type: 'application/octet-stream',
		body,
		progress,
		signal,
	});
};
