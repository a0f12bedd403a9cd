/* The server is away, the tab closed, the session over, somebody else there: nothing that was labelled is lost, or anybody else's. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { until } from '../http/lib/instance.mjs';
import { end, isAlive, scale, supervisorsOf, workersOf } from '../http/lib/processes.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { answerBoxes, launch } from './browser.mjs';
import { KEPT, draftIs, markAnna, newColleague, newWork, openLabel, press, reopen, shows, standing, textOf, told, workOf } from './labelling.mjs';
import { clickOn, logInQuietly, marksOn } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('“Saved” is said only when the server has said so', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	let go;
	const gate = new Promise((open) => (go = open));
	await page.route('**/draft', async (route) => {
		await gate;
		await route.continue();
	});
	await markAnna(page);
	await standing(page, 'Saving…');
	const asked = page.waitForRequest('**/draft');
	await asked;
	assert.equal(await page.getByText('Saved', { exact: true }).count(), 0);
	assert.equal((await workOf(work.client))[0].draft, null);
	go();
	await standing(page, 'Saved');
	await draftIs(work, ['Person Anna']);
	await close();
});

test('the network is cut: one goes on, and all is saved when it is back', async () => {
	const work = await newWork();
	const { page, context, close } = await openLabel(browser, work);
	await context.setOffline(true);
	await markAnna(page);
	await standing(page, KEPT);
	await clickOn(page, 'Vienna');
	await press(page, 'l', 'e');
	await standing(page, KEPT);
	assert.equal((await workOf(work.client))[0].draft, null);
	await context.setOffline(false);
	await standing(page, 'Saved');
	await draftIs(work, ['Person Anna', 'Place Vienna', 'class Letter']);
	await close();
});

test('the network is cut and the tab closed: what was labelled is there again, and on the server', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	await at.context.setOffline(true);
	await markAnna(at.page);
	await standing(at.page, KEPT);
	await at.page.close();
	await at.context.setOffline(false);
	const page = await at.context.newPage();
	await page.goto(`/label?job=${work.job.id}`);
	await textOf(page).waitFor();
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4']);
	await draftIs(work, ['Person Anna']);
	await at.close();
});

test('what was kept is sent from whatever page its person comes back to', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	await at.context.setOffline(true);
	await markAnna(at.page);
	await standing(at.page, KEPT);
	await at.page.close();
	await at.context.setOffline(false);
	const page = await at.context.newPage();
	await page.goto('/projects/new');
	await draftIs(work, ['Person Anna']);
	await at.close();
});

test('submitted while the network is cut: said so, and submitted later, once, though the tab was closed', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	await markAnna(at.page);
	await standing(at.page, 'Saved');
	await at.context.setOffline(true);
	await press(at.page, 'Control+Enter');
	await standing(at.page, 'Not submitted yet, kept on this computer');
	await at.page.close();
	await at.context.setOffline(false);
	const page = await at.context.newPage();
	await page.goto(`/label?job=${work.job.id}`);
	await shows(page, 'Society');
	const done = (await workOf(work.client))[1];
	assert.deepEqual([done.state, done.version, ...told(done.submission, work.labels)], ['submitted', 2, 'Person Anna']);
	await at.close();
});

test('submitted while the network is cut, and then it is back: the next text comes by itself', async () => {
	const work = await newWork();
	const { page, context, close } = await openLabel(browser, work);
	await context.setOffline(true);
	await markAnna(page);
	await press(page, 'Control+Enter');
	await standing(page, 'Not submitted yet, kept on this computer');
	await context.setOffline(false);
	await shows(page, 'Society');
	assert.deepEqual(told((await workOf(work.client))[1].submission, work.labels), ['Person Anna']);
	await close();
});

test('an answer that got lost: the same is sent again, and is one submission', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	let lost = 0;
	await page.route('**/submission', async (route) => {
		if (lost++) return route.continue();
		await route.fetch();
		await route.abort();
	});
	await markAnna(page);
	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	assert.ok(lost > 1);
	const done = (await workOf(work.client))[1];
	assert.equal(done.version, 2);
	await close();
});

