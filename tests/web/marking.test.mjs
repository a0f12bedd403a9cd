/* Marking: by mouse, by keyboard, over each other, in any script; saved as the code points that were meant. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './browser.mjs';
import {
	LETTER,
	VECTOR,
	boxesOf,
	clickOn,
	drag,
	marksOn,
	newDesk,
	openDesk,
	painted,
	saved,
	spansOf,
} from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const press = async (page, ...keys) => {
	for (const key of keys) await page.keyboard.press(key);
};

test('a selection by mouse loses the spaces at its edges and keeps to whole characters', async () => {
	const desk = await newDesk('A cafe\u0301  is\u00a0here 👨‍👩‍👧 now.');
	const { page, close } = await openDesk(browser, desk);
	await drag(page, ' cafe\u0301  ');
	assert.equal(await painted(page, 'selected'), 'cafe\u0301');
	assert.equal(await page.evaluate(() => String(getSelection())), 'cafe\u0301');
	await press(page, 'p');
	await drag(page, 'here 👨‍👩‍👧', { backwards: true });
	await press(page, 'o');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [
		['Person', 2, 7],
		['Organisation', 12, 22],
	]);
	await close();
});

test('who drags from within what is selected selects anew', async () => {
	const desk = await newDesk('Angela Merkel visited Vienna.');
	const { page, close } = await openDesk(browser, desk);
	await drag(page, 'Angela Merkel visited');
	await drag(page, 'Angela Merkel');
	assert.equal(await painted(page, 'selected'), 'Angela Merkel');
	await drag(page, 'Merkel');
	await press(page, 'p');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 7, 13]]);
	await close();
});

test('half of a character cannot be selected', async () => {
	const desk = await newDesk(VECTOR);
	const { page, text, close } = await openDesk(browser, desk);
	/* The browser itself would allow it: from inside the family to inside the flag. */
	await page.evaluate(() => {
		const [first] = document.querySelectorAll('#text [data-at]');
		getSelection().setBaseAndExtent(first.firstChild, 10, first.firstChild, 24);
	});
	await page.waitForFunction(() => CSS.highlights.has('selected'));
	await text.press('p');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 7, 20]]);
	await close();
});

test('every slice of the vector is saved as its code points', async () => {
	const desk = await newDesk(VECTOR);
	const { page, text, close } = await openDesk(browser, desk);
	await text.focus();
	/* a😀, b, é, family, Hebrew word, flag, x: what the cursor stops at. */
	await press(page, 'Control+Home');
	for (let i = 0; i < 8; i++) await press(page, 'p', 'ArrowRight');
	await saved(page);
	const letters = [...VECTOR];
	const got = (await spansOf(desk)).map(([, start, end]) => letters.slice(start, end).join(''));
	assert.equal(got.join('').replace(/\s/g, ''), VECTOR.replace(/\s/g, ''));
	assert.ok(
		got.includes('👨‍👩‍👧') &&
			got.includes('e\u0301') &&
			got.includes('\u05e9\u05dc\u05d5\u05dd') &&
			got.includes('🇮🇱'),
	);
	await close();
});

test('a double click marks a word with the tag last used, and leaves the mark open', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	await clickOn(page, 'Vienna', { clickCount: 2 });
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 38, 44]]);
	/* The open mark takes another tag, by key; that tag is now the usual one. */
	await press(page, 'l');
	await saved(page);
	await clickOn(page, 'Anna', { clickCount: 2 });
	await saved(page);
	assert.deepEqual(await spansOf(desk), [
		['Place', 5, 9],
		['Place', 38, 44],
	]);
	await close();
});

test('a word can be marked with two clicks and no key: on it, then on the tag', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	await clickOn(page, 'Vienna');
	await page.getByRole('button', { name: /^Place/ }).click();
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Place', 38, 44]]);
	await close();
});

