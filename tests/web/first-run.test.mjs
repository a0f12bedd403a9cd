/* From signing up to a first labelled example, in less than two minutes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { next, submit } from '../http/lib/labelling.mjs';
import { mailTo } from '../http/lib/mail.mjs';
import { logIn as logInByApi, newOwner, stranger } from '../http/lib/people.mjs';
import { launch, visit } from './browser.mjs';
import { API } from './jobs.mjs';
import { fillIn, logIn, visitAs } from './steps.mjs';

const TWO_MINUTES_MS = 120_000;

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

const button = (page, name = 'Try it with sample texts') => page.getByRole('button', { name });
const labelling = (page) => page.waitForURL(/\/label\?job=[0-9a-f-]{36}$/);

/** What the person has: {projects, datasets, schemas, jobs}, each by name. */
async function heldBy(client) {
	const list = async (path) => (await client.get(`${API}/${path}`)).json.items;
	const projects = await list('projects');
	const inside = async (what) => (await Promise.all(projects.map((p) => list(`projects/${p.id}/${what}`)))).flat();
	return { projects, datasets: await inside('datasets'), schemas: await inside('schemas'), jobs: await inside('jobs') };
}

async function isOneOfEach(client) {
	const { projects, datasets, schemas, jobs } = await heldBy(client);
	assert.deepEqual([projects, datasets, schemas, jobs].map((all) => all.length), [1, 1, 1, 1]);
	assert.equal(datasets[0].examples, 20);
	assert.deepEqual([jobs[0].annotators, jobs[0].state, jobs[0].examples, jobs[0].sample], [1, 'active', 20, true]);
	const { labels } = (await client.get(`${API}/schemas/${schemas[0].id}`)).json;
	assert.deepEqual(labels.map((l) => [l.kind, l.name, l.key]), [['tag', 'Person', 'a'], ['tag', 'Place', 's'], ['tag', 'Organisation', 'd']]);
	return { job: jobs[0], labels };
}

test('from signing up to a first labelled example in less than two minutes', async () => {
	const { page, close } = await visit(browser);
	const person = stranger();
	const began = Date.now();
	await page.goto('/sign-up');
	await fillIn(page, { 'User name': person.username, 'E-mail': person.email, Password: person.password });
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
	await page.goto(/https?:\S+\/confirm#\S+/.exec((await mailTo(person.email)).text)[0]);
	await page.getByRole('button', { name: 'Confirm my address' }).click();
	await page.getByRole('link', { name: 'Log in' }).click();
	await logIn(page, person);
	await button(page).click();
	await labelling(page);
	const client = await logInByApi(person);
	const { job, labels } = await isOneOfEach(client);
	assert.equal(new URL(page.url()).searchParams.get('job'), job.id);
	const { id, content } = await next(client, { job: job.id });
	const text = content.slice(0, 4);
	const reply = await submit(client, id, { schema_version: 1, spans: [{ label: labels[0].id, start: 0, end: 4, text }] });
	assert.equal(reply.status, 200, reply.text);
	assert.ok(Date.now() - began < TWO_MINUTES_MS, `${Date.now() - began} ms`);
	await close();
});

for (const [what, path, method, told] of [
	['the project', '/projects', 'POST', 'Making a project'],
	['the dataset', '/projects/*/datasets', 'POST', 'Filling a dataset'],
	['the file', '/imports/*/content*', 'PUT', 'Filling a dataset'],
	['the schema', '/projects/*/schemas', 'POST', 'Making a schema'],
	['the job', '/projects/*/jobs', 'POST', 'Making a job'],
]) {
	test(`a failure at ${what} is told where it was, and going on makes nothing twice`, async () => {
		const owner = await newOwner();
		const { page, close } = await visitAs(owner, browser);
		/* It is done, and the answer is lost: the worst that can happen. */
		await page.route(`**${API}${path}`, async (route) => {
			if (route.request().method() !== method) return route.fallback();
			await route.fetch();
			await route.abort();
		});
		await page.goto('/');
		await button(page).click();
		await page.getByRole('alert').getByText(`${told}`).waitFor();
		assert.match(await page.getByRole('alert').textContent(), /did not work\. The server could not be reached/);
		const again = button(page, 'Go on');
		assert.equal(await again.evaluate((e) => e === document.activeElement), true);
		await page.unroute(`**${API}${path}`);
		await again.click();
		await labelling(page);
		await isOneOfEach(owner.client);
		await close();
	});
}

test('a server that refuses is told with its own words, and the steps before stay', async () => {
	const owner = await newOwner();
	const { page, close } = await visitAs(owner, browser);
	await page.route(`**${API}/projects/*/schemas`, (route) =>
		route.request().method() === 'POST'
			? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"type":"/problems/unavailable","title":"Resting for a moment","status":503}' })
			: route.fallback(),
	);
	await page.goto('/');
	await button(page).click();
	await page.getByRole('alert').getByText('Resting for a moment').waitFor();
	await page.getByText('Sample texts are in a dataset').waitFor();
	const { datasets, schemas } = await heldBy(owner.client);
	assert.deepEqual([datasets.length, schemas.length], [1, 0]);
	await close();
});

test('who has a project is not offered it', async () => {
	const owner = await newOwner();
	await owner.client.post(`${API}/projects`, { name: 'Mine' });
	const { page, close } = await visitAs(owner, browser);
	await page.goto('/');
	await page.getByRole('link', { name: 'Mine' }).waitFor();
	assert.equal(await button(page).count(), 0);
	await close();
});
