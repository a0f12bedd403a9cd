/* The end of an account, by its pages: read, asked for, taken back, or done. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addMember, setRole, sql } from '../http/lib/database.mjs';
import { certified, makeDue } from '../http/lib/erasing.mjs';
import { until } from '../http/lib/instance.mjs';
import { messagesTo, tokenOf } from '../http/lib/mail.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { age } from './crowd.mjs';
import { fillIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level }).waitFor();
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const row = (page, name) => page.getByRole('row', { name }).waitFor();

test('one reads what an erasure does, asks for it with one’s name and password, and takes it back by the mailed link', async () => {
	const person = await newOwner();
	const { page, close } = await visitAs(person, browser);
	await page.goto('/account');
	await page.getByRole('link', { name: 'Your data' }).click();
	await page.getByRole('link', { name: 'See what that does' }).click();
	await heading(page, 'Erase your account', 2);
	await row(page, `${person.username} Removed with all that is in it: nobody else is in it`);
	await row(page, /^Someone with an account.* 1 Removed$/);
	await row(page, /^What people did.*\(who\) .* Stays as a random id’s/);
	await press(page, 'Erase my account');
	await page.getByText('Type your user name.').waitFor();
	await age(page.context(), 11);
	await fillIn(page, { 'Your user name': person.username });
	await press(page, 'Erase my account');
	const again = page.getByRole('dialog', { name: 'Type your password again' });
	await fillIn(again, { Password: person.password });
	await press(again, 'Go on');
	await heading(page, 'Your account is frozen');
	assert.equal(await page.evaluate(async () => (await fetch('/api/auth/session')).status), 401);
	const mail = await until('the link', () => messagesTo(person.email).find((m) => m.text.includes('/cancellation#')));
	await page.goto('/log-in');
	await fillIn(page, { 'User name': person.username, Password: person.password });
	await press(page, 'Log in');
	await page.getByText('This account is about to be erased').waitFor();
	const elsewhere = await visit(browser);
	await elsewhere.page.goto(`/cancellation#${tokenOf(mail)}`);
	await heading(elsewhere.page, 'Keep your account');
	// The page has only been looked at.
	assert.equal((await sql`select state from erasure where person = ${person.client.session.person}`)[0].state, 'frozen');
	await press(elsewhere.page, 'Keep my account');
	await heading(elsewhere.page, 'Nothing is erased');
	await elsewhere.page.getByRole('link', { name: 'Log in', exact: true }).last().click();
	await fillIn(elsewhere.page, { 'User name': person.username, Password: person.password });
	await press(elsewhere.page, 'Log in');
	await heading(elsewhere.page, 'Projects');
	await close();
	await elsewhere.close();
});

test('the last owner beside others is told to hand over, and can ask afterwards', async () => {
	const person = await newOwner();
	const { workspace } = person.client.session;
	const other = await addMember(workspace);
	const { page, close } = await visitAs(person, browser);
	await page.goto('/account/erasure');
	await page.getByText('You are the last owner of a workspace').waitFor();
	await row(page, `${person.username} Someone else has to own it first`);
	assert.equal(await page.getByRole('button', { name: 'Erase my account' }).count(), 0);
	await setRole(workspace, other.id, 'owner');
	await page.reload();
	await row(page, `${person.username} Stays, without you`);
	await fillIn(page, { 'Your user name': person.username });
	// Meanwhile the other has gone.
	await setRole(workspace, other.id, 'annotator');
	await press(page, 'Erase my account');
	await page.getByRole('alert').getByText(`You are the last owner of "${person.username}"`).waitFor();
	await setRole(workspace, other.id, 'owner');
	await press(page, 'Erase my account');
	await heading(page, 'Your account is frozen');
	const address = await page.getByRole('link', { name: /certificates/ }).getAttribute('href');
	const certificate = address.split('/').at(-1);
	await makeDue(certificate);
	await certified(person.client, certificate);
	await page.goto('/log-in');
	await fillIn(page, { 'User name': person.username, Password: person.password });
	await press(page, 'Log in');
	await page.getByText('User name or password is wrong').waitFor();
	await close();
});
