/*
 * Every screen, with nothing, with something, while it waits and when it
 * fails: in light and dark, on a wide and on a narrow window, axe finds nothing
 * and nothing sticks out; and what it has left in the browser is registered.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { until } from '../http/lib/instance.mjs';
import { COLOURS, flawsOf, isTooWide, launch, visit } from './browser.mjs';
import { KEPT, unregistered } from './left.mjs';
import { LOOKS, SCREENS, reached, wear, world } from './screens/all.mjs';
import { seen } from './screens/steps.mjs';
import { visitAs } from './steps.mjs';

let browser, w, desk;
before(async () => {
	browser = await launch();
	w = await world();
	desk = w.desk;
});
after(() => browser.close());

/* Night is looked at on a wide window: its colours are the same on a narrow one. */
const EACH = LOOKS.filter(([name]) => name !== 'dark at 360 px');

/* What was left in browsers, and whose they were. */
const left = new Set();
const crawlers = new Set();
async function leavesNothingElse(page) {
	const isStranger = (await page.context().cookies()).length === 0;
	crawlers.add(isStranger ? 'stranger' : new URL(page.url()).pathname.startsWith('/staff/') ? 'staff' : 'user');
	assert.deepEqual(await unregistered(page, left), []);
}

async function looksRight(page, looks = EACH) {
	await leavesNothingElse(page);
	for (const look of looks) {
		await wear(page, look);
		/* By night, and in the reader's colours, a page has other colours and is otherwise the same. */
		assert.deepEqual(await flawsOf(page, /px$|^light/.test(look[0]) ? undefined : COLOURS), [], look[0]);
		assert.equal(await isTooWide(page), false, `${look[0]}: something sticks out`);
	}
}

for (const screen of SCREENS) {
	test(`screen: ${screen[0]}`, async () => {
		const { page, close } = await reached(browser, w, screen);
		assert.match(await page.title(), /Obelus$/);
		await looksRight(page);
		await close();
	});
}

for (const [name, address] of [
	['projects', () => '/'],
	['datasets of a project', () => `/projects/${desk.project.id}`],
	['texts of a project', () => `/projects/${desk.project.id}/texts`],
	['dataset', () => `/datasets/${w.data.letters.id}`],
	['import', () => `/imports/${w.data.done.id}`],
	['schema', () => `/schemas/${w.schema.id}`],
	['text', () => `/documents/${desk.document.id}`],
	['jobs', () => `/projects/${desk.project.id}/jobs`],
	['a new job', () => `/projects/${desk.project.id}/jobs/new`],
	['the queue', () => '/queue'],
	['a text to label', () => '/label'],
	['own work', () => '/work'],
]) {
	test(`waiting for ${name}, and when the server fails`, async () => {
		const { page, close } = await visitAs(desk, browser);
		let go;
		const gate = new Promise((pass) => {
			go = pass;
		});
		await page.route('**/api/annotations/**', async (route) => {
			await gate;
			await route.fulfill({
				status: 500,
				contentType: 'application/problem+json',
				body: '{"type":"/problems/broken","title":"Something failed on our side","status":500}',
			});
		});
		await page.goto(address());
		await seen(page, /^Loading .+…$/);
		await looksRight(page, [LOOKS[0]]);
		go();
		await page.getByRole('alert').getByText('Something failed on our side').first().waitFor();
		await looksRight(page, [LOOKS[0], LOOKS[1], LOOKS[2]]);
		await page.unroute('**/api/annotations/**');
		await page.getByRole('button', { name: 'Try again' }).first().click();
		await page.getByRole('alert').waitFor({ state: 'detached' });
		await close();
	});
}

test('the log-in over a page', async () => {
	const { page, context, close } = await visitAs(desk, browser);
	await page.goto('/');
	await seen(page, 'Letters');
	await context.clearCookies();
	await page.getByRole('link', { name: 'Letters' }).first().click();
	await page.getByRole('dialog', { name: 'Please log in again' }).waitFor();
	await looksRight(page);
	await close();
});

