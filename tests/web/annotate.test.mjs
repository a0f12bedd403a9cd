/* Labelling what one is handed: the whole way, by keyboard and by mouse; and what is said when there is nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { until } from '../http/lib/instance.mjs';
import { launch } from './browser.mjs';
import { SENTENCES, newWork, openLabel, press, shows, standing, textOf, told, workOf } from './labelling.mjs';
import { clickOn, drag, marksOn, painted } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('a job from its first text to its last by keyboard alone', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await page.keyboard.press('Tab');
	await page.getByRole('link', { name: 'Skip to the page' }).press('Enter');
	for (let i = 0; i < 20 && !(await textOf(page).evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('Tab');
	await press(page, 'Control+Home', 'p', 'e');
	await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight', 'p');
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4', 'Person Johann 14–20']);
	assert.equal(await page.getByRole('radio', { name: 'Letter' }).isChecked(), true);
	await standing(page, 'Saved');
	assert.deepEqual(told((await workOf(work.client))[0].draft, work.labels), ['Person Anna', 'Person Johann', 'class Letter']);

	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	assert.equal(await textOf(page).evaluate((e) => e === document.activeElement), true);
	/* From The to Friends. */
	await press(page, 'Control+Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter', 'd', 'Control+Enter');
	await shows(page, 'interest');
	await press(page, 'Control+Shift+Enter');
	await page.getByRole('heading', { name: 'Nothing left to label' }).waitFor();
	assert.deepEqual(
		(await workOf(work.client)).reverse().map((a) => [a.state, ...told(a.submission, work.labels)]),
		[
			['submitted', 'Person Anna', 'Person Johann', 'class Letter'],
			['submitted', 'Person Society of Friends', 'class Diary'],
			['submitted', 'nothing'],
		],
	);
	await close();
});

test('the same by mouse: a word by a double click, a stretch by dragging, a class, the buttons', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await clickOn(page, 'Anna', { clickCount: 2 });
	await drag(page, 'in Vienna');
	await page.getByRole('button', { name: /^Place/ }).click();
	await page.getByRole('radio', { name: 'Diary' }).check();
	await page.getByRole('radio', { name: 'Letter' }).check();
	await page.getByRole('button', { name: 'Submit and next' }).click();
	await shows(page, 'Society');
	await page.getByRole('button', { name: 'Nothing here' }).click();
	await shows(page, 'interest');
	const done = (await workOf(work.client)).reverse();
	assert.deepEqual(told(done[0].submission, work.labels), ['Person Anna', 'Place in Vienna', 'class Letter']);
	assert.deepEqual(told(done[1].submission, work.labels), ['nothing']);
	await page.getByText('You have labelled 2; 1 of 3 texts done').or(page.getByText('You have labelled 2; 2 of 3 texts done')).waitFor();
	await close();
});

test('where marks may not overlap, a second over a first is refused in the place; another tag for the same words is a correction', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await clickOn(page, 'Anna', { clickCount: 2 });
	await drag(page, 'Anna wrote');
	await press(page, 'l');
	await page.getByRole('alert').getByText('“Anna” is Person already, and marks may not overlap').waitFor();
	assert.equal(await painted(page, 'selected'), 'Anna wrote');
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4']);
	/* It is about what was selected then. */
	await clickOn(page, 'Vienna');
	await page.getByRole('alert').waitFor({ state: 'detached' });
	await drag(page, 'Anna');
	await press(page, 'l');
	assert.deepEqual(await marksOn(page), ['Place Anna 0–4']);
	/* An edge does not go over another mark either. */
	await drag(page, 'wrote');
	await press(page, 'p');
	await page.getByRole('option', { name: /Anna/ }).click();
	await page.getByRole('button', { name: 'End one word later' }).click();
	await page.getByRole('alert').getByText('“wrote” is Person already').waitFor();
	assert.deepEqual(await marksOn(page), ['Place Anna 0–4', 'Person wrote 5–10']);
	await close();
});

test('where marks may overlap they do, and several classes can be given', async () => {
	const work = await newWork({ schema: { overlap: 'allow', classes: 'multi' } });
	const { page, close } = await openLabel(browser, work);
	await drag(page, 'Anna wrote');
	await press(page, 'p');
	await drag(page, 'wrote to');
	await press(page, 'l');
	await page.getByRole('checkbox', { name: 'Letter' }).check();
	await press(page, 'd');
	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	assert.deepEqual(told((await workOf(work.client))[1].submission, work.labels), [
		'Person Anna wrote',
		'Place wrote to',
		'class Letter',
		'class Diary',
	]);
	await close();
});

