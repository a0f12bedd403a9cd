/**
 * The only file that talks to the server; its neighbours name the requests.
 * A lost session is taken up again here (see `hooks`), so that no view has to
 * think of it; a read is tried again when the server asks for it; a write only
 * when it was surely not carried out, and otherwise by a person.
 */
import { Problem, problemOf, unreachable } from '../problem.ts';
import type * as t from '../types.gen.ts';

type requests = t.requests;
type reply<R extends keyof requests> = requests[R]['reply'];

interface call {
	/** What stands for {id} and {person} in the path. */
	id?: string;
	person?: string;
	/** A text is what a form would send. */
	body?: unknown;
	query?: Readonly<Record<string, string | number>>;
	/** The version that is meant to change: If-Match. */
	version?: number;
	/** What is here already: If-None-Match. */
	known?: string | null;
	signal?: AbortSignal | undefined;
}

/** What must be said with a request, from the server's own table of routes. */
type said<R extends keyof requests> = Omit<call, 'body' | 'query'> &
	(requests[R]['body'] extends undefined ? object : { body: requests[R]['body'] }) &
	(requests[R]['query'] extends undefined
		? object
		: { query: requests[R]['query'] & Readonly<Record<string, string | number>> }) &
	(requests[R]['match'] extends true ? { version: number } : object) &
	(R extends `${string}{id}${string}` ? { id: string } : object) &
	(R extends `${string}{person}${string}` ? { person: string } : object);

/** What the session store knows and does for every request. */
export const hooks = {
	csrf: '',
	/** Which person's requests these are, and in which workspace. */
	whose: '',
	/** The session is gone: becomes true when there is one again, false when the person gave up. */
	lost: async (): Promise<boolean> => false,
	/** The password was typed too long ago: becomes true when it was typed again, false when the person gave up. */
	stale: async (): Promise<boolean> => false,
	/** The role does not allow it: it may have been changed since the session was read. */
	refused: async (): Promise<void> => {},
	/** The token is not the session's any more: read it again. */
	renew: async (): Promise<void> => {},
};

const TIMEOUT_MS = 30_000;
const TRIES = 3;
const LONGEST_WAIT_S = 10;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function pathOf(template: string, c: call): string {
	const path = template.replace(/\{(id|person)\}/g, (_, name: 'id' | 'person') => encodeURIComponent(c[name] ?? ''));
	const query = new URLSearchParams(
		Object.entries(c.query ?? {}).map(([name, value]) => [name, String(value)]),
	);
	return c.query ? `/api${path}?${query}` : `/api${path}`;
}

function headersFor(method: string, o: call): Record<string, string> {
	const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
	if (o.body !== undefined) headers['content-type'] = typeof o.body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
	if (o.version !== undefined) headers['if-match'] = `"${o.version}"`;
	if (o.known) headers['if-none-match'] = o.known;
	if (method !== 'GET' && hooks.csrf) headers['x-csrf-token'] = hooks.csrf;
	return headers;
}

interface answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
}

async function ask<R extends keyof requests>(route: R, c: call): Promise<answer> {
	const [method, template] = route.split(' ') as [string, string];
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	try {
		const answer = await fetch(pathOf(template, c), {
			method,
			headers: headersFor(method, c),
			body: c.body === undefined ? null : typeof c.body === 'string' ? c.body : JSON.stringify(c.body),
			signal: c.signal ? AbortSignal.any([c.signal, timeout]) : timeout,
			redirect: 'error',
		});
		return { status: answer.status, headers: answer.headers, text: await answer.text() };
	} catch (thrown) {
		if (c.signal?.aborted) throw thrown;
		throw unreachable();
	}
}

export async function send<R extends keyof requests>(route: R, c: call): Promise<reply<R>> {
	const { status, headers, text } = await ask(route, c);
	return understood(status, text, headers.get('retry-after'));
}

/** Something as it was at one moment, and by what the server knows that moment again. */
export interface moment<T> {
	readonly value: T;
	readonly etag: string | null;
}

/** Read once what may have changed since: null when it has not. */
export const readSince = <R extends keyof requests>(
	route: R,
	known: string | null,
	c: said<R>,
): Promise<moment<reply<R>> | null> =>
	withSession(async () => {
		const { status, headers, text } = await ask(route, { ...(c as call), known });
		if (status === 304) return null;
		return { value: understood<reply<R>>(status, text, headers.get('retry-after')), etag: headers.get('etag') };
	});

