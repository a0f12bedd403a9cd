/* A long text with many marks: all of it can be reached, and little of it is on the page at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './browser.mjs';
import { newDesk, openDesk, painted, saved, spansOf } from './steps.mjs';

const MARKS = 400;
const LINE =
	'Der 😀 Brief kam gestern aus Wien, וירושלים רחוקה, and the answer left for Prague this morning.\n';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('100,000 characters with 400 marks', async (t) => {
	const points = [...LINE].length;
	const text = LINE.repeat(Math.ceil(100_000 / points));
	const start = [...LINE.slice(0, LINE.indexOf('Wien'))].length;
	const desk = await newDesk(text, ([, place]) =>
		Array.from({ length: MARKS }, (_, i) => ({
			tag: place.id,
			start: i * points + start,
			end: i * points + start + 4,
			text: 'Wien',
		})),
	);
	const { page, text: area, list, close } = await openDesk(browser, desk);

	await t.test('the text is all there', async () => {
		assert.equal(await area.evaluate((e) => e.textContent), text);
		assert.equal(await page.locator('#text mark').count(), MARKS);
	});

	await t.test('the list says how many there are, and holds the rows in view', async () => {
		const options = list.getByRole('option');
		assert.ok((await options.count()) < 120);
		assert.equal(await options.first().getAttribute('aria-setsize'), String(MARKS));
	});

	await t.test('End opens the last mark: its row and its text come into view', async () => {
		await list.focus();
		await page.keyboard.press('End');
		const last = list.getByRole('option', { selected: true });
		await last.waitFor();
		assert.equal(await last.getAttribute('aria-posinset'), String(MARKS));
		assert.equal(await list.getAttribute('aria-activedescendant'), await last.getAttribute('id'));
		await page.waitForFunction(() => {
			const inView = (e) => {
				const box = e?.getBoundingClientRect();
				return box && box.top >= 0 && box.bottom <= window.innerHeight;
			};
			return (
				inView(document.querySelector('[role=option][aria-selected=true]')) &&
				inView(document.querySelector('#text mark.open'))
			);
		});
	});

	await t.test('a mark at the very end is saved where it was made', async () => {
		await area.focus();
		await page.keyboard.press('Control+End');
		await page.keyboard.press('ArrowLeft');
		assert.equal(await painted(page, 'cursor'), 'morning');
		await page.keyboard.press('p');
		await saved(page);
		const total = [...text].length;
		assert.deepEqual((await spansOf(desk, 1000)).at(-1), ['Person', total - 9, total - 2]);
	});

	await close();
});