test('marks and classes are undone and done again, in the order in which they were given', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	const letter = page.getByRole('radio', { name: 'Letter' });
	await clickOn(page, 'Anna');
	await press(page, 'p', 'e', 'd');
	await press(page, 'Control+z');
	assert.equal(await letter.isChecked(), true);
	await press(page, 'Control+z', 'Control+z');
	assert.equal(await letter.isChecked(), false);
	await page.getByText('Nothing is marked yet').waitFor();
	await page.getByRole('button', { name: 'Redo' }).click();
	await press(page, 'Control+Shift+z');
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4']);
	assert.equal(await letter.isChecked(), true);
	await standing(page, 'Saved');
	const [now] = await workOf(work.client);
	assert.deepEqual(told(now.draft, work.labels), ['Person Anna', 'class Letter']);
	await close();
});

test('that there is nothing is said on purpose, and not of what has labels', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await press(page, 'Control+Enter');
	await page.getByRole('alert').getByText('Nothing is labelled yet').waitFor();
	await clickOn(page, 'Anna');
	await press(page, 'p', 'Control+Shift+Enter');
	await page.getByRole('alert').getByText('There are labels here').waitFor();
	await standing(page, 'Saved');
	assert.deepEqual((await workOf(work.client)).map((a) => a.state), ['leased']);
	await close();
});

test('a draft is there after a reload, and in another browser', async () => {
	const work = await newWork();
	const first = await openLabel(browser, work);
	await clickOn(first.page, 'Anna');
	await press(first.page, 'p', 'd');
	await standing(first.page, 'Saved');
	await first.page.reload();
	await textOf(first.page).waitFor();
	assert.deepEqual(await marksOn(first.page), ['Person Anna 0–4']);
	const second = await openLabel(browser, work);
	assert.deepEqual(await marksOn(second.page), ['Person Anna 0–4']);
	assert.equal(await second.page.getByRole('radio', { name: 'Diary' }).isChecked(), true);
	await first.close();
	await second.close();
});

test('a text is skipped with a reason, and the skip taken back', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await press(page, '!');
	const dialog = page.getByRole('dialog', { name: 'Skip this text' });
	await dialog.getByRole('button', { name: 'Skip and next' }).click();
	await dialog.getByText('Reason is missing: say in a few words').waitFor();
	await dialog.getByRole('textbox', { name: 'Reason (required)' }).fill('Not English');
	await dialog.getByRole('button', { name: 'Skip and next' }).click();
	await shows(page, 'Society');
	const skips = (await work.client.get(`/api/annotations/jobs/${work.job.id}/skips`)).json.items;
	assert.deepEqual(skips.map((s) => s.reason), ['Not English']);
	await page.getByText('Skipped: Letters of 1790').waitFor();
	await page.getByRole('link', { name: 'Take it back' }).click();
	await page.getByText('You skipped this text').waitFor();
	await page.getByRole('button', { name: 'Take it back' }).click();
	await page.getByRole('button', { name: 'Submit and next' }).waitFor();
	assert.deepEqual((await workOf(work.client)).map((a) => a.state), ['leased', 'leased']);
	await close();
});

test('one goes back to what one had, changes it, and forward again', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await clickOn(page, 'Anna');
	await press(page, 'p', 'Control+Enter');
	await shows(page, 'Society');
	await press(page, '<');
	await shows(page, 'Anna');
	await standing(page, 'Submitted');
	await clickOn(page, 'Vienna');
	await press(page, 'l');
	await standing(page, 'Saved, the change is not submitted');
	const before = (await workOf(work.client))[1];
	assert.deepEqual([told(before.submission, work.labels), told(before.draft, work.labels)], [['Person Anna'], ['Person Anna', 'Place Vienna']]);
	await page.getByRole('button', { name: 'Submit the change' }).click();
	await standing(page, 'Submitted');
	assert.deepEqual(told((await workOf(work.client))[1].submission, work.labels), ['Person Anna', 'Place Vienna']);
	await press(page, '>');
	await shows(page, 'Society');
	await close();
});

