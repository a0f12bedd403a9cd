/* Workspaces are renamed, changed between and left; teams are made and filled. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newOwner } from '../http/lib/people.mjs';
import { setRole } from '../http/lib/database.mjs';
import { answerBoxes, launch } from './browser.mjs';
import { newColleague, rename } from './crowd.mjs';
import { moveTo } from './labelling.mjs';
import { fillIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const TEAMS = '/api/auth/teams';
const heading = (page, name, level = 1) => page.getByRole('heading', { name, level, exact: true }).waitFor();
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const follow = (page, name) => page.getByRole('link', { name, exact: true }).click();

async function at(person, path) {
	const opened = await visitAs(person, browser);
	await opened.page.goto(path);
	await opened.page.getByRole('navigation', { name: /^Parts of/ }).waitFor();
	return opened;
}

test('two rename the workspace: the second sees both names, and chooses', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const admin = await newColleague(owner, 'admin');
	const opened = [await at(owner, '/workspace/settings'), await at(admin, '/workspace/settings')];
	const [first, second] = opened.map((o) => o.page);
	for (const page of [first, second]) await press(page, 'Rename');
	await fillIn(first, { Name: 'Letters of Vienna' });
	await press(first, 'Save');
	await heading(first, 'Letters of Vienna');
	await fillIn(second, { Name: 'Viennese letters' });
	await press(second, 'Save');
	await second.getByRole('alert', { name: 'Someone else changed the name' }).waitFor();
	await second.getByRole('region', { name: 'Theirs' }).getByText('Letters of Vienna', { exact: true }).waitFor();
	await second.getByRole('region', { name: 'Yours' }).getByText('Viennese letters', { exact: true }).waitFor();
	await second.waitForFunction(() => document.activeElement?.getAttribute('role') === 'alert');
	await press(second, 'Take theirs');
	await heading(second, 'Letters of Vienna');

	await press(first, 'Rename');
	await press(second, 'Rename');
	await fillIn(second, { Name: 'Old letters' });
	await press(second, 'Save');
	await heading(second, 'Old letters');
	await fillIn(first, { Name: 'New letters' });
	await press(first, 'Save');
	await press(first, 'Go on writing');
	await first.waitForFunction(() => document.activeElement?.value === 'New letters');
	await fillIn(first, { Name: 'New and old letters' });
	await press(first, 'Save');
	await heading(first, 'New and old letters');
	const { items } = (await owner.client.get('/api/auth/workspaces')).json;
	assert.deepEqual(items.map((w) => w.name), ['New and old letters']);
	for (const { close } of opened) await close();
});

test('one makes a workspace and goes there; another window is told, and changes nothing in the wrong one', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const { page, context, close } = await at(owner, '/account/workspaces');
	const other = await context.newPage();
	await other.goto('/workspace/settings');
	await press(other, 'Rename');
	await press(page, 'Make a workspace');
	await press(page, 'Make the workspace');
	await page.getByText('Enter a name').waitFor();
	await fillIn(page, { Name: 'Try-outs' });
	await press(page, 'Make the workspace');
	await press(page, 'Go there Try-outs');
	await heading(page, 'Projects');
	await page.getByRole('link', { name: 'Workspace: Try-outs' }).waitFor();

	await other.getByRole('alert').getByText('In another window you went to the workspace Try-outs').waitFor();
	await fillIn(other, { Name: 'Not this one' });
	await press(other, 'Save');
	await other.getByRole('alert').filter({ hasText: 'In another window' }).nth(1).waitFor();
	const { items } = (await owner.client.get('/api/auth/workspaces')).json;
	assert.deepEqual(items.map((w) => w.name).sort(), ['Letters', 'Try-outs']);
	await press(other, 'Go there with this window, too');
	await other.getByRole('link', { name: 'Workspace: Try-outs' }).waitFor();
	assert.equal(await other.getByRole('alert').count(), 0);
	await close();
});

test('a window that was told of another workspace is told no more once they have come back, however it learns of it', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const { page, context, close } = await at(owner, '/workspace');
	const there = (await owner.client.post('/api/auth/workspaces', { name: 'Try-outs' })).json.id;
	const told = page.getByRole('alert').getByText('In another window you went to the workspace Try-outs');
	const other = await context.newPage();
	await other.goto('/account/workspaces');
	await press(other, 'Go there Try-outs');
	await told.waitFor();
	await other.getByRole('link', { name: 'Workspace: Try-outs' }).click();
	await press(other, 'Go there Letters');
	await told.waitFor({ state: 'detached' });

	/* Without a word from the window: the page sees it with its next screen. */
	await moveTo(page, there);
	await follow(page, 'Teams');
	await told.waitFor();
	await moveTo(page, owner.client.session.workspace);
	await follow(page, 'Members');
	await told.waitFor({ state: 'detached' });
	await close();
});

