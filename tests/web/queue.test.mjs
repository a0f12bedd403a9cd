/* The queue, reordered by buttons, by keys and by dragging; also by two at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { until } from '../http/lib/instance.mjs';
import { addJob, jobOf, next } from '../http/lib/labelling.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addProject } from '../http/lib/world.mjs';
import { launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { API } from './jobs.mjs';
import { visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

/** Someone with a workspace and jobs of these names in its queue. */
async function newQueue(...names) {
	const owner = await newOwner();
	const project = await addProject(owner.client, { name: 'Letters' });
	const jobs = {};
	for (const name of names) jobs[name] = await addJob(owner.client, project.id, { name, examples: 2 });
	return { owner, project, jobs, client: owner.client };
}

async function openQueue({ owner }, as = owner, options = {}) {
	const at = await visitAs(as, browser, options);
	await at.page.goto('/queue');
	await at.page.getByRole('heading', { name: 'Queue', level: 1 }).waitFor();
	return at;
}

const orderOn = (page) => page.locator('.queue .name').allTextContents();
const orderAt = async (client) => (await client.get(`${API}/queue`)).json.items.map((j) => j.name);
const rowOf = (page, name) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
const isFocused = (locator) => locator.evaluate((e) => e === document.activeElement);

/** The order, on the page and on the server. */
async function stands(page, client, order) {
	await until(`${order} on the server`, async () => (await orderAt(client)).join() === order.join());
	await page.waitForFunction((order) => [...document.querySelectorAll('.queue .name')].map((n) => n.textContent).join() === order, order.join());
}

test('by buttons: up, down, to the top, to the bottom; the focus stays on the button', async () => {
	const q = await newQueue('A', 'B', 'C', 'D');
	const { page, close } = await openQueue(q);
	/* As in browsers that drop the focus of what is moved. */
	await page.evaluate(() => {
		for (const node of [Element, Document, DocumentFragment]) delete node.prototype.moveBefore;
	});
	const press = async (name, of) => {
		const button = page.getByRole('group', { name: `Move ${of}` }).getByRole('button', { name, exact: false });
		await button.click();
		return button;
	};
	await stands(page, q.client, ['A', 'B', 'C', 'D']);
	const up = await press('Up', 'C');
	await stands(page, q.client, ['A', 'C', 'B', 'D']);
	assert.equal(await isFocused(up), true);
	await press('Down', 'A');
	await stands(page, q.client, ['C', 'A', 'B', 'D']);
	const top = await press('To top', 'D');
	await stands(page, q.client, ['D', 'C', 'A', 'B']);
	assert.equal(await isFocused(top), true);
	await press('To bottom', 'D');
	await stands(page, q.client, ['C', 'A', 'B', 'D']);
	await page.getByRole('status').getByText('D: place 4 of 4').waitFor();
	await close();
});

test('by keys alone, many in a row; each is said', async () => {
	const q = await newQueue('A', 'B', 'C', 'D');
	const { page, close } = await openQueue(q);
	const link = page.getByRole('link', { name: 'A', exact: true });
	await link.focus();
	/* Faster than the server answers. */
	for (let i = 0; i < 3; i++) await page.keyboard.press('Alt+ArrowDown');
	await page.getByRole('status').getByText('A: place 4 of 4').waitFor();
	await stands(page, q.client, ['B', 'C', 'D', 'A']);
	assert.equal(await isFocused(link), true);
	await page.keyboard.press('Alt+ArrowDown');
	await page.keyboard.press('Alt+ArrowUp');
	await stands(page, q.client, ['B', 'C', 'A', 'D']);
	assert.equal((await jobOf(q.client, q.jobs.A.id)).version, 5, 'at the end, going further down asks nothing');
	await close();
});

