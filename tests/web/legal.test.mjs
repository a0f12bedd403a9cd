/* The privacy policy in a browser: for strangers, without cookies, by sentence, by version, with its proof. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from '../http/lib/client.mjs';
import { root } from '../http/lib/instance.mjs';
import { NEXT, POLICY, SHIPPED, unpublish } from '../http/lib/policy.mjs';
import { launch, visit } from './browser.mjs';
import { secondVersion } from './screens/legal.mjs';

let browser;
const policy = (await new Client().get(POLICY)).json;
const filled = (s) => s.sentence.replaceAll('{controller}', policy.controller).replaceAll('{contact}', policy.contact);

before(async () => {
	unpublish();
	browser = await launch();
});
after(async () => {
	await browser.close();
	unpublish();
});

/* Which test proves what, as it was committed. */
const proofs = readFileSync(join(root, 'sql/policy/claims.txt'), 'utf8').trimEnd().split('\n').filter((line) => !line.startsWith('#')).map((line) => {
	const [file, name, ids] = line.split('\t');
	return { file, name, ids: ids.split(' ') };
});

/** Does the name stand in the file?  What SQL joins to it is told as "…"; marks within it are written twice, or with a stroke. */
function stands(file, name) {
	if (!existsSync(join(root, file)) || !/[a-z]{2}/i.test(name)) return false;
	const source = readFileSync(join(root, file), 'utf8').replaceAll("''", "'").replaceAll("\\'", "'");
	return name.split('…').every((part) => source.includes(part));
}

const shown = (page) => page.getByText('Every version has an entry').waitFor();

test('a stranger comes to it from the log-in and from the sign-up, and back', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/log-in');
	await page.getByRole('contentinfo').getByRole('link', { name: 'Privacy policy' }).click();
	await shown(page);
	assert.equal(new URL(page.url()).pathname, '/legal/privacy');
	await page.goBack();
	await page.getByRole('link', { name: 'Sign up' }).click();
	await page.getByRole('main').getByRole('link', { name: 'privacy policy' }).click();
	await shown(page);
	assert.equal(await page.title(), 'Privacy policy · Obelus');
	await close();
});

test('a demonstration is called one before anything is typed, and nothing else is (SC-2)', async () => {
	const { page, close } = await visit(browser);
	for (const [mode, times] of [['demo', 1], ['saas', 0], ['onprem', 0]]) {
		await page.unrouteAll({ behavior: 'wait' });
		await page.route('**/api/privacy/policy/changes', async (route) => {
			const reply = await route.fetch();
			await route.fulfill({ json: { ...(await reply.json()), mode } });
		});
		for (const path of ['/log-in', '/sign-up']) {
			const answer = page.waitForResponse('**/api/privacy/policy/changes');
			await page.goto(path);
			await answer;
			const words = page.getByText('This is a demonstration. Everyone who knows the demo account’s password sees what is put in with it');
			if (times) await words.waitFor();
			else await page.getByRole('button', { name: path === '/log-in' ? 'Log in' : 'Sign up' }).waitFor();
			assert.equal(await words.count(), times, `${mode} ${path}`);
		}
	}
	await page.unrouteAll({ behavior: 'wait' });
	await page.goto('/log-in');
	await page.getByRole('link', { name: 'What that means' }).click();
	await page.getByText('put in nothing that is private').first().waitFor();
	assert.equal(new URL(page.url()).hash, '#SC-2');
	await close();
});

test('it can be read with all cookies refused, and asks for none (CH-6, CK-1)', async () => {
	const { page, context, close } = await visit(browser);
	const debug = await context.newCDPSession(page);
	await debug.send('Emulation.setDocumentCookieDisabled', { disabled: true });
	/* What a browser does that takes and sends none. */
	await page.route('**', async (route) => {
		const headers = { ...(await route.request().allHeaders()) };
		delete headers.cookie;
		await route.continue({ headers });
	});
	for (const [path, text] of [
		['/legal/privacy', 'Every version has an entry'],
		['/legal/privacy/changes', 'Automattic edition'],
		[`/legal/privacy/versions/${SHIPPED}`, `Version ${SHIPPED}, in force`],
		['/legal/privacy/proof', 'What we do not promise'],
	]) {
		await page.goto(path);
		await page.getByText(text).first().waitFor();
	}
	assert.deepEqual(await context.cookies(), []);
	await close();
});

