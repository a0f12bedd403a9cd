/* Schemas: written with keys and colours of their own, changed by versions, and by two people at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addSchema } from '../http/lib/labelling.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addProject } from '../http/lib/world.mjs';
import { launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { visitAs } from './steps.mjs';

const API = '/api/annotations';
let browser, owner, project;
before(async () => {
	browser = await launch();
	owner = await newOwner();
	project = await addProject(owner.client);
});
after(() => browser.close());

const show = async (id) => (await owner.client.get(`${API}/schemas/${id}`)).json;
const labelsOf = async (id) => (await show(id)).labels.map((l) => [l.kind, l.name, l.key]);
const row = (page, name) => page.getByRole('group', { name, exact: true });
const names = (page, kind) =>
	page.getByRole('group', { name: new RegExp(`^${kind} \\d+$`) }).getByLabel('Name').evaluateAll((all) => all.map((i) => i.value));
const words = (page, region) => page.getByRole('region', { name: region }).getByRole('listitem').allTextContents();

async function open(schema) {
	const at = await visitAs(owner, browser);
	await at.page.goto(`/schemas/${schema.id}`);
	await at.page.getByRole('heading', { name: schema.name, level: 1 }).waitFor();
	return at;
}

test('a schema is made: keys go from the home row on, and the server has what was typed', async () => {
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/projects/${project.id}/schemas`);
	await page.getByRole('link', { name: 'Make the first schema' }).click();
	await page.getByRole('heading', { name: 'New schema' }).waitFor();
	await page.getByLabel('Name of the schema').fill('Letters');
	await row(page, 'Tag 1').getByLabel('Name').fill('Person');
	await page.getByRole('button', { name: 'Add a tag' }).click();
	/* The focus is where the name goes. */
	await page.waitForFunction(() => document.activeElement.closest('[role=group]')?.getAttribute('aria-label') === 'Tag 2');
	await page.keyboard.type('Place');
	await page.getByRole('button', { name: 'Add a class' }).click();
	await row(page, 'Class 1').getByLabel('Name').fill('Complaint');
	await row(page, 'Class 1').getByLabel('When to use it').fill('Someone is not content');
	await page.getByLabel('Tags may overlap').check();
	await page.getByRole('button', { name: 'Make the schema' }).click();
	await page.getByRole('heading', { name: 'Letters', level: 1 }).waitFor();
	const made = await show(page.url().split('/').at(-1));
	assert.deepEqual(made.labels.map((l) => [l.kind, l.name, l.key, l.description]), [
		['tag', 'Person', 'a', null],
		['tag', 'Place', 's', null],
		['class', 'Complaint', 'd', 'Someone is not content'],
	]);
	assert.equal(new Set(made.labels.map((l) => l.colour)).size, 3);
	assert.deepEqual([made.overlap, made.classes, made.version], ['allow', 'single', 1]);
	await page.getByText('Made with 2 tags and 1 class').first().waitFor();
	assert.deepEqual(await words(page, 'Versions'), ['Version 1 ' + (await page.locator('.versions .count').textContent()) + 'Made with 2 tags and 1 class', 'Made with 2 tags and 1 class']);
	await close();
});

test('what was not changed cannot be saved, which says why; and a job is begun with the schema', async () => {
	const schema = await addSchema(owner.client, project.id);
	const { page, close } = await open(schema);
	const save = page.getByRole('button', { name: 'Save as version 2' });
	const why = () => save.evaluate((e) => [e.getAttribute('aria-disabled'), document.getElementById(e.getAttribute('aria-describedby'))?.textContent]);
	assert.deepEqual(await why(), ['true', 'Nothing was changed yet.']);
	await page.getByLabel('Name of the schema').fill('Else');
	assert.deepEqual(await why(), ['false', undefined]);
	await page.getByLabel('Name of the schema').fill(schema.name);
	assert.deepEqual(await why(), ['true', 'Nothing was changed yet.']);
	await page.getByRole('link', { name: 'Start a job with it' }).click();
	await page.getByRole('heading', { name: 'New job' }).waitFor();
	assert.equal(new URL(page.url()).search, `?schema=${schema.id}`);
	await close();
});

test('of two labels with one key both are told beside it, while one types, and nothing is sent', async () => {
	const schema = await addSchema(owner.client, project.id);
	const { page, close } = await open(schema);
	let sent = 0;
	page.on('request', (r) => (sent += Number(r.method() === 'PUT')));
	await row(page, 'Tag 2').getByLabel('Key').fill('p');
	await page.getByText('Key is that of Person.').waitFor();
	await page.getByText('Key is that of Place.').waitFor();
	assert.equal(await row(page, 'Tag 1').getByLabel('Key').getAttribute('aria-invalid'), 'true');
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByRole('alert').waitFor();
	assert.equal(await row(page, 'Tag 1').getByLabel('Key').evaluate((e) => e === document.activeElement), true);
	assert.deepEqual([sent, (await show(schema.id)).version], [0, 1]);
	await row(page, 'Tag 1').getByLabel('Key').fill('x');
	await page.getByText('Key is that of').first().waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByText('Version 2', { exact: true }).first().waitFor();
	assert.deepEqual((await labelsOf(schema.id)).slice(0, 2), [['tag', 'Person', 'x'], ['tag', 'Place', 'p']]);
	await close();
});

