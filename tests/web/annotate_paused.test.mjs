/* What is in one's hands of a job that is paused is shown, to finish it or to give it back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addJob, show } from '../http/lib/labelling.mjs';
import { launch } from './browser.mjs';
import { KEPT, markAnna, newWork, openLabel, press, shows, standing, told, workOf } from './labelling.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const turn = async ({ client, job }, state) => {
	const { version } = (await client.get(`/api/annotations/jobs/${job.id}`)).json;
	const reply = await client.patch(`/api/annotations/jobs/${job.id}`, { state }, `"${version}"`);
	assert.equal(reply.status, 200, reply.text);
};
const inHand = (page) => page.getByRole('region', { name: 'In your hands: 1 text of paused jobs' });

test('nothing is handed out, and what is in hand is shown, opened and finished', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await turn(work, 'paused');
	await page.goto('/label');
	await inHand(page).getByText('Letters of 1790').waitFor();
	await page.goto(`/label?job=${work.job.id}`);
	await page.getByRole('heading', { name: 'This job is paused' }).waitFor();
	await inHand(page).getByRole('link', { name: 'Finish Anna wrote to Johann' }).click();
	await shows(page, 'Anna');
	await page.getByRole('status').getByText('This job is paused. You can finish this text or give it back').waitFor();
	await markAnna(page);
	await press(page, 'Control+Enter');
	await page.getByRole('heading', { name: 'Nothing for you now' }).waitFor();
	assert.equal(await inHand(page).count(), 0);
	const [now] = await workOf(work.client);
	assert.deepEqual([now.state, told(now.submission, work.labels)], ['submitted', ['Person Anna']]);
	await close();
});

test('it is reminded of while other work is handed out, and given back from there', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await turn(work, 'paused');
	await addJob(work.client, work.project.id, { name: 'Other work', examples: 1 });
	await page.goto('/label');
	await page.getByRole('heading', { name: 'Other work' }).waitFor();
	await inHand(page).getByRole('button', { name: 'Give back' }).click();
	await inHand(page).waitFor({ state: 'detached' });
	assert.deepEqual((await workOf(work.client)).map((a) => a.state).sort(), ['leased', 'lost']);
	await close();
});

test('an open text of a paused job is given back with what is labelled on it', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await turn(work, 'paused');
	const [{ id }] = await workOf(work.client);
	await page.goto(`/label/${id}`);
	await shows(page, 'Anna');
	await markAnna(page);
	await page.getByRole('button', { name: 'Give it back' }).click();
	await page.getByText('Not in your hands any more').waitFor();
	const now = await show(work.client, id);
	assert.deepEqual([now.state, told(now.draft, work.labels)], ['lost', ['Person Anna']]);
	await close();
});

test('what cannot be given back stays, and it is said', async () => {
	const work = await newWork();
	const { page, context, close } = await openLabel(browser, work);
	await turn(work, 'paused');
	const [{ id }] = await workOf(work.client);
	await page.goto(`/label/${id}`);
	await shows(page, 'Anna');
	await context.setOffline(true);
	await markAnna(page);
	await standing(page, KEPT);
	await page.getByRole('button', { name: 'Give it back' }).click();
	await page.getByRole('alert').getByText('Not given back: what is labelled here is not saved yet').waitFor();
	await shows(page, 'Anna');
	await context.setOffline(false);
	await close();
});

test('of an active job nothing is reminded of', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await page.goto('/label');
	await shows(page, 'Anna');
	await markAnna(page);
	await standing(page, 'Saved');
	assert.equal(await page.getByText('paused').count(), 0);
	await close();
});
