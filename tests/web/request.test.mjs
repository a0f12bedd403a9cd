/* Requests by the law, by their pages: asked for without an account, followed, answered by two of the staff. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addRequest, ask, endStaff, linkCount, linkTo, makeStaff, newRequest, nobody } from '../http/lib/requests.mjs';
import { launch, visit } from './browser.mjs';
import { fillIn, visitAs } from './steps.mjs';

let browser;
let ada;
let ben;
before(async () => {
	browser = await launch();
	[ada, ben] = [await newOwner(), await newOwner()];
	for (const { client } of [ada, ben]) await makeStaff(client.session.person);
});
after(async () => {
	await endStaff();
	await browser.close();
});

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level }).waitFor();
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const seen = (page, text) => page.getByText(text).first().waitFor();
const stateOf = async (email) => (await sql`select state from privacy_request where email = ${email}`)[0].state;

test('who has no account asks, opens the mailed link, writes, and takes it back; looking alone does nothing (SC-5)', async () => {
	const email = nobody();
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await page.getByRole('contentinfo').getByRole('link', { name: 'Make a request' }).click();
	await heading(page, 'Ask for what the law gives you', 2);
	await page.getByLabel('What do you ask for?').selectOption({ label: 'Have it erased' });
	await page.getByLabel('By the law of').selectOption({ label: 'European Union and EEA (GDPR)' });
	await page.getByLabel('What else there is to say').fill('All of it');
	await press(page, 'Send the request');
	await page.getByText('Enter your e-mail.').waitFor();
	await page.getByLabel('Your e-mail').fill(email);
	await press(page, 'Send the request');
	await heading(page, 'Look into your mail');
	await page.goto(`/legal/privacy/request/follow#${await linkTo(email)}`);
	await heading(page, 'Your request');
	await page.getByRole('button', { name: 'Open the request' }).waitFor();
	assert.equal(await page.evaluate(() => window.location.hash), '', 'the code has left the address bar');
	assert.equal(await stateOf(email), 'verifying');
	await press(page, 'Open the request');
	await heading(page, 'What happened', 2);
	assert.equal(await stateOf(email), 'verified');
	const [{ due_at: due }] = await sql`select due_at from privacy_request where email = ${email}`;
	const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(due));
	await seen(page, `It must be answered by ${day}.`);
	await seen(page, 'Nobody of the staff has looked at it yet.');
	await page.getByLabel('Write to whoever answers it').fill('Is there news?');
	await press(page, 'Send');
	await page.getByRole('listitem').filter({ hasText: 'Is there news?' }).waitFor();
	await press(page, 'Take the request back');
	await press(page.getByRole('dialog', { name: 'Take the request back?' }), 'Take it back');
	await seen(page, 'You have taken your request back.');
	assert.equal(await stateOf(email), 'withdrawn');
	assert.equal(await page.getByLabel('Write to whoever answers it').count(), 0);
	await close();
});

test('who opens the link after its day is told that another is on its way, which works (SC-5)', async () => {
	const email = nobody();
	const { page, close } = await visit(browser);
	await ask(email);
	const late = await linkTo(email);
	await sql`update privacy_request_link set made_at = now() - interval '25 hours' where email_key = ${email}`;
	await page.goto(`/legal/privacy/request/follow#${late}`);
	await press(page, 'Open the request');
	await heading(page, 'Look into your mail');
	await page.getByRole('status').getByText('We have sent another one to your address').waitFor();
	assert.equal(await stateOf(email), 'verifying');
	await page.goto(`/legal/privacy/request/follow#${await linkTo(email, 2)}`);
	await press(page, 'Open the request');
	await heading(page, 'What happened', 2);
	assert.equal(await stateOf(email), 'verified');
	await close();
});

test('someone with a session is told of the shorter way, and asks all the same (SC-5)', async () => {
	const person = await newOwner();
	const { page, close } = await visitAs(person, browser);
	await page.goto('/legal/privacy');
	await page.getByRole('link', { name: 'Make a request' }).first().click();
	await page.getByRole('main').getByRole('link', { name: 'Your data' }).waitFor();
	await page.getByLabel('Your e-mail').fill(person.email);
	await press(page, 'Send the request');
	await heading(page, 'Look into your mail');
	assert.equal(await stateOf(person.email), 'verified');
	await close();
});

test('one of the staff says why they look, proposes, and another decides; whoever asked sees all of it (SH-2)', async () => {
	const email = nobody();
	const { id } = await newRequest({ email });
	await sql`update privacy_request set due_at = (select least(min(due_at), now()) from privacy_request) - interval '1 day' where id = ${id}`;
	const first = await visitAs(ada, browser);
	await first.page.goto('/account');
	await first.page.getByRole('link', { name: 'People’s requests' }).click();
	await first.page.getByRole('row').nth(1).and(first.page.getByRole('row', { name: /^Access, received .* Overdue Address confirmed/ })).waitFor();
	await first.page.goto(`/staff/requests/${id}`);
	await heading(first.page, 'Request');
	assert.equal((await sql`select 1 from staff_access where request = ${id}`).length, 0, 'the page alone shows nothing');
	await first.page.getByLabel('Because of a complaint about it').check();
	await press(first.page, 'Look at it');
	await seen(first.page, email);
	await fillIn(first.page, { 'Why, or what was done': 'It is clear' });
	await press(first.page, 'Move it on');
	await seen(first.page, 'Being assessed');
	await fillIn(first.page, { Why: 'It is theirs to know' });
	await press(first.page, 'Propose');
	await seen(first.page, 'You propose: approved');
	await fillIn(first.page, { Why: 'It is theirs to know' });
	await press(first.page, 'Propose');
	await first.page.getByRole('alert').getByText('somebody else of the staff has to say the same').waitFor();
	await first.close();
	const second = await visitAs(ben, browser);
	await second.page.goto(`/staff/requests/${id}`);
	await press(second.page, 'Look at it');
	await seen(second.page, 'Somebody proposes: approved, because: It is theirs to know');
	await press(second.page, 'Decide so');
	await seen(second.page, 'Approved');
	await fillIn(second.page, { 'Write to whoever asked': 'You get it tomorrow' });
	await press(second.page, 'Send');
	await second.page.getByRole('listitem').filter({ hasText: 'You get it tomorrow' }).waitFor();
	await second.close();
	const links = await sql`select count(*)::int as n from privacy_request_link where request = ${id}`;
	const { page, close } = await visit(browser);
	await page.goto(`/legal/privacy/request/follow#${await linkTo(email, links[0].n)}`);
	assert.equal(linkCount(email), links[0].n);
	await press(page, 'Open the request');
	await seen(page, 'It is theirs to know');
	await seen(page, 'You get it tomorrow');
	await seen(page, 'because of a complaint about it');
	await close();
});

test('who is not of the staff sees no way to their pages; the queue comes in pages (SH-2)', async () => {
	const { page: other, close: end } = await visitAs(await newOwner(), browser);
	await other.goto('/account');
	await seen(other, 'Here since');
	assert.equal(await other.locator('a[href^="/staff"]').count(), 0);
	await end();
	await sql`select privacy_request_ask(gen_random_uuid(), encode(sha256(('page ' || n)::bytea), 'hex'), 'access', 'eu', 'page' || n || '@example.org', 'page' || n || '@example.org', '', false, false)
		from generate_series(1, 210) n`;
	const { page, close } = await visitAs(ben, browser);
	await page.goto('/account');
	await page.getByRole('link', { name: 'versions of the privacy policy' }).waitFor();
	await page.goto('/staff/requests/unconfirmed');
	const ids = () => page.getByRole('rowheader').getByRole('link').evaluateAll((all) => all.map((a) => a.href));
	await page.getByRole('link', { name: 'Next page' }).click();
	await page.waitForURL('**/staff/requests/unconfirmed?after=*');
	await page.getByRole('link', { name: 'First page' }).waitFor();
	const second = await ids();
	await page.getByRole('link', { name: 'First page' }).click();
	await page.getByRole('link', { name: 'First page' }).waitFor({ state: 'detached' });
	await page.getByRole('row').nth(200).waitFor();
	const first = await ids();
	assert.equal(first.length, 200);
	assert.ok(second.length >= 10 && second.every((id) => !first.includes(id)));
	await sql`delete from privacy_request where email like 'page%@example.org'`;
	await close();
});