test('it is there while nobody can tell who is logged in', async () => {
	const { page, close } = await visit(browser);
	await page.route('**/api/auth/**', (route) => route.abort());
	await page.goto('/legal/privacy');
	await shown(page);
	await close();
});

test('each sentence stands there word for word, under its heading, with whom it speaks of', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy');
	await shown(page);
	const said = await page.locator('.policy .sentence').evaluateAll((all) =>
		all.map((p) => {
			const copy = p.cloneNode(true);
			copy.querySelector('.clauses').remove();
			return [p.closest('section').querySelector('h2').textContent, copy.textContent];
		}),
	);
	assert.deepEqual(said, policy.sentences.map((s) => [s.heading, filled(s)]));
	assert.equal(await page.getByRole('main').getByRole('link', { name: policy.contact }).first().getAttribute('href'), `mailto:${policy.contact}`);
	assert.ok(await page.getByText(policy.sha256).isVisible());
	await close();
});

test('the credit and the licence stand under it, with links (LI-1)', async () => {
	const { page, close } = await visit(browser);
	for (const path of ['/legal/privacy', '/legal/privacy/changes', '/legal/privacy/versions/1', '/legal/privacy/proof']) {
		await page.goto(path);
		const credit = page.locator('.credit');
		await credit.waitFor();
		const links = await credit.getByRole('link').evaluateAll((all) => all.map((a) => a.href));
		assert.deepEqual(links, ['https://automattic.com/privacy/', 'https://github.com/Automattic/legalmattic', 'https://creativecommons.org/licenses/by-sa/4.0/']);
		assert.match(await credit.textContent(), /^Adapted from .*LightTag.*licensed under CC BY-SA 4\.0/);
	}
	await close();
});

test('a clause is an address: it is shown where it is meant, and leads to its proof', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy#CK-1');
	const sentence = page.locator('.sentence').filter({ hasText: 'There are two cookies' });
	await page.waitForFunction(() => {
		const top = document.getElementById('CK-1')?.getBoundingClientRect().top ?? -1;
		return top >= 0 && top < window.innerHeight;
	});
	for (const id of new Set(policy.sentences.flatMap((s) => s.clauses.split(' ')))) assert.equal(await page.locator(`[id="${id}"]`).count(), 1, id);
	await sentence.getByRole('link', { name: 'CK-1: proof' }).click();
	await page.waitForURL('**/legal/privacy/proof#CK-1');
	await page.getByText('the cookie cannot be read, sent elsewhere or guessed').first().waitFor();
	await close();
});

test('the proof has for each sentence tests that are there, and the columns that name it', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy/proof');
	await page.getByText('What we do not promise').waitFor();
	const rows = await page.locator('.behind').evaluateAll((all) =>
		all.map((row) => ({
			sentence: row.querySelector('p').textContent,
			tests: [...row.querySelectorAll('.clause > ul:not(.columns) > li')].map((li) => [li.querySelector('code').textContent, li.firstChild.textContent]),
			columns: [...row.querySelectorAll('.columns code')].map((code) => code.textContent),
		})),
	);
	assert.deepEqual(rows.map((r) => r.sentence), policy.sentences.map(filled));
	for (const [i, { sentence, tests }] of rows.entries()) {
		const ids = policy.sentences[i].clauses.split(' ');
		assert.deepEqual(tests, ids.flatMap((id) => proofs.filter((proof) => proof.ids.includes(id)).map(({ file, name }) => [file, name])), sentence);
		assert.ok(tests.length > 0, sentence);
		for (const [file, name] of tests) assert.ok(stands(file, name), `${file}: ${name}`);
	}
	assert.deepEqual([stands('tests/web/legal.test.mjs', ''), stands('tests/web/legal.test.mjs', `${'no such'} test`)], [false, false]);
	const personal = [...readFileSync(join(root, 'sql/schema.sql'), 'utf8').matchAll(/^COMMENT ON COLUMN public\.(\S+) IS .* clause=/gm)].map(([, name]) => name.replaceAll('"', ''));
	const told = new Set(rows.flatMap((r) => r.columns));
	assert.deepEqual(personal.filter((name) => !told.has(name)), [], 'every column in which something of people is kept stands behind a sentence');
	await close();
});

