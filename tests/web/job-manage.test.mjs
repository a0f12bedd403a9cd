/* What who runs a job does about it: stuck examples, what others hold or have skipped, more annotators or fewer. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addColleague } from '../http/lib/database.mjs';
import { until } from '../http/lib/instance.mjs';
import { addJob, draft, jobOf, next, NOTHING, show, skip, submit } from '../http/lib/labelling.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addProject } from '../http/lib/world.mjs';
import { launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { API } from './jobs.mjs';
import { visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

/** An owner and two annotators, Ada and Bo, with a job: {owner, client, workspace, job, ada, bo}. */
async function newWork(job) {
	const owner = await newOwner();
	const { client } = owner;
	const { workspace } = client.session;
	const project = await addProject(client, { name: 'Letters' });
	const [ada, bo] = [await addColleague(workspace), await addColleague(workspace)];
	return { owner, client, workspace, ada, bo, job: await addJob(client, project.id, { name: 'People', annotators: 2, ...job }) };
}

async function openJob({ owner, job }, as = owner) {
	const at = await visitAs(as, browser);
	await at.page.goto(`/jobs/${job.id}`);
	await at.page.getByRole('heading', { name: 'Progress' }).waitFor();
	return at;
}

const get = async ({ client, job }, what) => (await client.get(`${API}/jobs/${job.id}/${what}`)).json;
const take = (who, { job }, ask = {}) => next(who.client, { job: job.id, ...ask });
const region = (page, name) => page.getByRole('region', { name, exact: true });
const nameOf = (person) => person.client.session.username;
const isFocused = (locator) => locator.evaluate((e) => e === document.activeElement);
const figure = (page, name) => page.locator('.counts > div').filter({ has: page.getByText(name, { exact: true }) }).locator('.figure');
const refuse = (page, path, method, how) =>
	page.route(`**${API}${path}`, (route) => (route.request().method() === method ? how(route) : route.fallback()));

test('examples that are stuck are explained, with what helps; and are no more when a skip is given back', async () => {
	const work = await newWork({ examples: 3 });
	for (const who of [work.ada, work.bo]) await skip(who.client, (await take(who, work)).id, `not for ${nameOf(who)}`);
	const { page, close } = await openJob(work);
	const { stuck, people } = await get(work, 'progress');
	assert.deepEqual([stuck, people], [1, 3]);
	const progress = region(page, 'Progress');
	await progress.getByRole('status').getByText('1 example cannot be done. So many have skipped it that fewer than 2 annotators are left of the 3 people').waitFor();
	assert.equal(await figure(page, 'Stuck').textContent(), '1');
	assert.equal(await progress.getByRole('link', { name: 'Add people to the workspace' }).getAttribute('href'), '/workspace');
	await progress.getByRole('link', { name: 'give a skipped example back' }).click();
	const skipped = region(page, 'Skipped');
	await skipped.getByRole('button', { name: `Give back to ${nameOf(work.bo)}` }).click();
	await progress.getByText('cannot be done.').waitFor({ state: 'detached' });
	await figure(page, 'Stuck').getByText('0', { exact: true }).waitFor();
	assert.equal((await get(work, 'progress')).stuck, 0);
	await close();
});

test('with fewer people than annotators it is said that all is stuck; who only labels is told, too', async () => {
	const work = await newWork({ examples: 2, annotators: 5 });
	const annotator = await newColleague(work.owner);
	const { page, close } = await openJob(work, annotator);
	const told = region(page, 'Progress').getByRole('status');
	await told.getByText('2 examples cannot be done. Only 4 people may label here, and each example needs 5 annotators.').waitFor();
	await told.getByText('Owners, admins and managers can add people').waitFor();
	assert.equal(await told.getByRole('link').count(), 0);
	await close();
});

