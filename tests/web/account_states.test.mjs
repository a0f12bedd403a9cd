/* The pages of accounts and workspaces while they wait, and when the server fails. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { flawsOf, launch } from './browser.mjs';
import { newCrowd } from './crowd.mjs';
import { visitAs } from './steps.mjs';

let browser, crowd;
before(async () => {
	browser = await launch();
	crowd = await newCrowd();
});
after(() => browser.close());

const BROKEN = '{"type":"/problems/broken","title":"Something failed on our side","status":500}';

for (const [address, asks, waits] of [
	['/account', 'person', 'your account'],
	['/account/workspaces', 'workspaces', 'your workspaces'],
	['/account/sessions', 'sessions', 'your sessions'],
	['/account/tokens', 'tokens', 'your access tokens'],
	['/workspace', 'members', 'the members'],
	['/workspace/teams', 'teams', 'the teams'],
	['/workspace/invitations', 'invitations', 'the invitations'],
	['/workspace/settings', 'workspaces', 'the workspace'],
]) {
	test(`${address} while it waits, and when the server fails`, async () => {
		const { page, close } = await visitAs(crowd.owner, browser);
		let go;
		const gate = new Promise((pass) => {
			go = pass;
		});
		const requests = new RegExp(`/api/auth/${asks}(\\?|$)`);
		await page.route(requests, async (route) => {
			await gate;
			await route.fulfill({ status: 500, contentType: 'application/problem+json', body: BROKEN });
		});
		await page.goto(address);
		await page.getByRole('status').getByText(`Loading ${waits}…`).waitFor();
		go();
		await page.getByRole('alert').getByText('Something failed on our side').waitFor();
		assert.deepEqual(await flawsOf(page), []);
		await page.unroute(requests);
		await page.getByRole('button', { name: 'Try again' }).click();
		await page.getByRole('alert').waitFor({ state: 'detached' });
		await page.getByRole('heading', { level: 2 }).first().waitFor();
		await close();
	});
}
