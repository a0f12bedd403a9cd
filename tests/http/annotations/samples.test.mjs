/* Jobs of sample texts: they keep nobody from other work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addColleague } from '../lib/database.mjs';
import { addJob, newWorkplace, next, NOTHING, submit } from '../lib/labelling.mjs';

const API = '/api/annotations';

async function place() {
	const { client, workspace, project } = await newWorkplace();
	const job = (name, more = {}) => addJob(client, project, { name, examples: 2, ...more });
	const order = async () => (await client.get(`${API}/queue`)).json.items.map((j) => j.name).join(' ');
	const move = async (of, json) => {
		const { version } = (await client.get(`${API}/jobs/${of.id}`)).json;
		const reply = await client.patch(`${API}/jobs/${of.id}`, json, `"${version}"`);
		assert.equal(reply.status, 200, reply.text);
	};
	return { client, workspace, job, order, move };
}

test('POST /projects/{id}/jobs: new jobs go before the samples at the end of the queue, and a sample behind all', async () => {
	const { client, job, order, move } = await place();
	const first = await job('sample-1', { sample: true });
	assert.deepEqual([first.sample, (await client.get(`${API}/queue`)).json.items[0].sample], [true, true]);
	assert.equal((await job('a')).sample, false);
	await job('b');
	await job('sample-2', { sample: true });
	const c = await job('c');
	assert.equal(await order(), 'a b c sample-1 sample-2');
	// Where somebody has put them counts for more.
	await move(c, { queue: 'bottom' });
	await job('d');
	assert.equal(await order(), 'a b sample-1 sample-2 c d');
	await move(c, { queue: 'top' });
	await move(first, { queue: 'top' });
	assert.equal(await order(), 'sample-1 c a b sample-2 d');
});

test('POST /projects/{id}/jobs: what is archived does not keep samples from standing behind a new job', async () => {
	const { job, order, move } = await place();
	await job('sample', { sample: true });
	const old = await job('old');
	await move(old, { queue: 'bottom' });
	await move(old, { state: 'archived' });
	await job('new');
	assert.equal(await order(), 'new sample old');
});

test('POST /projects/{id}/jobs: one after the other goes before a sample, however little room there is', async () => {
	const { client, job, order } = await place();
	await job('sample', { sample: true });
	const { items } = (await client.get(`${API}/queue`)).json;
	const names = [];
	for (let i = 0; i < 25; i++) {
		names.push(`n${i}`);
		await addJob(client, items[0].project, { name: `n${i}`, schema: { id: items[0].schema, labels: [] } });
	}
	assert.equal(await order(), [...names, 'sample'].join(' '));
});

test('POST /assignments: other work comes before a sample, though one has a sample in hand', async () => {
	const { client, workspace, job } = await place();
	const sample = await job('sample', { sample: true });
	const held = await next(client);
	assert.equal(held.job, sample.id);
	const real = await job('real');
	for (let i = 0; i < 2; i++) {
		const got = await next(client);
		assert.equal(got.job, real.id);
		assert.equal((await submit(client, got.id, NOTHING)).status, 200);
	}
	// It stays in hand, and comes when there is nothing else; or when it is asked for.
	assert.equal((await next(client, { job: sample.id })).id, held.id);
	assert.equal((await next(client)).id, held.id);
	// Whoever has other work in hand goes on with that.
	const other = await addColleague(workspace);
	assert.equal((await next(other.client)).job, sample.id);
});
