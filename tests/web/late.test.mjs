/* What comes late, or is refused: an answer after a newer one, a step back that is not wanted, a file whose person has gone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newOwner } from '../http/lib/people.mjs';
import { addDataset, addProject } from '../http/lib/world.mjs';
import { answerBoxes, launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { visitAs } from './steps.mjs';

const API = '/api/annotations';
let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

/** The next request of this method waits until go() is called. */
async function held(page, url, method) {
	let go, come;
	const gate = new Promise((done) => (go = done));
	const isOnItsWay = new Promise((done) => (come = done));
	let isFirst = true;
	await page.route(url, async (route) => {
		if (isFirst && route.request().method() === method) {
			isFirst = false;
			come();
			await gate;
		}
		await route.continue().catch(() => {});
	});
	return { isOnItsWay, go };
}

test('what is typed while a schema is being made is there where it is changed, and is saved as its second version', async () => {
	const owner = await newOwner();
	const project = await addProject(owner.client);
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/projects/${project.id}/schemas/new`);
	await page.getByLabel('Name of the schema').fill('Letters');
	const tag = page.getByRole('group', { name: 'Tag 1', exact: true }).getByLabel('Name');
	await tag.fill('Time');
	const { isOnItsWay, go } = await held(page, '**/schemas', 'POST');
	await page.getByRole('button', { name: 'Make the schema' }).click();
	await isOnItsWay;
	await tag.fill('Times');
	await page.getByLabel('What it is for').fill('Dates and hours');
	go();
	await page.getByRole('heading', { name: 'Letters', level: 1 }).waitFor();
	assert.equal(await tag.inputValue(), 'Times');
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByText('Version 2', { exact: true }).first().waitFor();
	const now = (await owner.client.get(`${API}/schemas/${page.url().split('/').at(-1)}`)).json;
	assert.deepEqual([now.version, now.description, now.labels.map((l) => l.name)], [2, 'Dates and hours', ['Times']]);
	await close();
});

test('two are taken out of a team at once: who is out stays out, whichever answer comes first', async () => {
	const owner = await newOwner();
	const people = [await newColleague(owner), await newColleague(owner), await newColleague(owner)];
	const team = (await owner.client.post('/api/auth/teams', { name: 'Readers' })).json;
	for (const { id } of people) assert.equal((await owner.client.post(`/api/auth/teams/${team.id}/teammates`, { person: id })).status, 204);
	const { page, close } = await visitAs(owner, browser);
	await page.goto('/workspace/teams');
	const members = page.getByRole('list', { name: 'Members of Readers' }).getByRole('listitem');
	await members.nth(2).waitFor();
	const takeOut = (person) => page.getByRole('button', { name: `Take ${person.username} out of Readers` }).click();
	const { isOnItsWay, go } = await held(page, '**/teammates/**', 'DELETE');
	await takeOut(people[0]);
	await isOnItsWay;
	await takeOut(people[1]);
	await page.getByRole('heading', { name: '2 members' }).waitFor();
	go();
	await page.getByRole('heading', { name: '1 member', exact: true }).waitFor();
	assert.match(await members.first().textContent(), new RegExp(people[2].username));
	await close();
});

test('who stays where they are, when asked on the way back, goes as many steps back later as before', async () => {
	const owner = await newOwner();
	const project = await addProject(owner.client);
	const { page, close } = await visitAs(owner, browser);
	await page.goto('/projects');
	await page.getByRole('link', { name: project.name }).click();
	await page.getByRole('link', { name: 'Schemas', exact: true }).click();
	await page.getByRole('link', { name: 'Make the first schema' }).click();
	await page.getByLabel('Name of the schema').fill('Letters');
	let isToLeave = false;
	answerBoxes(page, () => isToLeave);
	const length = await page.evaluate(() => window.history.length);
	const asked = page.waitForEvent('dialog');
	await page.evaluate(() => window.history.go(-2));
	await asked;
	await page.waitForURL('**/schemas/new');
	assert.equal(await page.getByLabel('Name of the schema').inputValue(), 'Letters');
	assert.equal(await page.evaluate(() => window.history.length), length);
	isToLeave = true;
	await page.goBack();
	await page.getByRole('link', { name: 'Make the first schema' }).waitFor();
	assert.equal(new URL(page.url()).pathname, `/projects/${project.id}/schemas`);
	await page.goForward();
	await page.getByLabel('Name of the schema').waitFor();
	assert.equal(new URL(page.url()).pathname, `/projects/${project.id}/schemas/new`);
	await close();
});

test('a file is not sent any further when its person has logged out', async () => {
	const owner = await newOwner();
	const project = await addProject(owner.client);
	const dataset = await addDataset(owner.client, project.id, { name: 'Letters' });
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}/import`);
	const { isOnItsWay, go } = await held(page, '**/content?**', 'PUT');
	await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'letters.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Anna\nDear Johann\n') });
	await page.getByRole('button', { name: 'Import it' }).click();
	await isOnItsWay;
	const ended = page.waitForEvent('requestfailed', (r) => r.url().includes('/content?'));
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor();
	await ended;
	go();
	await close();
});
