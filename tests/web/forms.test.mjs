/* What the server finds wrong is told beside the field it is about. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newOwner, signUp } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { fillIn, logIn } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

/** What a screen reader adds to a field: its hint, and what is wrong with it. */
const described = (page, label) =>
	page.getByLabel(label, { exact: true }).evaluate((e) =>
		(e.getAttribute('aria-describedby') ?? '')
			.split(' ')
			.map((id) => document.getElementById(id)?.textContent ?? '')
			.join(' '),
	);

const isInvalid = async (page, label) =>
	(await page.getByLabel(label, { exact: true }).getAttribute('aria-invalid')) === 'true';

test('sign-up asks for exactly a user name, an e-mail address and a password (ASVS 6.2.6, item 10)', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/sign-up');
	await page.getByRole('heading', { name: 'Sign up' }).waitFor();
	const inputs = await page
		.locator('input')
		.evaluateAll((all) => all.map((i) => [i.name, i.type, i.autocomplete, i.required]));
	assert.deepEqual(inputs, [
		['username', 'text', 'username', true],
		['email', 'email', 'email', true],
		['password', 'password', 'new-password', true],
	]);
	await close();
});

test('every flaw of a sign-up is shown at once, beside its field, and the first has the focus', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/sign-up');
	await fillIn(page, { 'User name': 'ab', 'E-mail': 'x', Password: 'short' });
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.getByRole('alert').waitFor();
	for (const label of ['User name', 'E-mail', 'Password']) {
		assert.ok(await isInvalid(page, label), label);
		assert.match(await described(page, label), new RegExp(`${label} \\S+ .+\\.`));
	}
	assert.equal(await page.getByLabel('User name').evaluate((e) => e === document.activeElement), true);
	/* What was typed is still there, to be mended. */
	assert.equal(await page.getByLabel('E-mail').inputValue(), 'x');
	await fillIn(page, { 'E-mail': 'someone@example.org' });
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.waitForFunction(() => document.querySelectorAll('[aria-invalid=true]').length === 2);
	assert.equal(await isInvalid(page, 'E-mail'), false);
	await close();
});

test('who gives nothing is asked for it, not told how long it may be', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/sign-up');
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.getByRole('alert').waitFor();
	for (const [label, asked] of [['User name', 'Enter a user name.'], ['E-mail', 'Enter your e-mail.'], ['Password', 'Enter a password.']])
		assert.ok((await described(page, label)).endsWith(asked), label);
	await close();
});

test('who logs in with the address is told that the user name is asked for, and nothing is sent', async () => {
	const person = await newOwner();
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	let sent = 0;
	page.on('request', (r) => (sent += Number(r.method() === 'POST')));
	await logIn(page, { ...person, username: person.email });
	await page.getByRole('alert').getByText('Use your user name, not your e-mail address').waitFor();
	assert.equal(sent, 0);
	await logIn(page, person);
	await page.getByRole('heading', { name: 'Projects' }).waitFor();
	await close();
});

test('a user name that is taken is told beside it', async () => {
	const taken = await signUp();
	const { page, close } = await visit(browser);
	await page.goto('/sign-up');
	await fillIn(page, {
		'User name': taken.username,
		'E-mail': `x${taken.email}`,
		Password: taken.password,
	});
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.getByRole('alert').waitFor();
	assert.ok(await isInvalid(page, 'User name'));
	assert.match(await described(page, 'User name'), /taken|another|already/);
	await close();
});

test('a wrong password says no more than that, and keeps the user name', async () => {
	const person = await newOwner();
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await logIn(page, { ...person, password: 'not the password at all' });
	await page.getByRole('alert').getByText('User name or password is wrong').waitFor();
	assert.equal(await page.getByLabel('User name').inputValue(), person.username);
	await close();
});

test('who has not confirmed the address yet is told what to do', async () => {
	const person = await signUp();
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await logIn(page, person);
	await page.getByRole('alert').getByText('open the link that we mailed you. Is it older than a day, sign up again.').waitFor();
	await close();
});

test('a password can be looked at while it is typed', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/sign-up');
	await fillIn(page, { Password: 'a long quiet sentence' });
	await page.getByRole('button', { name: 'Show password' }).click();
	assert.equal(await page.getByLabel('Password', { exact: true }).getAttribute('type'), 'text');
	assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), 'a long quiet sentence');
	await close();
});

