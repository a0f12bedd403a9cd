/**
 * Files on their way to their imports. One goes on while its person looks at
 * other pages; when the connection is cut it waits, asks how much has arrived,
 * and goes on from there. Of a file never more than a piece is in hand.
 */
import { signal } from '@preact/signals';
import * as api from '../../api.ts';
import { rest } from '../../parts/rest.ts';
import { asProblem, Problem } from '../../problem.ts';
import * as session from '../../store/session.ts';
import type { dataset_import } from '../../types.gen.ts';

export interface upload {
	readonly file: File;
	/** Bytes that have left. */
	readonly sent: number;
	/** waiting: until the server can be reached again. stopped: until a person does something. */
	readonly state: 'sending' | 'waiting' | 'stopped';
	readonly problem: Problem | null;
}

export const uploads = signal<ReadonlyMap<string, upload>>(new Map());

/** The import that something was sent to last, as the server told it then. */
export const latest = signal<dataset_import | null>(null);

const PIECE = 16 << 20;
const SOONEST_MS = 1000;
const LATEST_MS = 15_000;
const CONFLICTS_MOST = 5;

interface control {
	readonly stop: AbortController;
	/** Do not wait any longer. */
	wake: () => void;
}

const controls = new Map<string, control>();

function set(id: string, change: Partial<upload> | null): void {
	const now = new Map(uploads.value);
	const old = now.get(id);
	if (change === null) now.delete(id);
	else if (old) now.set(id, { ...old, ...change });
	uploads.value = now;
}

/** Send a file from this byte on, in the place of one that is on its way to the same import. */
export function startUpload(id: string, file: File, from = 0): void {
	controls.get(id)?.stop.abort();
	const stop = new AbortController();
	controls.set(id, { stop, wake: () => {} });
	uploads.value = new Map(uploads.value).set(id, { file, sent: from, state: 'sending', problem: null });
	remember(id, file);
	void send(id, file, from, stop.signal);
}

export function stopUpload(id: string): void {
	controls.get(id)?.stop.abort();
	controls.delete(id);
	set(id, null);
	forget(id);
}

/* Who has logged out sends nothing more; the file is shown again by whoever goes on with it. */
session.current.subscribe((who) => {
	if (who === null) for (const id of [...controls.keys()]) stopUpload(id);
});

export const goOnNow = (id: string): void => controls.get(id)?.wake();

async function send(id: string, file: File, from: number, stop: AbortSignal): Promise<void> {
	const end = (problem: Problem | null): void => {
		if (stop.aborted) return;
		if (problem) return set(id, { state: 'stopped', problem });
		controls.delete(id);
		set(id, null);
		forget(id);
	};
	let offset = from;
	let conflicts = 0;
	for (let ms = SOONEST_MS; ; ms = Math.min(ms * 2, LATEST_MS)) {
		try {
			const now = await sendFrom(id, file, offset, stop);
			return end(now.state === 'receiving' ? new Problem(0, 'cut', 'The file was not sent to its end') : null);
		} catch (thrown) {
			if (stop.aborted) return;
			const problem = asProblem(thrown);
			conflicts += Number(problem.status === 409);
			if (!mayGoOn(problem) || conflicts > CONFLICTS_MOST) return end(problem);
			if (!(await isReadable(file))) return end(changedFile());
			set(id, { state: 'waiting', problem });
			const now = await whereToGoOn(id, problem.status === 409 ? 0 : ms, stop);
			if (stop.aborted) return;
			if (now instanceof Problem) {
				if (!mayGoOn(now)) return end(now);
				continue;
			}
			latest.value = now;
			if (now.state !== 'receiving') return end(null);
			if (now.received > offset) ms = SOONEST_MS;
			offset = now.received;
			set(id, { state: 'sending', sent: offset, problem: null });
		}
	}
}

/** Piece after piece, to the end of the file. */
async function sendFrom(id: string, file: File, from: number, stop: AbortSignal): Promise<dataset_import> {
	for (let offset = from; ; ) {
		const end = Math.min(offset + PIECE, file.size);
		const begin = offset;
		const now = await api.sendPiece(id, {
			offset,
			isLast: end === file.size,
			body: file.slice(offset, end),
			progress: (part) => !stop.aborted && set(id, { sent: Math.round(begin + part * (end - begin)) }),
			signal: stop,
		});
		latest.value = now;
		if (end === file.size || now.state !== 'receiving') return now;
		offset = now.received;
	}
}

/** What may be different after a while: no answer, too much at once, or that other bytes are here than we thought. */
const mayGoOn = (p: Problem): boolean => (p.isUncertain && p.slug !== 'broken-page') || p.status === 429 || p.status === 409;

async function whereToGoOn(id: string, ms: number, stop: AbortSignal): Promise<dataset_import | Problem> {
	await wait(id, ms, stop);
	if (stop.aborted) return new Problem(0, 'stopped', 'Stopped');
	try {
		return await api.showImport(id, stop);
	} catch (thrown) {
		return asProblem(thrown);
	}
}

/** Until the time is over, the network is back, or a person has had enough. */
async function wait(id: string, ms: number, stop: AbortSignal): Promise<void> {
	const early = new AbortController();
	const wake = (): void => early.abort();
	window.addEventListener('online', wake);
	const control = controls.get(id);
	if (control) control.wake = wake;
	await rest(ms, AbortSignal.any([stop, early.signal]));
	window.removeEventListener('online', wake);
}

const changedFile = (): Problem =>
	new Problem(0, 'changed-file', 'The file cannot be read any more: it was changed, moved or removed meanwhile');

async function isReadable(file: File): Promise<boolean> {
	try {
		await file.slice(0, 1).arrayBuffer();
		return true;
	} catch {
		return false;
	}
}

/* What file it was, for a page that was loaded anew; no longer than this tab is open. */
export interface remembered {
	readonly name: string;
	readonly size: number;
	readonly modified: number;
}

const keyOf = (id: string): string => `import ${id}`;

function remember(id: string, { name, size, lastModified }: File): void {
	try {
		sessionStorage.setItem(keyOf(id), JSON.stringify({ name, size, modified: lastModified }));
	} catch {
		/* Without it the file cannot be compared, that is all. */
	}
}

function forget(id: string): void {
	try {
		sessionStorage.removeItem(keyOf(id));
	} catch {
		/* There is none, then. */
	}
}

export function rememberedFile(id: string): remembered | null {
	try {
		return JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null') as remembered | null;
	} catch {
		return null;
	}
}

/** Why this file cannot be what has begun to arrive; null: it can. */
export function notTheSame(file: File, received: number, before: remembered | null): string | null {
	if (before && (file.name !== before.name || file.size !== before.size))
		return `That is another file: it was ${before.name}`;
	if (before && file.lastModified !== before.modified) return `${before.name} was changed since it was begun: begin anew`;
	return file.size < received ? 'That is another file: more has arrived than it has' : null;
}
