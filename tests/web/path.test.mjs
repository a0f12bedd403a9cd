/* The whole way of a person through Obelus, in one browser. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { mailTo } from '../http/lib/mail.mjs';
import { stranger } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { LETTER, drag, fillIn, logIn, marksOn, saved } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('from signing up to the downloaded labels, and out, without a violation of the policy (ASVS 3.4.3, item 57)', async (t) => {
	const { page, close } = await visit(browser);
	const person = stranger();
	const text = page.getByRole('textbox', { name: 'Text of' });
	const heading = (name) => page.getByRole('heading', { name, level: 1 }).waitFor();

	await t.test('sign up', async () => {
		await page.goto('/');
		await heading('Log in');
		await page.getByRole('link', { name: 'Sign up' }).click();
		await heading('Sign up');
		await fillIn(page, {
			'User name': person.username,
			'E-mail': person.email,
			Password: person.password,
		});
		await page.getByRole('button', { name: 'Sign up' }).click();
		await heading('Look into your mail');
	});

	await t.test('confirm with the mailed link, whose code leaves the address bar', async () => {
		const link = /https?:\S+\/confirm#\S+/.exec((await mailTo(person.email)).text)[0];
		await page.goto(link);
		await heading('Confirm your address');
		await page.waitForFunction(() => window.location.hash === '');
		await page.getByRole('button', { name: 'Confirm my address' }).click();
		await heading('Your address is confirmed');
		/* Loaded anew, or the link opened again: it is still so. */
		await page.reload();
		await heading('Your address is confirmed');
		await page.goto('/robots.txt');
		await page.goto(link);
		await heading('Your address is confirmed');
		assert.equal(await page.getByRole('alert').count(), 0);
		await page.getByRole('link', { name: 'Log in' }).click();
	});

	await t.test('log in', async () => {
		await heading('Log in');
		assert.equal(await page.getByLabel('User name', { exact: true }).inputValue(), person.username);
		await logIn(page, person);
		await page.getByRole('link', { name: `Account of ${person.username}` }).waitFor();
		assert.equal(await page.evaluate(() => sessionStorage.length), 0);
		await heading('Projects');
		await page.getByRole('link', { name: `Account of ${person.username}` }).waitFor();
	});

	await t.test('make a project', async () => {
		await page.getByRole('link', { name: 'Make the first project' }).click();
		await heading('New project');
		await fillIn(page, { 'Description (optional)': 'Letters of friends' });
		await page.getByLabel('Name', { exact: true }).fill('Letters');
		await page.getByRole('button', { name: 'Make the project' }).click();
		await heading('Letters');
		await page.getByText('No datasets yet').waitFor();
	});

	await t.test('go to its texts, add tags, and change one', async () => {
		await page.getByRole('navigation', { name: 'Parts of Letters' }).getByRole('link', { name: 'Shared texts' }).click();
		await page.getByText('No shared texts yet').waitFor();
		assert.equal(await page.getByRole('link', { name: 'Download these marks' }).count(), 0);
		for (const [name, key] of [
			['Person', 'p'],
			['Place', 'l'],
		]) {
			await page.getByRole('button', { name: 'Add a tag' }).click();
			const row = page.getByRole('group', { name: 'New tag' });
			await row.getByLabel('Name').fill(name);
			await row.getByLabel('Key').fill(key);
			await page.getByRole('button', { name: 'Add', exact: true }).click();
			await page.getByRole('button', { name: `Change ${name}` }).waitFor();
		}
		await page.getByRole('button', { name: 'Add a tag' }).click();
		await page.getByRole('group', { name: 'New tag' }).getByLabel('Name').fill('Time');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await page.getByRole('button', { name: 'Change Time' }).click();
		await page.getByRole('group', { name: 'Tag Time' }).getByLabel('Name').fill('Date');
		await page.getByRole('group', { name: 'Tag Time' }).getByLabel('Key').fill('d');
		await page.getByRole('button', { name: 'Save' }).click();
		await page.getByRole('button', { name: 'Change Date' }).waitFor();
	});

	await t.test('upload a text', async () => {
		await page
			.getByLabel('Upload texts')
			.setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from(LETTER) });
		await page.getByText('Uploaded', { exact: true }).first().waitFor();
		await page.getByRole('link', { name: 'letter.txt' }).click();
		await heading('letter.txt');
		assert.equal(await text.evaluate((e) => e.textContent), LETTER);
	});

	await t.test('mark by mouse: with a key, and with a click', async () => {
		await drag(page, 'Anna');
		await page.keyboard.press('p');
		await drag(page, 'Vienna');
		await page.getByRole('button', { name: /^Place/ }).click();
		await saved(page);
		assert.deepEqual(await marksOn(page), ['Person Anna 5–9', 'Place Vienna 38–44']);
	});

	await t.test('the marks are there when the page is loaded anew', async () => {
		await page.reload();
		await text.waitFor();
		await saved(page);
		assert.deepEqual(await marksOn(page), ['Person Anna 5–9', 'Place Vienna 38–44']);
	});

	await t.test('mark by keyboard alone', async () => {
		await text.focus();
		await page.keyboard.press('Control+End');
		await page.keyboard.press('p');
		await saved(page);
		assert.equal((await marksOn(page)).at(-1), 'Person Johann 144–150');
	});

	await t.test('remove a mark', async () => {
		await text.focus();
		await page.keyboard.press('Control+Home');
		await page.keyboard.press(']');
		await page.keyboard.press('Delete');
		await saved(page);
		assert.deepEqual(
			(await marksOn(page)).map((m) => m.split(' ')[1]),
			['Vienna', 'Johann'],
		);
	});

	await t.test('download the labels', async () => {
		await page.getByRole('link', { name: 'Letters' }).click();
		await heading('Letters');
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'Download these marks' }).click(),
		]);
		const [row, ...more] = (await readFile(await file.path(), 'utf8'))
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		assert.equal(more.length, 0);
		assert.equal(row.text, LETTER);
		assert.deepEqual(
			row.spans.map(({ start, end, tag, text }) => ({ start, end, tag, text })),
			[
				{ start: 38, end: 44, tag: 'Place', text: 'Vienna' },
				{ start: 144, end: 150, tag: 'Person', text: 'Johann' },
			],
		);
	});

	await t.test('log out', async () => {
		await page.getByRole('button', { name: 'Log out' }).click();
		await heading('Log in');
		assert.equal(new URL(page.url()).pathname, '/log-in');
		await page.goto('/');
		await heading('Log in');
	});

	await close();
});