test('who logs in again over a page stays in its workspace, wherever else they were last', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const tryOuts = (await owner.client.post('/api/auth/workspaces', { name: 'Try-outs' })).json;
	const { page, context, close } = await at(owner, '/workspace');
	const moved = await owner.client.send('PUT', '/api/auth/session/workspace', { json: { workspace: tryOuts.id } });
	assert.equal(moved.status, 200);
	await context.clearCookies();
	await follow(page, 'Teams');
	const again = page.getByRole('dialog', { name: 'Please log in again' });
	await fillIn(again, { Password: owner.password });
	await press(again, 'Log in');
	await again.waitFor({ state: 'detached' });
	await page.getByText('There are no teams').waitFor();
	await heading(page, 'Letters');
	const now = await page.evaluate(async () => (await fetch('/api/auth/session')).json());
	assert.equal(now.workspace_name, 'Letters');
	await close();
});

test('the last owner cannot leave and is told why; another member leaves', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const guest = await newOwner();
	await setRole(owner.client.session.workspace, guest.client.session.person, 'annotator');
	const boss = await at(owner, '/workspace/settings');
	await press(boss.page, 'Leave');
	await press(boss.page.getByRole('dialog', { name: 'Leave Letters' }), 'Leave the workspace');
	await boss.page.getByRole('alert').getByText('You are its only owner').waitFor();
	await boss.close();
	const { page, close } = await at(guest, '/account/workspaces');
	await press(page, 'Go there Letters');
	await page.getByRole('link', { name: 'Workspace: Letters' }).waitFor();
	await follow(page, 'People');
	await follow(page, 'Settings');
	await press(page, 'Leave');
	await press(page.getByRole('dialog', { name: 'Leave Letters' }), 'Leave the workspace');
	await heading(page, 'Your workspaces', 2);
	await press(page, `Go there ${guest.username}`);
	await page.getByRole('link', { name: 'Workspace: Your workspace' }).waitFor();
	assert.equal((await owner.client.get('/api/auth/members')).json.items.length, 1);
	await close();
});

test('a team is made, filled, thinned out, renamed and removed; a name that is taken is told', async () => {
	const owner = await newOwner();
	const people = [await newColleague(owner, 'annotator'), await newColleague(owner, 'reviewer')];
	const { page, close } = await at(owner, '/workspace/teams');
	await page.getByText('There are no teams').waitFor();
	for (const name of ['Readers', 'Checkers']) {
		await press(page, 'Make a team');
		await fillIn(page, { Name: name });
		await press(page, 'Make the team');
		await heading(page, name, 3);
	}
	await press(page, 'Add members to Readers');
	const dialog = page.getByRole('dialog', { name: 'Add members to Readers' });
	await press(dialog, 'Add');
	await dialog.getByText('Members need at least one mark').waitFor();
	for (const { username } of people) await dialog.getByRole('checkbox', { name: username }).check();
	await press(dialog, 'Add 2 members');
	await dialog.waitFor({ state: 'detached' });
	const inside = page.getByRole('list', { name: 'Members of Readers' });
	await inside.getByText(people[1].username).first().waitFor();
	const [team] = (await owner.client.get(TEAMS)).json.items;
	const teammates = async () => (await owner.client.get(`${TEAMS}/${team.id}/teammates`)).json.items.map((m) => m.username).sort();
	assert.deepEqual(await teammates(), people.map((p) => p.username).sort());
	await press(page, `Take ${people[0].username} out of Readers`);
	await page.waitForFunction(() => document.activeElement?.textContent === '1 member');
	assert.deepEqual(await teammates(), [people[1].username]);

	await press(page, 'Rename Readers');
	await fillIn(page, { Name: 'Checkers' });
	await press(page, 'Save');
	await page.getByText(/Name is another team’s name|Name is another team's name/).waitFor();
	await owner.client.patch(`${TEAMS}/${team.id}`, { name: 'Theirs' }, '"1"');
	await fillIn(page, { Name: 'Mine' });
	await press(page, 'Save');
	await page.getByRole('alert').getByText('Someone else changed the name').waitFor();
	await press(page, 'Put yours in its place');
	await heading(page, 'Mine', 3);
	await press(page, 'Remove Mine');
	await press(page.getByRole('dialog', { name: 'Remove Mine' }), 'Remove the team');
	await page.getByRole('heading', { name: 'Mine', exact: true }).waitFor({ state: 'detached' });
	await page.waitForFunction(() => document.activeElement?.textContent === 'Teams');
	assert.deepEqual((await owner.client.get(TEAMS)).json.items.map((t) => t.name), ['Checkers']);
	await close();
});

test('what would be lost is asked about on the way to another workspace', async () => {
	const owner = await newOwner();
	await owner.client.post('/api/auth/workspaces', { name: 'Try-outs' });
	const { page, close } = await at(owner, '/account/tokens');
	await press(page, 'Make a token');
	await fillIn(page, { Name: 'Kept' });
	await press(page, 'Make the token');
	await page.getByRole('textbox', { name: 'Token', exact: true }).waitFor();
	const asked = answerBoxes(page, () => false);
	await page.getByRole('link', { name: /^Workspace:/ }).click();
	assert.equal(asked.length, 1);
	await page.getByRole('textbox', { name: 'Token', exact: true }).waitFor();
	await close();
});