test('a password is filled in by a program or pasted as well as typed (ASVS 6.2.6, 6.2.7, item 10)', async () => {
	const pages = [
		['/sign-up', 'Password', 'new-password'],
		['/log-in', 'Password', 'current-password'],
		['/reset#x', 'New password', 'new-password'],
	];
	const { page, context, close } = await visit(browser);
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	for (const [path, label, autocomplete] of pages) {
		await page.goto(path);
		const field = page.getByLabel(label, { exact: true });
		assert.deepEqual(await field.evaluate((e) => [e.type, e.autocomplete, e.readOnly, e.maxLength]), ['password', autocomplete, false, -1]);
		const pasted = `pasted  ${'words '.repeat(12)}\u{1F600}`;
		await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
		await field.press('Control+V');
		assert.equal(await field.inputValue(), pasted, path);
	}
	await close();
});

test('the link in a mail confirms once, and says so the second time', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/confirm#not-a-code-that-anybody-was-sent');
	await page.getByRole('button', { name: 'Confirm my address' }).click();
	await page.getByRole('alert').getByText('used already').waitFor();
	await page.goto('/confirm');
	await page.getByRole('alert').getByText('not complete').waitFor();
	await close();
});

test('of two tags with one name or key, the second is told what is wrong', async () => {
	const person = await newOwner();
	const { page, close } = await visit(browser);
	const project = (await person.client.post('/api/annotations/projects', { name: 'Twins' })).json;
	await page.goto(`/log-in?next=/projects/${project.id}/texts`);
	await logIn(page, person);
	const added = page.getByRole('group', { name: 'New tag' });
	await page.getByRole('button', { name: 'Add a tag' }).click();
	await added.getByLabel('Name').fill('Person');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await page.getByRole('button', { name: 'Change Person' }).waitFor();
	await page.getByRole('button', { name: 'Add a tag' }).click();
	await added.getByLabel('Name').fill('Person');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await page.getByRole('alert').waitFor();
	assert.equal(await added.getByLabel('Name').getAttribute('aria-invalid'), 'true');
	assert.equal(await added.getByLabel('Key').getAttribute('aria-invalid'), 'false');

	await added.getByLabel('Name').fill('Place');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await page.getByRole('button', { name: 'Change Place' }).click();
	const place = page.getByRole('group', { name: 'Tag Place' });
	await place.getByLabel('Key').fill('a');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('alert').waitFor();
	assert.equal(await place.getByLabel('Key').getAttribute('aria-invalid'), 'true');
	assert.equal(await place.getByLabel('Name').getAttribute('aria-invalid'), 'false');
	await close();
});

test('a tag that someone else changed meanwhile is not overwritten unseen', async () => {
	const person = await newOwner();
	const project = (
		await person.client.post('/api/annotations/projects', { name: 'P', tags: [{ name: 'Old' }] })
	).json;
	const [tag] = (await person.client.get(`/api/annotations/projects/${project.id}/tags`)).json.items;
	const { page, close } = await visit(browser);
	await page.goto(`/log-in?next=/projects/${project.id}/texts`);
	await logIn(page, person);
	await page.getByRole('button', { name: 'Change Old' }).click();
	await person.client.patch(`/api/annotations/tags/${tag.id}`, { name: 'Theirs' }, '"1"');
	await page.getByRole('group', { name: 'Tag Old' }).getByLabel('Name').fill('Mine');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('alert').getByText('Theirs').waitFor();
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('button', { name: 'Change Mine' }).waitFor();
	await close();
});

test('of several files, those that are no text are told, the others are there', async () => {
	const person = await newOwner();
	const project = (await person.client.post('/api/annotations/projects', { name: 'P' })).json;
	const { page, close } = await visit(browser);
	await page.goto(`/log-in?next=/projects/${project.id}/texts`);
	await logIn(page, person);
	const file = (name, bytes) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) });
	await page
		.getByLabel('Upload texts')
		.setInputFiles([
			file('good.txt', 'Good.'),
			file('bad.txt', [0x61, 0xff]),
			file('empty.txt', ''),
			file('שלום.txt', 'שלום'),
		]);
	await page.getByRole('link', { name: 'שלום.txt' }).waitFor();
	await page.getByRole('link', { name: 'good.txt' }).waitFor();
	assert.deepEqual(
		(await page.getByRole('alert').allTextContents()).map((t) => /UTF-8|empty/.exec(t)?.[0]),
		['UTF-8', 'empty'],
	);
	assert.equal(await page.getByRole('row').count(), 3);
	await page.getByRole('button', { name: 'Leave it out' }).first().click();
	assert.equal(await page.getByRole('alert').count(), 1);
	await close();
});
