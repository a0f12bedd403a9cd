/* The end of an account: what it would do, that it is asked for, taking it back. */
import { addMember } from '../../http/lib/database.mjs';
import { freeze } from '../../http/lib/erasing.mjs';
import { newOwner } from '../../http/lib/people.mjs';
import { click, seen } from './steps.mjs';

/** Somebody new for each look: who is erased is nobody's to photograph twice. */
const someone = async () => newOwner();

async function lastOwner() {
	const person = await newOwner();
	await addMember(person.client.session.workspace);
	return person;
}

export default [
	['erasure', (w) => w.desk, '/account/erasure', (page) => seen(page, 'Ask for it')],
	['erasure, of the last owner', lastOwner, '/account/erasure', (page) => seen(page, 'You are the last owner')],
	[
		'erasure, with another name',
		someone,
		'/account/erasure',
		async (page) => {
			await page.getByLabel('Your user name').fill('somebody');
			await click(page, 'button', 'Erase my account');
			await seen(page, 'is not your user name');
		},
	],
	[
		'erasure, asked for',
		someone,
		'/account/erasure',
		async (page) => {
			const name = await page.getByText(/^Type .* if you are sure/).textContent();
			await page.getByLabel('Your user name').fill(name.split(' ')[1]);
			await click(page, 'button', 'Erase my account');
			await seen(page, 'Your account is frozen');
		},
	],
	['erasure, asked for elsewhere', null, '/frozen', (page) => seen(page, 'Nothing was asked for here')],
	['erasure, to be taken back', null, '/cancellation#some-code', (page) => seen(page, 'One press takes that back')],
	[
		'erasure, too late to take back',
		null,
		'/cancellation#some-code',
		async (page) => {
			await click(page, 'button', 'Keep my account');
			await seen(page, 'This link was used already');
		},
	],
	[
		'erasure, taken back',
		null,
		async () => `/cancellation#${(await freeze(await newOwner())).token}`,
		async (page) => {
			await click(page, 'button', 'Keep my account');
			await seen(page, 'Nothing is erased');
		},
	],
];
