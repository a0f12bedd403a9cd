/* Access tokens: made, shown once, used by a program, revoked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newOwner } from '../http/lib/people.mjs';
import { newToken, robot } from '../http/lib/programs.mjs';
import { setRole } from '../http/lib/database.mjs';
import { answerBoxes, launch } from './browser.mjs';
import { age, newColleague } from './crowd.mjs';
import { fillIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const PROJECTS = '/api/annotations/projects';
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const shown = (page) => page.getByRole('textbox', { name: 'Token', exact: true });

async function atTokens(person, options) {
	const opened = await visitAs(person, browser, options);
	await opened.page.goto('/account/tokens');
	await opened.page.getByRole('button', { name: 'Make a token' }).waitFor();
	return opened;
}

async function make(page, name, marks = []) {
	await press(page, 'Make a token');
	await page.waitForFunction(() => document.activeElement?.name === 'name');
	await fillIn(page, { Name: name });
	for (const mark of marks) await page.getByRole('checkbox', { name: mark, exact: true }).check();
	await press(page, 'Make the token');
}

test('a token is made, shown once, used by a program, and revoked', async () => {
	const person = await newOwner();
	const { page, context, close } = await atTokens(person);
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await press(page, 'Make a token');
	await page.getByRole('checkbox', { name: 'See projects, their tags and texts' }).uncheck();
	await press(page, 'Make the token');
	await page.getByText('What it may do needs at least one mark').waitFor();
	await page.getByRole('checkbox', { name: 'See projects, their tags and texts' }).check();
	await press(page, 'Make the token');
	await page.getByText('Enter a name').waitFor();
	await fillIn(page, { Name: 'Nightly' });
	await page.getByLabel('Good for').selectOption('a week');
	await press(page, 'Make the token');
	await page.waitForFunction(() => document.activeElement?.textContent === 'Keep “Nightly” now');
	const token = await shown(page).inputValue();
	await press(page, 'Copy');
	await page.getByRole('status').getByText('Copied.').waitFor();
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);

	const program = robot(token);
	assert.equal((await program.get(PROJECTS)).status, 200);
	assert.equal((await program.post(PROJECTS, { name: 'No' })).status, 403);
	await press(page, 'Done');
	assert.equal(await shown(page).count(), 0);
	await page.reload();
	const row = page.getByRole('row', { name: /^Nightly/ });
	await row.getByText('See projects, their tags and texts').waitFor();
	assert.equal((await page.content()).includes(token), false);
	const [{ expires_at: ends, created_at: began }] = (await person.client.get('/api/auth/tokens')).json.items;
	assert.equal(Math.round((new Date(ends) - new Date(began)) / 86_400_000), 7);
	assert.doesNotMatch(await row.textContent(), /never/);

	await press(page, 'Revoke Nightly');
	await press(page.getByRole('dialog', { name: 'Revoke “Nightly”' }), 'Revoke the token');
	await row.waitFor({ state: 'detached' });
	await page.getByText('You have no access tokens').waitFor();
	assert.equal((await program.get(PROJECTS)).status, 401);
	await close();
});

test('whoever leaves before the token is copied is asked', async () => {
	const person = await newOwner();
	const { page, close } = await atTokens(person);
	await make(page, 'Notebook');
	const token = await shown(page).inputValue();
	const asked = answerBoxes(page, (question, which) => which > 0);
	await page.getByRole('link', { name: 'Sessions' }).click();
	assert.equal(await shown(page).inputValue(), token);
	await page.getByRole('link', { name: 'Sessions' }).click();
	await page.getByRole('heading', { name: 'Where you are logged in' }).waitFor();
	assert.equal(asked.length, 2);
	assert.match(asked[0], /not copied/);
	await close();
});

test('a token is made after the password was typed again, with all that was chosen', async () => {
	const person = await newOwner();
	const { page, context, close } = await atTokens(person);
	await age(context, 11);
	await make(page, 'Writer', ['Label texts']);
	const stepUp = page.getByRole('dialog', { name: 'Type your password again' });
	await fillIn(stepUp, { Password: person.password });
	await press(stepUp, 'Go on');
	const token = await shown(page).inputValue();
	assert.match(token, /^obl_/);
	const { items } = (await person.client.get('/api/auth/tokens')).json;
	assert.deepEqual(items.map((t) => [t.name, t.scopes.map((s) => s.name).sort()]), [['Writer', ['project.read', 'span.write']]]);
	await close();
});

test('only what one’s role may do is offered; what it may not any more is told', async () => {
	const owner = await newOwner();
	const member = await newColleague(owner, 'manager');
	await newToken(member.client, ['project.write'], { name: 'Filler' });
	await setRole(owner.client.session.workspace, member.id, 'annotator');
	const { page, close } = await atTokens(member);
	await page.getByText('(not while you are annotator)').waitFor();
	await press(page, 'Make a token');
	await page.getByRole('checkbox', { name: 'Label texts' }).waitFor();
	assert.equal(await page.getByRole('checkbox', { name: 'Make and change projects' }).count(), 0);
	await close();
});
