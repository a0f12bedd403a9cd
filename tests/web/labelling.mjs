/* What people do who label what they are handed, in the words in which tests tell it. */
import assert from 'node:assert/strict';

import { addExample, setRole } from '../http/lib/database.mjs';
import { addJob, show } from '../http/lib/labelling.mjs';
import { until } from '../http/lib/instance.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addProject } from '../http/lib/world.mjs';
import { clickOn, visitAs } from './steps.mjs';

export const SENTENCES = [
	'Anna wrote to Johann in Vienna.',
	'The Society of Friends met in Prague.',
	'Nothing of interest happened.',
];

const SCHEMA = {
	overlap: 'none',
	classes: 'single',
	labels: [
		{ kind: 'tag', name: 'Person', key: 'p', description: 'Someone with a name' },
		{ kind: 'tag', name: 'Place', key: 'l' },
		{ kind: 'class', name: 'Letter', key: 'e' },
		{ kind: 'class', name: 'Diary', key: 'd' },
	],
};

/**
 * A job of these texts, of a new owner: {…owner, project, job, labels (ids by name)}. A text may be
 * {content, metadata, external_id}.
 */
export async function newWork({ texts = SENTENCES, schema = {}, owner, ...job } = {}) {
	const who = owner ?? (await newOwner());
	const project = await addProject(who.client, { name: 'Archive' });
	const made = await addJob(who.client, project.id, { name: 'Letters of 1790', schema: { ...SCHEMA, ...schema }, ...job });
	for (const text of texts) await addExample(made.dataset, typeof text === 'string' ? { content: text } : text);
	return { ...who, project, job: made, labels: made.labels };
}

/** Someone else with a password, who is in the work's workspace, too: {…person, client (there)}. */
export async function newColleague({ client }, role = 'annotator') {
	const person = await newOwner();
	const { workspace } = client.session;
	await setRole(workspace, person.client.session.person, role);
	const moved = await person.client.send('PUT', '/api/auth/session/workspace', { json: { workspace } });
	assert.equal(moved.status, 200, moved.text);
	person.client.session = moved.json;
	person.client.csrf = moved.json.csrf;
	return { ...person, workspace };
}

/** Go on in this workspace, as the page itself would. */
export const moveTo = (page, workspace) =>
	page.evaluate(async (workspace) => {
		const { csrf } = await (await fetch('/api/auth/session')).json();
		const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
		const { status } = await fetch('/api/auth/session/workspace', { method: 'PUT', headers, body: JSON.stringify({ workspace }) });
		if (status !== 200) throw new Error(`moving answered ${status}`);
	}, workspace);

export const textOf = (page) => page.getByRole('textbox', { name: 'Text of' });

/** Opens /label, or another address, in a browser of its own, with what one is handed on it. */
export async function openLabel(browser, person, { address, ...options } = {}) {
	const at = await visitAs(person, browser, options);
	if (person.workspace) await moveTo(at.page, person.workspace);
	await at.page.goto(address ?? `/label?job=${person.job?.id ?? ''}`.replace(/\?job=$/, ''));
	await textOf(at.page).waitFor();
	return at;
}

export const press = async (page, ...keys) => {
	for (const key of keys) await page.keyboard.press(key);
};

/** What the page says of saving. */
export const standing = (page, words) => page.getByRole('main').getByRole('status').getByText(words, { exact: true }).waitFor();

/** The text that is shown has these words. */
export const shows = (page, words) => textOf(page).getByText(words).first().waitFor();

/** What the API has of the assignments of a person, newest first: their rows with {draft, submission}. */
export async function workOf(client) {
	const { items } = (await client.get('/api/annotations/assignments')).json;
	return Promise.all(items.map((row) => show(client, row.id)));
}

/** The spans and classes in words: ["Person Anna", "class Letter"]. */
export function told(labels, byName) {
	const nameOf = (id) => Object.keys(byName).find((name) => byName[name] === id) ?? '?';
	return [
		...(labels?.spans ?? []).map((s) => `${nameOf(s.label)} ${s.text}`),
		...(labels?.classes ?? []).map((c) => `class ${nameOf(c.label)}`),
		...(labels?.nothing ? ['nothing'] : []),
	];
}

export const KEPT = 'Not saved yet, kept on this computer';
/** The server has this draft of what the work's person was handed last. */
export const draftIs = (work, labels) =>
	until(`the draft to be ${labels}`, async () => {
		const [now] = await workOf(work.client);
		return now && told(now.draft, work.labels).join() === labels.join();
	});
export const markAnna = async (page) => {
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
};

export const markVienna = async (page) => {
	await clickOn(page, 'Vienna');
	await press(page, 'l');
};

/** Closes the tab, and opens another one of the same browser. */
export async function reopen({ page, context }, address) {
	await page.close();
	const other = await context.newPage();
	other.setDefaultTimeout(15_000);
	await other.goto(address);
	return other;
}

/** The first draft that is saved waits on its way, until go() is called; or it arrive()s, and its answer does not come back. */
export async function heldDraft(page) {
	let go, come;
	const gate = new Promise((done) => (go = done));
	const isOnItsWay = new Promise((done) => (come = done));
	const hold = async (route) => {
		come(route);
		await gate;
		await route.continue();
	};
	await page.route('**/draft', hold, { times: 1 });
	const arrive = async () => void (await (await isOnItsWay).fetch());
	return { isOnItsWay, go, arrive };
}

/** What this computer keeps, as it was written. */
export const kept = (page) =>
	page.evaluate(
		() =>
			new Promise((done) => {
				const asked = indexedDB.open('obelus');
				/* It was forgotten, at a log-out: nothing is kept, and nothing is made in its place. */
				asked.onupgradeneeded = () => asked.transaction.abort();
				asked.onerror = () => done([]);
				asked.onsuccess = ({ target: { result: journal } }) => {
					journal.transaction('work').objectStore('work').getAll().onsuccess = (e) => {
						journal.close();
						done(e.target.result.map((w) => w.body));
					};
				};
			}),
	);
