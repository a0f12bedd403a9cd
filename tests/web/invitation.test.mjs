/* Who is invited to a workspace joins it from the mailed link. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addInvitation } from '../http/lib/database.mjs';
import { mailTo, tokenOf } from '../http/lib/mail.mjs';
import { newOwner, stranger as newPerson } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { fillIn, logIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor();

test('from the mailed link over the log-in into the workspace', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	await owner.client.post('/api/auth/invitations', { email: guest.email, role: 'reviewer' });
	const token = tokenOf(await mailTo(guest.email, 2));
	const { page, close } = await visit(browser);
	await page.goto(`/invitation#${token}`);
	await heading(page, 'You are invited');
	await page.getByText(`${owner.username} invites you to the workspace ${owner.username}, as its reviewer: reads projects`).waitFor();
	await page.waitForURL((url) => url.hash === '');
	await page.getByRole('link', { name: 'Log in' }).click();
	await logIn(page, guest);
	await heading(page, 'Join the workspace');
	await page.getByText(`${owner.username} invites you to the workspace ${owner.username}, as its reviewer`).waitFor();
	await page.getByText(guest.username).first().waitFor();
	await page.getByRole('button', { name: 'Join' }).click();
	await heading(page, `Welcome to ${owner.username}`);
	await page.getByRole('status').getByText('reviewer').waitFor();
	await page.getByRole('link', { name: 'Go to its projects' }).click();
	await heading(page, 'Projects');
	const now = await page.evaluate(async () => (await fetch('/api/auth/session')).json());
	assert.deepEqual([now.workspace, now.role], [owner.client.session.workspace, 'reviewer']);
	/* A change needs the new session's CSRF token. */
	await page.getByRole('button', { name: 'Log out' }).click();
	await heading(page, 'Log in');
	await close();
});

test('who has no account signs up in between, in other tabs, and is led on to the invitation', async () => {
	const [owner, guest] = [await newOwner(), newPerson()];
	await owner.client.post('/api/auth/invitations', { email: guest.email.toUpperCase(), role: 'annotator' });
	const token = tokenOf(await mailTo(guest.email.toUpperCase()));
	const { page, context, close } = await visit(browser);
	await page.goto(`/invitation#${token}`);
	await page.getByRole('link', { name: 'Sign up' }).click();
	await fillIn(page, { 'User name': guest.username, 'E-mail': guest.email, Password: guest.password });
	await page.getByRole('button', { name: 'Sign up' }).click();
	await heading(page, 'Look into your mail');
	const later = await context.newPage();
	await later.goto(`/confirm#${tokenOf(await mailTo(guest.email))}`);
	await later.getByRole('button', { name: 'Confirm my address' }).click();
	await later.getByRole('link', { name: 'Log in' }).click();
	assert.equal(await later.getByLabel('User name').inputValue(), guest.username);
	await logIn(later, guest);
	await heading(later, 'Join the workspace');
	for (const where of ['/projects', '/account/workspaces']) {
		await later.goto(where);
		await later.getByText('You are invited to a workspace').waitFor();
	}
	await later.getByRole('link', { name: 'Look at it' }).click();
	await later.getByRole('button', { name: 'Join' }).click();
	await heading(later, `Welcome to ${owner.username}`);
	assert.equal(await later.evaluate(() => localStorage.length), 0);
	await later.getByRole('navigation', { name: 'You' }).getByRole('link', { name: /^Workspace/ }).click();
	await later.getByRole('rowheader', { name: owner.username }).waitFor();
	assert.equal(await later.getByText('You are invited to a workspace').count(), 0);
	await close();
});

test('an invitation is not kept when it is another’s, when it is declined, or after seven days', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const { token } = await addInvitation(owner.client.session.workspace, owner.client.session.person, newPerson().email);
	const { page, close } = await visitAs(guest, browser);
	const isLedOn = async () => {
		await page.goto('/account/workspaces');
		await page.getByRole('rowheader').first().waitFor();
		return (await page.getByRole('link', { name: 'Look at it' }).count()) === 1;
	};
	const open = async (code = token) => {
		await page.goto('/robots.txt');
		await page.goto(`/invitation#${code}`);
		await heading(page, 'Join the workspace');
	};
	await open();
	assert.equal(await isLedOn(), true);
	await open();
	await page.getByRole('button', { name: 'Join' }).click();
	await page.getByRole('alert').getByText('t…@example.org').waitFor();
	assert.equal(await isLedOn(), false);
	await open();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await heading(page, 'Projects');
	assert.equal(await isLedOn(), false);
	await open();
	await page.evaluate(() => {
		const [[name, kept]] = Object.entries(localStorage);
		const now = JSON.parse(kept);
		if (Math.abs(now.until - Date.now() - 7 * 86_400_000) > 60_000) throw new Error(kept);
		localStorage.setItem(name, JSON.stringify({ ...now, until: Date.now() - 1 }));
	});
	assert.equal(await isLedOn(), false);
	await close();
});

test('an invitation of another address is refused with the reason, one that was used is told at once', async () => {
	const [owner, guest, other] = [await newOwner(), await newOwner(), await newOwner()];
	const { workspace, person } = owner.client.session;
	const { token } = await addInvitation(workspace, person, guest.email);
	const stranger = await visitAs(other, browser);
	await stranger.page.goto(`/invitation#${token}`);
	await stranger.page.getByRole('button', { name: 'Join' }).click();
	await stranger.page.getByRole('alert').getByText('for another address').waitFor();
	await stranger.close();
	assert.equal((await guest.client.post('/api/auth/acceptances', { token })).status, 200);
	const late = await visitAs(guest, browser);
	await late.page.goto(`/invitation#${token}`);
	await late.page.getByRole('alert').getByText('used already').waitFor();
	assert.equal(await late.page.evaluate(() => localStorage.length), 0);
	await late.close();
});

test('one that is used while its page is open is told when it is to be joined; without the server, it is asked for again', async () => {
	const [owner, guest] = [await newOwner(), await newOwner()];
	const { token } = await addInvitation(owner.client.session.workspace, owner.client.session.person, guest.email);
	const { page, close } = await visitAs(guest, browser);
	await page.route('**/api/auth/invitation?*', (route) => route.abort(), { times: 1 });
	await page.goto(`/invitation#${token}`);
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.getByText('invites you to the workspace').waitFor();
	assert.equal((await guest.client.post('/api/auth/acceptances', { token })).status, 200);
	await page.getByRole('button', { name: 'Join' }).click();
	await page.getByRole('alert').getByText('used already').waitFor();
	await close();
});
