/* A copy of one's data, as its owner comes by it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { orderPersonalExport, unzipped } from '../http/lib/personal_export.mjs';
import { launch } from './browser.mjs';
import { age } from './crowd.mjs';
import { fillIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const press = (within, name) => within.getByRole('button', { name }).click();
const said = (page, text) => page.getByRole('status').getByText(text).waitFor();

async function atData(person) {
	const opened = await visitAs(person, browser);
	await opened.page.goto('/account/data');
	await opened.page.getByRole('heading', { name: 'A copy to take along' }).waitFor();
	return opened;
}

test('a copy is asked for, waited for, downloaded with the password, and deleted (PR-1, PR-11)', async () => {
	const person = await newOwner();
	const { page, context, close } = await atData(person);
	await press(page, 'Ask for a copy');
	await said(page, 'Your copy is being made.');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'copies-heading');
	await said(page, 'Your copy is there.');
	const row = page.getByRole('row').filter({ hasText: 'There' });
	// Whoever sits down at this browser later needs the password.
	await age(context, 11);
	await press(row, /^Download the copy/);
	const dialog = page.getByRole('dialog', { name: 'Type your password again' });
	await fillIn(dialog, { Password: person.password });
	const [download] = await Promise.all([page.waitForEvent('download'), press(dialog, 'Go on')]);
	assert.match(download.suggestedFilename(), /^obelus-data-\d{4}-\d\d-\d\d\.zip$/);
	const copy = unzipped(readFileSync(await download.path()));
	assert.ok(copy['index.html'].includes(person.email));
	await page.getByRole('row').filter({ hasText: 'There, downloaded once' }).waitFor();
	await press(page, /^Delete the copy/);
	await press(page.getByRole('dialog'), 'Delete the copy');
	await said(page, 'The copy is deleted.');
	await page.getByRole('cell', { name: /^Destroyed on/ }).waitFor();
	assert.equal(await page.getByRole('button', { name: /^Download/ }).count(), 0);
	await close();
});

test('one that is being made is seen from every window, and can be taken back', async () => {
	const person = await newOwner();
	const { id } = await orderPersonalExport(person.client);
	const { page, close } = await atData(person);
	await page.getByText('Waits to be made').waitFor();
	assert.equal(await page.getByRole('button', { name: 'Ask for a copy' }).count(), 0);
	await sql`update personal_export set state = 'building', key = id, rows = 100, written = 42 where id = ${id}`;
	await page.getByRole('cell', { name: '42 %' }).waitFor();
	await press(page, /^Cancel the copy/);
	await press(page.getByRole('dialog'), 'Delete the copy');
	await page.getByRole('button', { name: 'Ask for a copy' }).waitFor();
	const [{ state }] = await sql`select state from personal_export where id = ${id}`;
	assert.equal(state, 'expired');
	await close();
});

test('what could not be downloaded is said beside it, and can be tried again', async () => {
	const person = await newOwner();
	const { page, close } = await atData(person);
	await press(page, 'Ask for a copy');
	await said(page, 'Your copy is there.');
	await page.route('**/api/privacy/exports/*/content', (route) => route.abort(), { times: 1 });
	await press(page, /^Download the copy/);
	await page.getByRole('alert').waitFor();
	const [download] = await Promise.all([page.waitForEvent('download'), press(page, /^Download the copy/)]);
	assert.ok(await download.path());
	assert.equal(await page.getByRole('alert').count(), 0);
	await close();
});
