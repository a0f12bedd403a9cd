/* What a job's page says is what the API says, after people have really labelled. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { sql } from '../http/lib/database.mjs';
import { jobOf, next, NOTHING, submit } from '../http/lib/labelling.mjs';
import { until } from '../http/lib/instance.mjs';
import { launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { API, daysAgo, newTeamwork } from './jobs.mjs';
import { newWork } from './labelling.mjs';
import { fillIn, visitAs } from './steps.mjs';

let browser, work;
before(async () => {
	browser = await launch();
	work = await newTeamwork();
});
after(() => browser.close());

async function openJob(of = work, as = of.owner) {
	const at = await visitAs(as, browser);
	await at.page.goto(`/jobs/${of.job.id}`);
	await at.page.getByRole('heading', { level: 1 }).waitFor();
	await at.page.getByRole('heading', { name: 'Progress' }).waitFor();
	return at;
}

const get = async (what, of = work) => (await of.client.get(`${API}/jobs/${of.job.id}/${what}`)).json.items;
const region = (page, name) => page.getByRole('region', { name });

/** A table as rows of what its cells say. */
const cellsOf = (table) =>
	table.getByRole('row').evaluateAll((rows) => rows.map((r) => [...r.children].map((c) => c.textContent.trim())));

/** The counts as the page shows them: {Examples: '12', …}. */
const countsOn = (page) =>
	region(page, 'Progress')
		.locator('dl > div')
		.evaluateAll((all) => Object.fromEntries(all.map((d) => [d.querySelector('dt').textContent, Number(d.querySelector('.figure').textContent)])));

const nameOf = (person) => person.client.session.username;
const shortDay = (day) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));

test('the counts are those of the API', async () => {
	const { page, close } = await openJob();
	const { submissions, skips } = await jobOf(work.client, work.job.id);
	const { examples, untouched, begun, done, skipped, stuck, people } = (await work.client.get(`${API}/jobs/${work.job.id}/progress`)).json;
	await region(page, 'Progress').waitFor();
	await until('every count', async () => (await region(page, 'Progress').locator('.figure').getByText('…').count()) === 0);
	assert.deepEqual(await countsOn(page), {
		...{ Examples: examples, Untouched: untouched, Begun: begun, Done: done, Skipped: skipped, Stuck: stuck },
		...{ Submissions: submissions, Skips: skips, People: people },
	});
	assert.equal(untouched + begun + done, 12);
	assert.deepEqual([examples, submissions, skips], [12, 7, 2]);
	await region(page, 'Progress').getByText(`${done} of 12 examples done (${Math.floor((done / 12) * 100)} %)`).waitFor();
	await page.getByText('2 annotators label each example of').waitFor();
	await page.getByRole('link', { name: 'People and places' }).waitFor();
	await close();
});

