/* What is stored about oneself. */
import { click, seen } from './steps.mjs';

const owner = (w) => w.crowd.owner;
const open = (page, what) => page.getByRole('group').filter({ hasText: what }).locator('summary').first().click();

const copy = (n, state, more = {}) => ({
	id: `0191c2f0-0000-7000-8000-00000000000${n}`,
	state,
	percent: 100,
	bytes: 1234567,
	downloads: 0,
	asked_at: `2026-11-0${n}T09:30:00.000000Z`,
	built_at: null,
	expires_at: null,
	ended_at: null,
	...more,
});
const copies = [
	copy(1, 'failed', { ended_at: '2026-11-01T09:31:00.000000Z' }),
	copy(2, 'expired', { ended_at: '2026-11-09T09:31:00.000000Z' }),
	copy(3, 'available', { downloads: 2, built_at: '2026-11-03T09:31:00.000000Z', expires_at: '2026-11-10T09:31:00.000000Z' }),
	copy(4, 'building', { percent: 42 }),
];
const withCopies = (page, items) => page.route('**/api/privacy/exports?**', (route) => route.fulfill({ json: { items, next: null } }));
const there = (page) => page.getByRole('heading', { name: 'A copy to take along' }).waitFor();

export default [
	[
		'your data, copies in every state',
		owner,
		'/account/workspaces',
		async (page) => {
			await withCopies(page, copies);
			await click(page, 'link', 'Your data');
			await there(page);
			await page.getByRole('progressbar').waitFor();
		},
	],
	[
		'your data, a copy to be deleted',
		owner,
		'/account/workspaces',
		async (page) => {
			await withCopies(page, copies.slice(0, 3));
			await click(page, 'link', 'Your data');
			await page.getByRole('button', { name: /^Delete the copy/ }).click();
			await page.getByRole('dialog').waitFor();
		},
	],
	[
		'your data, a copy that is refused',
		owner,
		'/account/data',
		async (page) => {
			await page.route('**/api/privacy/exports', (route) => route.fulfill({
				status: 409,
				contentType: 'application/problem+json',
				body: JSON.stringify({ type: '/problems/conflict', title: 'This collides with what is there', status: 409, detail: 'a copy is being made already: wait until it is there, or delete it' }),
			}), { times: 1 });
			await click(page, 'button', 'Ask for a copy');
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'your data, without what copies there are',
		owner,
		'/account/workspaces',
		async (page) => {
			await page.route('**/api/privacy/exports?**', (route) => route.fulfill({ status: 503, body: '' }));
			await click(page, 'link', 'Your data');
			await page.getByRole('button', { name: 'Try again' }).waitFor();
		},
	],
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
			await page.route('**/api/privacy/records', (route) => route.fulfill({ status: 503, body: '' }));
			await click(page, 'link', 'Your data');
			await page.getByRole('button', { name: 'Try again' }).waitFor();
		},
	],
	['activity', owner, '/account/activity', (page) => seen(page, 'What you did')],
];
