/**
 * The only file that talks to the server. A lost session is taken up again
 * here (see `hooks`), so that no view has to think of it; a read is tried
 * again when the server asks for it; a write never is, but by a person.
 */
import { Problem, problemOf, unreachable } from './problem.ts';
import type * as t from './types.gen.ts';

export interface page<T> {
	items: T[];
	next: string | null;
}

interface options {
	body?: unknown;
	/** The version that is meant to change: If-Match. */
	version?: number;
	signal?: AbortSignal | undefined;
}

/** What the session store knows and does for every request. */
export const hooks = {
	csrf: '',
	/** The session is gone: becomes true when there is one again, false when the person gave up. */
	lost: async (): Promise<boolean> => false,
	/** The token is not the session's any more: read it again. */
	renew: async (): Promise<void> => {},
};

const TIMEOUT_MS = 30_000;
const READ_TRIES = 3;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function headersFor(method: string, o: options): Record<string, string> {
	const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
	if (o.body !== undefined) headers['content-type'] = 'application/json';
	if (o.version !== undefined) headers['if-match'] = `"${o.version}"`;
	if (method !== 'GET' && hooks.csrf) headers['x-csrf-token'] = hooks.csrf;
	return headers;
}

async function send<T>(method: string, path: string, o: options): Promise<T> {
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	let reply: Response;
	let text: string;
	try {
		reply = await fetch(`/api${path}`, {
			method,
			headers: headersFor(method, o),
			body: o.body === undefined ? null : JSON.stringify(o.body),
			signal: o.signal ? AbortSignal.any([o.signal, timeout]) : timeout,
			redirect: 'error',
		});
		text = await reply.text();
	} catch (thrown) {
		if (o.signal?.aborted) throw thrown;
		throw unreachable();
	}
	return understood<T>(reply.status, text, reply.headers.get('retry-after'));
}

function understood<T>(status: number, text: string, retryAfter: string | null): T {
	if (status < 200 || status > 299) throw problemOf(status, text, retryAfter);
	return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Makes the request again when its session had ended, or its token was another session's. */
async function withSession<T>(request: () => Promise<T>): Promise<T> {
	try {
		return await request();
	} catch (thrown) {
		if (!(thrown instanceof Problem)) throw thrown;
		if (thrown.slug === 'cross-site') await hooks.renew();
		else if (thrown.slug !== 'unauthorized' || !(await hooks.lost())) throw thrown;
		return request();
	}
}

async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await withSession(() => send<T>('GET', path, { signal }));
		} catch (thrown) {
			const again = thrown instanceof Problem && thrown.isUncertain && tries < READ_TRIES;
			if (!again) throw thrown;
			await pause(Math.min(thrown.retryAfter ?? tries, 5) * 1000);
		}
	}
}

const write = <T>(method: string, path: string, o: options = {}): Promise<T> =>
	withSession(() => send<T>(method, path, o));

function sendFile<T>(path: string, file: Blob, progress: (part: number) => void): Promise<T> {
	return new Promise((done, failed) => {
		/* fetch() tells nothing of how much has been sent. */
		const request = new XMLHttpRequest();
		request.open('POST', `/api${path}`);
		request.setRequestHeader('accept', 'application/json, application/problem+json');
		request.setRequestHeader('content-type', 'text/plain; charset=utf-8');
		if (hooks.csrf) request.setRequestHeader('x-csrf-token', hooks.csrf);
		request.upload.onprogress = (e) => progress(e.total > 0 ? e.loaded / e.total : 0);
		request.onerror = () => failed(unreachable());
		request.onload = () => {
			try {
				done(understood<T>(request.status, request.responseText, request.getResponseHeader('retry-after')));
			} catch (thrown) {
				failed(thrown);
			}
		};
		request.send(file);
	});
}

/** Every page of a list, one after the other. */
async function all<T>(path: string, signal?: AbortSignal): Promise<T[]> {
	const items: T[] = [];
	let after: string | null = null;
	do {
		const found: page<T> = await read<page<T>>(paged(path, after, SPANS_A_PAGE), signal);
		items.push(...found.items);
		after = found.next;
	} while (after !== null);
	return items;
}

const ROWS_A_PAGE = 50;
const SPANS_A_PAGE = 200;

function paged(path: string, after: string | null, limit: number): string {
	const query = new URLSearchParams({ limit: String(limit) });
	if (after !== null) query.set('after', after);
	return `${path}?${query}`;
}

const at = (noun: string, id: string, rest = ''): string => `/annotations/${noun}/${encodeURIComponent(id)}${rest}`;

export const signUp = (body: t.person_new) => write<unknown>('POST', '/auth/people', { body });
export const confirm = (token: string) => write<t.confirmation>('POST', '/auth/confirmations', { body: { token } });

/* Without withSession: these two are how a session is found or made. */
export const showSession = () => send<t.session>('GET', '/auth/session', {});
export const logIn = (username: string, password: string) =>
	send<t.session>('POST', '/auth/sessions', { body: { username, password } });
export const logOut = () => send<void>('DELETE', '/auth/session', {});

export const listProjects = (after: string | null, signal?: AbortSignal) =>
	read<page<t.project>>(paged('/annotations/projects', after, ROWS_A_PAGE), signal);
export const createProject = (body: t.project_new) => write<t.project>('POST', '/annotations/projects', { body });
export const showProject = (id: string, signal?: AbortSignal) => read<t.project>(at('projects', id), signal);
export const updateProject = (p: t.project, body: t.project_change) =>
	write<t.project>('PATCH', at('projects', p.id), { body, version: p.version });
export const exportPath = (project: string): string => `/api${at('projects', project, '/export')}`;

export const listTags = async (project: string, signal?: AbortSignal) =>
	(await read<page<t.tag>>(at('projects', project, '/tags'), signal)).items;
export const createTag = (project: string, body: t.tag_new) =>
	write<t.tag>('POST', at('projects', project, '/tags'), { body });
export const updateTag = (tag: t.tag, body: t.tag_change) =>
	write<t.tag>('PATCH', at('tags', tag.id), { body, version: tag.version });

export const listDocuments = (project: string, after: string | null, signal?: AbortSignal) =>
	read<page<t.document_row>>(paged(at('projects', project, '/documents'), after, ROWS_A_PAGE), signal);
export const showDocument = (id: string, signal?: AbortSignal) => read<t.document>(at('documents', id), signal);
export const uploadDocument = (project: string, file: File, progress: (part: number) => void) => {
	const path = `${at('projects', project, '/documents')}?${new URLSearchParams({ name: file.name })}`;
	return withSession(() => sendFile<t.document_row>(path, file, progress));
};

export const listSpans = (document: string, signal?: AbortSignal) =>
	all<t.span>(at('documents', document, '/spans'), signal);
export const createSpan = (document: string, body: t.span_new) =>
	write<t.span>('POST', at('documents', document, '/spans'), { body });
export const updateSpan = (span: t.span, body: t.span_change) =>
	write<t.span>('PATCH', at('spans', span.id), { body, version: span.version });
export const deleteSpan = (span: t.span) => write<void>('DELETE', at('spans', span.id), { version: span.version });
