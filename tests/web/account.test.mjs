/* One's own account: address, password, sessions; and what asks for the password again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { mailTo, messagesTo } from '../http/lib/mail.mjs';
import { newOwner, stranger } from '../http/lib/people.mjs';
import { until } from '../http/lib/instance.mjs';
import { launch, visit } from './browser.mjs';
import { age } from './crowd.mjs';
import { fillIn, logIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level }).waitFor();
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const isLoggedIn = (page) => page.evaluate(async () => (await fetch('/api/auth/session')).ok);
const hasFocus = (locator) => locator.evaluate((e) => e === document.activeElement);
const stepUp = (page) => page.getByRole('dialog', { name: 'Type your password again' });

async function at(person, path, options) {
	const opened = await visitAs(person, browser, options);
	await opened.page.goto(path);
	await heading(opened.page, 'Your account');
	return opened;
}

test('a new password ends every session but this one', async () => {
	const person = await newOwner();
	const { password } = stranger();
	const other = await visitAs(person, browser);
	await other.page.goto('/');
	await heading(other.page, 'Projects');
	const { page, close } = await at(person, '/account');
	await page.getByText(person.email, { exact: true }).waitFor();
	await press(page, 'Change password');
	await fillIn(page, { 'Password until now': 'not my password at all', 'New password': 'too short' });
	await press(page, 'Change the password');
	await page.getByText(/New password must .*15/).waitFor();
	await fillIn(page, { 'New password': password });
	await press(page, 'Change the password');
	await page.getByText('Password until now is not your password').waitFor();
	assert.ok(await hasFocus(page.getByLabel('Password until now')));
	await fillIn(page, { 'Password until now': person.password });
	await press(page, 'Change the password');
	await page.getByRole('status').getByText('Your password is changed').waitFor();
	await page.waitForFunction(() => document.activeElement?.textContent === 'Profile');
	assert.equal(await isLoggedIn(page), true);
	assert.equal(await isLoggedIn(other.page), false);
	await other.page.getByRole('link', { name: /^Account of/ }).click();
	const again = other.page.getByRole('dialog', { name: 'Please log in again' });
	await fillIn(again, { Password: password });
	await press(again, 'Log in');
	await other.page.getByText(person.email, { exact: true }).waitFor();
	await close();
	await other.close();
});

test('another address is that of the account when its link is opened; both are told', async () => {
	const person = await newOwner();
	const { email } = stranger();
	const { page, close } = await at(person, '/account');
	await press(page, 'Change address');
	await fillIn(page, { 'New address': 'nobody.example.org' });
	await press(page, 'Send the link');
	await page.getByText('New address is not an e-mail address').waitFor();
	await fillIn(page, { 'New address': email });
	await press(page, 'Send the link');
	await page.getByRole('status').getByText(`We have sent a link to ${email}`).waitFor();
	await page.getByText(person.email, { exact: true }).first().waitFor();
	await until('the address until now to be told', () =>
		messagesTo(person.email).some((m) => /wants your account to have another address/.test(m.text)),
	);
	const [link] = /https?:\S+\/confirm#\S+/.exec((await mailTo(email)).text);
	const elsewhere = await visit(browser);
	await elsewhere.page.goto(link);
	await press(elsewhere.page, 'Confirm my address');
	await heading(elsewhere.page, 'Your address is confirmed');
	await elsewhere.close();
	await page.reload();
	await page.getByText(email, { exact: true }).waitFor();
	await until('the old address to be told', () => messagesTo(person.email).some((m) => m.text.includes(email)));
	await close();
});

test('a session of another browser is ended, and all of them', async () => {
	const person = await newOwner();
	const { page, close } = await at(person, '/account/sessions');
	const others = [await visitAs(person, browser), await visitAs(person, browser)];
	await page.reload();
	await page.getByText('This session', { exact: true }).waitFor();
	/* Three browsers, and the API's client that made the account. */
	assert.equal(await page.getByRole('row').count(), 5);
	const names = await page.getByRole('rowheader').allTextContents();
	assert.match(names[0], /^Chrome \d+ on Linux This session$/);
	assert.equal(names.filter((name) => /^Chrome \d+ on Linux/.test(name)).length, 3, names.join());
	assert.equal(await page.getByText('This session', { exact: true }).count(), 1);
	/* Used last stands first. */
	await page.getByRole('button', { name: /^End the session of/ }).first().click();
	const asked = page.getByRole('dialog', { name: 'End this session' });
	await press(asked, 'Cancel');
	assert.ok(await page.getByRole('button', { name: /^End the session of/ }).first().evaluate((e) => e === document.activeElement));
	await page.getByRole('button', { name: /^End the session of/ }).first().click();
	await press(asked, 'End the session');
	await page.waitForFunction(() => document.querySelectorAll('tr').length === 4);
	await page.waitForFunction(() => document.activeElement?.textContent === 'Where you are logged in');
	const alive = async () => (await Promise.all(others.map((o) => isLoggedIn(o.page)))).filter(Boolean).length;
	const left = (await person.client.get('/api/auth/session')).status === 200 ? 1 : 0;
	assert.equal((await alive()) + left, 2);
	await press(page, 'End all others');
	await press(page.getByRole('dialog', { name: 'End all other sessions' }), 'End all others');
	await page.waitForFunction(() => document.querySelectorAll('tr').length === 2);
	assert.equal(await alive(), 0);
	assert.equal((await person.client.get('/api/auth/session')).status, 401);
	assert.equal(await isLoggedIn(page), true);
	await close();
	for (const o of others) await o.close();
});

