/* A new version of the privacy policy: announced by two of the staff, told on the pages until one has seen it, and at the log-in. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { AFTER, mode, NEXT, publish, ship, SHIPPED, takeEffect, unpublish } from '../http/lib/policy.mjs';
import { endStaff, makeStaff } from '../http/lib/requests.mjs';
import { launch, visit } from './browser.mjs';
import { newWork } from './labelling.mjs';
import { alertOf, playAhead, playAlert, playStaff, proposal, waiting } from './screens/policy.mjs';
import { fillIn, logIn, visitAs } from './steps.mjs';

let browser, ada, ben;
before(async () => {
	unpublish();
	browser = await launch();
	[ada, ben] = [await newOwner(), await newOwner()];
	for (const { client } of [ada, ben]) await makeStaff(client.session.person);
});
after(async () => {
	await browser.close();
	await endStaff();
});
/* Whatever became of a test: the pages of the next one tell of nothing. */
afterEach(unpublish);

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level, exact: true }).waitFor();
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const seen = (page, text) => page.getByText(text).first().waitFor();
const told = (page) => page.getByRole('complementary', { name: 'The privacy policy' });
const SEEN = 'I have seen it';

const asks = (page) => page.waitForResponse((reply) => reply.url().endsWith('/api/privacy/policy/alert'));
/** The page, when it has been told whether there is something to tell. */
async function asked(page, path) {
	const answer = asks(page);
	await page.goto(path);
	await answer;
}

/** In so many days, at midnight: as the API has it, as a date input has it, and as a page says it. */
function inDays(n) {
	const at = new Date((Math.floor(Date.now() / 86_400_000) + n) * 86_400_000);
	return { iso: at.toISOString(), day: at.toISOString().slice(0, 10), said: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at) };
}

test('a version is told on the pages until one has seen it, then not again; the next one is told anew (CG-4)', async () => {
	const person = await newOwner();
	publish({ number: NEXT, changes: ['Calls are told of.'], days: 40 });
	const { page, close } = await visitAs(person, browser);
	await page.goto('/projects');
	await told(page).getByText('Calls are told of.').waitFor();
	assert.match(await told(page).getByRole('heading').textContent(), /^The privacy policy changes on \d+ \w+ 20\d\d$/);
	await seen(told(page), 'It is a material change');
	await page.getByRole('link', { name: 'Queue', exact: true }).click();
	await heading(page, 'Queue');
	await told(page).waitFor();
	await told(page).getByRole('link', { name: 'Compare it with the one before' }).click();
	await seen(page, new RegExp(`^Version ${NEXT} has \\d+ sentences? that version ${SHIPPED} has not`));
	await told(page).getByRole('link', { name: `Read version ${NEXT}` }).click();
	await page.locator('.policy .sentence').getByText('A word more.').waitFor();
	assert.equal(await page.getByLabel('Compare with').inputValue(), '');
	await press(told(page), SEEN);
	await told(page).waitFor({ state: 'detached' });
	await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
	const rows = await sql`select dismissed_at from policy_notice where mode = ${mode} and version = ${NEXT} and person = ${person.client.session.person}`;
	assert.equal(rows.length, 1);
	assert.notEqual(rows[0].dismissed_at, null);
	await asked(page, '/projects');
	await page.getByRole('main').waitFor();
	assert.equal(await told(page).count(), 0);
	takeEffect(NEXT);
	publish({ number: AFTER, changes: ['Something else.'] });
	takeEffect(AFTER);
	await page.reload();
	await told(page).getByRole('heading', { name: 'The privacy policy has changed' }).waitFor();
	await seen(told(page), `Version ${AFTER} is in force since`);
	await close();
});

test('of two versions that one has not seen the newest is told first, and then the other (CG-4)', async () => {
	publish({ number: NEXT, changes: ['Calls are told of.'] });
	publish({ number: AFTER, changes: ['Something else.'] });
	const { page, close } = await visitAs(await newOwner(), browser);
	await page.goto('/projects');
	await told(page).getByText('Something else.').waitFor();
	await press(told(page), SEEN);
	await told(page).getByText('Calls are told of.').waitFor();
	assert.equal(await told(page).getByText('Something else.').count(), 0);
	await press(told(page), SEEN);
	await told(page).waitFor({ state: 'detached' });
	await asked(page, '/projects');
	assert.equal(await told(page).count(), 0);
	await close();
});

