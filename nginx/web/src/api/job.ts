/** Jobs: who labels what, in which order, and what came of it. */
import type * as t from '../types.gen.ts';
import { needs } from '../types.gen.ts';
import { type moment, paged, pathOf, read, readSince, whole, write } from './send.ts';

const ROWS_AT_ONCE = 1000;

export const listJobs = (id: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects/{id}/jobs', { id, query: paged(after), signal });
/** Those of a dataset's jobs that are handed out, or will be when they go on. */
export const listJobsOn = async ({ id, project }: t.dataset, signal?: AbortSignal): Promise<t.annotation_job_row[]> =>
	(await whole((after) => read('GET /annotations/projects/{id}/jobs', { id: project, query: paged(after, ROWS_AT_ONCE), signal }))).filter(
		(j) => j.dataset === id && j.state !== 'archived',
	);
export const createJob = (id: string, body: t.annotation_job_new) =>
	write('POST /annotations/projects/{id}/jobs', { id, body });
export const showJob = (id: string, signal?: AbortSignal) => read('GET /annotations/jobs/{id}', { id, signal });
/** The job as it is now: null when it is still what that ETag names. */
export const watchJob = (id: string, known: string | null, signal: AbortSignal): Promise<moment<t.annotation_job> | null> =>
	readSince('GET /annotations/jobs/{id}', known, { id, signal });
export const updateJob = (id: string, version: number, body: t.annotation_job_change) =>
	write('PATCH /annotations/jobs/{id}', { id, version, body });
export const staffJob = (id: string, version: number, teams: readonly string[]) =>
	write('PUT /annotations/jobs/{id}/staffing', { id, version, body: { teams: teams.map((id) => ({ id })) } });
/** How many examples of the job are in someone's hands. */
export const countInHand = async (id: string, signal?: AbortSignal): Promise<number> =>
	(await whole((after) => read('GET /annotations/jobs/{id}/leases', { id, query: paged(after, ROWS_AT_ONCE), signal }))).length;

/** The whole queue of the workspace, in its order. */
export const listQueue = (signal?: AbortSignal) =>
	whole((after) => read('GET /annotations/queue', { query: paged(after, ROWS_AT_ONCE), signal }));

export const listJobDays = (id: string, signal?: AbortSignal) =>
	whole((after) => read('GET /annotations/jobs/{id}/days', { id, query: paged(after, ROWS_AT_ONCE), signal }));
export const listFrequencies = (id: string, signal?: AbortSignal) =>
	whole((after) => read('GET /annotations/jobs/{id}/frequencies', { id, query: paged(after, ROWS_AT_ONCE), signal }));
export const listSkips = (id: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/jobs/{id}/skips', { id, query: paged(after), signal });
export const deleteSkip = (id: string) => write('DELETE /annotations/skips/{id}', { id });
export const listLeases = (id: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/jobs/{id}/leases', { id, query: paged(after), signal });
export const deleteLease = (id: string) => write('DELETE /annotations/leases/{id}', { id });
export const showJobProgress = (id: string, signal?: AbortSignal) => read('GET /annotations/jobs/{id}/progress', { id, signal });
export const showGuidelines = (id: string, signal?: AbortSignal) => read('GET /annotations/jobs/{id}/guidelines', { id, signal });

/** What is downloaded: all examples, or only those that somebody has labelled. */
export const labelsPath = (id: string, form: 'labels' | 'lighttag', query: t.labels_query): string =>
	pathOf(`/annotations/jobs/{id}/${form}`, { id, ...(query.only && { query: { only: query.only } }) });

/** What a job can be made of. */
export interface job_parts {
	readonly datasets: readonly t.dataset[];
	readonly schemas: readonly t.label_schema_row[];
	readonly teams: readonly t.team[];
	/** How many of the workspace may label. */
	readonly people: number;
}

const everyone = (signal?: AbortSignal) => whole((after) => read('GET /auth/members', { query: paged(after, ROWS_AT_ONCE), signal }));
const mayLabel = (p: { role: t.member['role'] }): boolean => (needs['span.write'] as readonly string[]).includes(p.role);

export async function listJobParts(id: string, signal?: AbortSignal): Promise<job_parts> {
	const [datasets, schemas, teams, people] = await Promise.all([
		whole((after) => read('GET /annotations/projects/{id}/datasets', { id, query: paged(after, ROWS_AT_ONCE), signal })),
		whole((after) => read('GET /annotations/projects/{id}/schemas', { id, query: paged(after, ROWS_AT_ONCE), signal })),
		listJobTeams(signal),
		everyone(signal),
	]);
	return { datasets, schemas, teams, people: people.filter(mayLabel).length };
}

export const listJobTeams = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/teams', { query: paged(after, ROWS_AT_ONCE), signal }));

/** How many people are in at least one of the teams and may label. */
export async function countTeammates(teams: readonly string[], signal?: AbortSignal): Promise<number> {
	const lists = await Promise.all(
		teams.map((id) => whole((after) => read('GET /auth/teams/{id}/teammates', { id, query: paged(after, ROWS_AT_ONCE), signal }))),
	);
	return new Set(lists.flat().filter(mayLabel).map((p) => p.id)).size;
}

/** The names of the workspace's projects. */
export const nameProjects = async (signal?: AbortSignal): Promise<ReadonlyMap<string, string>> =>
	new Map((await whole((after) => read('GET /annotations/projects', { query: paged(after, ROWS_AT_ONCE), signal }))).map((p) => [p.id, p.name]));

/** What a job is about, by name. */
export interface job_about {
	readonly project: string;
	readonly dataset: string;
	readonly schema: string;
}

export async function nameJob(job: job_about, signal?: AbortSignal): Promise<job_about> {
	const [project, dataset, schema] = await Promise.all([
		read('GET /annotations/projects/{id}', { id: job.project, signal }),
		read('GET /annotations/datasets/{id}', { id: job.dataset, signal }),
		read('GET /annotations/schemas/{id}', { id: job.schema, signal }),
	]);
	return { project: project.name, dataset: dataset.name, schema: schema.name };
}
