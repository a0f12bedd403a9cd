/* What strangers see: accounts, and links that were mailed. */
import { addInvitation } from '../../http/lib/database.mjs';
import { click, open, seen } from './steps.mjs';

const invited = async ({ desk }) => {
	const { workspace, person } = desk.client.session;
	return `/invitation#${(await addInvitation(workspace, person, 'guest@example.org', 'reviewer')).token}`;
};

export default [
	['log in', null, '/log-in', open('form')],
	[
		'log in, with an address',
		null,
		'/log-in',
		async (page) => {
			await page.getByLabel('User name').fill('anna@example.org');
			await click(page, 'button', 'Log in');
			await seen(page, 'Use your user name');
		},
	],
	['sign up', null, '/sign-up', open('form')],
	[
		'sign up, with flaws',
		null,
		'/sign-up',
		async (page) => {
			await click(page, 'button', 'Sign up');
			await page.getByRole('alert').waitFor();
		},
	],
	['confirm', null, '/confirm#some-code', (page) => seen(page, 'One step is left')],
	['confirm, with no code', null, '/confirm', (page) => seen(page, 'not complete')],
	[
		'confirmed',
		null,
		'/confirm#some-code',
		async (page) => {
			await page.route('**/api/auth/confirmations', (route) => route.fulfill({ json: { username: 'anna' } }));
			await click(page, 'button', 'Confirm my address');
			await seen(page, 'Your address is confirmed');
		},
	],
	['forgotten password', null, '/reset', open('form')],
	[
		'forgotten password, asked',
		null,
		'/reset',
		async (page) => {
			await page.getByLabel('E-mail').fill('nobody@example.org');
			await click(page, 'button', 'Send the link');
			await seen(page, 'Nothing there?');
		},
	],
	['new password', null, '/reset#some-code', open('form')],
	[
		'new password, with a flaw',
		null,
		'/reset#some-code',
		async (page) => {
			await click(page, 'button', 'Set the password');
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'new password, with a code that is gone',
		null,
		'/reset#some-code',
		async (page) => {
			await page.getByLabel('New password').fill('a long quiet sentence');
			await click(page, 'button', 'Set the password');
			await seen(page, 'used already');
		},
	],
	['invitation, as a stranger', null, invited, (page) => seen(page, 'Sign up')],
	['invitation', (w) => w.desk, invited, (page) => seen(page, 'must be the one')],
	[
		'projects, with an invitation that waits',
		(w) => w.desk,
		invited,
		async (page) => {
			await seen(page, 'must be the one');
			await page.goto('/projects');
			await seen(page, 'Look at it');
		},
	],
	[
		'workspaces, with an invitation that waits',
		(w) => w.desk,
		invited,
		async (page) => {
			await seen(page, 'must be the one');
			await page.goto('/account/workspaces');
			await seen(page, 'Look at it');
		},
	],
	[
		'invitation that is gone',
		(w) => w.desk,
		'/invitation#some-code',
		async (page) => {
			await seen(page, 'used already');
		},
	],
];
