/** Opens what one is handed, or was: the text, its job, and what was done to it so far. */
import * as api from '../../api.ts';
import { Problem } from '../../problem.ts';
import { Choice } from '../../store/choice.ts';
import { Clock } from '../../store/clock.ts';
import { Desk, type label } from '../../store/desk.ts';
import { Draft, mineOf } from '../../store/draft.ts';
import * as journal from '../../store/journal.ts';
import { type labels, labelsOf } from '../../store/labels.ts';
import * as outbox from '../../store/outbox.ts';
import * as session from '../../store/session.ts';
import { rememberUsual } from '../../store/usual.ts';
import type { annotation_job, assignment } from '../../types.gen.ts';

/** Something to label. */
export interface bench {
	readonly assignment: assignment & { readonly id: string };
	readonly desk: Desk<Draft>;
	readonly draft: Draft;
	readonly job: annotation_job;
	/** It was labelled by an older version of the schema. */
	readonly isOlder: boolean;
}

/** Nothing to label, and why. */
export interface nothing {
	readonly reason: NonNullable<assignment['reason']>;
	readonly job: annotation_job | null;
}

export type found = bench | nothing;

export const isBench = (f: found): f is bench => 'desk' in f;

const isHanded = (a: assignment): a is bench['assignment'] => a.id !== null;

/** By its id; without one, whatever comes next, of this job or of any. */
export async function open(id: string, job: string | null, signal: AbortSignal): Promise<found> {
	/* What is kept here may be newer than what the server would show. */
	await outbox.drain();
	const a = id ? await api.showAssignment(id, signal) : await api.askNext(job);
	if (isHanded(a)) return benchOf(a, signal);
	return { reason: a.reason ?? 'none-left', job: job === null ? null : await api.jobOf(job, signal) };
}

async function benchOf(a: bench['assignment'], signal: AbortSignal): Promise<bench> {
	const who = session.current.peek();
	/* They have logged out meanwhile. */
	if (!who) throw new Problem(401, 'unauthorized', 'Log in first');
	const { person, username, workspace } = who;
	const [job, kept] = await Promise.all([
		api.jobOf(a.job!, signal),
		journal.find(person, a.id).catch(() => undefined),
	]);
	const before = mineOf(kept ?? null, a);
	const name = a.external_id ?? 'the example';
	const of = {
		assignment: a,
		person,
		username,
		workspace: workspace ?? '',
		title: a.external_id ? `${a.external_id}, ${a.job_name}` : `${a.job_name}`,
		kept: kept ?? null,
		clock: new Clock(labelsOf(a).seconds),
	};
	const paper = {
		text: a.content!,
		name,
		tags: a.labels.filter((l) => l.kind === 'tag'),
		retired: await retiredOf(a, before, signal),
		mayOverlap: a.overlap === 'allow',
	};
	const desk = new Desk(paper, (offsets, blocks) => new Draft(of, offsets, blocks));
	const classes = a.labels.filter((l) => l.kind === 'class');
	desk.choice = new Choice(classes, a.classes === 'single', desk.marks.classes, desk.history);
	if (a.schema !== null) rememberUsual(desk, a.schema);
	const isOlder = before.schemaVersion > 0 && before.schemaVersion < a.schema_version;
	return { assignment: a, desk, draft: desk.marks, job, isOlder };
}

/** Labels that were given once and that the schema has no longer. */
async function retiredOf(a: assignment, { spans, classes }: labels, signal: AbortSignal): Promise<label[]> {
	const isNew = new Set(a.labels.map((l) => l.id));
	const gone = new Set([...spans, ...classes].map((m) => m.label).filter((id) => !isNew.has(id)));
	if (gone.size === 0) return [];
	const versions = await api.versionsOf(a.schema!, signal);
	const all = new Map(versions.flatMap((v) => v.labels).map((l) => [l.id, l]));
	return [...gone].flatMap((id) => all.get(id) ?? []);
}
