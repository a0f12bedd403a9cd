/* What is told of where one stands: without a connection, with changes that were forgotten, when there is nothing; and what stays where it is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { show } from '../http/lib/labelling.mjs';
import { launch } from './browser.mjs';
import { markAnna, newColleague, newWork, openLabel, press, shows, standing, textOf, workOf } from './labelling.mjs';
import { clickOn, marksOn } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const topOf = async (locator) => (await locator.boundingBox()).y;

test('without a connection: what was submitted waits, the next text cannot come, and own work says why it is not there', async () => {
	const work = await newWork();
	const { page, context, close } = await openLabel(browser, work);
	await markAnna(page);
	await standing(page, 'Saved');
	await context.setOffline(true);
	await press(page, 'Control+Enter');
	await page.getByText('No connection: this is kept here and submitted when it is back. The next text needs a connection.').waitFor();
	await page.getByRole('button', { name: 'To be submitted' }).waitFor();
	await page.getByRole('button', { name: 'Next' }).click();
	/* At once: without a network nothing is tried again and again first. */
	await page.getByRole('alert').getByText('No connection: another text needs one. What is here is kept.').waitFor({ timeout: 800 });
	await page.getByRole('link', { name: 'Your work', exact: true }).click();
	await page.getByRole('alert').getByText('No connection: this needs one').waitFor({ timeout: 800 });
	await context.setOffline(false);
	await page.getByRole('row', { name: /Anna wrote/ }).getByText('Submitted', { exact: true }).waitFor();
	await close();
});

test('a change that was not submitted is reminded of: in the next text, when nothing is left, under own work', async () => {
	const work = await newWork({ texts: ['Anna wrote to Johann in Vienna.', 'The Society of Friends met in Prague.'] });
	const { page, close } = await openLabel(browser, work);
	await markAnna(page);
	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	await press(page, '<');
	await shows(page, 'Anna');
	await standing(page, 'Submitted');
	await clickOn(page, 'Vienna');
	await press(page, 'l');
	await standing(page, 'Saved, the change is not submitted');
	const reminder = page.getByRole('region', { name: 'Changes not submitted: 1 text' });
	assert.equal(await reminder.count(), 0);
	await press(page, '>');
	await shows(page, 'Society');
	await reminder.getByRole('link', { name: 'Go on with Anna wrote to Johann in Vienna.' }).waitFor();
	await press(page, 'Control+Shift+Enter');
	await page.getByRole('heading', { name: 'Nothing left to label' }).or(page.getByRole('heading', { name: 'Nothing for you now' })).waitFor();
	await reminder.waitFor();
	/* The server knows it, too. */
	await page.reload();
	await reminder.waitFor();
	await page.goto('/work');
	const row = page.getByRole('row', { name: /Anna wrote/ });
	await row.getByText('Submitted, changes not submitted').waitFor();
	await row.getByRole('link', { name: 'Go on with the changes' }).click();
	await shows(page, 'Anna');
	await page.getByRole('button', { name: 'Submit the change' }).click();
	await standing(page, 'Submitted');
	await page.getByRole('link', { name: 'Your work', exact: true }).click();
	await row.getByText('Submitted', { exact: true }).waitFor();
	await close();
});

test('a key is heard from the moment in which the text is there', async () => {
	const work = await newWork({ texts: ['Anna wrote to Johann in Vienna.', 'The Society of Friends met in Prague.'] });
	const { page, close } = await openLabel(browser, work);
	await markAnna(page);
	const pressed = page.evaluate(
		() =>
			new Promise((done) => {
				const nothing = new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true });
				new MutationObserver((changes, observer) => {
					if (!document.querySelector('main')?.textContent.includes('The Society of Friends')) return;
					observer.disconnect();
					document.body.dispatchEvent(nothing);
					done(nothing.defaultPrevented);
				}).observe(document.body, { subtree: true, childList: true });
			}),
	);
	await press(page, 'Control+Enter');
	assert.equal(await pressed, true);
	await page.getByRole('heading', { name: 'Nothing left to label' }).or(page.getByRole('heading', { name: 'Nothing for you now' })).waitFor();
	await close();
});