test('a request is put off once, for a reason, to the day that the law allows (SC-5)', async () => {
	const { id } = await newRequest({ jurisdiction: 'california' });
	const { page, close } = await visitAs(ada, browser);
	await page.goto(`/staff/requests/${id}`);
	await press(page, 'Look at it');
	const offer = page.getByRole('group').filter({ hasText: 'Put it off to' });
	await offer.locator('summary').click();
	await fillIn(page, { 'Why it takes longer': 'There is much of it' });
	await press(page, 'Put it off');
	await seen(page, 'because: There is much of it');
	assert.equal(await offer.count(), 0);
	await close();
});

test('who looked at one’s data stands beside what one did (SH-2)', async () => {
	const person = await newOwner();
	const { page, close } = await visitAs(person, browser);
	await page.goto('/account/activity');
	await seen(page, 'Nobody of the staff has looked at a request of yours.');
	const { id } = await addRequest(null, { email: person.email });
	await ada.client.get(`/api/privacy/staff/requests/${id}`, { query: { reason: 'second-opinion' } });
	await page.reload();
	await page.getByRole('row', { name: /Staff Request: access To check what someone else proposes/ }).waitFor();
	await close();
});

test('without a connection nothing that was typed is lost', async () => {
	const email = nobody();
	const { page, context, close } = await visit(browser);
	await page.goto('/legal/privacy/request');
	await page.getByLabel('Your e-mail').fill(email);
	await context.setOffline(true);
	await press(page, 'Send the request');
	await page.getByRole('alert').getByText('The server could not be reached').waitFor();
	assert.equal(await page.getByLabel('Your e-mail').inputValue(), email);
	await context.setOffline(false);
	await press(page, 'Send the request');
	await heading(page, 'Look into your mail');
	await close();
});