test('own work is listed, opened again, taken back', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await press(page, 'Control+Shift+Enter');
	await shows(page, 'Society');
	await page.getByRole('link', { name: 'Your work', exact: true }).click();
	await page.getByRole('heading', { name: 'Your work', level: 1 }).waitFor();
	const row = page.getByRole('row', { name: /Anna wrote/ });
	await row.getByText('Submitted').waitFor();
	await row.getByText('Letters of 1790').waitFor();
	await row.getByRole('button', { name: 'Take back' }).click();
	await row.getByText('In your hands').waitFor();
	await row.getByRole('button', { name: 'Give back' }).click();
	await row.getByText('Not in your hands any more').waitFor();
	await page.getByRole('link', { name: /The Society/ }).click();
	await shows(page, 'Society');
	assert.deepEqual((await workOf(work.client)).map((a) => a.state), ['leased', 'lost']);
	await close();
});

test('guidelines are shown as they were meant, metadata so that it can be read', async () => {
	const guidelines = `# People\n\nOnly **names**, see [the list](https://example.org/?a=1&b=2).\n\n- [x] Anna\n- Johann & Co.\n\n| a | b |\n|:--|--:|\n| 1 | \`<b>\` |\n\n> quoted &copy;\n\n1. one\n2. two\n\n---\n\n~~gone~~ <script>alert(1)</script>`;
	const text = { content: SENTENCES[0], external_id: 'L-12', metadata: '{"year": 1790, "from": {"name": "Anna"}}' };
	const work = await newWork({ guidelines, texts: [text] });
	const { page, close } = await openLabel(browser, work);
	await page.getByRole('button', { name: 'Guidelines' }).click();
	const dialog = page.getByRole('dialog', { name: 'Guidelines' });
	await dialog.getByRole('heading', { name: 'People' }).waitFor();
	const link = dialog.getByRole('link', { name: 'the list' });
	assert.equal(await link.getAttribute('href'), 'https://example.org/?a=1&b=2');
	assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');
	assert.equal(await dialog.getByRole('cell', { name: '<b>' }).count(), 1);
	await dialog.getByText('quoted ©').waitFor();
	await dialog.getByText('<script>alert(1)</script>').waitFor();
	assert.equal(await dialog.locator('script').count(), 0);
	await dialog.getByRole('button', { name: 'Close' }).click();
	await page.getByText('About this text').click();
	await page.getByText('1790', { exact: true }).waitFor();
	await page.getByRole('complementary').getByText('L-12', { exact: true }).waitFor();
	await page.getByText(/"name": "Anna"/).waitFor();
	await close();
});

test('from right to left, in both directions, without spaces, with faces: what is meant is saved', async () => {
	const texts = ['אנה כתבה אל יוהאן ב-1790.', 'He said «שלום עולם» to the 👨‍👩‍👧 of é.', '東京へ行きました。'];
	const work = await newWork({ texts });
	const { page, close } = await openLabel(browser, work);
	await drag(page, 'אנה כתבה', { isRtl: true });
	await press(page, 'p', 'Control+Enter');
	await shows(page, 'He said');
	await textOf(page).focus();
	await clickOn(page, 'שלום');
	await press(page, 'l');
	await drag(page, '👨‍👩‍👧');
	await press(page, 'p', 'Control+Enter');
	await shows(page, '東');
	await press(page, 'Control+Home', 'l', 'Control+Enter');
	await page.getByRole('heading', { name: 'Nothing left to label' }).waitFor();
	const done = (await workOf(work.client)).reverse();
	assert.deepEqual(told(done[0].submission, work.labels), ['Person אנה כתבה']);
	assert.deepEqual(told(done[1].submission, work.labels), ['Place שלום', 'Person 👨‍👩‍👧']);
	assert.deepEqual(told(done[2].submission, work.labels), ['Place 東京']);
	await close();
});

