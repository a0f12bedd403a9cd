/* What people do on the pages, in the words in which tests tell it. */
import { VECTOR, addProject, addSpan, addText } from '../http/lib/world.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { visit } from './browser.mjs';

export { VECTOR };

export const LETTER = `Dear Anna,

your letter reached me in Vienna only yesterday. Herr Ludwig van Beethoven of the Society of Friends asks to be remembered.

Yours, Johann`;

export async function fillIn(page, values) {
	for (const [label, value] of Object.entries(values))
		await page.getByLabel(label, { exact: true }).fill(value);
}

export async function logIn(page, { username, password }) {
	await fillIn(page, { 'User name': username, Password: password });
	await page.getByRole('button', { name: 'Log in' }).click();
}

let owner;

/** One person's project of three tags and a text, made by the API: {…owner, project, tags, document}. */
export async function newDesk(text = LETTER, spans = () => []) {
	owner ??= await newOwner();
	const tags = [
		{ name: 'Person', key: 'p' },
		{ name: 'Place', key: 'l' },
		{ name: 'Organisation', key: 'o' },
	];
	const project = await addProject(owner.client, { name: 'Letters', tags });
	const made = (await owner.client.get(`/api/annotations/projects/${project.id}/tags`)).json.items;
	const document = await addText(owner.client, project.id, text, 'letter.txt');
	for (const span of spans(made)) await addSpan(owner.client, document.id, span);
	return { ...owner, project, tags: made, document };
}

/** Log in as the page itself would, without its form: the browser gets a session of its own. */
export const logInQuietly = (page, { username, password }) =>
	page.evaluate(
		async (body) => {
			const now = await fetch('/api/auth/session');
			const headers = { 'content-type': 'application/json' };
			if (now.ok) headers['x-csrf-token'] = (await now.json()).csrf;
			const { status } = await fetch('/api/auth/sessions', {
				method: 'POST',
				headers,
				body: JSON.stringify(body),
			});
			if (status !== 201) throw new Error(`log-in answered ${status}`);
		},
		{ username, password },
	);

/** A browser of its own in which the person is logged in. */
export async function visitAs(person, browser, options) {
	const at = await visit(browser, options);
	await at.page.goto('/robots.txt');
	await logInQuietly(at.page, person);
	return at;
}

/** Opens the desk's text in a browser of its own. */
export async function openDesk(browser, desk, options) {
	const at = await visitAs(desk, browser, options);
	const { page } = at;
	await page.goto(`/documents/${desk.document.id}`);
	const text = page.getByRole('textbox', { name: 'Text of' });
	await text.waitFor();
	await saved(page);
	return { ...at, text, list: page.getByRole('listbox', { name: 'Marks' }) };
}

/** The marks as the list tells them: "Person Anna 5–9". */
export const marksOn = (page) =>
	page
		.getByRole('listbox', { name: 'Marks' })
		.getByRole('option')
		.evaluateAll((all) => all.map((o) => [...o.children].map((c) => c.textContent).join(' ')));

export const saved = (page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

/** The spans as the server has them, by position: [tag name, start, end]. */
export async function spansOf({ client, document, tags }, limit = 50) {
	const { items } = (
		await client.get(`/api/annotations/documents/${document.id}/spans`, { query: { limit } })
	).json;
	items.sort((a, b) => a.start - b.start || a.end - b.end);
	return items.map((s) => [tags.find((t) => t.id === s.tag).name, s.start, s.end]);
}

/** Where on the screen a part of the text is: its lines' boxes. */
export const boxesOf = (page, part) =>
	page.evaluate((part) => {
		const root = document.getElementById('text');
		const nodes = [];
		const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let n = walk.nextNode(); n; n = walk.nextNode()) nodes.push(n);
		const at = nodes
			.map((n) => n.data)
			.join('')
			.indexOf(part);
		if (at < 0) throw new Error(`no ${part} on the page`);
		const find = (unit) => {
			let left = unit;
			for (const n of nodes) {
				if (left <= n.length) return [n, left];
				left -= n.length;
			}
			throw new Error('past the text');
		};
		const range = document.createRange();
		range.setStart(...find(at));
		if (range.startOffset === range.startContainer.length)
			range.setStart(nodes[nodes.indexOf(range.startContainer) + 1], 0);
		range.setEnd(...find(at + part.length));
		document.getElementById('text').scrollIntoView({ block: 'nearest' });
		return [...range.getClientRects()]
			.filter((r) => r.width > 0)
			.map(({ left, right, top, bottom }) => ({ left, right, middle: (top + bottom) / 2 }));
	}, part);

/** Select a part of the text with the mouse, from its first letter to its last; backwards if told so. */
export async function drag(page, part, { backwards = false, isRtl = false } = {}) {
	const boxes = await boxesOf(page, part);
	const first = boxes[0];
	const last = boxes.at(-1);
	const from = { x: isRtl ? first.right - 1 : first.left + 1, y: first.middle };
	const to = { x: isRtl ? last.left + 1 : last.right - 1, y: last.middle };
	const [a, b] = backwards ? [to, from] : [from, to];
	await page.mouse.move(a.x, a.y);
	await page.mouse.down();
	await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
	await page.mouse.move(b.x, b.y);
	await page.mouse.up();
}

export async function clickOn(page, part, options) {
	const [box] = await boxesOf(page, part);
	await page.mouse.click((box.left + box.right) / 2, box.middle, options);
}

/** What is painted as selected or as the cursor. */
export const painted = (page, name) =>
	page.evaluate(
		(name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()).join('|'),
		name,
	);