test('an answer that got lost, and labels that were changed since: one’s own submission is no other version', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await page.route('**/submission', async (route) => {
		await route.fetch();
		await route.abort();
	});
	await markAnna(page);
	await press(page, 'Control+Enter');
	await standing(page, 'Not submitted yet, kept on this computer');
	await clickOn(page, 'Vienna');
	await press(page, 'l');
	await standing(page, 'Saved, the change is not submitted');
	const [now] = await workOf(work.client);
	assert.deepEqual([now.version, told(now.submission, work.labels), told(now.draft, work.labels)], [2, ['Person Anna'], ['Person Anna', 'Place Vienna']]);
	await page.unroute('**/submission');
	await page.getByRole('button', { name: 'Submit the change' }).click();
	await standing(page, 'Submitted');
	assert.deepEqual(told((await workOf(work.client))[0].submission, work.labels), ['Person Anna', 'Place Vienna']);
	await close();
});

test('the handler is killed and comes back: nothing is lost', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const workers = workersOf('annotations');
	for (const supervisor of supervisorsOf('annotations')) await end(supervisor);
	await until('its workers to follow it', () => !workers.some(isAlive));
	try {
		await markAnna(page);
		await standing(page, KEPT);
	} finally {
		scale('annotations', 1);
	}
	await standing(page, 'Saved');
	await draftIs(work, ['Person Anna']);
	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	await close();
});

test('the session ends in the middle: log in over the page, and it is saved', async () => {
	const work = await newWork();
	const { page, context, close } = await openLabel(browser, work);
	await context.clearCookies();
	await markAnna(page);
	const dialog = page.getByRole('dialog', { name: 'Please log in again' });
	await dialog.waitFor();
	await page.getByText(KEPT, { exact: true }).waitFor();
	await dialog.getByLabel('Password', { exact: true }).fill(work.password);
	await dialog.getByRole('button', { name: 'Log in' }).click();
	await standing(page, 'Saved');
	await draftIs(work, ['Person Anna']);
	await close();
});

test('somebody else logs in on the same computer: they neither see nor send what is kept; its person does', async () => {
	const work = await newWork();
	/* Of the same workspace, even. */
	const stranger = await newColleague(work);
	const at = await openLabel(browser, work);
	await at.context.clearCookies();
	await markAnna(at.page);
	const dialog = at.page.getByRole('dialog', { name: 'Please log in again' });
	await dialog.waitFor();
	await at.page.getByText(KEPT, { exact: true }).waitFor();
	await dialog.getByLabel('User name').fill(stranger.username);
	await dialog.getByLabel('Password', { exact: true }).fill(stranger.password);
	await dialog.getByRole('button', { name: 'Log in' }).click();
	await at.page.getByRole('link', { name: stranger.username }).waitFor();
	const sent = [];
	at.page.on('request', (r) => r.method() === 'PUT' && sent.push(r.url()));
	await at.page.goto('/label');
	await textOf(at.page).waitFor();
	assert.equal(await at.page.getByText('Kept on this computer').count(), 0);
	await at.page.getByText('Nothing is marked yet').waitFor();
	assert.deepEqual(sent, []);
	assert.equal((await workOf(work.client))[0].draft, null);

	await logInQuietly(at.page, work);
	const page = await reopen(at, `/label?job=${work.job.id}`);
	await textOf(page).waitFor();
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4']);
	await draftIs(work, ['Person Anna']);
	await at.close();
});

test('another person’s session in another tab: this tab’s work is not sent by it', async () => {
	const work = await newWork();
	const stranger = await newOwner();
	const { page, context, close } = await openLabel(browser, work);
	const other = await context.newPage();
	await other.goto('/robots.txt');
	await logInQuietly(other, stranger);
	await markAnna(page);
	await page.getByRole('link', { name: stranger.username }).waitFor();
	assert.equal((await workOf(work.client))[0].draft, null);
	await logInQuietly(other, work);
	await other.goto('/work');
	await draftIs(work, ['Person Anna']);
	await close();
});

test('a browser that keeps nothing: it is said, and saved as soon as the server can be reached', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	await at.context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: { open: () => { throw new Error('no'); } } }));
	await at.page.reload();
	await textOf(at.page).waitFor();
	await at.context.setOffline(true);
	await markAnna(at.page);
	await standing(at.page, 'Not saved yet: keep this page open');
	const asked = answerBoxes(at.page, () => false);
	await at.page.getByRole('link', { name: 'Your work', exact: true }).click();
	assert.match(asked[0], /not saved anywhere/);
	await at.context.setOffline(false);
	await standing(at.page, 'Saved');
	await draftIs(work, ['Person Anna']);
	await at.close();
});