/** Takes a job by its handle and holds it so far over the middle of another. */
async function hold(page, name, over, by) {
	const from = await rowOf(page, name).locator('.grip').boundingBox();
	const to = await rowOf(page, over).boundingBox();
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	await page.mouse.move(from.x, (from.y + to.y) / 2);
	await page.mouse.move(from.x, to.y + to.height / 2 + by, { steps: 4 });
}

test('by dragging, down and up, with the place shown before it is let go', async () => {
	const q = await newQueue('A', 'B', 'C', 'D');
	const { page, close } = await openQueue(q);
	await hold(page, 'A', 'C', 8);
	await page.locator('.dragged').getByText('3', { exact: true }).waitFor();
	/* B and C have given way: the gap is where A goes. */
	const tops = await page.locator('.queue > li').evaluateAll((all) => all.map((r) => r.style.transform));
	assert.deepEqual(tops.map((t) => t.startsWith('translateY(-')), [false, true, true, false]);
	assert.deepEqual(await orderAt(q.client), ['A', 'B', 'C', 'D']);
	await page.mouse.up();
	await stands(page, q.client, ['B', 'C', 'A', 'D']);
	await hold(page, 'D', 'B', -8);
	await page.mouse.up();
	await stands(page, q.client, ['D', 'B', 'C', 'A']);
	await close();
});

test('Escape puts it back; so does letting go where it was', async () => {
	const q = await newQueue('A', 'B', 'C');
	const { page, close } = await openQueue(q);
	await hold(page, 'A', 'C', 8);
	await page.locator('.dragged').waitFor();
	await page.keyboard.press('Escape');
	await page.locator('.dragged').waitFor({ state: 'detached' });
	await page.mouse.up();
	await hold(page, 'B', 'B', 3);
	await page.mouse.up();
	assert.deepEqual(await orderOn(page), ['A', 'B', 'C']);
	assert.deepEqual(await orderAt(q.client), ['A', 'B', 'C']);
	assert.equal((await jobOf(q.client, q.jobs.A.id)).version, 1);
	await close();
});

test('by a finger, on a narrow page', async () => {
	const q = await newQueue('A', 'B', 'C');
	const { page, context, close } = await openQueue(q, q.owner, { hasTouch: true, viewport: { width: 360, height: 900 } });
	const box = await rowOf(page, 'A').locator('.grip').boundingBox();
	const target = await rowOf(page, 'B').boundingBox();
	const tool = await context.newCDPSession(page);
	const touch = (type, y) => tool.send('Input.dispatchTouchEvent', { type, touchPoints: y === null ? [] : [{ x: box.x + 5, y }] });
	await touch('touchStart', box.y + 5);
	await touch('touchMove', box.y + 60);
	await touch('touchMove', target.y + target.height - 4);
	await page.locator('.dragged').waitFor();
	await touch('touchEnd', null);
	await stands(page, q.client, ['B', 'A', 'C']);
	await close();
});

test('two managers at once: both moves hold, and who was slower sees the other’s', async () => {
	const q = await newQueue('A', 'B', 'C', 'D');
	const [one, two] = [await openQueue(q), await openQueue(q)];
	await one.page.getByRole('button', { name: 'To top: D' }).click();
	await stands(one.page, q.client, ['D', 'A', 'B', 'C']);
	await two.page.getByRole('button', { name: 'To bottom: A' }).click();
	await stands(two.page, q.client, ['D', 'B', 'C', 'A']);
	await two.page.getByText('Someone else has changed the queue').waitFor();
	/* The first one is told without doing anything. */
	await one.page.getByText('Someone else has changed the queue').waitFor();
	await stands(one.page, q.client, ['D', 'B', 'C', 'A']);
	await one.close();
	await two.close();
});

