/* A project's tabs, its datasets, and their texts. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../http/lib/world.mjs';
import { launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { visitAs } from './steps.mjs';

const API = '/api/annotations';
let browser, owner, project;
before(async () => {
	browser = await launch();
	owner = await newOwner();
	project = await addProject(owner.client, { name: 'Archive' });
});
after(() => browser.close());

let count = 0;
const newDataset = (name = `Dataset ${++count}`) => addDataset(owner.client, project.id, { name });
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor();

async function filled(rows) {
	const dataset = await newDataset();
	const { id } = await addImport(owner.client, dataset.id, { format: 'jsonl', content_field: 'text', id_field: 'id' });
	await sendFile(owner.client, id, Buffer.from(rows.map((r) => `${JSON.stringify(r)}\n`).join('')), { last: true });
	await endOfImport(owner.client, id);
	return dataset;
}

test('the tabs of a project lead to each of its parts, and say where one is', async () => {
	const { page, close } = await visitAs(owner, browser);
	await page.goto('/projects');
	await page.getByRole('link', { name: 'Archive' }).click();
	await heading(page, 'Archive');
	const tabs = page.getByRole('navigation', { name: 'Parts of Archive' });
	assert.deepEqual(await tabs.getByRole('link').allTextContents(), ['Datasets', 'Schemas', 'Jobs', 'Shared texts']);
	for (const [name, seen] of [['Schemas', 'No schemas yet'], ['Shared texts', 'No shared texts yet'], ['Datasets', 'No datasets yet']]) {
		await tabs.getByRole('link', { name }).click();
		await page.getByText(seen).waitFor();
		assert.equal(await tabs.getByRole('link', { name }).getAttribute('aria-current'), 'page');
	}
	await close();
});

test('a dataset is made by keyboard alone, filled with sample texts, and its texts are read one after the other', async () => {
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/projects/${project.id}`);
	await page.getByRole('button', { name: 'Make the first dataset' }).focus();
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.activeElement.name === 'name');
	await page.keyboard.type('Samples');
	await page.keyboard.press('Enter');
	await heading(page, 'Samples');
	await page.getByRole('button', { name: 'Use sample texts' }).focus();
	await page.keyboard.press('Enter');
	await page.getByText('20 texts · since').waitFor();
	assert.equal(await page.getByRole('table', { name: 'Texts' }).getByRole('row').count(), 21);
	const first = page.getByRole('button', { name: /^Dear Anna, your parcel/ });
	await first.focus();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog');
	await dialog.getByText('would not take a coin for it').waitFor();
	await dialog.getByText('letter', { exact: true }).waitFor();
	await dialog.getByRole('button', { name: 'Next text' }).focus();
	await page.keyboard.press('Enter');
	await dialog.getByText('I am glad that it came').waitFor();
	await page.keyboard.press('Escape');
	await dialog.waitFor({ state: 'detached' });
	/* The focus is where it was. */
	await page.waitForFunction(() => document.activeElement.textContent.startsWith('Dear Anna'));
	await close();
});

test('an example shows the beginning of its text, its id and its metadata; a page of them has an address', async () => {
	const rows = Array.from({ length: 51 }, (_, i) => ({ id: `no ${i}`, text: `Text ${i} ${'and more '.repeat(40)}`, year: 1800 + i }));
	const dataset = await filled(rows);
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}`);
	const row = page.getByRole('row', { name: /^Text 7 / });
	await row.getByText('no 7', { exact: true }).waitFor();
	await row.getByText('year: 1807').waitFor();
	await page.getByRole('navigation', { name: 'Pages of texts' }).getByRole('link', { name: 'Next page' }).click();
	await page.getByRole('row', { name: /^Text 50 / }).waitFor();
	await page.reload();
	await page.getByRole('row', { name: /^Text 50 / }).waitFor();
	assert.equal(await page.getByRole('row').count(), 2);
	await page.getByRole('link', { name: 'First page' }).click();
	await page.getByRole('row', { name: /^Text 7 / }).waitFor();
	await close();
});

test('metadata is shown whatever it is, and a text as it was uploaded', async () => {
	const dataset = await newDataset();
	const { id } = await addImport(owner.client, dataset.id, { format: 'jsonl', content_field: 't', metadata_field: 'm' });
	const text = '  two  spaces\n\tand a tab <b>&amp;';
	const lines = [{ t: text, m: { a: { b: [1, null] }, long: 'x'.repeat(300) } }, { t: 'list', m: [1, 'two'] }, { t: 'word', m: 'alone' }];
	await sendFile(owner.client, id, Buffer.from(lines.map((l) => `${JSON.stringify(l)}\n`).join('')), { last: true });
	await endOfImport(owner.client, id);
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}`);
	await page.getByRole('row', { name: /list/ }).getByText('[1,"two"]').waitFor();
	await page.getByRole('row', { name: /word/ }).getByText('alone').waitFor();
	await page.getByRole('button', { name: /two spaces/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByText('{"b":[1,null]}').waitFor();
	assert.equal(await dialog.locator('.content').evaluate((e) => e.textContent), text);
	assert.equal(await dialog.locator('.content').evaluate((e) => getComputedStyle(e).whiteSpace), 'pre-wrap');
	await close();
});