function understood<T>(status: number, text: string, retryAfter: string | null): T {
	if (status < 200 || status > 299) throw problemOf(status, text, retryAfter);
	return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** What stood in the way of a request, and whether it is away now, by the problem's slug. */
const mends: Readonly<Record<string, () => Promise<boolean>>> = {
	unauthorized: () => hooks.lost(),
	reauthenticate: () => hooks.stale(),
	'cross-site': () => hooks.renew().then(() => true),
	forbidden: () => hooks.refused().then(() => false),
};

/** Makes the request again when its session had ended, its token was another session's, or it asked for the password. */
export async function withSession<T>(request: () => Promise<T>): Promise<T> {
	const mended = new Set<string>();
	const { whose } = hooks;
	/* While it waited, somebody else may have logged in, or the person have gone to another workspace. */
	const same = (): Promise<T> => {
		if (hooks.whose !== whose) throw new Problem(409, 'elsewhere', 'This was not done: you logged out, or went to another workspace');
		return request();
	};
	for (;;) {
		try {
			return await patiently(same);
		} catch (thrown) {
			const slug = thrown instanceof Problem ? thrown.slug : '';
			if (mended.has(slug) || !(await mends[slug]?.())) throw thrown;
			mended.add(slug);
		}
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

export async function read<R extends keyof requests>(route: R, c: said<R>): Promise<reply<R>> {
	for (let tries = 1; ; tries++) {
		try {
			return await withSession(() => send(route, c as call));
		} catch (thrown) {
			/* Without a network that is said at once. */
			const again = thrown instanceof Problem && thrown.isUncertain && tries < TRIES && navigator.onLine;
			if (!again) throw thrown;
			await pause(Math.min(thrown.retryAfter ?? tries, LONGEST_WAIT_S) * 1000);
		}
	}
}

export const write = <R extends keyof requests>(route: R, c: said<R>): Promise<reply<R>> =>
	withSession(() => send(route, c as call));

/** A file as it is: it takes as long as it takes, and the browser keeps it where it has room. */
export const fetchFile = <R extends keyof requests>(route: R, c: said<R>): Promise<Blob> =>
	withSession(async () => {
		const [method, template] = route.split(' ') as [string, string];
		const answer = await fetch(pathOf(template, c as call), { method, headers: headersFor(method, c as call), redirect: 'error' }).catch(() => {
			throw unreachable();
		});
		if (!answer.ok) throw problemOf(answer.status, await answer.text(), answer.headers.get('retry-after'));
		return answer.blob().catch(() => {
			throw unreachable();
		});
	});

/** A file, or a part of one, as a request's body; `progress` is told which part of it has left, 0 to 1. */
export interface shipment {
	readonly method: 'POST' | 'PUT';
	readonly path: string;
	readonly type: string;
	readonly body: Blob;
	readonly progress: (part: number) => void;
	readonly signal?: AbortSignal | undefined;
}

export const sendFile = <T>(s: shipment): Promise<T> => withSession(() => ship<T>(s));

function ship<T>({ method, path, type, body, progress, signal }: shipment): Promise<T> {
	return new Promise((done, failed) => {
		if (signal?.aborted) return failed(signal.reason);
		/* fetch() tells nothing of how much has been sent. */
		const request = new XMLHttpRequest();
		request.open(method, path);
		request.setRequestHeader('accept', 'application/json, application/problem+json');
		request.setRequestHeader('content-type', type);
		if (hooks.csrf) request.setRequestHeader('x-csrf-token', hooks.csrf);
		request.upload.onprogress = (e) => progress(e.total > 0 ? e.loaded / e.total : 0);
		request.onerror = () => failed(unreachable());
		request.onabort = () => failed(signal?.reason);
		request.onload = () => {
			try {
				done(understood<T>(request.status, request.responseText, request.getResponseHeader('retry-after')));
			} catch (thrown) {
				failed(thrown);
			}
		};
		const stop = (): void => request.abort();
		signal?.addEventListener('abort', stop);
		request.onloadend = () => signal?.removeEventListener('abort', stop);
		request.send(body);
	});
}

const ROWS_A_PAGE = 50;

/** The query of a list: from after this cursor on. */
export const paged = (after: string | null, limit = ROWS_A_PAGE) => (after === null ? { limit } : { after, limit });

/** All of a list that is known to be short: page after page. */
export async function whole<T>(page: (after: string | null) => Promise<t.page<T>>): Promise<T[]> {
	const items: T[] = [];
	let after: string | null = null;
	do {
		const found: t.page<T> = await page(after);
		items.push(...found.items);
		after = found.next;
	} while (after !== null);
	return items;
}