test('what the server finds wrong with a label stays beside it when it moves', async () => {
	const schema = await addSchema(owner.client, project.id);
	const { page, close } = await open(schema);
	await row(page, 'Tag 2').getByLabel('Name').fill('');
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByText(/^⚠ Name must .+\.$/).waitFor();
	assert.equal(await row(page, 'Tag 2').getByLabel('Name').getAttribute('aria-invalid'), 'true');
	await page.getByRole('button', { name: 'Move Tag up' }).click();
	assert.equal(await row(page, 'Tag 1').getByLabel('Name').getAttribute('aria-invalid'), 'true');
	assert.equal(await row(page, 'Tag 2').getByLabel('Name').getAttribute('aria-invalid'), 'false');
	await close();
});

test('what will change is said before it is saved; versions tell it afterwards; what is retired is shown and can come back', async () => {
	const schema = await addSchema(owner.client, project.id);
	const { page, close } = await open(schema);
	await page.getByText('Nothing was changed yet.').waitFor();
	await row(page, 'Tag 2').getByLabel('Name').fill('Location');
	await page.getByRole('button', { name: 'Retire Person' }).click();
	await page.getByRole('button', { name: 'Add a class' }).click();
	await row(page, 'Class 3').getByLabel('Name').fill('Note');
	await page.getByLabel('A text may have several classes').check();
	await page.getByText('3 labels change; work done under version 1 stays as it is.').waitFor();
	const said = ['Several classes a text', 'Added class Note', 'Renamed tag Place to Location', 'Retired tag Person'];
	assert.deepEqual(await words(page, 'What will change'), said);
	/* A person who would leave it is asked. */
	const asked = page.waitForEvent('dialog').then((d) => d.dismiss());
	await page.getByRole('link', { name: 'Queue' }).click();
	await asked;
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByText('Version 2', { exact: true }).first().waitFor();
	await page.getByRole('region', { name: 'Versions' }).getByText('Retired tag Person').waitFor();
	for (const w of said) await page.getByRole('region', { name: 'Versions' }).getByText(w).waitFor();
	await page.getByRole('region', { name: 'Retired' }).getByRole('button', { name: 'Bring back Person' }).click();
	await page.getByRole('button', { name: 'Save as version 3' }).click();
	await page.getByText('Version 3', { exact: true }).first().waitFor();
	const now = await show(schema.id);
	assert.deepEqual(now.labels.map((l) => l.name), ['Location', 'Letter', 'Diary', 'Note', 'Person']);
	assert.equal(now.labels.at(-1).id, schema.labels[0].id);
	await close();
});

test('two people change one schema: both versions stand side by side, and combined they are one', async () => {
	const schema = await addSchema(owner.client, project.id);
	const [person, place, letter, diary] = schema.labels;
	const theirs = (labels) => owner.client.send('PUT', `${API}/schemas/${schema.id}`, {
		json: { name: schema.name, overlap: 'allow', classes: 'single', labels },
		match: '"1"',
	});
	const { page, close } = await open(schema);
	await row(page, 'Tag 1').getByLabel('Name').fill('Human');
	await page.getByRole('button', { name: 'Add a tag' }).click();
	await row(page, 'Tag 3').getByLabel('Name').fill('Time');
	const reply = await theirs([person, { ...place, name: 'Location' }, letter, { kind: 'class', name: 'Note' }]);
	assert.equal(reply.status, 200, reply.text);
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	const alert = page.getByRole('alert', { name: 'Someone has changed it first' });
	await alert.waitFor();
	assert.equal(await alert.evaluate((e) => e === document.activeElement), true);
	/* Theirs is the second. */
	assert.equal(await page.getByRole('button', { name: 'Save as version 3' }).count(), 1);
	assert.deepEqual(await words(page, 'Theirs'), ['Tags may overlap', 'Added class Note', 'Renamed tag Place to Location', 'Retired class Diary']);
	assert.deepEqual(await words(page, 'Yours'), ['Added tag Time', 'Renamed tag Person to Human']);
	assert.equal((await show(schema.id)).version, 2);
	await page.getByRole('button', { name: 'Combine both' }).click();
	await page.getByText('2 labels change; work done under version 2 stays as it is.').waitFor();
	await page.getByRole('button', { name: 'Save as version 3' }).click();
	await page.getByText('Version 3', { exact: true }).first().waitFor();
	const now = await show(schema.id);
	assert.deepEqual(now.labels.map((l) => l.name).sort(), ['Human', 'Letter', 'Location', 'Note', 'Time']);
	assert.deepEqual([now.overlap, now.labels.some((l) => l.id === diary.id)], ['allow', false]);
	await close();
});

