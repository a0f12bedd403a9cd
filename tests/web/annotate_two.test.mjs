/* One text in two pairs of hands: of two people, of two tabs, of two computers. Who is late is told, and nothing is lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { next, show, submit } from '../http/lib/labelling.mjs';
import { launch } from './browser.mjs';
import { KEPT, draftIs, markAnna, newColleague, newWork, openLabel, press, shows, standing, textOf, told, workOf } from './labelling.mjs';
import { clickOn, marksOn } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

/** The person's time is over, somebody else takes the place and submits. */
async function overtaken(work, colleague) {
	const [mine] = await workOf(work.client);
	await sql`update assignment set lease_until = now() - interval '1 minute' where id = ${mine.id}`;
	const theirs = await next(colleague.client, { job: work.job.id });
	assert.equal(theirs.example, mine.example);
	assert.equal((await submit(colleague.client, theirs.id, { schema_version: 1, nothing: true })).status, 200);
	return mine.id;
}

test('two people, one place: who comes late is told, and their labels are kept as a draft', async () => {
	const work = await newWork();
	const colleague = await newColleague(work);
	const { page, close } = await openLabel(browser, work);
	await markAnna(page);
	await standing(page, 'Saved');
	const id = await overtaken(work, colleague);
	await clickOn(page, 'Vienna');
	await press(page, 'l');
	await page.getByRole('alert').getByText('not in your hands any more').waitFor();
	assert.deepEqual(told((await show(work.client, id)).draft, work.labels), ['Person Anna', 'Place Vienna']);
	await press(page, 'Control+Enter');
	await page.getByRole('alert').getByText('as many others as there should be have it').waitFor();
	const now = await show(work.client, id);
	assert.deepEqual([now.state, ...told(now.draft, work.labels)], ['lost', 'Person Anna', 'Place Vienna']);
	await page.getByRole('link', { name: 'Go on with another text' }).click();
	await shows(page, 'Society');
	await close();
});

test('who comes late after the network was cut is told, too', async () => {
	const work = await newWork();
	const colleague = await newColleague(work);
	const at = await openLabel(browser, work);
	await at.context.setOffline(true);
	await markAnna(at.page);
	await press(at.page, 'Control+Enter');
	await standing(at.page, 'Not submitted yet, kept on this computer');
	const id = await overtaken(work, colleague);
	await at.page.close();
	await at.context.setOffline(false);
	const page = await at.context.newPage();
	await page.goto('/label');
	await page.getByRole('region', { name: 'Kept on this computer: 1 text' }).getByText('as many others').waitFor();
	assert.deepEqual(told((await show(work.client, id)).draft, work.labels), ['Person Anna']);
	await page.getByRole('link', { name: 'Letters of 1790' }).click();
	await page.getByRole('alert').getByText('as many others').waitFor();
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4']);
	await page.goto('/work');
	await page.getByRole('table').waitFor();
	assert.equal(await page.getByRole('region', { name: 'Kept on this computer' }).count(), 0);
	await at.close();
});

/** The text of the first tab in a second tab of the same browser. */
async function secondTab({ context }, id) {
	const other = await context.newPage();
	other.setDefaultTimeout(15_000);
	await other.goto(`/label/${id}`);
	await textOf(other).waitFor();
	return other;
}

const isReadOnly = (page) => page.getByText('This text is open in another tab.', { exact: true }).waitFor();
const takeHere = (page) => page.getByRole('button', { name: 'Work here instead' }).click();

test('one text in two tabs: one of them labels; the other shows, and takes over what was saved', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	const other = await secondTab(at, id);
	await isReadOnly(other);
	await markAnna(at.page);
	await standing(at.page, 'Saved');

	/* Neither a key nor a double click nor a class changes anything there. */
	await other.bringToFront();
	await clickOn(other, 'Vienna', { clickCount: 2 });
	await press(other, 'l', 'e', 'Control+Enter');
	await other.getByText('Nothing is marked yet').waitFor();
	assert.equal(await other.getByRole('radio', { name: 'Letter' }).isDisabled(), true);
	assert.equal(await other.getByRole('button', { name: 'Submit and next' }).count(), 0);
	assert.deepEqual(told((await show(work.client, id)).draft, work.labels), ['Person Anna']);

	await takeHere(other);
	await standing(other, 'Saved');
	assert.deepEqual(await marksOn(other), ['Person Anna 0–4']);
	await isReadOnly(at.page);
	await clickOn(other, 'Vienna');
	await press(other, 'l', 'e');
	await standing(other, 'Saved');
	await draftIs(work, ['Person Anna', 'Place Vienna', 'class Letter']);

	await at.page.bringToFront();
	await takeHere(at.page);
	await standing(at.page, 'Saved');
	assert.deepEqual(await marksOn(at.page), ['Person Anna 0–4', 'Place Vienna 24–30']);
	assert.equal(await at.page.getByRole('radio', { name: 'Letter' }).isChecked(), true);
	await isReadOnly(other);
	await at.page.reload();
	await textOf(at.page).waitFor();
	assert.deepEqual(await marksOn(at.page), ['Person Anna 0–4', 'Place Vienna 24–30']);
	await at.close();
});

