/* What is stored about oneself. */
import { click, seen } from './steps.mjs';

const owner = (w) => w.crowd.owner;
const open = (page, what) => page.getByRole('group').filter({ hasText: what }).locator('summary').first().click();

export default [
	['your data', owner, '/account/data', (page) => seen(page, 'What is stored about you')],
	[
		'your data, with entries open',
		owner,
		'/account/data',
		async (page) => {
			await open(page, 'Someone with an account');
			await open(page, 'A log-in of a person');
		},
	],
	[
		'your data, on a server that fails',
		owner,
		'/account/workspaces',
		async (page) => {
			await page.route('**/api/privacy/records', (route) => route.fulfill({ status: 503, body: '' }), { times: 1 });
			await click(page, 'link', 'Your data');
			await page.getByRole('button', { name: 'Try again' }).waitFor();
		},
	],
	['activity', owner, '/account/activity', (page) => seen(page, 'What you did')],
];
