/* Who belongs to a workspace, as what, and what they see of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { mailTo, messagesTo } from '../http/lib/mail.mjs';
import { newOwner, stranger } from '../http/lib/people.mjs';
import { until } from '../http/lib/instance.mjs';
import { launch, visit } from './browser.mjs';
import { newColleague, rename } from './crowd.mjs';
import { fillIn, logIn, visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level, exact: true }).waitFor();
const press = (within, name) => within.getByRole('button', { name, exact: true }).click();
const follow = (page, name) => page.getByRole('link', { name, exact: true }).click();
const row = (page, person) => page.getByRole('row', { name: new RegExp(`^${person.username}`) });

async function at(person, path) {
	const opened = await visitAs(person, browser);
	await opened.page.goto(path);
	await opened.page.getByRole('navigation', { name: /^Parts of/ }).waitFor();
	return opened;
}

async function makeRole(page, person, role) {
	await press(page, `Change role of ${person.username}`);
	const dialog = page.getByRole('dialog', { name: `Role of ${person.username}` });
	await dialog.getByRole('radio', { name: role }).check();
	await press(dialog, 'Save');
	await dialog.waitFor({ state: 'detached' });
}

test('an invitation is mailed, a second person signs up and joins, and another role acts on their next click', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const guest = stranger();
	const { page, close } = await at(owner, '/workspace');
	await follow(page, 'Invite someone');
	await heading(page, 'Invite someone', 2);
	await fillIn(page, { Address: guest.email });
	await page.getByLabel('Role').selectOption('Reviewer');
	await press(page, 'Send the invitation');
	await page.getByRole('status').getByText(`We have mailed a link to ${guest.email}. It works once, within seven days`).waitFor();
	await page.getByRole('row', { name: new RegExp(`^${guest.email} .*Reviewer`) }).waitFor();
	assert.equal(await page.getByLabel('Address').inputValue(), '');

	const second = await visit(browser);
	const [link] = /https?:\S+\/invitation#\S+/.exec((await mailTo(guest.email)).text);
	await second.page.goto(link);
	await heading(second.page, 'You are invited');
	await follow(second.page, 'Sign up');
	await fillIn(second.page, { 'User name': guest.username, 'E-mail': guest.email, Password: guest.password });
	await press(second.page, 'Sign up');
	await heading(second.page, 'Look into your mail');
	await second.page.goto(/https?:\S+\/confirm#\S+/.exec((await mailTo(guest.email, 2)).text)[0]);
	await press(second.page, 'Confirm my address');
	await follow(second.page, 'Log in');
	await logIn(second.page, guest);
	await heading(second.page, 'Join the workspace');
	await press(second.page, 'Join');
	await heading(second.page, 'Welcome to Letters');
	await second.page.getByRole('status').getByText('as its reviewer: reads projects').waitFor();
	await follow(second.page, 'People');
	await heading(second.page, 'Letters');
	await row(second.page, owner).waitFor();
	assert.equal(await second.page.getByRole('columnheader', { name: 'Address' }).count(), 0);
	await follow(second.page, 'Teams');
	await second.page.getByText('Owners, admins and managers make and fill teams').waitFor();
	assert.equal(await second.page.getByRole('button', { name: 'Make a team' }).count(), 0);

	await follow(page, 'Members');
	await row(page, guest).getByText('Reviewer').waitFor();
	await makeRole(page, guest, 'Manager');
	await row(page, guest).getByText('Manager').waitFor();
	await page.getByText(`${guest.username} is manager now.`).first().waitFor();
	await follow(second.page, 'Members');
	await second.page.getByRole('status').getByText('Your role was changed: you are manager now.').waitFor();
	await follow(second.page, 'Teams');
	await second.page.getByRole('button', { name: 'Make a team' }).waitFor();
	await close();
	await second.close();
});

test('an invitation is taken back: its link opens nothing; a refusal is told beside the address', async () => {
	const owner = await newOwner();
	const guest = await newOwner();
	const { page, close } = await at(owner, '/workspace/invitations');
	await fillIn(page, { Address: 'nobody' });
	await press(page, 'Send the invitation');
	await page.getByText('Address is not an e-mail address').waitFor();
	await fillIn(page, { Address: guest.email });
	await press(page, 'Send the invitation');
	await press(page, `Take back the invitation of ${guest.email}`);
	const asked = page.getByRole('dialog', { name: 'Take the invitation back' });
	await asked.getByText(guest.email).waitFor();
	await press(asked, 'Take it back');
	await page.getByText('Nobody has an invitation to answer').waitFor();
	await page.waitForFunction(() => document.activeElement?.textContent === 'Not answered yet');
	const mail = await until('the invitation', () => messagesTo(guest.email).find((m) => m.text.includes('/invitation#')));
	const second = await visitAs(guest, browser);
	await second.page.goto(/https?:\S+\/invitation#\S+/.exec(mail.text)[0]);
	await second.page.getByRole('alert').getByText('used already').waitFor();
	assert.equal(await second.page.getByRole('button', { name: 'Join', exact: true }).count(), 0);
	await second.close();
	await close();
});

test('a demotion while a page is open: what it sends is refused, and the page says who may', async () => {
	const owner = await newOwner();
	const admin = await newColleague(owner, 'admin');
	const { page, close } = await at(admin, '/workspace/invitations');
	await heading(page, 'Invite someone', 2);
	const changed = await owner.client.patch(`/api/auth/members/${admin.id}`, { role: 'annotator' }, '"1"');
	assert.equal(changed.status, 204);
	const { email } = stranger();
	await fillIn(page, { Address: email });
	await press(page, 'Send the invitation');
	await page.getByText('Owners and admins invite people and see who was invited').waitFor();
	await page.getByText('Your role in this workspace is annotator').waitFor();
	assert.equal(await page.getByRole('link', { name: 'Invitations' }).count(), 0);
	assert.equal((await owner.client.get('/api/auth/invitations')).json.items.length, 0);
	await follow(page, 'Members');
	await row(page, owner).waitFor();
	assert.equal(await page.getByRole('button', { name: /Change role|Remove|End sessions/ }).count(), 0);
	await close();
});

test('who is removed while a page is open is in no workspace, and goes to one of theirs', async () => {
	const owner = await rename(await newOwner(), 'Letters');
	const member = await newColleague(owner, 'annotator');
	const { page, close } = await at(member, '/workspace');
	const boss = await at(owner, '/workspace');
	await press(boss.page, `Remove ${member.username}`);
	await press(boss.page.getByRole('dialog'), 'Cancel');
	assert.equal(await boss.page.evaluate(() => document.activeElement.textContent), `Remove ${member.username}`);
	await press(boss.page, `Remove ${member.username}`);
	const asked = boss.page.getByRole('dialog', { name: `Remove ${member.username}` });
	await press(asked, `Remove ${member.username}`);
	await row(boss.page, member).waitFor({ state: 'detached' });
	await follow(page, 'Teams');
	await heading(page, 'You are in no workspace');
	await follow(page, 'Go to your workspaces');
	await page.getByText('You belong to no workspace').waitFor();
	await press(page, 'Make a workspace');
	await fillIn(page, { Name: 'My own' });
	await press(page, 'Make the workspace');
	await press(page, 'Go there My own');
	await heading(page, 'Projects');
	await follow(page, 'People');
	await heading(page, 'My own');
	await close();
	await boss.close();
});

test('a member’s sessions are ended: their next click asks for the password', async () => {
	const owner = await newOwner();
	const member = await newColleague(owner, 'annotator');
	const { page, close } = await at(member, '/workspace');
	const boss = await at(owner, '/workspace');
	await press(boss.page, `End sessions of ${member.username}`);
	await press(boss.page.getByRole('dialog', { name: `End the sessions of ${member.username}` }), 'End the sessions');
	await boss.page.getByText(`${member.username} is logged out`).first().waitFor();
	await follow(page, 'Teams');
	const again = page.getByRole('dialog', { name: 'Please log in again' });
	await fillIn(again, { Password: member.password });
	await press(again, 'Log in');
	await page.getByText('There are no teams').waitFor();
	await close();
	await boss.close();
});

test('one’s own demotion is confirmed with what is lost, and the page follows; the last owner stays', async () => {
	const owner = await newOwner();
	const { page, close } = await at(owner, '/workspace');
	await row(page, owner).getByText('The only owner: a workspace keeps one').waitFor();
	const heir = await newColleague(owner, 'admin');
	await page.reload();
	await row(page, heir).waitFor();
	await makeRole(page, heir, 'Owner');
	await press(page, `Change role of ${owner.username}`);
	const dialog = page.getByRole('dialog', { name: `Role of ${owner.username}` });
	await dialog.getByRole('radio', { name: 'Reviewer' }).check();
	await dialog.getByRole('listitem').getByText('Invite people, change roles, remove members').waitFor();
	await press(dialog, 'Give up that role');
	await dialog.waitFor({ state: 'detached' });
	await row(page, owner).getByText('Reviewer').waitFor();
	await page.getByText('Owners and admins invite people').waitFor();
	assert.equal(await page.getByRole('button', { name: /Change role/ }).count(), 0);
	await close();
});

test('a role that two change at once: the second is told the first’s, and may put theirs in its place', async () => {
	const owner = await newOwner();
	const member = await newColleague(owner, 'annotator');
	const { page, close } = await at(owner, '/workspace');
	await press(page, `Change role of ${member.username}`);
	await owner.client.patch(`/api/auth/members/${member.id}`, { role: 'billing' }, '"1"');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: 'Manager' }).check();
	await press(dialog, 'Save');
	await dialog.getByRole('alert').getByText(`Someone has made ${member.username} billing first`).waitFor();
	await press(dialog, 'Save');
	await row(page, member).getByText('Manager').waitFor();
	await close();
});

test('who only pays is told at once what there is for them, and led there', async () => {
	const owner = await newOwner();
	const { page, close } = await visitAs(await newColleague(owner, 'billing'), browser);
	await page.goto('/');
	await page.getByText('Your role in this workspace is billing').waitFor();
	await follow(page, 'who belongs to the workspace');
	await row(page, owner).waitFor();
	await page.goBack();
	await follow(page, 'your account');
	await heading(page, 'Your account');
	await close();
});