test('day by day: a plot that is drawn, and the same numbers as a table, with zeros for days of rest', async () => {
	const { page, close } = await openJob();
	const plot = page.getByRole('img', { name: /^Plot: examples and labels per day/ });
	await plot.locator('canvas').waitFor();
	/* Of each colour: how much of the way between its first and last pixel it covers, and where on that way it is highest. */
	const linesOf = (colours) =>
		plot.locator('canvas').evaluate((canvas, colours) => {
			const { width, height } = canvas;
			const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
			return colours.map((colour) => {
				const tops = new Map();
				for (let x = 0; x < width; x++)
					for (let y = height - 1; y >= 0; y--) if (colour.every((c, k) => data[(y * width + x) * 4 + k] === c)) tops.set(x, y);
				const columns = [...tops.keys()];
				const [first, last] = [Math.min(...columns), Math.max(...columns)];
				const highest = columns.filter((x) => tops.get(x) === Math.min(...tops.values()));
				return { part: columns.length / (last - first + 1), top: (highest.at(-1) / 2 + highest[0] / 2 - first) / (last - first) };
			});
		}, colours);
	const [examples, labels] = await linesOf([[55, 73, 140], [154, 75, 0]]);
	assert.ok(examples.part > 0.9, `the line of examples covers ${examples.part}`);
	assert.ok(labels.part > 0.4 && labels.part < 0.9, `the dashed line of labels covers ${labels.part}`);
	const days = await get('days');
	const of = (n, count) => days.filter((d) => d.day.startsWith(daysAgo(n))).reduce((sum, d) => sum + count(d), 0);
	const numbers = (n) => [of(n, (d) => d.submissions), of(n, (d) => d.spans + d.classes)].map(String);
	const most = [3, 2, 1, 0].map((n) => Number(numbers(n)[1]));
	const expected = most.indexOf(Math.max(...most)) / 3;
	assert.ok(Math.abs(labels.top - expected) < 0.05, `highest at ${labels.top}, not ${expected}`);
	assert.deepEqual(await cellsOf(region(page, /^Table/)), [
		['Day', 'Examples', 'Labels'],
		[shortDay(daysAgo(0)), ...numbers(0)],
		[shortDay(daysAgo(1)), ...numbers(1)],
		[shortDay(daysAgo(2)), '0', '0'],
		[shortDay(daysAgo(3)), ...numbers(3)],
		['In all', '7', String(days.reduce((sum, d) => sum + d.spans + d.classes, 0))],
	]);
	/* Pointing at a day tells its numbers. */
	const area = plot.locator('.u-over');
	const { width } = await area.boundingBox();
	await area.hover({ position: { x: width - 5, y: 20 } });
	await page.locator('figcaption').getByText(shortDay(daysAgo(0))).waitFor();
	assert.deepEqual(await page.locator('figcaption .count').allTextContents(), numbers(0));
	await close();
});

test('day by day, by person', async () => {
	const { page, close } = await openJob();
	await page.getByRole('radio', { name: 'Labels by person' }).check();
	await page.getByRole('img', { name: /^Plot: labels by person per day/ }).locator('canvas').waitFor();
	const days = await get('days');
	const [, ...rows] = await cellsOf(region(page, /^Table/));
	const [head] = await cellsOf(region(page, /^Table/));
	assert.deepEqual(head.slice(1).sort(), [nameOf(work.ada), nameOf(work.bo)].sort());
	const person = { [nameOf(work.ada)]: work.ada.id, [nameOf(work.bo)]: work.bo.id };
	for (const [i, n] of [0, 1, 2, 3].entries())
		for (const [k, name] of head.slice(1).entries()) {
			const row = days.find((d) => d.day.startsWith(daysAgo(n)) && d.person === person[name]);
			assert.equal(rows[i][k + 1], String(row ? row.spans + row.classes : 0), `${name}, ${n} days ago`);
		}
	await close();
});

test('the plot is fetched only where there is something to plot, once, and from here', async () => {
	const at = await visitAs(work.owner, browser);
	const { page, close } = at;
	/* What draws is known by a class that it gives to what it makes. */
	const fetched = [];
	page.on('response', async (r) => {
		if (/^\/assets\/.+\.js$/.test(new URL(r.url()).pathname)) fetched.push(r.text());
	});
	const plots = async () => (await Promise.all(fetched)).filter((text) => text.includes('u-cursor-x')).length;
	await page.goto(`/projects/${work.project.id}/jobs`);
	await page.getByRole('link', { name: 'People in letters' }).waitFor();
	assert.equal(await plots(), 0);
	await page.getByRole('link', { name: 'People in letters' }).click();
	await page.locator('.canvas canvas').waitFor();
	await page.getByRole('radio', { name: 'Examples by person' }).check();
	await page.locator('.canvas canvas').waitFor();
	assert.equal(await plots(), 1);
	await close();
});

test('where the plot cannot be fetched, the table is there and says so', async () => {
	const at = await visitAs(work.owner, browser);
	const { page, close } = at;
	await page.route('**/assets/plot-*', (route) => route.abort());
	await page.goto(`/jobs/${work.job.id}`);
	await page.getByText('The plot could not be fetched').waitFor();
	assert.equal((await cellsOf(region(page, /^Table/))).at(-1)[1], '7');
	await close();
});

