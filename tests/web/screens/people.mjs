/* Accounts and workspaces. */
import { until } from '../../http/lib/instance.mjs';
import { logIn } from '../../http/lib/people.mjs';
import { age } from '../crowd.mjs';
import { click, seen } from './steps.mjs';

const who = (name) => (w) => w.crowd[name];
const button = (page, name) => page.getByRole('button', { name, exact: true }).click();
const dialog = (page) => page.getByRole('dialog').waitFor();

export default [
	['account', who('owner'), '/account', (page) => seen(page, 'Here since')],
	[
		'account, with another address and another password',
		who('owner'),
		'/account',
		async (page) => {
			await button(page, 'Change password');
			await page.getByLabel('Password until now').fill('not that');
			await page.getByLabel('New password').fill('too short');
			await button(page, 'Change the password');
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'account, with a link on its way',
		who('owner'),
		'/account',
		async (page) => {
			await button(page, 'Change address');
			await page.getByLabel('New address').fill('else@example.org');
			await button(page, 'Send the link');
			await page.getByRole('status').getByText('We have sent a link').or(page.getByRole('alert')).waitFor();
		},
	],
	['account, workspaces', who('owner'), '/account/workspaces', (page) => seen(page, 'Try-outs')],
	[
		'account, a new workspace',
		who('owner'),
		'/account/workspaces',
		async (page) => {
			await button(page, 'Make a workspace');
			await page.getByLabel('Name').waitFor();
		},
	],
	[
		'account, sessions',
		who('owner'),
		'/account/sessions',
		async (page, w) => {
			await logIn(w.crowd.owner);
			await page.reload();
			await button(page, 'End all others');
			await dialog(page);
			await button(page, 'Cancel');
		},
	],
	[
		'account, a single session',
		(w) => w.empty,
		'/account/sessions',
		async (page) => {
			await button(page, 'End all others');
			await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
			await page.getByRole('dialog').waitFor({ state: 'detached' });
		},
	],
	['account, tokens', who('owner'), '/account/tokens', (page) => seen(page, 'Nightly download')],
	['account, no tokens', who('annotator'), '/account/tokens', (page) => seen(page, 'You have no access tokens')],
	[
		'account, a new token',
		who('owner'),
		'/account/tokens',
		async (page) => {
			await button(page, 'Make a token');
			await page.getByRole('checkbox', { name: 'See projects' }).uncheck();
			await button(page, 'Make the token');
			await page.getByText('needs at least one mark').waitFor();
		},
	],
	[
		'account, a token that is shown once',
		who('manager'),
		'/account/tokens',
		async (page) => {
			await button(page, 'Make a token');
			await page.getByLabel('Name').fill('Notebook');
			await button(page, 'Make the token');
			await page.getByLabel('Token', { exact: true }).waitFor();
		},
	],
	[
		'account, a token is revoked',
		who('owner'),
		'/account/tokens',
		async (page) => {
			await button(page, 'Revoke Laptop');
			await dialog(page);
		},
	],
	[
		'password typed again',
		who('manager'),
		'/account/tokens',
		async (page) => {
			await age(page.context(), 11);
			await button(page, 'Make a token');
			await page.getByLabel('Name').fill('Notebook');
			await button(page, 'Make the token');
			await page.getByRole('dialog', { name: 'Type your password again' }).waitFor();
		},
	],
	['account, no workspaces', who('left'), '/account/workspaces', (page) => seen(page, 'You belong to no workspace')],
	['workspace, in none', who('left'), '/workspace', (page) => seen(page, 'Go to your workspaces')],
	[
		'workspace, while another window is elsewhere',
		who('owner'),
		'/workspace',
		async (page) => {
			await seen(page, 'What each role may do');
			await page.evaluate(() => new BroadcastChannel('obelus').postMessage({ workspace: '', workspace_name: 'Try-outs' }));
			await seen(page, 'In another window you went to');
		},
	],
	['workspace', who('owner'), '/workspace', (page) => seen(page, 'What each role may do')],
	[
		'workspace, roles',
		who('owner'),
		'/workspace',
		async (page) => {
			await page.getByText('What each role may do').click();
			await seen(page, 'Invite people, change roles');
		},
	],
	['workspace, as an annotator', who('annotator'), '/workspace', (page) => seen(page, 'What each role may do')],
	[
		'workspace, with one owner',
		(w) => w.empty,
		'/workspace',
		(page) => seen(page, 'a workspace keeps one'),
	],
	[
		'workspace, a role',
		who('owner'),
		'/workspace',
		async (page) => {
			await page.getByRole('button', { name: 'Change role' }).first().click();
			await page.getByRole('radio', { name: 'Manager' }).check();
		},
	],
	[
		'workspace, one’s own role',
		who('owner'),
		'/workspace',
		async (page, w) => {
			await button(page, `Change role of ${w.crowd.owner.username}`);
			await page.getByRole('radio', { name: 'Annotator' }).check();
			await seen(page, 'This is your own role');
		},
	],
	[
		'workspace, a member is removed',
		who('owner'),
		'/workspace',
		async (page, w) => {
			await button(page, `Remove ${w.crowd.annotator.username}`);
			await dialog(page);
		},
	],
	['workspace, teams', who('owner'), '/workspace/teams', (page) => seen(page, 'Nobody yet')],
	['workspace, teams as an annotator', who('annotator'), '/workspace/teams', (page) => seen(page, 'Nobody yet')],
	['workspace, no teams', (w) => w.empty, '/workspace/teams', (page) => seen(page, 'There are no teams')],
	[
		'workspace, a team is filled',
		who('owner'),
		'/workspace/teams',
		async (page) => {
			await button(page, 'Add members to Nobody’s');
			await page.getByRole('checkbox').first().check();
		},
	],
	[
		'workspace, a team is renamed by two',
		who('owner'),
		'/workspace/teams',
		async (page, { crowd: { owner } }) => {
			await button(page, 'Rename Readers of old hands');
			const { items } = (await owner.client.get('/api/auth/teams')).json;
			const team = items.find((t) => t.name.startsWith('Readers'));
			const renamed = await owner.client.patch(`/api/auth/teams/${team.id}`, { name: 'Readers' }, `"${team.version}"`);
			await page.getByLabel('Name', { exact: true }).fill('Palaeographers');
			await button(page, 'Save');
			await seen(page, 'Someone else changed the name');
			await owner.client.patch(`/api/auth/teams/${team.id}`, { name: team.name }, renamed.version);
		},
	],
	[
		'workspace, a team is removed',
		who('owner'),
		'/workspace/teams',
		async (page) => {
			await button(page, 'Remove Nobody’s');
			await dialog(page);
		},
	],
	[
		'workspace, invitations',
		who('owner'),
		'/workspace/invitations',
		async (page, { crowd: { owner } }) => {
			await page.getByLabel('Address').fill(`someone.${owner.username}@example.org`);
			await button(page, 'Send the invitation');
			await page.getByRole('status').getByText('We have mailed a link').or(page.getByRole('alert')).waitFor();
		},
	],
	['workspace, no invitations', (w) => w.empty, '/workspace/invitations', (page) => seen(page, 'Nobody has')],
	[
		'workspace, invitations as an annotator',
		who('annotator'),
		'/workspace/invitations',
		(page) => seen(page, 'Owners and admins invite'),
	],
	['what there is for who only pays', who('billing'), '/', (page) => seen(page, 'who belongs to the workspace')],
	['workspace, settings', who('annotator'), '/workspace/settings', (page) => seen(page, 'may rename it')],
	[
		'workspace, its last owner leaves',
		(w) => w.empty,
		'/workspace/settings',
		async (page) => {
			await button(page, 'Leave');
			await button(page, 'Leave the workspace');
			await seen(page, 'a workspace keeps one');
		},
	],
	[
		'log in, with too many wrong passwords',
		null,
		'/log-in',
		async (page, w) => {
			await page.getByLabel('User name').fill(`nobody-${w.empty.username}`.slice(0, 30));
			await page.getByLabel('Password', { exact: true }).fill('not the password at all');
			const shut = page.getByRole('alert').getByText('Too many wrong passwords');
			await until('the name to be shut', async () => {
				await button(page, 'Log in');
				await page.getByRole('button', { name: 'Log in', disabled: false }).waitFor();
				return shut.isVisible();
			});
		},
	],
];