test('the cursor goes by word and line, Shift extends, a key marks; the text says so', async () => {
	const desk = await newDesk();
	const { page, text, close } = await openDesk(browser, desk);
	const cursor = () => painted(page, 'cursor');
	const spoken = () => page.locator('[aria-live=polite]').textContent();
	await text.focus();
	await press(page, 'Control+Home');
	assert.equal(await cursor(), 'Dear');
	await press(page, 'ArrowRight');
	assert.equal(await cursor(), 'Anna');
	assert.match(await spoken(), /^Anna/);
	await press(page, 'ArrowDown');
	assert.notEqual(await cursor(), 'Anna');
	await press(page, 'ArrowUp', 'Home');
	assert.equal(await cursor(), 'Dear');
	await press(page, 'End');
	assert.equal(await cursor(), ',');
	await press(page, 'ArrowLeft', 'Shift+ArrowLeft');
	assert.equal(await painted(page, 'selected'), 'Dear Anna');
	assert.match(await spoken(), /Selected: Dear Anna/);
	await press(page, 'Shift+ArrowRight', 'Control+Shift+ArrowRight');
	assert.equal(await painted(page, 'selected'), 'Anna,');
	await press(page, 'Control+Shift+ArrowLeft', 'Control+Shift+ArrowLeft');
	assert.equal(await painted(page, 'selected'), 'Ann');
	await press(page, 'p');
	assert.match(await spoken(), /Marked Person: Ann, characters 5 to 8/);
	await press(page, 'Escape');
	assert.equal(await cursor(), '');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 8]]);
	await close();
});

test('everything can be done to a mark by keyboard: opened, given another tag, removed, undone', async () => {
	const desk = await newDesk();
	const { page, text, list, close } = await openDesk(browser, desk);
	await text.focus();
	await press(page, 'Control+Home', 'ArrowRight', 'p', 'Enter');
	await page.getByRole('region', { name: 'The open mark' }).getByText('Characters 5 to 9').waitFor();
	assert.equal(await list.getByRole('option', { selected: true }).count(), 1);
	await press(page, 'l');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Place', 5, 9]]);
	await press(page, 'Delete');
	await page.getByText('Nothing is marked yet').waitFor();
	await saved(page);
	assert.deepEqual(await spansOf(desk), []);
	await press(page, 'Control+z');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Place', 5, 9]]);
	await press(page, 'Control+z', 'Control+z');
	await saved(page);
	assert.deepEqual(await spansOf(desk), []);
	await press(page, 'Control+Shift+z');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await close();
});

test('the list does all of it too: open, move an edge, change the tag, remove, go to the text', async () => {
	const desk = await newDesk(LETTER, ([person, place]) => [
		{ tag: person.id, start: 5, end: 9, text: 'Anna' },
		{ tag: place.id, start: 38, end: 44, text: 'Vienna' },
	]);
	const { page, text, list, close } = await openDesk(browser, desk);
	await list.focus();
	assert.match(await list.getByRole('option', { selected: true }).textContent(), /Anna/);
	await press(page, 'ArrowDown');
	const open = list.getByRole('option', { selected: true });
	assert.equal(await list.getAttribute('aria-activedescendant'), await open.getAttribute('id'));
	await press(page, 'ArrowRight', 'Shift+ArrowLeft');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [
		['Person', 5, 9],
		['Place', 35, 49],
	]);
	await press(page, 'o');
	await saved(page);
	assert.deepEqual(await marksOn(page), ['Person Anna 5–9', 'Organisation in Vienna only 35–49']);
	await press(page, 'Delete');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await press(page, 'Enter');
	assert.equal(await text.evaluate((e) => e === document.activeElement), true);
	await close();
});

test('the open mark can be changed with buttons alone', async () => {
	const desk = await newDesk(LETTER, ([person]) => [{ tag: person.id, start: 5, end: 9, text: 'Anna' }]);
	const { page, close } = await openDesk(browser, desk);
	await clickOn(page, 'Anna');
	const panel = page.getByRole('region', { name: 'The open mark' });
	await panel.getByRole('button', { name: 'Start one word earlier' }).click();
	await panel.getByRole('combobox', { name: 'Tag' }).selectOption('Place');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Place', 0, 9]]);
	await panel.getByRole('button', { name: 'Remove' }).click();
	await saved(page);
	assert.deepEqual(await spansOf(desk), []);
	await page.getByRole('button', { name: 'Undo' }).click();
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Place', 0, 9]]);
	await page.getByRole('button', { name: 'Redo' }).click();
	await saved(page);
	assert.deepEqual(await spansOf(desk), []);
	await close();
});

