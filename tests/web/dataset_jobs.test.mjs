/* Rows that are imported come to whoever labels the dataset: that is said before a file is sent. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addSchema } from '../http/lib/labelling.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addDataset, addProject } from '../http/lib/world.mjs';
import { launch } from './browser.mjs';
import { API } from './jobs.mjs';
import { visitAs } from './steps.mjs';

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

async function place() {
	const owner = await newOwner();
	const { client } = owner;
	const project = await addProject(client, { name: 'Archive' });
	const [dataset, other] = [await addDataset(client, project.id, { name: 'Letters' }), await addDataset(client, project.id, { name: 'Bills' })];
	const schema = await addSchema(client, project.id);
	const job = async (name, of, state) => {
		const made = await client.post(`${API}/projects/${project.id}/jobs`, { name, dataset: of.id, schema: schema.id, annotators: 1 });
		assert.equal(made.status, 201, made.text);
		if (state) assert.equal((await client.patch(`${API}/jobs/${made.json.id}`, { state }, '"1"')).status, 200);
	};
	return { owner, dataset, other, job };
}

test('the jobs of the dataset are named before a file is sent into it', async () => {
	const { owner, dataset, other, job } = await place();
	await job('People', dataset);
	await job('Places', dataset, 'paused');
	await job('Old', dataset, 'archived');
	await job('Sums', other);
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}/import`);
	const told = page.getByRole('region', { name: '2 jobs label this dataset' });
	await told.getByText('belong to each of them, too, and are handed out at once').waitFor();
	assert.deepEqual(await told.getByRole('listitem').allTextContents(), ['People', 'Places (paused)']);
	await page.goto(`/datasets/${other.id}/import`);
	await page.getByRole('region', { name: 'One job labels this dataset' }).getByRole('link', { name: 'Sums' }).waitFor();
	await close();
});

test('of a paused job it is said when; where there is none, nothing', async () => {
	const { owner, dataset, other, job } = await place();
	await job('Places', dataset, 'paused');
	const { page, close } = await visitAs(owner, browser);
	await page.goto(`/datasets/${dataset.id}/import`);
	await page.getByText('belong to it, too, and are handed out when it goes on').waitFor();
	await page.goto(`/datasets/${other.id}/import`);
	await page.getByLabel('File', { exact: true }).waitFor();
	assert.equal(await page.getByText('label this dataset').count(), 0);
	await close();
});