test('a schema that changed: that is said, the new labels are offered, the old stay to be seen', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await clickOn(page, 'Anna');
	await press(page, 'p');
	await clickOn(page, 'Vienna');
	await press(page, 'l');
	await standing(page, 'Saved');
	const schema = (await work.client.get(`/api/annotations/schemas/${work.job.schema}`)).json;
	const { name, overlap, classes } = schema;
	const labels = [...schema.labels.filter((l) => l.name !== 'Place'), { kind: 'tag', name: 'River', key: 'r' }];
	const changed = await work.client.send('PUT', `/api/annotations/schemas/${schema.id}`, { json: { name, overlap, classes, labels }, match: '"1"' });
	assert.equal(changed.status, 200, changed.text);
	await page.reload();
	await page.getByText('Version 2 is shown').waitFor();
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4', 'Place Vienna 24–30 · retired']);
	await press(page, 'Control+Enter');
	await page.getByRole('alert').getByText('The schema has no longer “Place”: 1 label here.').waitFor();
	await page.getByRole('option', { name: /Vienna/ }).click();
	await press(page, 'r');
	assert.deepEqual(await marksOn(page), ['Person Anna 0–4', 'River Vienna 24–30']);
	await press(page, 'Control+Enter');
	await shows(page, 'Society');
	const done = (await workOf(work.client))[1];
	assert.equal(done.submission.schema_version, 2);
	assert.deepEqual(done.submission.spans.map((s) => s.text), ['Anna', 'Vienna']);
	await close();
});

test('? shows the keys, those of the labels, too', async () => {
	const work = await newWork();
	const { page, close } = await openLabel(browser, work);
	await press(page, '?');
	const dialog = page.getByRole('dialog', { name: 'Keys' });
	await dialog.getByRole('row', { name: /Ctrl \+ Enter Submit, and go on/ }).waitFor();
	await dialog.getByRole('row', { name: /^p Mark as Person/ }).getByText('Someone with a name').waitFor();
	await dialog.getByRole('row', { name: /^e Say of the whole text: Letter/ }).waitFor();
	await press(page, 'Escape');
	await dialog.waitFor({ state: 'detached' });
	await close();
});

test('who only labels is brought to where that is done', async () => {
	const { newColleague } = await import('./labelling.mjs');
	const work = await newWork();
	const colleague = await newColleague(work);
	const { page, close } = await openLabel(browser, colleague, { address: '/' });
	await until('the address', () => new URL(page.url()).pathname === '/label');
	await shows(page, 'Anna');
	await page.getByRole('link', { name: 'Projects' }).click();
	await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
	await close();
});

test('by roles and names alone, in the reader’s own colours and without motion: nothing is told by colour only', async () => {
	const work = await newWork({ texts: SENTENCES.slice(0, 2) });
	const { page, close } = await openLabel(browser, work, { forcedColors: 'active', reducedMotion: 'reduce' });
	const main = page.getByRole('main');
	await main.getByRole('heading', { name: 'Letters of 1790', level: 1 }).waitFor();
	await main.getByRole('progressbar', { name: 'How far the job is' }).waitFor();
	const text = main.getByRole('textbox', { name: 'Text of the example' });
	await text.press('Control+Home');
	await main.getByRole('button', { name: /^Place/ }).press('Enter');
	const list = main.getByRole('listbox', { name: 'Marks' });
	await list.focus();
	const option = list.getByRole('option', { name: 'Place Anna', selected: true });
	await option.waitFor();
	/* The line and the name are there where the fill is not. */
	const looks = await text.evaluate((e) => {
		const mark = getComputedStyle(e.querySelector('mark'));
		const label = getComputedStyle(e.querySelector('.label'), '::before');
		return [mark.textDecorationLine, label.content, mark.transitionDuration];
	});
	assert.deepEqual(looks, ['underline', '"Place"', '0s']);
	const open = main.getByRole('region', { name: 'The open mark' });
	await open.getByRole('combobox', { name: 'Tag' }).selectOption('Person');
	await open.getByRole('button', { name: 'End one word later' }).press('Enter');
	await list.getByRole('option', { name: 'Person Anna wrote' }).waitFor();
	await main.getByRole('radiogroup', { name: 'Class' }).getByRole('radio', { name: 'Letter' }).press('Space');
	await main.getByRole('button', { name: 'Undo' }).press('Enter');
	await main.getByRole('button', { name: 'Redo' }).press('Enter');
	assert.equal(await main.getByRole('radio', { name: 'Letter', checked: true }).count(), 1);
	await main.getByRole('group', { name: 'This text' }).getByRole('button', { name: 'Submit and next' }).press('Enter');
	await main.getByRole('link', { name: 'Change it' }).waitFor();
	await main.getByRole('button', { name: 'Nothing here' }).press('Enter');
	await main.getByRole('heading', { name: 'Nothing left to label' }).waitFor();
	const done = (await workOf(work.client)).reverse();
	assert.deepEqual(done.map((a) => told(a.submission, work.labels)), [['Person Anna wrote', 'class Letter'], ['nothing']]);
	await close();
});
