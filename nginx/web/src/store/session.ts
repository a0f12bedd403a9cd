/** Who is logged in; and how a session that ended is taken up again without leaving the page. */
import { batch, signal } from '@preact/signals';
import * as api from '../api.ts';
import { asProblem, type Problem } from '../problem.ts';
import type { session } from '../types.gen.ts';
import * as place from './place.ts';

/** undefined: not known yet. null: nobody. */
export const current = signal<session | null | undefined>(undefined);

/** Why it is not known who is logged in. */
export const unknown = signal<Problem | null>(null);

/** The session ended while a page was at work: the log-in dialog is to be shown. */
export const isLost = signal(false);

let waiting: ((again: boolean) => void)[] = [];

function become(found: session | null): void {
	api.hooks.csrf = found?.csrf ?? '';
	current.value = found;
}

export async function load(): Promise<void> {
	unknown.value = null;
	try {
		become(await api.showSession());
	} catch (thrown) {
		const problem = asProblem(thrown);
		if (problem.status === 401) become(null);
		else unknown.value = problem;
	}
}

export async function logIn(username: string, password: string): Promise<void> {
	const before = current.value;
	const now = await api.logIn(username, password);
	/* What is on this page belongs to somebody else. */
	if (before && before.person !== now.person) return window.location.assign('/');
	become(now);
	settle(true);
}

/** Go on in another workspace: the session is another from then on. */
export async function moveTo(workspace: string): Promise<void> {
	become(await api.moveSession(workspace));
}

export async function logOut(): Promise<void> {
	try {
		await api.logOut();
	} catch (thrown) {
		const problem = asProblem(thrown);
		if (problem.slug === 'cross-site') {
			await renew();
			await api.logOut();
		} else if (problem.status !== 401) throw problem;
	}
	batch(() => {
		become(null);
		place.go('/log-in', { replace: true, isSure: true });
	});
}

/** Every request that waits for the session goes on, or fails. */
export function settle(again: boolean): void {
	isLost.value = false;
	for (const go of waiting.splice(0)) go(again);
	waiting = [];
}

async function renew(): Promise<void> {
	const before = current.value;
	const now = await api.showSession();
	if (before && before.person !== now.person) return window.location.assign('/');
	become(now);
}

api.hooks.renew = renew;
api.hooks.lost = () => {
	if (!current.value) return Promise.resolve(false);
	isLost.value = true;
	return new Promise((go) => waiting.push(go));
};
