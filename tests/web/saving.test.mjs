/* Saving is honest, a lost session costs nothing, and other people's changes are met. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { signUp, confirm, stranger } from '../http/lib/people.mjs';
import { until } from '../http/lib/instance.mjs';
import { launch, visit } from './browser.mjs';
import {
	LETTER,
	clickOn,
	logIn,
	logInQuietly,
	marksOn,
	newDesk,
	openDesk,
	saved,
	spansOf,
	visitAs,
} from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const ANNA = { start: 5, end: 9, text: 'Anna' };
const isWrite = (request) => request.method() !== 'GET';

/** Holds back every request that changes something until let go. */
async function hold(page) {
	let go;
	const gate = new Promise((open) => {
		go = open;
	});
	await page.route('**/api/annotations/**', async (route) => {
		if (isWrite(route.request())) await gate;
		await route.continue();
	});
	return go;
}

test('“Saved” is said only when the server has said so', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	const go = await hold(page);
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	await page.getByText('Saving…').waitFor();
	/* The mark is shown already, but nobody says that it is saved. */
	assert.deepEqual(await marksOn(page), ['Person Anna 5–9']);
	assert.equal(await page.getByText('Saved', { exact: true }).count(), 0);
	assert.deepEqual(await spansOf(desk), []);
	go();
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

test('what could not be saved is kept, said, and saved on request', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	await page.route('**/spans', (route) => (isWrite(route.request()) ? route.abort() : route.continue()));
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	await page.getByText(/Not saved: 1 change\. The server could not be reached/).waitFor();
	assert.match((await marksOn(page))[0], /not saved/);
	/* Leaving asks first, and staying keeps all of it. */
	const asked = page.waitForEvent('dialog').then((d) => d.dismiss());
	await page.getByRole('link', { name: 'Letters' }).click();
	await asked;
	assert.equal((await marksOn(page)).length, 1);
	await page.unroute('**/spans');
	await page.getByRole('button', { name: 'Retry' }).click();
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

test('a mark whose answer was lost on the way is not made a second time', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	let lost = 0;
	await page.route('**/spans', async (route) => {
		if (!isWrite(route.request()) || lost > 0) return route.continue();
		lost++;
		await route.fetch();
		await route.abort();
	});
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	await page.getByText(/Not saved/).waitFor();
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await page.getByRole('button', { name: 'Retry' }).click();
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

for (const [what, key, left] of [
	['removed', 'Delete', []],
	['moved', 'ArrowRight', [['Person', 5, 10]]],
	['tagged otherwise', 'l', [['Place', 5, 9]]],
]) {
	test(`a mark whose answer was lost on the way and that is ${what} then leaves nothing else behind`, async () => {
		const desk = await newDesk();
		const { page, list, close } = await openDesk(browser, desk);
		let lost = 0;
		await page.route('**/spans', async (route) => {
			if (!isWrite(route.request()) || lost > 0) return route.continue();
			lost++;
			await route.fetch();
			await route.abort();
		});
		await clickOn(page, 'Anna', { clickCount: 2 });
		await page.getByText(/Not saved/).waitFor();
		assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
		await list.focus();
		await page.keyboard.press(key);
		await saved(page);
		assert.deepEqual(await spansOf(desk), left);
		await close();
	});
}

test('quick changes of one mark join, and the last one is what is saved', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	const go = await hold(page);
	const writes = [];
	page.on('request', (r) => isWrite(r) && writes.push(r.method()));
	await clickOn(page, 'Anna', { clickCount: 2 });
	await page.keyboard.press('l');
	await page.keyboard.press('o');
	await page.keyboard.press('l');
	go();
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Place', 5, 9]]);
	assert.deepEqual(writes, ['POST', 'PATCH']);
	await close();
});

test('a mark made and removed before it was saved leaves nothing behind', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	const go = await hold(page);
	await clickOn(page, 'Anna', { clickCount: 2 });
	await page.keyboard.press('Delete');
	go();
	await saved(page);
	await until('the span is gone', async () => (await spansOf(desk)).length === 0);
	assert.deepEqual(await marksOn(page).catch(() => []), []);
	await close();
});

test('the session ends at work: log in over the page, and the mark is saved', async () => {
	const desk = await newDesk();
	const { page, context, text, close } = await openDesk(browser, desk);
	await clickOn(page, 'Vienna');
	await page.keyboard.press('l');
	await saved(page);
	await context.clearCookies();
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	const dialog = page.getByRole('dialog', { name: 'Please log in again' });
	assert.equal(await dialog.getByLabel('User name').inputValue(), desk.username);
	await dialog.getByLabel('Password', { exact: true }).fill('a wrong one, to begin with');
	await dialog.getByRole('button', { name: 'Log in' }).click();
	await dialog.getByRole('alert').getByText('wrong').waitFor();
	await dialog.getByLabel('Password', { exact: true }).fill(desk.password);
	await dialog.getByRole('button', { name: 'Log in' }).click();
	await dialog.waitFor({ state: 'detached' });
	await saved(page);
	assert.equal(await text.evaluate((e) => e === document.activeElement), true);
	assert.deepEqual(await marksOn(page), ['Person Anna 5–9', 'Place Vienna 38–44']);
	assert.deepEqual(await spansOf(desk), [
		['Person', 5, 9],
		['Place', 38, 44],
	]);
	await close();
});

test('who does not log in again sees what is not saved, and can retry', async () => {
	const desk = await newDesk();
	const { page, context, close } = await openDesk(browser, desk);
	await context.clearCookies();
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	const dialog = page.getByRole('dialog', { name: 'Please log in again' });
	await dialog.getByRole('button', { name: 'Close' }).click();
	await page.getByText(/Not saved/).waitFor();
	await page.getByRole('button', { name: 'Retry' }).click();
	await logIn(dialog, desk);
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

test('another log-in in the same browser changes the token: work goes on', async () => {
	const desk = await newDesk();
	const { page, context, close } = await openDesk(browser, desk);
	const other = await context.newPage();
	await other.goto('/robots.txt');
	await logInQuietly(other, desk);
	await other.close();
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

test('a mark that someone else has changed or removed first is shown as they have it', async () => {
	const desk = await newDesk(LETTER, ([person]) => [
		{ tag: person.id, ...ANNA },
		{ tag: person.id, start: 38, end: 44, text: 'Vienna' },
	]);
	const { page, close } = await openDesk(browser, desk);
	const { items } = (await desk.client.get(`/api/annotations/documents/${desk.document.id}/spans`)).json;
	const of = (start) => items.find((s) => s.start === start);
	await desk.client.patch(`/api/annotations/spans/${of(5).id}`, { tag: desk.tags[2].id }, '"1"');
	await desk.client.delete(`/api/annotations/spans/${of(38).id}`, '"1"');

	await clickOn(page, 'Anna');
	await page.keyboard.press('l');
	await page.getByText('Someone changed this mark first').waitFor({ state: 'attached' });
	await clickOn(page, 'Vienna');
	await page.keyboard.press('l');
	await page.getByText('Someone removed this mark first').waitFor({ state: 'attached' });
	await saved(page);
	assert.deepEqual(await marksOn(page), ['Organisation Anna 5–9']);
	await close();
});

test('what the server finds too much at once is saved a little later, and nobody is troubled', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	let refused = 0;
	await page.route('**/spans', async (route) => {
		if (!isWrite(route.request()) || refused > 0) return route.continue();
		refused++;
		await route.fulfill({
			status: 429,
			headers: { 'retry-after': '1' },
			contentType: 'application/problem+json',
			body: JSON.stringify({ type: '/problems/too-many', title: 'Too many requests', status: 429 }),
		});
	});
	await clickOn(page, 'Anna');
	await page.keyboard.press('p');
	await page.getByText('Saving…').waitFor();
	await saved(page);
	assert.equal(refused, 1);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

test('an upload outlives the session, too', async () => {
	const desk = await newDesk();
	const { page, context, close } = await visitAs(desk, browser);
	await page.goto(`/projects/${desk.project.id}/texts`);
	await page.getByRole('link', { name: 'letter.txt' }).waitFor();
	await context.clearCookies();
	const file = { name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('Second.') };
	await page.getByLabel('Upload texts').setInputFiles(file);
	const dialog = page.getByRole('dialog', { name: 'Please log in again' });
	await dialog.getByLabel('Password', { exact: true }).fill(desk.password);
	await dialog.getByRole('button', { name: 'Log in' }).click();
	await page.getByRole('link', { name: 'second.txt' }).waitFor();
	await close();
});

test('a project that someone else has renamed meanwhile is not overwritten unseen', async () => {
	const desk = await newDesk();
	const { page, close } = await visitAs(desk, browser);
	await page.goto(`/projects/${desk.project.id}`);
	await page.getByRole('button', { name: 'Rename' }).click();
	const now = (await desk.client.get(`/api/annotations/projects/${desk.project.id}`)).json;
	await desk.client.patch(`/api/annotations/projects/${now.id}`, { name: 'Theirs' }, `"${now.version}"`);
	await page.getByLabel('Name', { exact: true }).fill('Mine');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('region', { name: 'Theirs' }).getByText('Theirs', { exact: true }).last().waitFor();
	await page.getByRole('region', { name: 'Yours' }).getByText('Mine', { exact: true }).waitFor();
	await page.getByRole('button', { name: 'Put yours in its place' }).click();
	await page.getByRole('heading', { name: 'Mine', level: 1 }).waitFor();
	await close();
});

test('a stranger is brought to where they wanted to go, and nowhere else', async () => {
	const desk = await newDesk();
	const { page, close } = await visit(browser);
	await page.goto(`/projects/${desk.project.id}`);
	await page.getByRole('heading', { name: 'Log in' }).waitFor();
	await logIn(page, desk);
	await page.getByRole('heading', { name: 'Letters', level: 1 }).waitFor();
	for (const bad of [
		'//example.org/',
		'https://example.org/',
		'/\\example.org',
		'/.//example.org/',
		'/x/..//y',
		'javascript:alert(1)',
		'http://[',
	]) {
		await page.goto(`/log-in?next=${encodeURIComponent(bad)}`);
		await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
		assert.equal(new URL(page.url()).pathname, '/');
	}
	await close();
});

test('long lists have pages, and reloading one stays on it', async () => {
	const person = await confirm(await signUp(stranger()));
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await logIn(page, person);
	await page.getByRole('heading', { name: 'Projects' }).waitFor();
	await page.evaluate(async () => {
		const { csrf } = await (await fetch('/api/auth/session')).json();
		for (let i = 1; i <= 51; i++) {
			await fetch('/api/annotations/projects', {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
				body: JSON.stringify({ name: `Project ${i}` }),
			});
		}
	});
	await page.reload();
	await page.getByRole('link', { name: 'Project 50' }).waitFor();
	await page.getByRole('link', { name: 'Next page' }).click();
	await page.getByRole('link', { name: 'Project 51' }).waitFor();
	await page.reload();
	await page.getByRole('link', { name: 'Project 51' }).waitFor();
	assert.equal(await page.getByRole('listitem').count(), 1);
	await page.goBack();
	await page.getByRole('link', { name: 'Project 50' }).waitFor();
	await close();
});