test('a job that another has moved meanwhile is not moved unseen: the list is read anew, and that is said', async () => {
	const q = await newQueue('A', 'B', 'C');
	const { page, close } = await openQueue(q);
	await page.getByRole('link', { name: 'B', exact: true }).waitFor();
	await q.client.patch(`${API}/jobs/${q.jobs.B.id}`, { queue: 'bottom' }, '"1"');
	await page.getByRole('button', { name: 'Up: B' }).click();
	await page.getByRole('alert').getByText('Someone else changed B or its neighbours meanwhile').waitFor();
	await stands(page, q.client, ['A', 'C', 'B']);
	/* From what is shown now it goes. */
	await page.getByRole('button', { name: 'Up: B' }).click();
	await stands(page, q.client, ['A', 'B', 'C']);
	await close();
});

test('when the server cannot be reached the move is taken back and said', async () => {
	const q = await newQueue('A', 'B', 'C');
	const { page, close } = await openQueue(q);
	await page.route(`**${API}/jobs/*`, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.fallback()));
	await page.getByRole('button', { name: 'To top: C' }).click();
	await page.getByRole('alert').getByText('C was not changed: The server could not be reached').waitFor();
	await stands(page, q.client, ['A', 'B', 'C']);
	await page.unroute(`**${API}/jobs/*`);
	await page.getByRole('button', { name: 'To top: C' }).click();
	await stands(page, q.client, ['C', 'A', 'B']);
	await close();
});

test('paused and resumed from the queue; what is handed out follows its order', async () => {
	const q = await newQueue('A', 'B');
	const { page, close } = await openQueue(q);
	await page.getByRole('button', { name: 'Pause A' }).click();
	await rowOf(page, 'A').getByText('Paused', { exact: true }).waitFor();
	assert.equal((await jobOf(q.client, q.jobs.A.id)).state, 'paused');
	assert.equal((await next(q.client)).job, q.jobs.B.id);
	const resume = page.getByRole('button', { name: 'Resume A' });
	assert.equal(await isFocused(resume), true);
	await resume.click();
	await rowOf(page, 'A').getByText('Active', { exact: true }).waitFor();
	assert.equal((await next(q.client, { another: true })).job, q.jobs.A.id);
	await rowOf(page, 'A').getByText('0 of 2 examples done (0 %)').waitFor();
	await close();
});

test('what is archived is left out, and counted', async () => {
	const q = await newQueue('A', 'B', 'C');
	await q.client.patch(`${API}/jobs/${q.jobs.B.id}`, { state: 'archived' }, '"1"');
	const { page, close } = await openQueue(q);
	await page.getByText('1 archived job left out').waitFor();
	assert.deepEqual(await orderOn(page), ['A', 'C']);
	await page.getByRole('button', { name: 'Down: A' }).click();
	await until('C before A', async () => (await orderAt(q.client)).filter((n) => n !== 'B').join() === 'C,A');
	await close();
});

test('an annotator is told that the queue is kept by others, and asks nothing of it', async () => {
	const q = await newQueue('A');
	const annotator = await newColleague(q);
	const at = await visitAs(annotator, browser);
	const { page, close } = at;
	const asked = [];
	page.on('request', (r) => asked.push(new URL(r.url()).pathname));
	await page.goto('/queue');
	await page.getByRole('note').getByText('Owners, admins and managers keep the queue').waitFor();
	assert.equal(await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Queue' }).count(), 0);
	assert.ok(!asked.includes(`${API}/queue`));
	await close();
});

test('a job of sample texts is named as one', async () => {
	const owner = await newOwner();
	const project = await addProject(owner.client, { name: 'Try it' });
	await addJob(owner.client, project.id, { name: 'Samples', sample: true });
	await addJob(owner.client, project.id, { name: 'Letters' });
	const { page, close } = await visitAs(owner, browser);
	await page.goto('/queue');
	await rowOf(page, 'Samples').getByText('Sample', { exact: true }).waitFor();
	assert.deepEqual(await orderOn(page), ['Letters', 'Samples']);
	assert.equal(await rowOf(page, 'Letters').getByText('Sample', { exact: true }).count(), 0);
	await close();
});