test('two of the staff announce a version: one proposes, another says the same (CG-3)', async () => {
	const day = inDays(45);
	ship({ number: NEXT, changes: ['Calls are told of.'] });
	const first = await visitAs(ada, browser);
	await first.page.goto('/staff/requests');
	await first.page.getByRole('main').getByRole('link', { name: 'Privacy policy' }).click();
	await first.page.getByRole('row', { name: new RegExp(`^Version ${NEXT} Waits for two of the staff`) }).waitFor();
	await first.page.getByRole('link', { name: `Version ${NEXT}` }).click();
	await heading(first.page, `Version ${NEXT} of the privacy policy`);
	await seen(first.page, 'Calls are told of.');
	await first.page.locator('.differences ins').getByText('A word more.').waitFor();
	await first.page.getByLabel('Minor').check();
	await fillIn(first.page, { 'Day it takes effect': inDays(29).day });
	await press(first.page, 'Propose');
	await seen(first.page, 'Day it takes effect must be thirty days from now, thirty-one if it is material, or later.');
	assert.equal(await first.page.evaluate(() => document.activeElement?.getAttribute('name')), 'effective_from');
	await fillIn(first.page, { 'Day it takes effect': day.day });
	await press(first.page, 'Propose');
	await seen(first.page, `You propose: minor, in force from ${day.said} on`);
	await first.page.waitForFunction(() => document.activeElement?.textContent === 'What to do now');
	/* The same person twice is no second one. */
	await first.page.getByText('Propose something else').click();
	await press(first.page, 'Propose');
	await first.page.getByRole('alert').getByText('somebody else of the staff has to say the same').waitFor();
	assert.equal((await sql`select 1 from policy_publication where mode = ${mode} and number = ${NEXT}`).length, 0);
	await first.close();
	const second = await visitAs(ben, browser);
	await second.page.goto('/staff/policy');
	await seen(second.page, `Someone proposes: minor, in force from ${day.said} on`);
	await second.page.getByRole('link', { name: `Version ${NEXT}` }).click();
	await press(second.page, 'Say the same');
	await press(second.page.getByRole('dialog', { name: `Announce version ${NEXT}?` }), 'Announce it');
	await seen(second.page, 'Nothing: it was announced on');
	assert.equal(await second.page.getByRole('dialog').count(), 0);
	const [decided] = await sql`select class, effective_from from policy_publication where mode = ${mode} and number = ${NEXT}`;
	assert.deepEqual([decided.class, new Date(decided.effective_from).toISOString()], ['minor', day.iso]);
	/* Who decided it has an account, too. */
	await second.page.goto('/account');
	await seen(told(second.page), 'It is a minor change');
	await second.close();
});

test('who proposes something else than another is the first of two again (CG-3)', async () => {
	ship({ number: NEXT });
	const { page, close } = await visitAs(ada, browser);
	const proposed = await ben.client.post('/api/privacy/staff/policy/decisions', { number: NEXT, class: 'minor', effective_from: inDays(50).iso });
	assert.equal(proposed.status, 200, proposed.text);
	await page.goto(`/staff/policy/${NEXT}`);
	await page.getByText('Propose something else').click();
	await page.getByLabel('Material').check();
	await press(page, 'Propose');
	await seen(page, `You propose: material, in force from ${inDays(50).said} on`);
	assert.equal(await page.getByRole('button', { name: 'Say the same' }).count(), 0);
	await close();
});

test('a day that is too near by now is told to the second, who proposes another', async () => {
	const { page, close } = await visitAs(ada, browser);
	await playStaff(page, waiting({ proposals: [proposal()] }));
	const errors = [{ pointer: '#/effective_from', detail: 'must be thirty days from now, or later' }];
	await page.route('**/staff/policy/decisions', (route) => route.fulfill({ status: 422, json: { type: '/problems/invalid', title: 'Invalid', errors } }));
	await page.goto('/staff/policy/2');
	await press(page, 'Say the same');
	const dialog = page.getByRole('dialog');
	await press(dialog, 'Announce it');
	await dialog.getByRole('alert').getByText('That day is too near by now: propose a later one.').waitFor();
	await close();
});

test('how many are told by mail is looked at again while mails are on their way', async () => {
	const { page, close } = await visitAs(ada, browser);
	const announced = { standing: 'announced', class: 'material', published_at: inDays(0).iso, effective_from: inDays(45).iso, to_tell: 1200 };
	const version = waiting({ ...announced, told: 400 });
	await playStaff(page, version);
	await page.goto('/staff/policy/2');
	await seen(page, '400 of 1,200');
	version.told = 1200;
	await seen(page, '1,200 of 1,200');
	await page.getByText('The mails are on their way.').waitFor({ state: 'detached' });
	await close();
});

test('who is not of the staff sees no version that waits', async () => {
	ship({ number: NEXT });
	const { page, close } = await visitAs(await newOwner(), browser);
	await page.goto('/staff/policy');
	await page.getByRole('alert').getByText('You are not one of them').waitFor();
	await page.goto(`/staff/policy/${NEXT}`);
	await page.getByRole('alert').getByText('There is nothing here').waitFor();
	await page.goto('/legal/privacy/changes');
	await seen(page, `Version ${SHIPPED}`);
	assert.equal(await page.getByRole('link', { name: `Version ${NEXT}` }).count(), 0);
	await close();
});