test('who holds what is listed, also what they are handed while the page is looked at', async () => {
	const work = await newWork({ examples: 2, lease_seconds: 600 });
	await take(work.ada, work);
	const { page, close } = await openJob(work);
	const hand = region(page, 'In hand');
	await hand.getByRole('row').filter({ hasText: nameOf(work.ada) }).waitFor();
	const { revision } = await jobOf(work.client, work.job.id);
	await take(work.bo, work);
	const row = hand.getByRole('row').filter({ hasText: nameOf(work.bo) });
	await row.waitFor();
	assert.equal((await jobOf(work.client, work.job.id)).revision, revision, 'no count has changed');
	const { items } = await get(work, 'leases');
	const { since, until, beginning } = items.find((l) => l.person === work.bo.id);
	assert.deepEqual(await row.locator('time').evaluateAll((all) => all.map((t) => t.dateTime)), [since, until]);
	await row.getByRole('button', { name: beginning, exact: true }).click();
	await page.getByRole('dialog', { name: 'Text' }).getByText(beginning, { exact: true }).waitFor();
	await close();
});

test('taken back only after it was said what that means: others are handed it, and the draft stays', async () => {
	const work = await newWork({ examples: 1, annotators: 1 });
	const { id, example } = await take(work.ada, work);
	await draft(work.ada.client, id, NOTHING);
	const { page, close } = await openJob(work);
	const hand = region(page, 'In hand');
	const button = hand.getByRole('button', { name: `Take back from ${nameOf(work.ada)}` });
	await button.click();
	const dialog = page.getByRole('dialog', { name: `Take back from ${nameOf(work.ada)}` });
	await dialog.getByText('is kept as a draft of theirs').waitFor();
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	assert.equal(await isFocused(button), true);
	assert.equal((await get(work, 'leases')).items.length, 1);
	await button.click();
	await dialog.getByRole('button', { name: 'Take it back' }).click();
	await hand.getByText('Nobody has anything in hand now.').waitFor();
	assert.equal(await isFocused(page.getByRole('heading', { name: 'In hand' })), true);
	const kept = await show(work.ada.client, id);
	assert.deepEqual([kept.state, kept.draft.nothing], ['lost', true]);
	assert.equal((await take(work.bo, work)).example, example);
	await close();
});

test('what was submitted before it could be taken back is told, and stays; a cut network as well', async () => {
	const work = await newWork({ examples: 1 });
	const { id } = await take(work.ada, work);
	const { page, context, close } = await openJob(work);
	const hand = region(page, 'In hand');
	await hand.getByRole('button', { name: 'Take back' }).click();
	const dialog = page.getByRole('dialog');
	await context.setOffline(true);
	await dialog.getByRole('button', { name: 'Take it back' }).click();
	await dialog.getByRole('alert').getByText('The server could not be reached').waitFor();
	await context.setOffline(false);
	assert.equal((await submit(work.ada.client, id, NOTHING)).status, 200);
	await dialog.getByRole('button', { name: 'Take it back' }).click();
	await dialog.getByRole('alert').getByText(`${nameOf(work.ada)} has not got it in hand any more`).waitFor();
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await hand.getByText('Nobody has anything in hand now.').waitFor();
	assert.equal((await show(work.ada.client, id)).state, 'submitted');
	await close();
});

test('a skipped example is given back to whom it was, by name', async () => {
	const work = await newWork({ examples: 1 });
	const { id } = await take(work.ada, work);
	await skip(work.ada.client, id, 'cut off');
	assert.equal((await take(work.ada, work)).id, null);
	const { page, close } = await openJob(work);
	const skipped = region(page, 'Skipped');
	const button = skipped.getByRole('button', { name: `Give back to ${nameOf(work.ada)} (the text “Text` });
	await refuse(page, '/skips/*', 'DELETE', (route) => route.abort());
	await button.click();
	await skipped.getByRole('alert').getByText('Not given back: The server could not be reached').waitFor();
	await page.unroute(`**${API}/skips/*`);
	await button.click();
	await skipped.getByText('Nobody has skipped anything.').waitFor();
	assert.equal(await skipped.getByRole('alert').count(), 0);
	assert.equal(await isFocused(page.getByRole('heading', { name: 'Skipped' })), true);
	await figure(page, 'Skips').getByText('0', { exact: true }).waitFor();
	assert.equal((await take(work.ada, work)).id, id);
	await close();
});