test('marks over each other are told apart: a label each, and a click goes from the inner to the outer', async () => {
	const whole = 'Ludwig van Beethoven of the Society of Friends';
	const start = LETTER.indexOf(whole);
	const desk = await newDesk(LETTER, ([person, place, organisation]) => [
		{ tag: person.id, start, end: start + whole.length, text: whole },
		{ tag: organisation.id, start: start + 28, end: start + whole.length, text: 'Society of Friends' },
		{ tag: place.id, start: start + 39, end: start + whole.length, text: 'Friends' },
	]);
	const { page, text, close } = await openDesk(browser, desk);
	const names = await page
		.locator('#text [data-name]')
		.evaluateAll((all) => all.map((e) => e.dataset.name));
	assert.deepEqual(names, ['Person', 'Organisation', 'Place']);
	/* Labels are no text: what is read out and copied is the document. */
	assert.equal(await text.evaluate((e) => e.textContent), LETTER);
	const opened = () =>
		page.getByRole('region', { name: 'The open mark' }).locator('blockquote').textContent();
	await clickOn(page, 'Friends');
	assert.equal(await opened(), 'Friends');
	await clickOn(page, 'Friends');
	assert.equal(await opened(), 'Society of Friends');
	await clickOn(page, 'Friends');
	assert.equal(await opened(), whole);
	await page.locator('#text [data-name=Organisation]').click();
	assert.equal(await opened(), 'Society of Friends');
	await close();
});

test('the same mark is not made twice', async () => {
	const desk = await newDesk();
	const { page, close } = await openDesk(browser, desk);
	await clickOn(page, 'Anna');
	await press(page, 'p', 'p');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 5, 9]]);
	await press(page, 'l');
	await saved(page);
	assert.equal((await spansOf(desk)).length, 2);
	await close();
});

test('in a paragraph that runs from right to left, the right arrow goes back', async () => {
	const hebrew = 'שלום לך אנה מירושלים';
	const desk = await newDesk(`one two\n${hebrew}\n`);
	const { page, text, close } = await openDesk(browser, desk);
	const [box] = await boxesOf(page, 'שלום');
	const [later] = await boxesOf(page, 'מירושלים');
	assert.ok(box.left > later.right, 'the paragraph begins on its right');
	await text.focus();
	await press(page, 'Control+Home', 'End', 'ArrowRight');
	assert.equal(await painted(page, 'cursor'), 'שלום');
	await press(page, 'ArrowLeft');
	assert.equal(await painted(page, 'cursor'), 'לך');
	await press(page, 'ArrowRight');
	assert.equal(await painted(page, 'cursor'), 'שלום');
	await drag(page, 'לך אנה', { isRtl: true });
	await press(page, 'p');
	await saved(page);
	const start = 8 + hebrew.indexOf('לך');
	assert.deepEqual(await spansOf(desk), [['Person', start, start + 6]]);
	await close();
});

test('runs of spaces, tabs and CR LF are kept, and positions after them are right', async () => {
	const body = 'a   b\tc\r\n\r\n  indented\r\nlast';
	const desk = await newDesk(body);
	const { page, text, close } = await openDesk(browser, desk);
	assert.equal(await text.evaluate((e) => e.textContent), body);
	assert.equal(await page.locator('#text p').count(), 4);
	const [a] = await boxesOf(page, 'a');
	const [b] = await boxesOf(page, 'b');
	assert.ok(b.left - a.right > 10, 'three spaces are wider than one');
	await clickOn(page, 'last', { clickCount: 2 });
	await clickOn(page, 'indented', { clickCount: 2 });
	await saved(page);
	assert.deepEqual(await spansOf(desk), [
		['Person', 13, 21],
		['Person', 23, 27],
	]);
	await close();
});

test('a selection over paragraphs is one mark', async () => {
	const desk = await newDesk('one two\nthree four\n\nfive');
	const { page, close } = await openDesk(browser, desk);
	await drag(page, 'two\nthree four\n\nfive');
	await press(page, 'p');
	await saved(page);
	assert.deepEqual(await spansOf(desk), [['Person', 4, 24]]);
	assert.equal(await page.locator('#text mark').count(), 4);
	assert.equal(await page.locator('#text [data-name]').count(), 1);
	await close();
});

test('the keys are listed on request, and Esc brings back to the text', async () => {
	const desk = await newDesk();
	const { page, text, close } = await openDesk(browser, desk);
	await text.focus();
	await press(page, '?');
	const help = page.getByRole('dialog', { name: 'Keys' });
	await help.getByRole('row', { name: /Mark as Person/ }).waitFor();
	await help.getByRole('row', { name: /Undo/ }).waitFor();
	await press(page, 'Escape');
	await help.waitFor({ state: 'detached' });
	assert.equal(await text.evaluate((e) => e === document.activeElement), true);
	await close();
});