test('of two versions one may be taken alone, and seen before it is saved', async () => {
	const schema = await addSchema(owner.client, project.id);
	const [person, place] = schema.labels;
	const { page, close } = await open(schema);
	await row(page, 'Tag 2').getByLabel('Name').fill('Mine');
	const json = { name: schema.name, overlap: 'none', classes: 'single', labels: [person, { ...place, name: 'Theirs' }] };
	assert.equal((await owner.client.send('PUT', `${API}/schemas/${schema.id}`, { json, match: '"1"' })).status, 200);
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByRole('button', { name: 'Keep mine alone' }).click();
	assert.deepEqual(await words(page, 'What will change'), ['Added class Letter', 'Added class Diary', 'Renamed tag Theirs to Mine']);
	await page.getByRole('button', { name: 'Save as version 3' }).click();
	await page.getByText('Version 3', { exact: true }).first().waitFor();
	assert.deepEqual((await show(schema.id)).labels.map((l) => l.name), ['Person', 'Mine', 'Letter', 'Diary']);
	await close();
});

test('what is typed while a version is on its way stays, with the focus, and is saved as the next one', async () => {
	const schema = await addSchema(owner.client, project.id);
	const { page, close } = await open(schema);
	let go;
	const gate = new Promise((open) => (go = open));
	await page.route(`**/schemas/${schema.id}`, async (route) => {
		if (route.request().method() === 'PUT') await gate;
		await route.continue();
	});
	await page.getByRole('button', { name: 'Add a tag' }).click();
	await row(page, 'Tag 3').getByLabel('Name').fill('Time');
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByRole('button', { name: 'Saving…' }).waitFor();
	await page.getByLabel('What it is for').fill('Letters');
	await row(page, 'Tag 3').getByLabel('Name').fill('Times');
	go();
	await page.getByText('Version 2', { exact: true }).first().waitFor();
	assert.deepEqual(await words(page, 'What will change'), ['Another description of the schema', 'Renamed tag Time to Times']);
	assert.equal(await row(page, 'Tag 3').getByLabel('Name').evaluate((e) => e === document.activeElement && e.value), 'Times');
	const { id } = (await show(schema.id)).labels.find((l) => l.name === 'Time');
	await page.getByRole('button', { name: 'Save as version 3' }).click();
	await page.getByText('Version 3', { exact: true }).first().waitFor();
	const now = await show(schema.id);
	assert.deepEqual([now.description, now.labels.find((l) => l.id === id).name, now.labels.length], ['Letters', 'Times', 5]);
	await close();
});

test('labels are put in order by keyboard alone, and by dragging; keys follow on request', async () => {
	const labels = ['One', 'Two', 'Three'].map((name, i) => ({ kind: 'tag', name, key: '789'[i] }));
	const schema = await addSchema(owner.client, project.id, { labels });
	const { page, close } = await open(schema);
	await page.getByRole('button', { name: 'Move One down' }).focus();
	await page.keyboard.press('Enter');
	assert.deepEqual(await names(page, 'Tag'), ['Two', 'One', 'Three']);
	await page.getByText('One is number 2 of 3.').waitFor({ state: 'attached' });
	/* The focus goes along, so that it can be pressed again. */
	await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Move One down');
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Move One down');
	await page.keyboard.press('Enter');
	assert.deepEqual(await names(page, 'Tag'), ['Two', 'Three', 'One']);
	const item = (name) => page.locator('.labels > li', { has: page.getByRole('button', { name: `Retire ${name}` }) });
	await item('One').locator('.handle').dragTo(item('Two'));
	assert.deepEqual(await names(page, 'Tag'), ['One', 'Two', 'Three']);
	await page.getByRole('button', { name: 'Give all keys anew' }).focus();
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Save as version 2' }).focus();
	await page.keyboard.press('Enter');
	await page.getByText('Version 2', { exact: true }).first().waitFor();
	assert.deepEqual(await labelsOf(schema.id), [['tag', 'One', 'a'], ['tag', 'Two', 's'], ['tag', 'Three', 'd']]);
	await close();
});

test('a name that another schema has is told beside it', async () => {
	const taken = await addSchema(owner.client, project.id);
	const schema = await addSchema(owner.client, project.id);
	const { page, close } = await open(schema);
	await page.getByLabel('Name of the schema').fill(taken.name);
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	await page.getByText('Name of the schema is another schema’s name.'.replace('’', "'")).waitFor();
	assert.equal(await page.getByLabel('Name of the schema').evaluate((e) => e === document.activeElement), true);
	await close();
});

test('who labels sees the labels and cannot change them', async () => {
	const schema = await addSchema(owner.client, project.id);
	const annotator = await newColleague(owner);
	const { page, close } = await visitAs(annotator, browser);
	await page.goto(`/schemas/${schema.id}`);
	await page.getByRole('heading', { name: 'Tags' }).waitFor();
	await page.getByText('Person').waitFor();
	assert.equal(await page.getByRole('button', { name: /Save|Add|Retire/ }).count(), 0);
	await page.goto(`/projects/${project.id}/schemas/new`);
	await page.getByText('managers make schemas').waitFor();
	await close();
});
