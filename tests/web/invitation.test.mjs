/* Who is invited to a workspace joins it from the mailed link. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addInvitation } from '../http/lib/database.mjs';
import { mailTo, tokenOf } from '../http/lib/mail.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { logIn, visitAs } from './steps.mjs';

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
	await page.waitForURL((url) => url.hash === '');
	await page.getByRole('link', { name: 'Log in' }).click();
	await logIn(page, guest);
	await heading(page, 'Join the workspace');
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

test('an invitation of another address is refused with the reason, one that was used leads on', async () => {
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
	await late.page.getByRole('button', { name: 'Join' }).click();
	await late.page.getByRole('alert').getByText('used already').waitFor();
	await late.close();
});
