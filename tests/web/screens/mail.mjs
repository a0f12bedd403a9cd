/* Which mail one gets beyond what is about the account, and the link that ends it. */
import { addUnsubscription, choose, ONE_CLICK, FORM } from '../../http/lib/mail_preferences.mjs';
import { newOwner } from '../../http/lib/people.mjs';
import { Client } from '../../http/lib/client.mjs';
import { click, seen } from './steps.mjs';

/** Someone with a history: switched on and off, and ended by a link. */
async function chooser() {
	const person = await newOwner();
	for (const wanted of [true, false, true]) await choose(person.client, 'news', wanted);
	const { id } = await addUnsubscription(person.client.session.person, 'feedback');
	await new Client().send('POST', `/u/${id}`, { body: ONE_CLICK, headers: FORM });
	return person;
}

/** The same, with a signal that the browser sends. */
const withSignal = (page) => page.setExtraHTTPHeaders({ 'sec-gpc': '1' });
const link = async () => `/u/${(await addUnsubscription((await newOwner()).client.session.person)).id}`;

export default [
	['mail', (w) => w.empty, '/account/mail', (page) => seen(page, 'What you agreed to')],
	[
		'mail, with what one agreed to',
		chooser,
		'/account/mail',
		async (page) => {
			await page.getByRole('table').waitFor();
			await page.locator('summary').filter({ hasText: 'What you were shown' }).first().click();
		},
	],
	[
		'mail, with a signal of the browser',
		newOwner,
		'/account/workspaces',
		async (page) => {
			await withSignal(page);
			await click(page, 'link', 'Mail');
			await page.getByText('Your browser asks for privacy').waitFor();
		},
	],
	[
		'mail, asked once more',
		newOwner,
		'/account/workspaces',
		async (page) => {
			await withSignal(page);
			await click(page, 'link', 'Mail');
			await page.getByRole('switch', { name: 'Mail me what is new' }).click();
			await page.getByRole('dialog').waitFor();
		},
	],
	[
		'mail, when the text has changed',
		newOwner,
		'/account/mail',
		async (page) => {
			await page.getByRole('switch').first().waitFor();
			await page.route('**/api/privacy/mail-preferences', (route) => route.fulfill({
				status: 412,
				contentType: 'application/problem+json',
				body: JSON.stringify({ type: '/problems/stale', title: 'Someone changed this first', status: 412 }),
			}), { times: 1 });
			await page.getByRole('switch', { name: 'Mail me what is new' }).click();
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'mail, on a server that fails',
		newOwner,
		'/account/workspaces',
		async (page) => {
			await page.route('**/api/privacy/mail-preferences', (route) => route.fulfill({ status: 503, body: '' }));
			await click(page, 'link', 'Mail');
			await page.getByRole('button', { name: 'Try again' }).waitFor();
		},
	],
	['end this mail', null, link, (page) => page.getByRole('button', { name: 'End this mail' }).waitFor()],
	[
		'end this mail, ended',
		null,
		link,
		async (page) => {
			await click(page, 'button', 'End this mail');
			await page.getByText('You get no more mail').waitFor();
		},
	],
	['end this mail, by a link that is none', null, '/u/0191c2f0-0000-7000-8000-000000000000', (page) => page.getByRole('alert').waitFor()],
];
