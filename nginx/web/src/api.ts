/**
 * The only file that talks to the server. A lost session is taken up again
 * here (see `hooks`), so that no view has to think of it; a read is tried
 * again when the server asks for it; a write only when it was surely not
 * carried out, and otherwise by a person.
 */
import { Problem, problemOf, unreachable } from './problem.ts';
import type * as t from './types.gen.ts';

type requests = t.requests;
type reply<R extends keyof requests> = requests[R]['reply'];

interface call {
	/** What stands for {id} in the path. */
	id?: string;
	body?: unknown;
	query?: Readonly<Record<string, string | number>>;
	/** The version that is meant to change: If-Match. */
	version?: number;
	signal?: AbortSignal | undefined;
}

/** What must be said with a request, from the server's own table of routes. */
type said<R extends keyof requests> = Omit<call, 'body' | 'query'> &
	(requests[R]['body'] extends undefined ? object : { body: requests[R]['body'] }) &
	(requests[R]['query'] extends undefined
		? object
		: { query: requests[R]['query'] & Readonly<Record<string, string | number>> }) &
	(requests[R]['match'] extends true ? { version: number } : object) &
	(R extends `${string}{id}${string}` ? { id: string } : object);

/** What the session store knows and does for every request. */
export const hooks = {
	csrf: '',
	/** The session is gone: becomes true when there is one again, false when the person gave up. */
	lost: async (): Promise<boolean> => false,
	/** The token is not the session's any more: read it again. */
	renew: async (): Promise<void> => {},
};

const TIMEOUT_MS = 30_000;
const TRIES = 3;
const LONGEST_WAIT_S = 10;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function pathOf(template: string, c: call): string {
	const path = template.replace('{id}', encodeURIComponent(c.id ?? ''));
	const query = new URLSearchParams(
		Object.entries(c.query ?? {}).map(([name, value]) => [name, String(value)]),
	);
	return c.query ? `/api${path}?${query}` : `/api${path}`;
}

function headersFor(method: string, o: call): Record<string, string> {
	const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
	if (o.body !== undefined) headers['content-type'] = 'application/json';
	if (o.version !== undefined) headers['if-match'] = `"${o.version}"`;
	if (method !== 'GET' && hooks.csrf) headers['x-csrf-token'] = hooks.csrf;
	return headers;
}

async function send<R extends keyof requests>(route: R, c: call): Promise<reply<R>> {
	const [method, template] = route.split(' ') as [string, string];
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	let answer: Response;
	let text: string;
	try {
		answer = await fetch(pathOf(template, c), {
			method,
			headers: headersFor(method, c),
			body: c.body === undefined ? null : JSON.stringify(c.body),
			signal: c.signal ? AbortSignal.any([c.signal, timeout]) : timeout,
			redirect: 'error',
		});
		text = await answer.text();
	} catch (thrown) {
		if (c.signal?.aborted) throw thrown;
		throw unreachable();
	}
	return understood(answer.status, text, answer.headers.get('retry-after'));
}

function understood<T>(status: number, text: string, retryAfter: string | null): T {
	if (status < 200 || status > 299) throw problemOf(status, text, retryAfter);
	return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Makes the request again when its session had ended, or its token was another session's. */
async function withSession<T>(request: () => Promise<T>): Promise<T> {
	try {
		return await patiently(request);
	} catch (thrown) {
		if (!(thrown instanceof Problem)) throw thrown;
		if (thrown.slug === 'cross-site') await hooks.renew();
		else if (thrown.slug !== 'unauthorized' || !(await hooks.lost())) throw thrown;
		return patiently(request);
	}
}

/** Waits, for a while, when the server says that this was too much at once. */
async function patiently<T>(request: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await request();
		} catch (thrown) {
			const seconds = thrown instanceof Problem && thrown.status === 429 ? (thrown.retryAfter ?? tries) : Infinity;
			if (seconds > LONGEST_WAIT_S || tries === TRIES) throw thrown;
			await pause(seconds * 1000);
		}
	}
}

async function read<R extends keyof requests>(route: R, c: said<R>): Promise<reply<R>> {
	for (let tries = 1; ; tries++) {
		try {
			return await withSession(() => send(route, c as call));
		} catch (thrown) {
			const again = thrown instanceof Problem && thrown.isUncertain && tries < TRIES;
			if (!again) throw thrown;
			await pause(Math.min(thrown.retryAfter ?? tries, LONGEST_WAIT_S) * 1000);
		}
	}
}

const write = <R extends keyof requests>(route: R, c: said<R>): Promise<reply<R>> =>
	withSession(() => send(route, c as call));

function sendFile<T>(path: string, file: Blob, progress: (part: number) => void): Promise<T> {
	return new Promise((done, failed) => {
		/* fetch() tells nothing of how much has been sent. */
		const request = new XMLHttpRequest();
		request.open('POST', path);
		request.setRequestHeader('accept', 'application/json, application/problem+json');
		request.setRequestHeader('content-type', 'text/plain; charset=utf-8');
		if (hooks.csrf) request.setRequestHeader('x-csrf-token', hooks.csrf);
		request.upload.onprogress = (e) => progress(e.total > 0 ? e.loaded / e.total : 0);
		request.onerror = () => failed(unreachable());
		request.onload = () => {
			try {
				done(
					understood<T>(
						request.status,
						request.responseText,
						request.getResponseHeader('retry-after'),
					),
				);
			} catch (thrown) {
				failed(thrown);
			}
		};
		request.send(file);
	});
}

const ROWS_A_PAGE = 50;
const SPANS_A_PAGE = 1000;

const paged = (after: string | null, limit: number) => (after === null ? { limit } : { after, limit });

/* Without withSession: who asks for these has none yet, or is about to end it. */
export const signUp = (body: t.person_new) => send('POST /auth/people', { body });
export const confirm = (token: string) => send('POST /auth/confirmations', { body: { token } });
export const askReset = (email: string) => send('POST /auth/resets', { body: { email } });
export const resetPassword = (body: t.password_reset) => send('POST /auth/passwords', { body });
export const acceptInvitation = (token: string) => send('POST /auth/acceptances', { body: { token } });
export const moveSession = (workspace: string) => send('PUT /auth/session/workspace', { body: { workspace } });
export const showSession = () => send('GET /auth/session', {});
export const logIn = (username: string, password: string) =>
	send('POST /auth/sessions', { body: { username, password } satisfies t.session_new });
export const logOut = () => send('DELETE /auth/session', {});

export const listProjects = (after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects', { query: paged(after, ROWS_A_PAGE), signal });
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

export const listDocuments = (id: string, after: string | null, signal?: AbortSignal) =>
	read('GET /annotations/projects/{id}/documents', { id, query: paged(after, ROWS_A_PAGE), signal });
export const showDocument = (id: string, signal?: AbortSignal) =>
	read('GET /annotations/documents/{id}', { id, signal });
export const uploadDocument = (project: string, file: File, progress: (part: number) => void) => {
	const path = pathOf('/annotations/projects/{id}/documents', { id: project, query: { name: file.name } });
	return withSession(() => sendFile<t.document_row>(path, file, progress));
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