test('how often each label was given, in all and by person', async () => {
	const { page, close } = await openJob();
	const table = region(page, 'Labels by person');
	await table.getByRole('row').nth(4).waitFor();
	const found = await get('frequencies');
	const [head, ...rows] = await cellsOf(table);
	const person = { [nameOf(work.ada)]: work.ada.id, [nameOf(work.bo)]: work.bo.id };
	assert.deepEqual(head.slice(0, 2), ['Label', 'In all']);
	assert.deepEqual(
		rows,
		found.map((f) => [
			f.kind === 'class' ? `${f.name} class` : f.name,
			String(f.count),
			...head.slice(2).map((name) => String(f.people.find((p) => p.person === person[name])?.count ?? 0)),
		]),
	);
	assert.ok(found.some((f) => f.count > 3));
	await close();
});

test('what was skipped, by whom and why, how its text begins, and the whole of it', async () => {
	const { page, close } = await openJob();
	const skips = await get('skips');
	for (const skip of skips) {
		const row = page.getByRole('row').filter({ hasText: skip.reason });
		assert.match(await row.textContent(), new RegExp(nameOf(skip.person === work.ada.id ? work.ada : work.bo)));
		await row.getByRole('button', { name: skip.beginning, exact: true }).click();
		const { content } = (await work.client.get(`${API}/examples/${skip.example}`)).json;
		const dialog = page.getByRole('dialog', { name: 'Text' });
		await dialog.getByText(content, { exact: true }).waitFor();
		await dialog.getByRole('button', { name: 'Close' }).click();
	}
	assert.equal(skips.length, 2);
	await close();
});

test('downloads are, byte for byte, what the API gives; and are in the activity', async () => {
	const { page, close } = await openJob();
	for (const [which, query] of [['All examples', {}], ['Only those that someone has labelled', { only: 'labelled' }]]) {
		await page.getByRole('radio', { name: which }).check();
		for (const [name, form] of [['Download complete', 'labels'], ['Download as LightTag', 'lighttag']]) {
			const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
			const expected = await work.client.get(`${API}/jobs/${work.job.id}/${form}`, { query });
			assert.deepEqual(await readFile(await file.path()), expected.bytes, `${name}, ${which}`);
			assert.match(file.suggestedFilename(), /\.jsonl$/);
			const lines = expected.text.trim().split('\n').length;
			assert.equal(lines === 12, !query.only, `${lines} lines`);
		}
	}
	await page.getByText('is recorded in the workspace’s activity').waitFor();
	const rows = await sql`select count(*)::int as n from activity where object = ${work.job.id} and verb = 'job.export' and actor = ${work.client.session.person}`;
	assert.equal(rows[0].n, 8);
	await close();
});

test('the counts go on by themselves while the page is looked at, and rest while it is not', async () => {
	const own = await newTeamwork();
	const at = await visitAs(own.owner, browser);
	const { page, close } = at;
	let asked = 0;
	let unchanged = 0;
	page.on('response', (r) => {
		if (new URL(r.url()).pathname !== `${API}/jobs/${own.job.id}`) return;
		asked++;
		if (r.status() === 304) unchanged++;
	});
	await page.goto(`/jobs/${own.job.id}`);
	await page.locator('.canvas canvas').waitFor();
	assert.equal((await countsOn(page)).Submissions, 7);
	const submitted = async (who) => {
		const { id } = await next(who.client, { job: own.job.id });
		assert.equal((await submit(who.client, id, NOTHING)).status, 200);
	};
	await submitted(own.ada);
	const figure = (n) => page.locator('.counts > div').filter({ hasText: 'Submissions' }).getByText(String(n), { exact: true });
	await figure(8).waitFor();
	/* The reports go along. */
	await region(page, /^Table/).getByRole('row', { name: /^In all 8 / }).waitFor();
	/* Hidden: nothing is asked until somebody looks again, and then at once. */
	await page.waitForResponse((r) => r.status() === 304);
	assert.ok(unchanged > 0);
	const see = (state) =>
		page.evaluate((state) => {
			Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
			document.dispatchEvent(new Event('visibilitychange'));
		}, state);
	await see('hidden');
	const before = asked;
	await submitted(own.bo);
	await page.clock.install();
	await page.clock.runFor(120_000);
	assert.equal(asked, before);
	await see('visible');
	await figure(9).waitFor();
	await close();
});