test('a stranger is told of a material version before it takes effect, and of no other (CG-3)', async () => {
	const { page, close } = await visit(browser);
	for (const [path, about, isTold] of [
		['/log-in', {}, true],
		['/sign-up', {}, true],
		['/log-in', { class: 'minor' }, false],
		['/log-in', { effective_from: inDays(-1).iso, in_force: true }, false],
	]) {
		await page.unrouteAll({ behavior: 'wait' });
		await playAhead(page, about);
		const answer = page.waitForResponse('**/api/privacy/policy/changes');
		await page.goto(path);
		await answer;
		const line = page.getByText('The privacy policy changes on');
		if (isTold) await line.waitFor();
		else await page.waitForFunction(() => document.querySelector('form'));
		assert.equal(await line.count(), isTold ? 1 : 0, `${path} ${JSON.stringify(about)}`);
	}
	await page.unrouteAll({ behavior: 'wait' });
	await playAhead(page);
	await page.goto('/log-in');
	await page.getByRole('link', { name: 'What changes' }).click();
	await page.waitForURL(`**/legal/privacy/versions/${NEXT}`);
	await close();
});

test('without a connection what was seen is not lost from sight, and said so', async () => {
	const { page, context, close } = await visitAs(await newOwner(), browser);
	await playAlert(page);
	await page.goto('/account');
	await told(page).waitFor();
	await page.unroute('**/api/privacy/policy/dismissals');
	await context.setOffline(true);
	await press(told(page), SEEN);
	await told(page).getByRole('alert').getByText('It was not noted that you have seen it: The server could not be reached.').waitFor();
	await context.setOffline(false);
	await playAlert(page);
	await press(told(page), SEEN);
	await told(page).waitFor({ state: 'detached' });
	await close();
});

test('whoever cannot be told, for want of a connection or of a session, is not bothered with that', async () => {
	const person = await newOwner();
	const { page, context, close } = await visitAs(person, browser);
	await page.route('**/api/privacy/policy/alert', (route) => route.abort(), { times: 1 });
	const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/policy/alert'));
	await page.goto('/account');
	await failed;
	await heading(page, 'Your account');
	assert.equal(await page.getByRole('alert').count(), 0);
	/* It comes when the connection is back. */
	await playAlert(page);
	await context.setOffline(true);
	await context.setOffline(false);
	await told(page).waitFor();
	/* The session ended: the page asks for nothing, until something is done. */
	await page.unrouteAll({ behavior: 'wait' });
	await page.route('**/api/privacy/policy/alert', (route) => route.fulfill({ status: 401, json: { type: '/problems/unauthorized', title: 'Please log in', status: 401 } }));
	await asked(page, '/account');
	await heading(page, 'Your account');
	assert.equal(await page.getByRole('dialog').count(), 0);
	await page.unrouteAll({ behavior: 'wait' });
	await playAlert(page);
	await asked(page, '/account');
	await told(page).waitFor();
	await page.unroute('**/api/privacy/policy/dismissals');
	publish({ number: NEXT });
	await context.clearCookies();
	await press(told(page), SEEN);
	const dialog = page.getByRole('dialog', { name: 'Please log in again' });
	await fillIn(dialog, { Password: person.password });
	await press(dialog, 'Log in');
	await told(page).waitFor({ state: 'detached' });
	assert.equal((await sql`select 1 from policy_notice where mode = ${mode} and version = ${NEXT} and person = ${person.client.session.person}`).length, 1);
	await close();
});

test('whoever logs out is told nothing more, and the next one at the computer is asked for anew', async () => {
	const [one, other] = [await newOwner(), await newOwner()];
	const { page, close } = await visitAs(one, browser);
	await playAlert(page);
	await page.goto('/account');
	await told(page).waitFor();
	await press(page, 'Log out');
	await heading(page, 'Log in');
	assert.equal(await told(page).count(), 0);
	const answer = asks(page);
	await playAlert(page, alertOf({ number: AFTER }));
	await logIn(page, other);
	await answer;
	await told(page).getByRole('link', { name: `Read version ${AFTER}` }).waitFor();
	await close();
});

test('it moves nothing that is there, and where one labels it covers nothing', async () => {
	const work = await newWork();
	const { page, close } = await visitAs(work, browser, { viewport: { width: 1000, height: 400 } });
	let go;
	const gate = new Promise((pass) => {
		go = pass;
	});
	await page.route('**/api/privacy/policy/alert', async (route) => {
		await gate;
		await route.fulfill({ json: { alerts: [alertOf()] } });
	});
	const places = () =>
		page.locator('#app *:visible').evaluateAll((all) => all.map((e) => e.getBoundingClientRect()).map(({ x, y, width, height }) => [x, y, width, height].join(' ')));
	const [request] = await Promise.all([page.waitForRequest('**/api/privacy/policy/alert'), page.goto('/label')]);
	assert.equal(request.method(), 'GET');
	await heading(page, 'Letters of 1790');
	await page.getByRole('textbox').first().waitFor();
	const were = await places();
	go();
	await told(page).waitFor();
	const are = await places();
	assert.deepEqual(are, were);
	const [upper, lower] = await page.evaluate(() => [document.querySelector('main').getBoundingClientRect().bottom, document.querySelector('.alert').getBoundingClientRect().top]);
	assert.ok(lower >= upper, `the notice begins at ${lower}, the desk ends at ${upper}`);
	await close();
});