test('a dataset that someone else has renamed meanwhile: both names are shown, and one is chosen', async () => {
	for (const [choice, name] of [['Take theirs', 'Theirs 1'], ['Put yours in its place', 'Mine 2']]) {
		const dataset = await newDataset();
		const theirs = `Theirs ${name.at(-1)}`;
		const { page, close } = await visitAs(owner, browser);
		await page.goto(`/datasets/${dataset.id}`);
		await page.getByRole('button', { name: 'Rename' }).click();
		await owner.client.patch(`${API}/datasets/${dataset.id}`, { name: theirs, description: 'By them' }, '"1"');
		await page.getByLabel('Name', { exact: true }).fill('Mine 2');
		await page.getByRole('button', { name: 'Save' }).click();
		await page.getByRole('region', { name: 'Theirs' }).getByText('By them').waitFor();
		await page.getByRole('region', { name: 'Yours' }).getByText('Mine 2').waitFor();
		assert.equal((await owner.client.get(`${API}/datasets/${dataset.id}`)).json.name, theirs);
		await page.getByRole('button', { name: choice }).click();
		await heading(page, name);
		await page.waitForFunction(() => document.activeElement?.textContent === 'Rename');
		assert.equal((await owner.client.get(`${API}/datasets/${dataset.id}`)).json.name, name);
		await close();
	}
});

test('a name that another dataset has is told beside it, and what was typed stays', async () => {
	const taken = await newDataset();
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/projects/${project.id}`);
	await page.getByRole('button', { name: 'New dataset' }).click();
	await page.getByRole('button', { name: 'Make the dataset' }).click();
	await page.getByText('Enter the name of the dataset.').waitFor();
	await page.getByLabel('Name of the dataset').fill(taken.name);
	await page.getByRole('button', { name: 'Make the dataset' }).click();
	await page.getByText(/Name of the dataset is another dataset.s name/).waitFor();
	assert.equal(await page.getByLabel('Name of the dataset').inputValue(), taken.name);
	await close();
});

test('sample texts that could not be sent are told, and can be asked for again', async () => {
	const dataset = await newDataset();
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}`);
	await page.route('**/imports', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
	await page.getByRole('button', { name: 'Use sample texts' }).click();
	await page.getByRole('alert').getByText('The server could not be reached').waitFor();
	await page.unroute('**/imports');
	await page.getByRole('button', { name: 'Use sample texts' }).click();
	await page.getByText('20 texts · since').waitFor();
	await close();
});

test('who labels sees texts and changes nothing', async () => {
	const dataset = await filled([{ id: 1, text: 'To be read' }]);
	const annotator = await newColleague(owner);
	const { page, close } = await visitAs(annotator, browser);
	await page.goto(`/datasets/${dataset.id}`);
	await page.getByRole('button', { name: 'To be read' }).waitFor();
	assert.equal(await page.getByRole('button', { name: 'Rename' }).count(), 0);
	assert.equal(await page.getByRole('link', { name: 'Import a file' }).count(), 0);
	await page.getByRole('link', { name: /JSON Lines/ }).click();
	await page.getByRole('heading', { name: 'The import is done' }).waitFor();
	assert.equal(await page.getByRole('button', { name: 'Remove the import' }).count(), 0);
	for (const [address, told] of [
		[`/datasets/${dataset.id}/import`, 'managers import files'],
		['/projects/new', 'managers make projects'],
	]) {
		await page.goto(address);
		await page.getByText(told).waitFor();
	}
	await close();
});

test('a page of datasets on which there are none any more leads to the first', async () => {
	const { id } = await addProject(owner.client);
	const [kept, gone] = [await addDataset(owner.client, id, { name: 'Kept' }), await addDataset(owner.client, id, { name: 'Gone' })];
	const { next } = (await owner.client.get(`${API}/projects/${id}/datasets`, { query: { limit: 1 } })).json;
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/projects/${id}?after=${next}`);
	await page.getByRole('link', { name: gone.name }).waitFor();
	await sql`delete from dataset where id = ${gone.id}`;
	await page.reload();
	await page.getByText('There are no further datasets').waitFor();
	await page.getByRole('link', { name: 'Go to the first' }).click();
	await page.getByRole('link', { name: kept.name }).waitFor();
	await close();
});

test('what was said of one page is not said of the next', async () => {
	const dataset = await newDataset();
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}`);
	await page.getByRole('button', { name: 'Use sample texts' }).click();
	const said = page.locator('[role=status].unseen');
	await said.getByText('The sample texts are here.').waitFor();
	await page.getByRole('link', { name: 'Archive' }).click();
	await heading(page, 'Archive');
	assert.equal(await said.textContent(), '');
	await close();
});
