/** Projects and their tags. */
import type * as t from '../types.gen.ts';
import { paged, pathOf, read, write } from './send.ts';

export const listProjects = (after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects', { query: paged(after), signal });
export const createProject = (body: t.project_new) => write('POST /annotations/projects', { body });
export const showProject = (id: string, signal?: AbortSignal) =>
	read('GET /annotations/projects/{id}', { id, signal });
export const updateProject = ({ id, version }: t.project, body: t.project_change) =>
	write('PATCH /annotations/projects/{id}', { id, version, body });
export const exportPath = (id: string): string => pathOf('/annotations/projects/{id}/export', { id });

export const listTags = async (id: string, signal?: AbortSignal) =>
	(await read('GET /annotations/projects/{id}/tags', { id, signal })).items;
export const createTag = (id: string, body: t.tag_new) =>
	write('POST /annotations/projects/{id}/tags', { id, body });
export const updateTag = ({ id, version }: t.tag, body: t.tag_change) =>
	write('PATCH /annotations/tags/{id}', { id, version, body });