test('versions beside each other: what is new, what is gone, and the text whole', async () => {
	await secondVersion();
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy/changes');
	await page.getByRole('link', { name: `Version ${NEXT}` }).click();
	await page.getByText(`Version ${NEXT} has 2 sentences that version ${SHIPPED} has not, and lacks 2 sentences of it.`).waitFor();
	const marked = (tag) => page.locator(`.differences ${tag}`).allTextContents();
	const [, second, third] = policy.sentences;
	assert.deepEqual(await marked('ins'), [`Added: ${filled(second).slice(0, -1)}, at any time.`, 'Added: A sentence that is new.']);
	assert.deepEqual(await marked('del'), [filled(second), filled(third)].map((text) => `Removed: ${text}`));
	assert.equal(await page.locator('.differences .kept').count(), policy.sentences.length - 2);
	await page.getByLabel('Compare with').selectOption({ label: 'nothing: show it whole' });
	await page.locator('.policy .sentence').filter({ hasText: 'A sentence that is new.' }).waitFor();
	await page.goto(`/legal/privacy/versions/${SHIPPED}`);
	await page.getByText(`Version ${SHIPPED}, was in force`).waitFor();
	await page.getByLabel('Compare with').selectOption({ label: 'nothing: show it whole' });
	assert.equal(await page.locator('.policy .sentence').count(), policy.sentences.length);
	await page.getByLabel('Compare with').selectOption({ label: `version ${NEXT}, which is in force` });
	await page.getByText(`Version ${SHIPPED} has 2 sentences that version ${NEXT} has not`).waitFor();
	await close();
	unpublish();
});

test('on paper there is the text, and not what is only for screens', async () => {
	const { page, close } = await visit(browser);
	await page.goto('/legal/privacy');
	await shown(page);
	await page.emulateMedia({ media: 'print' });
	for (const gone of [page.getByRole('navigation'), page.getByRole('contentinfo'), page.locator('.clauses'), page.getByRole('banner')])
		for (const one of await gone.all()) assert.ok(!(await one.isVisible()));
	assert.ok(await page.getByText('There are two cookies').isVisible());
	assert.ok(await page.locator('.credit').isVisible());
	await close();
});

test('reading it asks our own server only, and for no more than the text (CK-5, US-3)', async () => {
	const { page, close } = await visit(browser);
	const asked = new Set();
	page.on('request', (request) => asked.add(`${request.method()} ${new URL(request.url()).pathname.replace(/-[A-Z0-9a-z]{8}\./, '.')}`));
	await page.goto('/legal/privacy');
	await shown(page);
	await page.getByRole('link', { name: 'Cookies, and what your browser keeps' }).click();
	await page.mouse.wheel(0, 3000);
	await page.getByRole('link', { name: 'Proof', exact: true }).click();
	await page.getByText('What we do not promise').waitFor();
	const api = [...asked].filter((request) => !/^GET \/assets\//.test(request)).sort();
	assert.deepEqual(api, ['GET /api/auth/session', 'GET /api/privacy/policy', 'GET /legal/privacy', 'GET /legal/proof.json']);
	await close();
});