test('a skip that another has given back meanwhile is told and taken from the list', async () => {
	const work = await newWork({ examples: 1 });
	const { id } = await take(work.ada, work);
	await skip(work.ada.client, id);
	const { page, close } = await openJob(work);
	const skipped = region(page, 'Skipped');
	const button = skipped.getByRole('button', { name: 'Give back' });
	await button.waitFor();
	/* Not told by itself: the page is asked to stay as it is. */
	await refuse(page, `/jobs/${work.job.id}`, 'GET', (route) => route.fulfill({ status: 304 }));
	assert.equal((await work.client.delete(`${API}/skips/${id}`)).status, 204);
	await button.click();
	await skipped.getByRole('alert').getByText(`${nameOf(work.ada)} does not skip it any more`).waitFor();
	await button.waitFor({ state: 'detached' });
	await close();
});

test('more annotators, and fewer; not fewer than an example has, which is said beside the number', async () => {
	const work = await newWork({ examples: 1 });
	for (const who of [work.ada, work.bo]) await submit(who.client, (await take(who, work)).id, NOTHING);
	const { page, close } = await openJob(work);
	const section = region(page, 'Annotators');
	const number = section.getByLabel('Number of annotators', { exact: true });
	const save = section.getByRole('button', { name: 'Save' });
	await section.getByText('2 annotators for each example.').waitFor();
	await section.getByRole('button', { name: 'Change the number' }).click();
	assert.equal(await number.inputValue(), '2');
	const told = async (typed, flaw) => {
		await number.fill(typed);
		await save.click();
		await section.locator('.flaw').getByText(flaw).waitFor();
		assert.equal(await number.getAttribute('aria-invalid'), 'true');
		assert.equal(await isFocused(number), true);
		const about = await number.getAttribute('aria-describedby');
		assert.equal(about.split(' ').includes(await section.locator('.flaw').getAttribute('id')), true);
	};
	await told('1', 'Number of annotators is less than an example has already, labelled or in someone\'s hands.');
	await told('', 'Enter the number of annotators.');
	await told('21', /Number of annotators .*20/);
	const opens = section.getByRole('status').getByText(/again/);
	await number.fill('4');
	await opens.getByText('1 finished example opens again: it needs 2 more annotators. What was submitted stays.').waitFor();
	await number.fill('2');
	await opens.waitFor({ state: 'detached' });
	await number.fill('3');
	await opens.getByText('1 finished example opens again: it needs 1 more annotator.').waitFor();
	assert.equal((await jobOf(work.client, work.job.id)).annotators, 2);
	await save.click();
	await section.getByText('3 annotators for each example.').waitFor();
	assert.equal(await isFocused(page.getByRole('heading', { name: 'Annotators' })), true);
	const { annotators, done } = await jobOf(work.client, work.job.id);
	assert.deepEqual([annotators, done], [3, 0]);
	await region(page, 'Progress').getByText('0 of 1 example done').waitFor();
	/* Of three people each is needed now: one who skips it is one too many. */
	await skip(work.owner.client, (await take(work.owner, work)).id);
	await region(page, 'Progress').getByText('1 example cannot be done.').waitFor();
	await close();
});

test('two who change the number at once choose', async () => {
	const work = await newWork({ examples: 1 });
	const { page, close } = await openJob(work);
	const section = region(page, 'Annotators');
	await section.getByRole('button', { name: 'Change the number' }).click();
	await section.getByLabel('Number of annotators', { exact: true }).fill('3');
	const { version } = await jobOf(work.client, work.job.id);
	assert.equal((await work.client.patch(`${API}/jobs/${work.job.id}`, { annotators: 1 }, `"${version}"`)).status, 200);
	await section.getByRole('button', { name: 'Save' }).click();
	const both = page.getByRole('alert', { name: /Someone else changed the number of annotators/ });
	await both.getByRole('region', { name: 'Theirs' }).getByText('1', { exact: true }).waitFor();
	await both.getByRole('button', { name: 'Put yours in its place' }).click();
	await section.getByText('3 annotators for each example.').waitFor();
	await until('three on the server', async () => (await jobOf(work.client, work.job.id)).annotators === 3);
	await close();
});
