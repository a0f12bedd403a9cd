/* A long text with many marks: all of it can be reached, and little of it is on the page at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './browser.mjs';
import { drag, newDesk, openDesk, painted, saved, spansOf, visitAs } from './steps.mjs';

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
		await page.waitForFunction((n) => document.querySelectorAll('#text mark').length === n, MARKS);
		assert.equal(await area.evaluate((e) => e.textContent), text);
	});

	await t.test('the browser has few things to watch while it is scrolled', async () => {
		const [watched, paragraphs] = await area.evaluate((e) => [
			[...e.querySelectorAll('*')].filter((x) => getComputedStyle(x).contentVisibility === 'auto').length,
			e.querySelectorAll('p').length,
		]);
		assert.ok(watched > 1);
		assert.ok(watched <= paragraphs / 8 + 1, `${watched} of ${paragraphs}`);
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

	await t.test('adding, changing and removing a mark redraws its paragraph and no other', async () => {
		await page.keyboard.press('Control+Home');
		for (const [key, at] of [
			['End', []],
			['ArrowRight', []],
			['o', [1]],
			[']', [1]],
			['p', [1]],
			['Delete', [1]],
			['Control+z', [1]],
		]) {
			const redrawn = await redrawnBy(page, () => page.keyboard.press(key));
			assert.deepEqual(redrawn, at, key);
			assert.equal(await page.evaluate(() => document.getAnimations().length), 0, `${key}: all in one frame`);
		}
		await saved(page);
	});

	await close();
});

test('one paragraph of 20,000 characters: all there, one direction, and a mark draws a piece of it', async () => {
	const text = `אות ראשונה ${LINE.trimEnd().repeat(210)}`;
	const desk = await newDesk(text);
	const { page, text: area, close } = await openDesk(browser, desk);
	assert.equal(await area.evaluate((e) => e.textContent), text);
	const directions = await area.evaluate((e) => [...e.querySelectorAll('p')].map((p) => getComputedStyle(p).direction));
	assert.ok(directions.length > 10);
	assert.deepEqual(new Set(directions), new Set(['rtl']));
	await area.focus();
	await page.keyboard.press('Control+Home');
	assert.equal(await painted(page, 'cursor'), 'אות');
	await page.keyboard.press('End');
	await page.keyboard.press('ArrowRight');
	assert.equal(await painted(page, 'cursor'), 'morning');
	assert.deepEqual(await redrawnBy(page, () => page.keyboard.press('p')), [directions.length - 1]);
	await page.keyboard.press('Home');
	assert.equal(await painted(page, 'cursor'), 'אות');
	await page.keyboard.press('Shift+End');
	await page.keyboard.press('o');
	await saved(page);
	const total = [...text].length;
	assert.deepEqual(await spansOf(desk), [
		['Organisation', 0, total],
		['Person', total - 8, total - 1],
	]);
	await close();
});

test('the text is there before its marks, and what is marked meanwhile is saved once', async () => {
	const desk = await newDesk(LINE.repeat(60), ([, place]) => [
		{ tag: place.id, start: 0, end: 3, text: 'Der' },
	]);
	const { page, close } = await visitAs(desk, browser);
	let answer;
	const held = new Promise((go) => (answer = go));
	await page.route('**/spans?*', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto(`/documents/${desk.document.id}`);
	await page.getByRole('textbox', { name: 'Text of' }).focus();
	await page.getByRole('status').getByText('Loading marks…').waitFor();
	await page.keyboard.press('Control+End');
	await page.keyboard.press('p');
	await page.getByRole('status').getByText('Saving…').waitFor();
	assert.deepEqual(await spansOf(desk), [['Place', 0, 3]]);
	answer();
	await saved(page);
	assert.equal(await page.locator('#text mark').count(), 2);
	assert.equal((await spansOf(desk)).length, 2);
	await close();
});