test('paused, resumed and archived, each with what it means', async () => {
	const own = await newTeamwork();
	const { page, close } = await openJob(own);
	const state = region(page, 'State');
	const is = async (name, expected) => {
		await state.getByText(name, { exact: true }).waitFor();
		assert.equal((await jobOf(own.client, own.job.id)).state, expected);
	};
	await state.getByRole('button', { name: 'Pause' }).click();
	await is('Paused', 'paused');
	assert.equal((await next(own.ada.client, { job: own.job.id })).id, null);
	await state.getByRole('button', { name: 'Resume' }).click();
	await is('Active', 'active');
	for (const who of [own.ada, own.bo]) assert.ok((await next(who.client, { job: own.job.id })).id);
	const dialog = page.getByRole('dialog', { name: 'Archive the job?' });
	await state.getByRole('button', { name: 'Archive' }).click();
	await dialog.getByText('2 texts are in someone’s hands').waitFor();
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await is('Active', 'active');
	await state.getByRole('button', { name: 'Archive' }).click();
	await dialog.getByRole('button', { name: 'Archive the job' }).click();
	await is('Archived', 'archived');
	await state.getByText('Closed: nothing is handed out').waitFor();
	assert.equal(await page.getByRole('link', { name: 'Label', exact: true }).and(page.locator('.button')).count(), 0);
	await close();
});

test('who labels is changed to a team and back', async () => {
	const own = await newTeamwork();
	const { page, close } = await openJob(own);
	const staff = region(page, 'Who labels');
	await staff.getByText('Everyone in the workspace.').waitFor();
	await staff.getByRole('button', { name: 'Change who labels' }).click();
	await staff.getByLabel(`Team ${own.team.id}`).check();
	await staff.getByRole('button', { name: 'Save' }).click();
	await staff.getByText(`Team ${own.team.id}`).waitFor();
	assert.deepEqual((await jobOf(own.client, own.job.id)).teams, [{ id: own.team.id }]);
	await staff.getByRole('button', { name: 'Change who labels' }).click();
	await staff.getByLabel(`Team ${own.team.id}`).uncheck();
	await staff.getByRole('button', { name: 'Save' }).click();
	await staff.getByText('needs at least one team').waitFor();
	await staff.getByLabel('Everyone in the workspace').check();
	await staff.getByRole('button', { name: 'Save' }).click();
	await staff.getByText('Everyone in the workspace.').waitFor();
	assert.equal((await jobOf(own.client, own.job.id)).for_teams, false);
	await close();
});

test('an annotator sees the progress and how to label, and neither what others did nor what changes the job', async () => {
	const annotator = await newColleague(work.owner);
	const { page, close } = await openJob(work, annotator);
	const asked = [];
	page.on('request', (r) => asked.push(new URL(r.url()).pathname));
	await page.reload();
	await page.getByText('for those to see who manage it').waitFor();
	await page.getByText('Mark every').waitFor();
	assert.equal((await countsOn(page)).Examples, 12);
	for (const name of ['In hand', 'Day by day', 'How often each label was given', 'Skipped', 'Download'])
		assert.equal(await page.getByRole('heading', { name }).count(), 0, name);
	for (const name of ['Rename', 'Pause', 'Archive', 'Change guidelines', 'Change who labels', 'Change the number'])
		assert.equal(await page.getByRole('button', { name }).count(), 0, name);
	assert.deepEqual(asked.filter((path) => /days|frequencies|skips|leases|members|labels$|lighttag/.test(path)), []);
	await close();
});

test('what was done on one day is a table, and no plot of one point', async () => {
	const own = await newWork();
	const { id } = await next(own.client, { job: own.job.id });
	assert.equal((await submit(own.client, id, NOTHING)).status, 200);
	const { page, close } = await visitAs(own, browser);
	await page.goto(`/jobs/${own.job.id}`);
	await region(page, /^Table/).getByRole('row', { name: /^In all 1 / }).waitFor();
	assert.equal(await page.getByRole('img', { name: /^Plot/ }).count(), 0);
	await close();
});