test('strangers, people and the staff have in their browsers what is registered, all of it and nothing else (CK-1)', async () => {
	assert.deepEqual([...crawlers].sort(), ['staff', 'stranger', 'user']);
	assert.deepEqual(KEPT.filter((name) => !left.has(name)), [], 'no screen leaves it');
	const { page, context, close } = await visitAs(desk, browser);
	await context.addCookies([{ name: 'planted', value: '1', url: page.url() }]);
	await page.evaluate(async () => {
		localStorage.setItem('planted', '1');
		localStorage.setItem('obelus.invitation', JSON.stringify({ until: Date.now() + 8 * 86_400_000 }));
		sessionStorage.setItem('import planted', '1');
		await new Promise((done) => (indexedDB.open('planted').onsuccess = done));
		await caches.open('planted');
		await (await navigator.storage.getDirectory()).getFileHandle('planted', { create: true });
	});
	const planted = ['localStorage:planted', 'sessionStorage:import planted', 'indexedDB:planted', 'caches:planted', 'getDirectory:planted'];
	const found = ['cookie planted', 'browser localStorage:obelus.invitation: for longer than it says', ...planted.map((name) => `browser ${name}`)];
	assert.deepEqual((await unregistered(page)).sort(), found.sort(), 'anything else is found');
	await close();
});

test('what the policy of the pages forbids does not run, and would be noticed (ASVS 3.4.3, item 57)', async () => {
	const { page, bad, close } = await visit(browser);
	await page.goto('/log-in');
	const tries = {
		'script-src': () => import('https://evil.example/x.js'),
		'img-src': () => document.body.appendChild(Object.assign(new Image(), { src: 'https://evil.example/x.png' })),
		'base-uri': () => document.head.appendChild(Object.assign(document.createElement('base'), { href: 'https://evil.example/' })),
		'frame-src': () => document.body.appendChild(Object.assign(document.createElement('iframe'), { src: '/' })),
		'trusted-types': () => (document.body.innerHTML = '<b onclick="window.ran = true">x</b>'),
		'connect-src': () => fetch('https://evil.example/').catch(() => {}),
	};
	for (const [directive, attempt] of Object.entries(tries)) {
		await page.evaluate(attempt).catch(() => {});
		const noticed = () => bad.filter((line) => line.startsWith('policy: ') && line.includes(directive));
		await until(`${directive} to be noticed`, () => noticed().length > 0);
	}
	assert.equal(await page.evaluate(() => window.ran), undefined);
	assert.equal(await page.evaluate(() => document.baseURI), page.url());
	bad.splice(0);
	await close();
});

test('axe would find something, were there something', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await page.getByLabel('User name').waitFor();
	await page.evaluate(() => {
		document.querySelector('label').remove();
		document.querySelector('h1').style.color = '#ddd';
	});
	assert.deepEqual((await flawsOf(page)).map((f) => f.split(':')[0]).sort(), ['color-contrast', 'label']);
	assert.deepEqual((await flawsOf(page, COLOURS)).map((f) => f.split(':')[0]), ['color-contrast']);
	await close();
});

test('a screen that was moved to has the focus on its heading, and says so in the title', async () => {
	const { page, close } = await visitAs(desk, browser);
	await page.goto('/');
	await page.getByRole('link', { name: 'Letters' }).first().click();
	await page.getByRole('heading', { name: 'Letters', level: 1 }).waitFor();
	await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
	assert.match(await page.title(), /^Letters · Obelus$/);
	await page.keyboard.press('Shift+Tab');
	await close();
});

test('who wants no motion gets none', async () => {
	const { page, close } = await visitAs(desk, browser, { reducedMotion: 'reduce' });
	await page.goto('/');
	await page.locator('.card').first().waitFor();
	assert.equal(
		await page
			.locator('.card')
			.first()
			.evaluate((e) => getComputedStyle(e).transitionDuration),
		'0s',
	);
	await close();
});
