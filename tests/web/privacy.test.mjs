/* What is stored about oneself, as its owner sees it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Client } from '../http/lib/client.mjs';
import { setRole, sql } from '../http/lib/database.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addProject } from '../http/lib/world.mjs';
import { launch, visit } from './browser.mjs';
import { visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('the account shows what is stored about its owner, in the words of the catalogue (PR-11)', async () => {
	const person = await newOwner();
	const { page, close } = await visitAs(person, browser);
	await page.goto('/account');
	await page.getByRole('link', { name: 'Your data' }).click();
	await page.getByRole('heading', { name: 'What is stored about you' }).waitFor();
	const [{ about, meaning }] = await sql`
		select split_part(obj_description('person'::regclass), '. scope: ', 1) as about,
		       split_part(col_description('person'::regclass, attnum), '. privacy: ', 1) as meaning
		  from pg_attribute where attrelid = 'person'::regclass and attname = 'email'`;
	const account = page.getByRole('group').filter({ hasText: about });
	await account.locator('summary').getByText('1 entry').waitFor();
	assert.equal(await account.getByText(person.email).isVisible(), false);
	await account.locator('summary').click();
	const address = account.locator('dl > div').filter({ hasText: meaning });
	assert.equal(await address.locator('dd').innerText(), person.email);
	await close();
});

test('what one did is listed newest first, by page, and names only where one belongs (US-1)', async () => {
	const person = await newOwner();
	const { session } = person.client;
	for (let i = 0; i < 51; i++) await addProject(person.client, { name: `Letters ${i}` });
	const { page, close } = await visitAs(person, browser);
	await page.goto('/account/activity');
	const first = page.getByRole('row').nth(1);
	await first.getByText('Logged in').waitFor(); // by the visit itself
	await page.getByRole('row').nth(2).getByText(`${person.username} · Letters 50`).waitFor();
	await page.getByRole('link', { name: 'Next page' }).click();
	await page.getByText('Asked for an account').waitFor();
	assert.equal(await page.getByText('Your account', { exact: true }).first().isVisible(), true);
	await setRole(session.workspace, session.person, null);
	await page.getByRole('link', { name: 'First page' }).click();
	await page.getByRole('row').nth(2).getByText('A workspace that you left').waitFor();
	await close();
});

test('a stranger reads what is stored, what for and until when, column by column, and what promises it (PR-11, PR-4)', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy');
	await page.getByRole('link', { name: 'What is stored' }).click();
	await page.getByRole('heading', { name: 'Table by table' }).waitFor();
	const [{ tables, columns }] = await sql`
		select count(distinct relation) as tables, count(*) filter (where subject_kind <> 'workspace') as columns
		  from catalogue() where class is not null`;
	assert.equal(await page.getByRole('group').count(), tables);
	await page.getByText(`${columns} columns of the database hold something about a person`).waitFor();
	const account = page.getByRole('group').filter({ hasText: 'Someone with an account' });
	await account.locator('summary').click();
	await account.getByText('A row is kept until the account is erased.').waitFor();
	const email = account.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^email As they typed it/, level: 3 }) });
	const facts = await email.locator('dl > div').allInnerTexts();
	assert.deepEqual(facts.map((f) => f.replace(/\s*\n+\s*/g, ': ')), [
		'What it is: An address of a person',
		'What for: To do what the service is for; to tell the person something',
		'Why we may: Needed for what the person asked for',
		'From where: The person, or their customer, gave it',
		'Kept until: The account is erased',
		'When who it is about is erased: The row goes',
		'In a copy of one’s data: Part of a person\'s copy of their data',
		'Promised by: PV-3',
	]);
	await email.getByRole('link', { name: 'PV-3: proof' }).click();
	await page.waitForURL('**/legal/privacy/proof#PV-3');
	await close();
});

test('a stranger reads who is responsible, whom it is about, who gets it, where it goes and how it is protected, and takes it along (PR-11)', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy/practices');
	const record = (await new Client().get('/api/privacy/practices')).json;
	const under = (name) => page.getByRole('region', { name, exact: true });
	await under('Who is responsible').getByText(record.controller).waitFor();
	assert.equal(await under('Who is responsible').getByRole('link').getAttribute('href'), `mailto:${record.contact}`);
	assert.deepEqual(await under('Whom it is about').getByRole('rowheader').allInnerTexts(), record.people.map((p) => p.about));
	for (const [name, list] of [['Who gets it', record.recipients], ['Other countries', record.transfers]])
		assert.deepEqual(await under(name).getByRole('listitem').allInnerTexts(), list.map((one) => one.about));
	assert.equal(await under('How it is protected').getByRole('paragraph').count(), record.measures.length);
	await under('How it is protected').getByText('Workspaces are kept apart twice').waitFor();
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'downloaded as JSON' }).click()]);
	assert.equal(download.suggestedFilename(), 'practices.json');
	assert.deepEqual(JSON.parse(readFileSync(await download.path(), 'utf8')), record);
	await close();
});
