/* Requests by the law: asked for, followed, and answered by the staff. */
import { addInvitation, sql } from '../../http/lib/database.mjs';
import { newOwner } from '../../http/lib/people.mjs';
import { addRequest, makeStaff, nobody, staff } from '../../http/lib/requests.mjs';
import { click, seen } from './steps.mjs';

/** Two of the staff, and requests that stand everywhere. */
let desk;
const staffDesk = () => (desk ??= makeDesk());
async function makeDesk() {
	const [ada, ben] = [await newOwner(), await newOwner()];
	await makeStaff(ben.client.session.person);
	const late = await addRequest(ada, { type: 'erase', state: 'verified' });
	await sql`update privacy_request set received_at = now() - interval '40 days', due_at = now() - interval '9 days' where id = ${late.id}`;
	const soon = await addRequest(ada, { type: 'object', jurisdiction: 'california' });
	await sql`update privacy_request set due_at = now() + interval '3 days' where id = ${soon.id}`;
	const proposed = await addRequest(ada, { type: 'access', jurisdiction: 'uk' });
	await staff.decide(ben.client, proposed.id, 'refused', 'They have asked for the same each week of this year');
	await addRequest(null, { state: 'verifying' });
	await staff.write(ben.client, proposed.id, 'We look at what you ask for.');
	return { ...ada, late, soon, proposed, ben };
}
const me = async () => staffDesk();
const cased = (name) => async () => `/staff/requests/${(await staffDesk())[name].id}`;
const look = (page) => click(page, 'button', 'Look at it');

/** The code of a request that is done, with what is stored of its address. */
async function answered() {
	const { client, ben } = await staffDesk();
	const email = nobody();
	const { session } = (await newOwner()).client;
	await addInvitation(session.workspace, session.person, email);
	const { id, token } = await addRequest(null, { email });
	for (const by of [client, ben.client]) await staff.decide(by, id, 'approved', 'It is theirs');
	await staff.move(client, id, 'executing', 'It is looked up');
	return `/legal/privacy/request/follow#${token}`;
}

const sent = async (page) => {
	await page.getByLabel('Your e-mail').fill(nobody());
	await click(page, 'button', 'Send the request');
};

export default [
	['request', null, '/legal/privacy/request', (page) => seen(page, 'Ask for what the law gives you')],
	['request, of someone with an account', (w) => w.empty, '/legal/privacy/request', (page) => seen(page, 'without waiting for anybody')],
	[
		'request, without an address',
		null,
		'/legal/privacy/request',
		async (page) => {
			await click(page, 'button', 'Send the request');
			await seen(page, 'Enter your e-mail');
		},
	],
	[
		'request, sent',
		null,
		'/legal/privacy/request',
		async (page) => {
			await sent(page);
			await seen(page, 'Look into your mail');
		},
	],
	[
		'request, on a server that fails',
		null,
		'/legal/privacy/request',
		async (page) => {
			await page.route('**/api/privacy/requests', (route) => route.fulfill({ status: 503, body: '' }));
			await sent(page);
			await page.getByRole('alert').waitFor();
		},
	],
	['request, followed', null, '/legal/privacy/request/follow#some-code', (page) => seen(page, 'One press shows')],
	['request, followed without a code', null, '/legal/privacy/request/follow', (page) => seen(page, 'Open the link in our latest mail')],
	[
		'request, followed in vain',
		null,
		'/legal/privacy/request/follow#some-code',
		async (page) => {
			await click(page, 'button', 'Open the request');
			await seen(page, 'This link was used already');
		},
	],
	[
		'request, followed after its day',
		null,
		'/legal/privacy/request/follow#some-code',
		async (page) => {
			await page.route('**/api/privacy/request-links', (route) => route.fulfill({ status: 409, json: { title: 'Conflict', status: 409 } }));
			await click(page, 'button', 'Open the request');
			await seen(page, 'We have sent another one');
		},
	],
	[
		'request, opened',
		null,
		async () => `/legal/privacy/request/follow#${(await staffDesk()).proposed.token}`,
		async (page) => {
			await click(page, 'button', 'Open the request');
			await seen(page, 'What happened');
		},
	],
	[
		'request, to be taken back',
		null,
		async () => `/legal/privacy/request/follow#${(await staffDesk()).proposed.token}`,
		async (page) => {
			await click(page, 'button', 'Open the request');
			await click(page, 'button', 'Take the request back');
			await page.getByRole('dialog').waitFor();
		},
	],
	[
		'request, with what is stored of an address',
		null,
		answered,
		async (page) => {
			await click(page, 'button', 'Open the request');
			await seen(page, 'What is stored of your address');
		},
	],
	['staff requests', me, '/staff/requests', (page) => seen(page, 'Overdue')],
	[
		'staff requests, on one of several pages',
		me,
		'/staff/requests',
		async (page) => {
			await page.route('**/api/privacy/staff/requests?**', async (route) => {
				const reply = await route.fetch();
				await route.fulfill({ json: { ...(await reply.json()), next: 'another' } });
			});
			await page.reload();
			await page.getByRole('link', { name: 'Next page' }).waitFor();
		},
	],
	['account, of one of the staff', me, '/account', (page) => seen(page, 'versions of the privacy policy')],
	['staff requests, not confirmed', me, '/staff/requests/unconfirmed', (page) => seen(page, 'after a week they are let go')],
	[
		'staff requests, closed ones',
		me,
		'/staff/requests/closed',
		async (page) => {
			await page.route('**/api/privacy/staff/requests?**', (route) => route.fulfill({ json: { items: [], next: null } }));
			await page.reload();
			await seen(page, 'No request was closed yet');
		},
	],
	[
		'staff requests, none',
		me,
		'/account',
		async (page) => {
			await page.route('**/api/privacy/staff/requests?**', (route) => route.fulfill({ json: { items: [], next: null } }));
			await page.goto('/staff/requests');
			await seen(page, 'Nobody waits for an answer');
		},
	],
	[
		'staff requests, on a server that fails',
		me,
		'/account',
		async (page) => {
			await page.route('**/api/privacy/staff/requests?**', (route) => route.fulfill({ status: 503, body: '' }));
			await page.goto('/staff/requests');
			await page.getByRole('button', { name: 'Try again' }).waitFor();
		},
	],
	['staff requests, of someone else', (w) => w.empty, '/staff/requests', (page) => seen(page, 'You are not one of them')],
	['staff request, why', me, cased('proposed'), (page) => seen(page, 'Why do you look at it?')],
	[
		'staff request, proposed',
		me,
		cased('proposed'),
		async (page) => {
			await look(page);
			await seen(page, 'Somebody proposes');
		},
	],
	[
		'staff request, overdue',
		me,
		cased('late'),
		async (page) => {
			await look(page);
			await seen(page, 'Overdue');
		},
	],
	[
		'staff request, without a reason',
		me,
		cased('soon'),
		async (page) => {
			await look(page);
			await click(page, 'button', 'Propose');
			await seen(page, 'Say why');
		},
	],
	[
		'staff request, of one’s own',
		me,
		async () => {
			const { email } = await staffDesk();
			return `/staff/requests/${(await addRequest(null, { email })).id}`;
		},
		async (page) => {
			await look(page);
			await seen(page, 'somebody else of the staff answers it');
		},
	],
	[
		'staff request, of someone else',
		(w) => w.empty,
		cased('soon'),
		async (page) => {
			await look(page);
			await seen(page, 'There is nothing here');
		},
	],
];
