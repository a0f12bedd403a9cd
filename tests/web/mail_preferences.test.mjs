/* Mail that nobody has to get, as its owner chooses it, and as whoever has the link ends it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { until } from '../http/lib/instance.mjs';
import { messagesTo } from '../http/lib/mail.mjs';
import { addUnsubscription, choose, linksOf, preferences, sendNews } from '../http/lib/mail_preferences.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const NEWS = 'Mail me what is new';
const newsOf = (page) => page.getByRole('switch', { name: NEWS });
const isOn = (page) => newsOf(page).isChecked();
const acts = (page) => page.getByRole('row').filter({ hasText: 'News' });

async function mailPage(person, before_ = async () => {}) {
	const at = await visitAs(person, browser);
	await before_(at.page);
	await at.page.goto('/account');
	await at.page.getByRole('link', { name: 'Mail', exact: true }).click();
	await newsOf(at.page).waitFor();
	return at;
}

test('one switch turns it on and the same turns it off, and the words agreed to are those on the page (UP-9, CH-3)', async () => {
	const person = await newOwner();
	const { page, close } = await mailPage(person);
	assert.equal(await isOn(page), false);
	await page.getByText('You never switched any of this on or off').waitFor();
	const group = page.getByRole('group', { name: 'News' });
	await newsOf(page).click();
	await group.getByText(/^On since/).waitFor();
	const shown = [await group.getByRole('heading').innerText(), await group.locator('p').first().innerText(), await group.locator('label').innerText()];
	const [event] = await sql`select act, text_sha256 from consent_event where person = ${person.client.session.person}`;
	assert.deepEqual(event, { act: 'given', text_sha256: createHash('sha256').update(`${shown.join('\n')}\n`).digest('hex') });
	assert.equal((await preferences(person.client)).of('news').wanted, true);
	await newsOf(page).focus();
	await page.keyboard.press('Space');
	await group.getByText(/^Off since/).waitFor();
	await acts(page).nth(1).waitFor();
	assert.match(await acts(page).first().innerText(), /switched off/);
	assert.equal((await preferences(person.client)).of('news').wanted, false);
	await close();
});

test('that the restore of a backup switched it off is said beside the switch and in the list (CH-3)', async () => {
	const person = await newOwner();
	await choose(person.client, 'news', true);
	await sql`
		select s.wanted
		  from policy_publication p,
		       mail_preference_set(${person.client.session.person}, 'news', false, gen_random_uuid(),
		                           json_build_object('method', 'restore', 'mode', p.mode, 'version', p.number)) s
		 where p.number = 1
		 limit 1`;
	const { page, close } = await mailPage(person);
	await page.getByRole('group', { name: 'News' }).getByText(/^Off since .+, when a backup was restored: what you said after it was made is not known\.$/).waitFor();
	await acts(page).filter({ hasText: 'News: switched off' }).getByText('By us: a backup was restored').waitFor();
	await close();
});

test('the receipt of each act is downloaded as a file that is signed (UP-9)', async () => {
	const person = await newOwner();
	await choose(person.client, 'news', true);
	const { page, close } = await mailPage(person);
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Receipt of “News: switched on”/ }).click()]);
	const receipt = JSON.parse(readFileSync(await download.path(), 'utf8'));
	assert.equal(download.suggestedFilename(), `receipt-${receipt.id}.json`);
	assert.equal(JSON.parse(receipt.statement).receipt_id, receipt.id);
	assert.equal(receipt.signature.length, 86);
	await close();
});

test('while the browser asks for privacy it is said so, and nothing is on before it was confirmed once more (CK-3, CH-5)', async () => {
	const person = await newOwner();
	const { page, close } = await mailPage(person, (p) => p.setExtraHTTPHeaders({ 'sec-gpc': '1' }));
	await page.getByText('Your browser asks for privacy').waitFor();
	await newsOf(page).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await dialog.waitFor({ state: 'hidden' });
	assert.equal(await isOn(page), false);
	assert.equal((await preferences(person.client)).of('news').wanted, false);
	await newsOf(page).click();
	await dialog.getByRole('button', { name: 'Switch it on' }).click();
	await page.getByRole('group', { name: 'News' }).getByText(/^On since/).waitFor();
	assert.equal(await isOn(page), true);
	assert.match(await acts(page).first().innerText(), /though your browser asks for privacy/);
	/* Off needs no second question. */
	await newsOf(page).click();
	await page.getByRole('group', { name: 'News' }).getByText(/^Off since/).waitFor();
	await close();
});

