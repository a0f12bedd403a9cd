/** Schemas: the tags and classes that examples are labelled with. */
import type * as t from '../types.gen.ts';
import { paged, read, whole, write } from './send.ts';

const ROWS_AT_ONCE = 200;

export const listSchemas = (project: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects/{id}/schemas', { id: project, query: paged(after), signal });
export const createSchema = (project: string, body: t.label_schema_content) =>
	write('POST /annotations/projects/{id}/schemas', { id: project, body });
export const showSchema = (id: string, signal?: AbortSignal) => read('GET /annotations/schemas/{id}', { id, signal });
export const updateSchema = ({ id, version }: t.label_schema, body: t.label_schema_content) =>
	write('PUT /annotations/schemas/{id}', { id, version, body });
export const listSchemaVersions = (id: string, signal?: AbortSignal) =>
	whole((after) => read('GET /annotations/schemas/{id}/versions', { id, query: paged(after, ROWS_AT_ONCE), signal }));
