/*
 * Every screen, with nothing, with something, while it waits and when it
 * fails: in light and dark, on a wide and on a narrow window, axe finds nothing
 * and nothing sticks out.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { newOwner } from '../http/lib/people.mjs';
import { NOBODY } from '../http/lib/checks.mjs';
import { until } from '../http/lib/instance.mjs';
import { flawsOf, isTooWide, launch, visit } from './browser.mjs';
import { LETTER, newDesk, visitAs } from './steps.mjs';

const LOOKS = [
	['light', { colorScheme: 'light' }, { width: 1280, height: 800 }],
	['dark', { colorScheme: 'dark' }, { width: 1280, height: 800 }],
	['light at 360 px', { colorScheme: 'light' }, { width: 360, height: 740 }],
	['dark at 360 px', { colorScheme: 'dark' }, { width: 360, height: 740 }],
	['the reader’s own colours', { forcedColors: 'active' }, { width: 800, height: 740 }],
];

let browser, empty, desk;
before(async () => {
	browser = await launch();
	empty = await newOwner();
	const start = LETTER.indexOf('Ludwig');
	desk = await newDesk(
		`${LETTER}\n\nשלום אנה 👨‍👩‍👧 ${'unbroken'.repeat(30)}\n`,
		([person, place, organisation]) => [
			{ tag: person.id, start: 5, end: 9, text: 'Anna' },
			{ tag: place.id, start: 38, end: 44, text: 'Vienna' },
			{ tag: person.id, start, end: start + 46, text: LETTER.slice(start, start + 46) },
			{ tag: organisation.id, start: start + 28, end: start + 46, text: 'Society of Friends' },
		],
	);
});
after(() => browser.close());

async function looksRight(page, looks = LOOKS) {
	for (const [name, media, size] of looks) {
		await page.setViewportSize(size);
		/* Without motion: colours must not be measured on their way. */
		await page.emulateMedia({
			colorScheme: 'light',
			forcedColors: 'none',
			reducedMotion: 'reduce',
			...media,
		});
		assert.deepEqual(await flawsOf(page), [], name);
		assert.equal(await isTooWide(page), false, `${name}: something sticks out`);
	}
}

const click = (page, role, name) => page.getByRole(role, { name, exact: true }).click();
const seen = (page, text) => page.getByText(text).first().waitFor();
const open = (selector) => async (page) => {
	await page.locator(selector).first().waitFor();
};

/** name, who, address, and what to do there until the screen is in the state that is meant. */
const SCREENS = [
	['log in', null, '/log-in', open('form')],
	['sign up', null, '/sign-up', open('form')],
	[
		'sign up, with flaws',
		null,
		'/sign-up',
		async (page) => {
			await click(page, 'button', 'Sign up');
			await page.getByRole('alert').waitFor();
		},
	],
	['confirm', null, '/confirm#some-code', (page) => seen(page, 'One step is left')],
	['confirm, with no code', null, '/confirm', (page) => seen(page, 'not complete')],
	['forgotten password', null, '/reset', open('form')],
	[
		'forgotten password, asked',
		null,
		'/reset',
		async (page) => {
			await page.getByLabel('E-mail').fill('nobody@example.org');
			await click(page, 'button', 'Send the link');
			await seen(page, 'Nothing there?');
		},
	],
	['new password', null, '/reset#some-code', open('form')],
	[
		'new password, with a flaw',
		null,
		'/reset#some-code',
		async (page) => {
			await click(page, 'button', 'Set the password');
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'new password, with a code that is gone',
		null,
		'/reset#some-code',
		async (page) => {
			await page.getByLabel('New password').fill('a long quiet sentence');
			await click(page, 'button', 'Set the password');
			await seen(page, 'used already');
		},
	],
	['invitation, as a stranger', null, '/invitation#some-code', (page) => seen(page, 'Sign up')],
	['invitation', () => desk, '/invitation#some-code', (page) => seen(page, 'must be the one')],
	[
		'invitation that is gone',
		() => desk,
		'/invitation#some-code',
		async (page) => {
			await click(page, 'button', 'Join');
			await seen(page, 'used already');
		},
	],
	['no such page', () => desk, '/nowhere', (page) => seen(page, 'The address may be mistyped')],
	['no projects', () => empty, '/', (page) => seen(page, 'Nothing here yet')],
	['projects', () => desk, '/', open('.card')],
	['new project', () => empty, '/projects/new', (page) => click(page, 'button', 'Add a tag')],
	[
		'project',
		() => desk,
		() => `/projects/${desk.project.id}`,
		async (page) => {
			await seen(page, 'letter.txt');
			await page.getByRole('button', { name: 'Change Person' }).click();
			await click(page, 'button', 'Rename');
			await page
				.getByLabel('Upload texts')
				.setInputFiles({ name: 'bad.txt', mimeType: 'text/plain', buffer: Buffer.from([0xff]) });
			await seen(page, 'Not uploaded');
		},
	],
	[
		'a project that is not there',
		() => desk,
		`/projects/${NOBODY}`,
		(page) => seen(page, 'There is nothing here'),
	],
	['text', () => desk, () => `/documents/${desk.document.id}`, open('#text')],
	[
		'text, with an open mark',
		() => desk,
		() => `/documents/${desk.document.id}`,
		async (page) => {
			await page.getByRole('option').nth(2).click();
			await page.getByRole('region', { name: 'The open mark' }).waitFor();
		},
	],
	[
		'keys',
		() => desk,
		() => `/documents/${desk.document.id}`,
		async (page) => {
			await click(page, 'button', 'Keys');
			await page.getByRole('dialog').waitFor();
		},
	],
	[
		'a text that is not there',
		() => desk,
		`/documents/${NOBODY}`,
		(page) => seen(page, 'There is nothing here'),
	],
];

for (const [name, who, address, reach] of SCREENS) {
	test(`screen: ${name}`, async () => {
		const { page, close } = who ? await visitAs(who(), browser) : await visit(browser);
		await page.goto(typeof address === 'function' ? address() : address);
		await reach(page);
		assert.match(await page.title(), /Obelus$/);
		await looksRight(page);
		await close();
	});
}

for (const [name, address] of [
	['projects', () => '/'],
	['project', () => `/projects/${desk.project.id}`],
	['text', () => `/documents/${desk.document.id}`],
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
		await looksRight(page, [LOOKS[0], LOOKS[3]]);
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
