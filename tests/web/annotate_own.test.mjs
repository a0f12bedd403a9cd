/* What was sent from this browser is one's own, whichever tab has sent it and whether or not an answer came; what was refused stays told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { until } from '../http/lib/instance.mjs';
import { next, release, reopen as free, show, submit } from '../http/lib/labelling.mjs';
import { launch } from './browser.mjs';
import { KEPT, draftIs, heldDraft, kept, markAnna, markVienna, newColleague, newWork, openLabel, press, reopen, standing, textOf, told, workOf } from './labelling.mjs';
import { logIn, marksOn } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const twoVersions = (page) => page.getByRole('region', { name: 'This text was labelled in another window, too' });
const isKept = (page, words) => until(`${words} to be kept`, async () => (await kept(page)).some((body) => body.includes(words)));

/** A draft is on its way and has no answer, and something was labelled since. */
async function oneOnItsWay() {
	const work = await newWork();
	const at = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	const held = await heldDraft(at.page);
	await markAnna(at.page);
	await held.isOnItsWay;
	await markVienna(at.page);
	await isKept(at.page, 'Vienna');
	return { work, at, id, held };
}

test('a tab takes a text over while the other still saves: what arrives late is one’s own', async () => {
	const { work, at, id, held } = await oneOnItsWay();
	const other = await at.context.newPage();
	other.setDefaultTimeout(15_000);
	await other.goto(`/label/${id}`);
	const mine = await heldDraft(other);
	await other.getByRole('button', { name: 'Work here instead' }).click();
	await other.getByText('The other tab saves first what is labelled there…').waitFor();
	await mine.isOnItsWay;
	held.go();
	await draftIs(work, ['Person Anna']);
	mine.go();
	await standing(other, 'Saved');
	await draftIs(work, ['Person Anna', 'Place Vienna']);
	assert.deepEqual(await marksOn(other), ['Person Anna 0–4', 'Place Vienna 24–30']);
	assert.equal(await twoVersions(other).count(), 0);
	await at.close();
});

test('a tab is closed before the answer to a draft comes, and what was labelled since is a change of that', async () => {
	const { work, at, id, held } = await oneOnItsWay();
	/* It arrives, and nobody hears that it did. */
	await held.arrive();
	await draftIs(work, ['Person Anna']);
	const page = await reopen(at, `/label/${id}`);
	await textOf(page).waitFor();
	await draftIs(work, ['Person Anna', 'Place Vienna']);
	await standing(page, 'Saved');
	assert.equal(await twoVersions(page).count(), 0);
	assert.equal(await page.getByText('Kept on this computer').count(), 0);
	await at.close();
});

test('a tab is closed before the answer to a draft comes: somebody else’s labels are asked about all the same', async () => {
	const { work, at, id } = await oneOnItsWay();
	const elsewhere = { schema_version: 1, spans: [{ label: work.labels.Person, start: 14, end: 20, text: 'Johann' }] };
	assert.equal((await submit(work.client, id, elsewhere)).status, 200);
	const page = await reopen(at, `/label/${id}`);
	await twoVersions(page).getByText('Person: Johann (14–20)').waitFor();
	assert.deepEqual(told((await show(work.client, id)).submission, work.labels), ['Person Johann']);
	await at.close();
});

test('why a submission was refused is told as long as the labels are a draft, and no longer', async () => {
	const work = await newWork();
	const colleague = await newColleague(work);
	const at = await openLabel(browser, work);
	await markAnna(at.page);
	await standing(at.page, 'Saved');
	const [{ id }] = await workOf(work.client);
	await sql`update assignment set lease_until = now() - interval '1 minute' where id = ${id}`;
	const theirs = await next(colleague.client, { job: work.job.id });
	assert.equal((await submit(colleague.client, theirs.id, { schema_version: 1, nothing: true })).status, 200);
	await press(at.page, 'Control+Enter');
	const refused = (page) => page.getByRole('alert').getByText('as many others as there should be have it');
	await refused(at.page).waitFor();
	for (let i = 0; i < 2; i++) {
		await at.page.goto(`/label/${id}`);
		await refused(at.page).waitFor();
		assert.deepEqual(await marksOn(at.page), ['Person Anna 0–4']);
	}
	/* It is no work that waits, and nothing of the text is kept for it. */
	assert.deepEqual(await kept(at.page), ['{}']);
	await at.page.goto('/work');
	await at.page.getByRole('table').waitFor();
	assert.equal(await at.page.getByText('Kept on this computer').count(), 0);
	/* The place is free again. */
	assert.equal((await free(colleague.client, theirs.id)).status, 200);
	assert.equal((await release(colleague.client, theirs.id)).status, 200);
	assert.equal((await submit(work.client, id, { schema_version: 1, spans: [{ label: work.labels.Person, start: 0, end: 4, text: 'Anna' }] })).status, 200);
	await at.page.goto(`/label/${id}`);
	await standing(at.page, 'Submitted');
	assert.equal(await refused(at.page).count(), 0);
	await until('nothing to be kept', async () => (await kept(at.page)).length === 0);
	await at.close();
});

test('who logs out before all is sent is told what waits on the computer and for whom, and a stranger nothing of the text', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await page.route('**/draft', (route) => route.abort());
	await markAnna(page);
	await standing(page, KEPT);
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor();
	const waits = page.getByText('On this computer there are labels for 1 text that are not saved yet.');
	await waits.getByText(work.username).first().waitFor();
	await page.reload();
	await waits.waitFor();
	assert.doesNotMatch(await page.getByRole('main').textContent(), /Anna|Letters/);
	await page.unroute('**/draft');
	await logIn(page, work);
	await draftIs(work, ['Person Anna']);
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor();
	await until('nothing to be kept', async () => (await kept(page)).length === 0);
	await page.reload();
	await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor();
	assert.equal(await waits.count(), 0);
	await close();
});

test('what brings kept labels is fetched again when it could not be', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	await at.context.setOffline(true);
	await markAnna(at.page);
	await standing(at.page, KEPT);
	await at.page.close();
	await at.context.setOffline(false);
	const page = await at.context.newPage();
	await page.route('**/assets/outbox-*.js', (route) => route.abort(), { times: 1 });
	await page.goto('/account');
	await draftIs(work, ['Person Anna']);
	await at.close();
});

test('a tab from which the text is taken closes what asks why one skips it', async () => {
	const work = await newWork();
	const at = await openLabel(browser, work);
	const [{ id }] = await workOf(work.client);
	await press(at.page, '!');
	const skip = at.page.getByRole('dialog', { name: 'Skip this text' });
	await skip.waitFor();
	const other = await at.context.newPage();
	await other.goto(`/label/${id}`);
	await other.getByRole('button', { name: 'Work here instead' }).click();
	await standing(other, 'Saved');
	await at.page.getByText('This text is open in another tab.', { exact: true }).waitFor();
	assert.equal(await skip.count(), 0);
	await at.close();
});