test('when there is nothing, no more is said than is known', async () => {
	const work = await newWork({ texts: ['One.'], annotators: 2 });
	const colleague = await newColleague(work);
	const { page, close } = await openLabel(browser, work);
	const theirs = await openLabel(browser, colleague);
	await press(page, 'Control+Shift+Enter');
	/* The colleague has what this person has labelled: it will not come. */
	await page.getByText('unless you have labelled or skipped it already').waitFor();
	const paused = await work.client.patch(`/api/annotations/jobs/${work.job.id}`, { state: 'paused' }, '"1"');
	assert.equal(paused.status, 200, paused.text);
	await page.goto('/label');
	await page.getByText('Jobs that are paused, or for other people, are not handed out.').waitFor();
	await theirs.close();
	await close();
});

test('one’s own part is told beside that of all', async () => {
	const work = await newWork({ annotators: 2 });
	const { page, close } = await openLabel(browser, work);
	await page.getByText('You have labelled 0; 0 of 3 texts have all 2 annotators').waitFor();
	await press(page, 'Control+Shift+Enter');
	await shows(page, 'Society');
	await page.getByText('You have labelled 1; 0 of 3 texts have all 2 annotators').waitFor();
	await close();
});

test('the tag last used is the usual one in the next text, too, and is named', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await page.getByText('A double click (2×) marks a word as Person.').waitFor();
	await clickOn(page, 'Vienna');
	await press(page, 'l', 'Control+Enter');
	await shows(page, 'Society');
	await page.getByText('A double click (2×) marks a word as Place.').waitFor();
	await clickOn(page, 'Prague', { clickCount: 2 });
	assert.deepEqual(await marksOn(page), ['Place Prague 30–36']);
	await close();
});

test('neither a class nor what became of the text before moves what one works with', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const tags = page.getByRole('button', { name: /^Person/ });
	const before = [await topOf(tags), await topOf(textOf(page))];
	await page.getByRole('radio', { name: 'Letter' }).check();
	await page.getByRole('button', { name: 'No class' }).waitFor();
	assert.deepEqual([await topOf(tags), await topOf(textOf(page))], before);
	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	await page.getByRole('link', { name: 'Change it' }).waitFor();
	assert.deepEqual([await topOf(tags), await topOf(textOf(page))], before);
	await close();
});

test('on a small screen the tags do not lie over the deeds', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work, { viewport: { width: 360, height: 640 } });
	await markAnna(page);
	await standing(page, 'Saved');
	await page.getByRole('button', { name: 'Submit and next' }).click({ timeout: 2000 });
	await shows(page, 'Society');
	const [, done] = await workOf(work.client);
	assert.equal((await show(work.client, done.id)).state, 'submitted');
	await clickOn(page, 'Society');
	await press(page, 'p');
	/* Wherever the page is scrolled to. */
	for (const top of [0, 200, 10_000]) {
		await page.evaluate((top) => window.scrollTo(0, top), top);
		const isOnTop = await page.getByRole('button', { name: 'Submit and next' }).evaluate((e) => {
			const { left, top, width, height } = e.getBoundingClientRect();
			return e.contains(document.elementFromPoint(left + width / 2, top + height / 2));
		});
		assert.equal(isOnTop, true, `scrolled to ${top}`);
	}
	await close();
});

test('the cursor does not colour a fresh mark', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const filled = () => page.evaluate(() => [...(CSS.highlights.get('cursor-fill') ?? [])].map((r) => r.toString()).join());
	await clickOn(page, 'Anna');
	assert.equal(await filled(), 'Anna');
	await press(page, 'p');
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4']);
	assert.equal(await filled(), '');
	await close();
});
