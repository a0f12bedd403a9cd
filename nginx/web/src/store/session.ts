/** Who is logged in; and how a session that ended is taken up again without leaving the page. */
import { batch, signal } from '@preact/signals';
import * as api from '../api.ts';
import { asProblem, Problem } from '../problem.ts';
import type { session } from '../types.gen.ts';
import * as confirmed from './confirmed.ts';
import * as place from './place.ts';
import { say } from './voice.ts';

/** undefined: not known yet. null: nobody. */
export const current = signal<session | null | undefined>(undefined);

/** The user name of whoever is about to log in, where a mailed link has told it. */
export const expected = signal('');

/** Why it is not known who is logged in. */
export const unknown = signal<Problem | null>(null);

/** The workspace that another window has gone to: this page's requests would be made there. */
export const elsewhere = signal<string | null>(null);

/** Something that a person is asked over the page, while requests wait for the answer. */
function question() {
	const isAsked = signal(false);
	const waiting: ((yes: boolean) => void)[] = [];
	const ask = (): Promise<boolean> => {
		isAsked.value = true;
		return new Promise((go) => waiting.push(go));
	};
	/** Every request that waits goes on, or fails. */
	const answer = (yes: boolean): void => {
		isAsked.value = false;
		for (const go of waiting.splice(0)) go(yes);
	};
	return { isAsked, ask, answer };
}

const again = question();
const typed = question();

/** The session ended while a page was at work: the log-in dialog is to be shown. */
export const isLost = again.isAsked;
export const settle = again.answer;

/** Something asks for the password, which was typed too long ago. */
export const isStale = typed.isAsked;
export const settleStale = typed.answer;

function become(found: session | null): void {
	api.hooks.csrf = found?.csrf ?? '';
	api.hooks.whose = found ? `${found.person} ${found.workspace}` : '';
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
	confirmed.forget();
	/* What is on this page belongs to somebody else. */
	if (before && before.person !== now.person) return window.location.assign('/');
	become(now);
	if (before?.workspace && before.workspace !== now.workspace) await moveBack(before.workspace);
	settle(true);
}

/** A log-in goes where the person was last, which another window may have changed; this page belongs here. */
async function moveBack(workspace: string): Promise<void> {
	try {
		await moveTo(workspace);
	} catch {
		window.location.assign('/');
	}
}

/** The password was typed: the session is another from then on. */
export async function authenticate(password: string): Promise<void> {
	become(await api.authenticate(password));
	settleStale(true);
}

const windows = new BroadcastChannel('obelus');
windows.onmessage = ({ data }: MessageEvent<Pick<session, 'workspace' | 'workspace_name'>>) => {
	if (!current.value) return;
	elsewhere.value = data.workspace === current.value.workspace ? null : data.workspace_name;
};

/** Go on in another workspace: the session is another from then on. */
export async function moveTo(workspace: string): Promise<void> {
	const now = await api.moveSession(workspace);
	become(now);
	elsewhere.value = null;
	windows.postMessage({ workspace: now.workspace, workspace_name: now.workspace_name });
}

/** Read it again: the role, or the name of the workspace, has changed. */
export const refresh = (): Promise<void> => renew();

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

/** It has ended, and its person is told why where they are. */
export const forget = (): void => become(null);

async function renew(): Promise<void> {
	const before = current.value;
	const now = await api.showSession();
	/* Meanwhile the person has logged out, or gone elsewhere. */
	if (current.value !== before) return;
	if (before && before.person !== now.person) return window.location.assign('/');
	if (before?.workspace && now.workspace && before.workspace !== now.workspace) {
		elsewhere.value = now.workspace_name;
		throw new Problem(409, 'elsewhere', `In another window you went to the workspace ${now.workspace_name}`);
	}
	elsewhere.value = null;
	become(now);
}

/** Is it as this page knows it? With each screen, and after a refusal: what the pages offer follows the role. */
export async function look(): Promise<void> {
	const before = current.value;
	if (!before) return;
	try {
		await renew();
	} catch {
		return;
	}
	const role = current.value?.role;
	if (current.value && role !== before.role)
		say(role ? `Your role was changed: you are ${role} now.` : 'You do not belong to this workspace any more.');
}

api.hooks.renew = renew;
api.hooks.refused = look;
api.hooks.stale = typed.ask;
api.hooks.lost = () => (current.value ? again.ask() : Promise.resolve(false));