test('what the server refuses, or a cut connection, leaves the switch as it was, and says why', async () => {
	const person = await newOwner();
	const { page, context, close } = await mailPage(person);
	await context.setOffline(true);
	await newsOf(page).click();
	await page.getByRole('alert').getByText('could not be reached').waitFor();
	assert.equal(await isOn(page), false);
	await context.setOffline(false);
	await newsOf(page).click();
	await page.getByRole('group', { name: 'News' }).getByText(/^On since/).waitFor();
	assert.equal(await isOn(page), true);
	await close();
});

test('with other words than those on the page nothing is agreed to: the new ones are shown first (CG-5)', async () => {
	const person = await newOwner();
	const at = await visitAs(person, browser);
	const { page, close } = at;
	const old = 'a'.repeat(64);
	await page.route('**/api/privacy/mail-preferences', async (route) => {
		const reply = await route.fetch();
		const json = await reply.json();
		json.categories[0].text_sha256 = old;
		json.categories[0].text = 'Other words.';
		await route.fulfill({ response: reply, json });
	}, { times: 1 });
	await page.goto('/account/mail');
	await page.getByText('Other words.').waitFor();
	await newsOf(page).click();
	await page.getByRole('alert').getByText('Read it again').waitFor();
	await page.getByText('Other words.').waitFor({ state: 'hidden' });
	assert.equal(await isOn(page), false);
	assert.deepEqual(await sql`select id from consent_event where person = ${person.client.session.person}`, []);
	await newsOf(page).click();
	await page.getByRole('group', { name: 'News' }).getByText(/^On since/).waitFor();
	await close();
});

test('the link in a mail opens a page that changes nothing until it is pressed, logged out and with cookies refused (CH-3, CH-6)', async () => {
	const person = await newOwner();
	await choose(person.client, 'news', true);
	sendNews(`A plot of ${person.username}.`);
	const mail = await until('the news', () => messagesTo(person.email).find((m) => m.text.includes(`A plot of ${person.username}`)));
	const { page, context, close } = await visit(browser);
	await page.goto(linksOf(mail).text);
	await page.getByRole('heading', { name: 'End this mail' }).waitFor();
	await page.getByText('“News”').waitFor();
	assert.equal((await preferences(person.client)).of('news').wanted, true);
	await page.getByRole('button', { name: 'End this mail' }).press('Enter');
	await page.getByText('You get no more mail called “News”.').waitFor();
	assert.equal((await preferences(person.client)).of('news').wanted, false);
	await page.reload();
	await page.getByText('You get no more mail called “News”.').waitFor();
	assert.deepEqual(await context.cookies(), []);
	await close();
});

test('whoever is logged in as someone else ends the mail of the link’s person, not their own (CH-3)', async () => {
	const [person, other] = [await newOwner(), await newOwner()];
	await choose(other.client, 'news', true);
	const { id } = await addUnsubscription(person.client.session.person);
	const { page, close } = await visitAs(other, browser);
	await page.goto(`/u/${id}`);
	await page.getByRole('button', { name: 'End this mail' }).click();
	await page.getByText('You get no more mail').waitFor();
	assert.equal((await preferences(person.client)).of('news').wanted, false);
	assert.equal((await preferences(other.client)).of('news').wanted, true);
	await close();
});
