/* Drafts that cross: what is older, or was not seen, never takes the place of what is newer. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { until } from '../http/lib/instance.mjs';
import { show } from '../http/lib/labelling.mjs';
import { launch } from './browser.mjs';
import { draftIs, heldDraft, kept, markAnna, markVienna, newWork, openLabel, press, shows, standing, told, workOf } from './labelling.mjs';
import { clickOn, marksOn } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('one text in two browsers: what the other saved is shown beside what is here, and one chooses', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	const there = await openLabel(browser, work, { address: `/label/${id}` });
	const other = there.page;
	await markAnna(page);
	await standing(page, 'Saved');
	await other.bringToFront();
	await markVienna(other);
	const both = other.getByRole('region', { name: 'This text was labelled in another window, too' });
	await both.getByText('Person: Anna (0–4)').waitFor();
	await both.getByText('Place: Vienna (24–30)').waitFor();
	assert.deepEqual(told((await show(work.client, id)).draft, work.labels), ['Person Anna']);
	await both.getByRole('button', { name: 'Keep what is here' }).click();
	await standing(other, 'Saved');
	await draftIs(work, ['Place Vienna']);
	await there.close();
	await close();
});

test('who goes to another page while a draft is on its way: what is newer is saved after it', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const held = await heldDraft(page);
	await markAnna(page);
	await held.isOnItsWay;
	await markVienna(page);
	await until('the newer one to be kept', async () => (await kept(page)).some((body) => body.includes('Vienna')));
	await page.getByRole('link', { name: 'Your work', exact: true }).first().click();
	await page.getByRole('heading', { name: 'Your work', level: 1 }).waitFor();
	held.go();
	await draftIs(work, ['Person Anna', 'Place Vienna']);
	await page.waitForFunction(() => !document.querySelector('main')?.textContent.includes('Kept on this computer'));
	await close();
});

test('a draft that was saved although no answer came is one’s own', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const cutAnswer = async (route) => {
		await route.fetch();
		await route.abort();
	};
	await page.route('**/draft', cutAnswer, { times: 1 });
	await markAnna(page);
	await draftIs(work, ['Person Anna']);
	await markVienna(page);
	await standing(page, 'Saved');
	await draftIs(work, ['Person Anna', 'Place Vienna']);
	assert.equal(await page.getByRole('region', { name: 'This text was labelled in another window, too' }).count(), 0);
	await close();
});

test('a tab that is hidden while a draft is on its way keeps nothing that the server has', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const held = await heldDraft(page);
	await markAnna(page);
	await held.isOnItsWay;
	await page.evaluate(() => {
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
	});
	held.go();
	await standing(page, 'Saved');
	await until('what was kept to go', async () => (await kept(page)).length === 0);
	await close();
});

test('a text is not skipped while what is labelled on it cannot be saved; the reason has the focus', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	await page.route('**/draft', (route) => route.abort());
	await markAnna(page);
	await press(page, '!');
	await page.getByRole('dialog', { name: 'Skip this text' }).waitFor();
	await page.keyboard.type('Cannot read it');
	await press(page, 'Tab', 'Enter');
	await page.getByRole('alert').getByText('what is labelled here is not saved yet').waitFor();
	assert.equal((await show(work.client, id)).state, 'leased');
	await page.unroute('**/draft');
	await standing(page, 'Saved');
	await page.getByRole('button', { name: 'Skip and next' }).click();
	await shows(page, 'Society');
	const skipped = await show(work.client, id);
	assert.deepEqual([skipped.state, ...told(skipped.draft, work.labels)], ['skipped', 'Person Anna']);
	assert.deepEqual(await marksOn(page), []);
	await close();
});
