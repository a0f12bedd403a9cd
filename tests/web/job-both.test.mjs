/* Two managers change one job at the same time. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { jobOf } from '../http/lib/labelling.mjs';
import { answerBoxes, launch } from './browser.mjs';
import { API, newTeamwork } from './jobs.mjs';
import { visitAs } from './steps.mjs';

let browser, work;
before(async () => {
	browser = await launch();
	work = await newTeamwork();
});
after(() => browser.close());

/** What the other manager does, by the API. */
async function change(json) {
	const { version } = await jobOf(work.client, work.job.id);
	const reply = await work.client.patch(`${API}/jobs/${work.job.id}`, json, `"${version}"`);
	assert.equal(reply.status, 200, reply.text);
}
const now = () => jobOf(work.client, work.job.id);

async function openJob() {
	const at = await visitAs(work.owner, browser);
	await at.page.goto(`/jobs/${work.job.id}`);
	await at.page.getByRole('button', { name: 'Rename' }).waitFor();
	return at;
}

async function rename(page, name) {
	await page.getByRole('button', { name: 'Rename' }).click();
	const form = page.getByRole('region', { name: 'Change name' });
	await form.getByLabel('Name').fill(name);
	return form;
}

test('a name that another has changed: both are shown, and theirs can be taken', async () => {
	const { page, close } = await openJob();
	const form = await rename(page, 'Mine');
	await change({ name: 'Theirs' });
	await form.getByRole('button', { name: 'Save' }).click();
	const both = page.getByRole('alert', { name: /Someone else changed the name/ });
	await both.getByRole('region', { name: 'Theirs' }).getByText('Theirs', { exact: true }).nth(1).waitFor();
	await both.getByRole('region', { name: 'Yours' }).getByText('Mine', { exact: true }).waitFor();
	assert.equal(await both.evaluate((e) => e === document.activeElement), true);
	await both.getByRole('button', { name: 'Take theirs' }).click();
	await page.getByRole('heading', { name: 'Theirs', level: 1 }).waitFor();
	assert.equal((await now()).name, 'Theirs');
	assert.equal(await page.getByRole('button', { name: 'Rename' }).evaluate((e) => e === document.activeElement), true);
	await close();
});

test('… or one’s own be put in its place, or written on', async () => {
	const { page, close } = await openJob();
	let form = await rename(page, 'Mine first');
	await change({ name: 'Theirs again' });
	await form.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('button', { name: 'Put yours in its place' }).click();
	await page.getByRole('heading', { name: 'Mine first', level: 1 }).waitFor();
	form = await rename(page, 'Mine second');
	await change({ name: 'Theirs once more' });
	await form.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('button', { name: 'Go on writing' }).click();
	assert.equal(await form.getByLabel('Name').inputValue(), 'Mine second');
	assert.equal(await form.getByLabel('Name').evaluate((e) => e === document.activeElement), true);
	await form.getByLabel('Name').fill('Mine and theirs');
	await form.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('heading', { name: 'Mine and theirs', level: 1 }).waitFor();
	assert.equal((await now()).name, 'Mine and theirs');
	await close();
});

test('when another part of the job was changed, one’s own is saved beside it', async () => {
	const { page, close } = await openJob();
	await page.getByRole('button', { name: 'Change guidelines' }).click();
	await page.getByRole('textbox', { name: 'Guidelines' }).fill('Only *people*.');
	await change({ queue: 'top', name: 'Renamed meanwhile' });
	await page.getByRole('button', { name: 'Save' }).click();
	await page.locator('em').getByText('people').waitFor();
	const { name, guidelines } = await now();
	assert.deepEqual([name, guidelines], ['Renamed meanwhile', 'Only *people*.']);
	await page.getByRole('heading', { name: 'Renamed meanwhile', level: 1 }).waitFor();
	await close();
});

test('guidelines that another has changed are both shown, and neither is lost', async () => {
	const { page, close } = await openJob();
	await page.getByRole('button', { name: 'Change guidelines' }).click();
	await page.getByRole('textbox', { name: 'Guidelines' }).fill('Mine, # one\n\nMine, two');
	await change({ guidelines: 'Theirs' });
	await page.getByRole('button', { name: 'Save' }).click();
	const both = page.getByRole('alert', { name: /Someone else changed the guidelines/ });
	await both.getByRole('region', { name: 'Yours' }).getByText('Mine, # one').waitFor();
	assert.equal((await now()).guidelines, 'Theirs');
	await both.getByRole('button', { name: 'Put yours in its place' }).click();
	await page.getByText('Mine, two').waitFor();
	assert.equal((await now()).guidelines, 'Mine, # one\n\nMine, two');
	await close();
});

test('a job that another has archived is not paused', async () => {
	const { page, close } = await openJob();
	/* Not told by itself: the page is asked to stay as it is. */
	await page.route(`**${API}/jobs/${work.job.id}`, (route) =>
		route.request().headers()['if-none-match'] ? route.fulfill({ status: 304 }) : route.fallback(),
	);
	const first = await page.waitForResponse((r) => r.url().endsWith(work.job.id) && r.request().method() === 'GET');
	assert.equal(first.status(), 200);
	await change({ state: 'archived' });
	await page.getByRole('region', { name: 'State' }).getByRole('button', { name: 'Pause' }).click();
	await page.getByRole('alert').getByText('it is archived now. Yours was not done').waitFor();
	assert.equal((await now()).state, 'archived');
	await close();
});

test('what cannot be saved stays to be saved again', async () => {
	const { page, context, close } = await openJob();
	const form = await rename(page, 'Kept');
	await context.setOffline(true);
	await form.getByRole('button', { name: 'Save' }).click();
	await form.getByRole('alert').getByText('The server could not be reached').waitFor();
	await page.getByText('These numbers may be old').waitFor();
	await context.setOffline(false);
	await form.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('heading', { name: 'Kept', level: 1 }).waitFor();
	await page.getByText('These numbers may be old').waitFor({ state: 'detached' });
	await close();
});

test('guidelines that were written and not saved are not left behind unasked', async () => {
	const { page, close } = await openJob();
	await page.getByRole('button', { name: 'Change guidelines' }).click();
	const text = page.getByRole('textbox', { name: 'Guidelines' });
	const asked = answerBoxes(page, (question, which) => which > 0);
	const leave = () => page.getByRole('link', { name: 'Jobs of Letters' }).click();
	await text.fill('An hour of work');
	await leave();
	assert.equal(await text.inputValue(), 'An hour of work');
	await leave();
	await page.getByRole('link', { name: 'New job' }).waitFor();
	assert.equal(asked.length, 2);
	assert.match(asked[0], /not saved/);
	await close();
});
