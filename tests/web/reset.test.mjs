/* Who has forgotten the password gets back in, by mail. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { mailTo } from '../http/lib/mail.mjs';
import { askReset, newOwner, stranger } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { fillIn, logIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor();

const linkTo = async ({ email }) => /https?:\S+\/reset#\S+/.exec((await mailTo(email, 2)).text)[0];

async function ask(page, email) {
	await heading(page, 'Forgotten password');
	await fillIn(page, { 'E-mail': email });
	await page.getByRole('button', { name: 'Send' }).click();
}

async function set(page, password) {
	await heading(page, 'Set a new password');
	await fillIn(page, { 'New password': password });
	await page.getByRole('button', { name: 'Set the password' }).click();
}

test('from the log-in over the mail to a new password, and in with it', async () => {
	const person = await newOwner();
	const { password } = stranger();
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await page.getByRole('link', { name: 'Forgot your password?' }).click();
	await ask(page, person.email);
	await heading(page, 'Look into your mail');
	await page.getByRole('status').getByText(person.email).waitFor();

	/* In the window that waits for it. */
	const link = await linkTo(person);
	await page.goto(link);
	await heading(page, 'Set a new password');
	await page.waitForURL((url) => url.hash === '');
	const inputs = await page.locator('input').evaluateAll((all) => all.map((i) => [i.type, i.autocomplete]));
	assert.deepEqual(inputs, [['password', 'new-password']]);
	await set(page, password);
	await heading(page, 'Your password is set');
	await page.getByRole('status').getByText(person.username).waitFor();
	await page.getByRole('link', { name: 'Log in' }).click();
	await logIn(page, person);
	await page.getByRole('alert').getByText('User name or password is wrong').waitFor();
	await logIn(page, { ...person, password });
	await heading(page, 'Projects');
	await close();
});

test('a link that was used leads to asking for another', async () => {
	const person = await newOwner();
	const token = await askReset(person);
	const [first, second] = [await visit(browser), await visit(browser)];
	for (const { page } of [first, second]) await page.goto(`/reset#${token}`);
	await set(first.page, stranger().password);
	await heading(first.page, 'Your password is set');
	await set(second.page, stranger().password);
	await second.page.getByRole('alert').getByText('used already').waitFor();
	await ask(second.page, person.email);
	await heading(second.page, 'Look into your mail');
	for (const { close } of [first, second]) await close();
});

test('what is wrong with the password is told beside it, and the link works still', async () => {
	const person = await newOwner();
	const { page, close } = await visit(browser);
	await page.goto(`/reset#${await askReset(person)}`);
	const field = page.getByLabel('New password', { exact: true });
	for (const [password, flaw] of [
		['too short', /New password must .*15/],
		[`the name is ${person.username}`, /New password must not hold the user name/],
	]) {
		await set(page, password);
		await page.getByText(flaw).waitFor();
		assert.equal(await field.getAttribute('aria-invalid'), 'true');
		assert.equal(await field.evaluate((e) => e === document.activeElement), true);
		assert.equal(await field.inputValue(), password);
	}
	await set(page, stranger().password);
	await heading(page, 'Your password is set');
	await close();
});

test('an address that nobody has is answered alike; what is no address is told beside its field', async () => {
	const { email } = stranger();
	const { page, close } = await visit(browser);
	await page.goto('/reset');
	await ask(page, 'nobody.example.org');
	await page.getByText('E-mail is not an e-mail address').waitFor();
	await ask(page, email);
	await page.getByRole('status').getByText(`If ${email} is the address of an account`).waitFor();
	await page.getByRole('button', { name: 'Use another address' }).click();
	await heading(page, 'Forgotten password');
	await close();
});

test('who sets a password while logged in is logged out, and logs in on the same page', async () => {
	const person = await newOwner();
	const { password } = stranger();
	const { page, close } = await visitAs(person, browser);
	await page.goto(`/reset#${await askReset(person)}`);
	await page.getByRole('button', { name: 'Log out' }).waitFor();
	await set(page, password);
	await heading(page, 'Your password is set');
	await page.getByRole('button', { name: 'Log out' }).waitFor({ state: 'detached' });
	await page.getByRole('link', { name: 'Log in' }).click();
	await logIn(page, { ...person, password });
	await heading(page, 'Projects');
	await close();
});

test('skipping to the page takes no code away', async () => {
	const person = await newOwner();
	const { page, close } = await visit(browser);
	await page.goto(`/reset#${await askReset(person)}`);
	await heading(page, 'Set a new password');
	await page.getByRole('link', { name: 'Skip to the page' }).focus();
	await page.keyboard.press('Enter');
	await set(page, stranger().password);
	await heading(page, 'Your password is set');
	await close();
});