test('a tab that is taken from saves first what it has just been given, though the server cannot be reached', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	const other = await secondTab(at, id);
	await isReadOnly(other);
	await at.page.route('**/draft', (route) => route.abort());
	await at.page.bringToFront();
	await markAnna(at.page);
	await other.bringToFront();
	await takeHere(other);
	await standing(other, 'Saved');
	assert.deepEqual(await marksOn(other), ['Person Anna 0–4']);
	await draftIs(work, ['Person Anna']);
	await at.close();
});

test('the tab that labels goes on to another text, or is closed: the other one has the text, as it was left', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	const other = await secondTab(at, id);
	await isReadOnly(other);
	await at.page.bringToFront();
	await markAnna(at.page);
	await press(at.page, 'Control+Enter');
	await shows(at.page, 'Society');
	await standing(other, 'Submitted');
	assert.deepEqual(await marksOn(other), ['Person Anna 0–4']);
	await other.bringToFront();
	await clickOn(other, 'Vienna');
	await press(other, 'l');
	await standing(other, 'Saved, the change is not submitted');
	const third = await secondTab(at, id);
	await isReadOnly(third);
	await other.close();
	await standing(third, 'Saved, the change is not submitted');
	assert.deepEqual(await marksOn(third), ['Person Anna 0–4', 'Place Vienna 24–30']);
	await at.close();
});

test('one text in two browsers: what the other submitted is shown beside what is here, and one chooses', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	const there = await openLabel(browser, work, { address: `/label/${id}` });
	const other = there.page;
	await markAnna(page);
	await press(page, 'Control+Enter');
	await shows(page, 'Society');

	await other.bringToFront();
	await clickOn(other, 'Vienna');
	await press(other, 'l');
	const both = other.getByRole('region', { name: 'This text was labelled in another window, too' });
	await both.getByText('Person: Anna (0–4)').waitFor();
	await both.getByText('Place: Vienna (24–30)').waitFor();
	await standing(other, 'Not saved: labelled elsewhere, too');
	/* Meanwhile the text can be labelled further. */
	await clickOn(other, 'Johann');
	await press(other, 'p');
	await both.getByText('Person: Johann (14–20)').waitFor();
	assert.deepEqual(told((await show(work.client, id)).submission, work.labels), ['Person Anna']);
	await both.getByRole('button', { name: 'Keep what is here' }).click();
	await standing(other, 'Saved, the change is not submitted');
	await press(other, 'Control+Enter');
	await standing(other, 'Submitted');
	assert.deepEqual(told((await show(work.client, id)).submission, work.labels), ['Person Johann', 'Place Vienna']);
	await there.close();
	await close();
});

test('what is there can be taken instead; and what was kept here from before is asked about, too', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	await at.context.setOffline(true);
	await markAnna(at.page);
	await standing(at.page, KEPT);
	await at.page.close();
	const elsewhere = { schema_version: 1, spans: [{ label: work.labels.Place, start: 24, end: 30, text: 'Vienna' }] };
	assert.equal((await submit(work.client, id, elsewhere)).status, 200);
	await at.context.setOffline(false);
	const page = await at.context.newPage();
	await page.goto('/label');
	await page.getByRole('region', { name: 'Kept on this computer' }).getByRole('link', { name: 'Letters of 1790' }).click();
	const both = page.getByRole('region', { name: 'This text was labelled in another window, too' });
	await both.getByText('Person: Anna (0–4)').waitFor();
	await both.getByRole('button', { name: 'Take what is there' }).click();
	await standing(page, 'Submitted');
	assert.deepEqual(await marksOn(page), ['Place Vienna 24–30']);
	assert.deepEqual(told((await show(work.client, id)).submission, work.labels), ['Place Vienna']);
	await page.reload();
	await standing(page, 'Submitted');
	assert.equal(await both.count(), 0);
	await at.close();
});

test('what was saved elsewhere is not written over when the lease is renewed', async () => {
	const work = await newWork({ lease_seconds: 60 });
	const { page, close } = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	await markAnna(page);
	await standing(page, 'Saved');
	const elsewhere = { schema_version: 1, spans: [{ label: work.labels.Place, start: 24, end: 30, text: 'Vienna' }] };
	assert.equal((await work.client.send('PUT', `/api/annotations/assignments/${id}/draft`, { json: elsewhere })).status, 200);
	/* As long as it takes until the lease is renewed: a third of it. */
	await page.getByRole('region', { name: 'This text was labelled in another window, too' }).waitFor({ timeout: 40_000 });
	assert.deepEqual(told((await show(work.client, id)).draft, work.labels), ['Place Vienna']);
	await close();
});