test('marks that cannot be read: that is said, and trying again brings them', async () => {
	const desk = await newDesk(LINE, ([, place]) => [{ tag: place.id, start: 0, end: 3, text: 'Der' }]);
	const { page, close } = await visitAs(desk, browser);
	await page.route('**/spans?*', (route) => route.fulfill({ status: 500, body: '{}' }));
	await page.goto(`/documents/${desk.document.id}`);
	const again = page.getByRole('button', { name: 'Try again' });
	await again.waitFor();
	await page.unroute('**/spans?*');
	await again.click();
	await saved(page);
	assert.equal(await page.locator('#text mark').count(), 1);
	await close();
});

test('what is selected stays selected while the marks of its paragraph arrive', async () => {
	const desk = await newDesk(LINE, ([, place]) => [{ tag: place.id, start: 6, end: 11, text: 'Brief' }]);
	const { page, close } = await visitAs(desk, browser);
	let answer;
	const held = new Promise((go) => (answer = go));
	await page.route('**/spans?*', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto(`/documents/${desk.document.id}`);
	await page.getByRole('textbox', { name: 'Text of' }).waitFor();
	await drag(page, 'Brief kam');
	answer();
	await page.locator('#text mark').waitFor();
	assert.equal(await page.evaluate(() => String(window.getSelection())), 'Brief kam');
	await close();
});

test('what the browser has selected by paragraphs is found, wherever their stretches end', async () => {
	const letters = [...LINE].length;
	const desk = await newDesk(LINE.repeat(40));
	const { page, text: area, close } = await openDesk(browser, desk);
	const marked = async (points) => {
		await area.focus();
		await page.evaluate(points);
		await page.waitForFunction(() => CSS.highlights.has('selected'));
		await page.keyboard.press('p');
		await saved(page);
		const all = await spansOf(desk);
		await page.keyboard.press('Control+z');
		await saved(page);
		return all;
	};
	assert.ok((await area.evaluate((e) => e.children.length)) > 3);
	/* From behind the first stretch to before the second paragraph of the second. */
	const [[, start, end]] = await marked(() => {
		const [first, second] = document.getElementById('text').children;
		getSelection().setBaseAndExtent(first, first.children.length, second.children[1], 0);
	});
	assert.equal(start % letters, 0);
	assert.ok(start > 0);
	assert.equal(end, start + letters - 1);
	/* All of it. */
	const whole = await marked(() => {
		const text = document.getElementById('text');
		getSelection().setBaseAndExtent(text, 0, text, text.children.length);
	});
	assert.deepEqual(whole, [['Person', 0, 40 * letters - 1]]);
	await close();
});

test('without a cursor, an arrow begins at the first word in sight', async () => {
	const desk = await newDesk(Array.from({ length: 600 }, (_, i) => `word${i} and some others behind it\n`).join(''));
	const { page, text: area, close } = await openDesk(browser, desk);
	await area.focus();
	for (const part of [0.4, 0.9]) {
		await page.keyboard.press('Escape');
		await area.evaluate((e, part) => {
			const box = e.getBoundingClientRect();
			window.scrollTo(0, window.scrollY + box.top + part * box.height);
		}, part);
		await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
		const first = await area.evaluate((e) =>
			[...e.querySelectorAll('p')].find((p) => p.getBoundingClientRect().bottom > 0).textContent.split(' ')[0],
		);
		await page.keyboard.press('ArrowRight');
		assert.equal(await painted(page, 'cursor'), first);
	}
	await close();
});

/** Which paragraphs' elements become others by this, by their place in the text. */
async function redrawnBy(page, act) {
	await page.evaluate(() => {
		const paragraphs = [...document.querySelectorAll('#text p')];
		window.redrawn = new Set();
		window.observed = new MutationObserver((changes) => {
			for (const c of changes) {
				const e = c.target instanceof Element ? c.target : c.target.parentElement;
				window.redrawn.add(paragraphs.indexOf(e.closest('#text p')));
			}
		});
		window.observed.observe(document.getElementById('text'), {
			subtree: true,
			childList: true,
			attributes: true,
			characterData: true,
		});
	});
	await act();
	await page.evaluate(
		() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
	);
	return page.evaluate(() => {
		window.observed.disconnect();
		return [...window.redrawn];
	});
}
