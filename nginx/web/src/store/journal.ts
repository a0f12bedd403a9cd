/**
 * Work that the server has not acknowledged, kept on this computer: it outlives
 * the tab, the browser and the log-in. Each piece is its person's alone, and is
 * asked for by person only.
 */
import type { submission_new } from '../types.gen.ts';
import { gistOf, labelsIn } from './labels.ts';

/** What somebody wants the server to have of one assignment. */
export interface work {
	readonly person: string;
	/** What they log in as: all that anybody else is told. */
	readonly username: string;
	readonly assignment: string;
	readonly workspace: string;
	/** What people call the job and the text. */
	readonly title: string;
	/** The version of the assignment that was seen. */
	readonly version: number;
	/** How many drafts of it were seen. */
	readonly drafts: number;
	readonly body: submission_new;
	readonly isSubmit: boolean;
	/** Told apart from what is written later. */
	readonly stamp: string;
	/** Why the server does not take it; it is not sent again by itself. */
	readonly refused: string | null;
	/** The gists of what was sent before this and has no answer: the server may have one of them. */
	readonly sent: readonly string[];
	/** The server has the labels, as a draft; all that is kept is why they were not submitted. */
	readonly isNote: boolean;
}

/** All that the server may have of it from here. */
export const gistsOf = (w: work): string[] => (w.isNote ? [...w.sent] : [...w.sent, gistOf(labelsIn(w.body))]);

const NAME = 'obelus';
const STORE = 'work';

let opened: Promise<IDBDatabase> | null = null;

function asked<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((done, failed) => {
		request.onsuccess = () => done(request.result);
		request.onerror = () => failed(request.error ?? new Error('the browser keeps nothing'));
	});
}

async function open(): Promise<IDBDatabase> {
	const request = indexedDB.open(NAME, 1);
	request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['person', 'assignment'] });
	const database = await asked(request);
	const forget = (): void => void (opened = null);
	database.onclose = forget;
	database.onversionchange = () => {
		database.close();
		forget();
	};
	return database;
}

/** Resolves when the browser has the change, not before. */
async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
	opened ??= open();
	const now = await opened.catch((thrown) => {
		opened = null;
		throw thrown;
	});
	const transaction = now.transaction(STORE, mode, { durability: 'strict' });
	const ended = new Promise<void>((done, failed) => {
		transaction.oncomplete = () => done();
		transaction.onabort = () => failed(transaction.error ?? new Error('the browser kept nothing'));
	});
	const [result] = await Promise.all([act(transaction.objectStore(STORE)), ended]);
	return result;
}

/** As it is kept: one string is kept at once, thousands of objects are not. */
type kept = Omit<work, 'body'> & { readonly body: string };

/** What an older page has written lacks some of it. */
const lacking = { username: '', sent: [], isNote: false };

const read = (k: kept): work => ({ ...lacking, ...k, body: JSON.parse(k.body) as submission_new });

export const keep = (w: work): Promise<unknown> =>
	within('readwrite', (store) => asked(store.put({ ...w, body: JSON.stringify(w.body) } satisfies kept)));

/** The server has it: drop it, unless something else was written since. */
export const drop = ({ person, assignment, stamp }: work): Promise<void> =>
	within('readwrite', async (store) => {
		const now: kept | undefined = await asked(store.get([person, assignment]));
		if (now?.stamp === stamp) await asked(store.delete([person, assignment]));
	});

/** The server has it, but does not call it submitted: only why is kept, unless something else was written since. */
export const note = (w: work, why: string): Promise<void> =>
	within('readwrite', async (store) => {
		const now: kept | undefined = await asked(store.get([w.person, w.assignment]));
		const note = { title: '', body: '{}', isSubmit: false, refused: why, sent: gistsOf(w).slice(-1), isNote: true };
		if (now?.stamp === w.stamp) await asked(store.put({ ...now, ...note } satisfies kept));
	});

export async function find(person: string, assignment: string): Promise<work | undefined> {
	const found = await within('readonly', (store) => asked<kept | undefined>(store.get([person, assignment])));
	return found && read(found);
}

export async function allOf(person: string): Promise<work[]> {
	const range = IDBKeyRange.bound([person], [person, []]);
	return (await within('readonly', (store) => asked<kept[]>(store.getAll(range)))).map(read);
}

/** Of whomever it is: to be counted, not to be shown. */
export const all = async (): Promise<Pick<work, 'username' | 'refused' | 'isNote'>[]> =>
	(await within('readonly', (store) => asked<kept[]>(store.getAll()))).map((k) => ({ ...lacking, ...k }));