test('what asks for the password again goes on by itself, and stays as it was when that is cancelled', async () => {
	const person = await newOwner();
	const { email } = stranger();
	const { page, context, close } = await at(person, '/account');
	await age(context, 11);
	await press(page, 'Change address');
	await fillIn(page, { 'New address': email });
	await press(page, 'Send the link');
	await stepUp(page).getByLabel('Password', { exact: true }).waitFor();
	await press(stepUp(page), 'Cancel');
	await stepUp(page).waitFor({ state: 'detached' });
	assert.equal(await page.getByLabel('New address').inputValue(), email);
	assert.equal(await page.getByRole('alert').count(), 0);
	assert.ok(await hasFocus(page.getByRole('button', { name: 'Send the link' })));
	await press(page, 'Send the link');
	await fillIn(stepUp(page), { Password: 'not my password at all' });
	await press(stepUp(page), 'Go on');
	await page.getByText('Password is not your password').waitFor();
	await fillIn(stepUp(page), { Password: person.password });
	await press(stepUp(page), 'Go on');
	await page.getByRole('status').getByText(`We have sent a link to ${email}`).waitFor();
	assert.equal(messagesTo(email).length <= 1, true);
	await mailTo(email);
	await close();
});

test('a name that is shut for wrong passwords says for how long, and when that is over', async () => {
	const person = await newOwner();
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	const shut = page.getByRole('alert').getByText(/^Too many wrong passwords for this name: try again in \d+ s\.$/);
	await until('the name to be shut', async () => {
		await logIn(page, { ...person, password: 'not the password at all' });
		await page.getByRole('button', { name: 'Log in', disabled: false }).waitFor();
		await page.getByRole('alert').waitFor();
		return shut.isVisible();
	});
	await page.getByRole('alert').getByText('you can try again now').waitFor();
	await logIn(page, person);
	await heading(page, 'Projects');
	await close();
});

test('without a network the form stays as it was typed, and works when there is one again', async () => {
	const person = await newOwner();
	const { page, context, close } = await at(person, '/account/workspaces');
	await press(page, 'Make a workspace');
	await fillIn(page, { Name: 'On the train' });
	await context.setOffline(true);
	await press(page, 'Make the workspace');
	await page.getByRole('alert').getByText('The server could not be reached').waitFor();
	assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'On the train');
	await page.getByRole('link', { name: 'Sessions' }).click();
	await page.getByRole('alert').getByText('No connection').waitFor();
	await context.setOffline(false);
	await heading(page, 'Where you are logged in', 2);
	await close();
});
