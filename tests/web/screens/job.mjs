/* Jobs and the queue. */
import { NOBODY } from '../../http/lib/checks.mjs';
import { addJob, next, skip } from '../../http/lib/labelling.mjs';
import { addProject } from '../../http/lib/world.mjs';
import { newColleague } from '../crowd.mjs';
import { newTeamwork } from '../jobs.mjs';
import { click, open, seen } from './steps.mjs';

/** A team at work on a job; one that nobody has begun, two more, one that is stuck, a project without anything, and an annotator who can log in. */
export async function workOf() {
	const work = await newTeamwork();
	const { client, project } = work;
	const fresh = await addJob(client, project.id, { name: 'Places', examples: 3, schema: { name: 'Places' } });
	for (const name of ['Dates', 'Greetings']) await addJob(client, project.id, { name, examples: 2, schema: { name } });
	const annotator = await newColleague(work.owner);
	const bare = await addProject(client, { name: 'Plans' });
	return { ...work, fresh, annotator, bare, stuck: await stuckOf(work) };
}

/** A job of three examples that asks for four of five people: two have skipped two of them, and one holds the third. */
async function stuckOf({ client, project, ada, bo }) {
	const job = await addJob(client, project.id, { name: 'Handwriting', examples: 3, annotators: 4, schema: { name: 'Hands' } });
	const take = async (who) => (await next(who.client, { job: job.id })).id;
	for (const [who, n] of [[ada, 3], [bo, 2]])
		for (let i = 0; i < n; i++) await skip(who.client, await take(who), `cannot read this, try ${i + 1}`);
	await take(bo);
	await client.patch(`/api/annotations/jobs/${job.id}`, { queue: 'bottom' }, '"1"');
	return job;
}

const jobs = (w) => `/projects/${w.work.project.id}/jobs`;
const job = (w) => `/jobs/${w.work.job.id}`;
const stuck = (w) => `/jobs/${w.work.stuck.id}`;

export default [
	['jobs', (w) => w.work, jobs, open('.table')],
	['no jobs', (w) => w.desk, (w) => `/projects/${w.desk.project.id}/jobs`, (page) => seen(page, 'No jobs yet')],
	['new job', (w) => w.work, (w) => `${jobs(w)}/new`, open('.sentence')],
	[
		'new job, with flaws',
		(w) => w.work,
		(w) => `${jobs(w)}/new`,
		async (page) => {
			await page.getByLabel('Annotators for each example').fill('7');
			await page.getByLabel('Only these teams').check();
			await page.getByLabel('Name', { exact: true }).fill('');
			await click(page, 'button', 'Make the job');
			await page.getByRole('alert').waitFor();
		},
	],
	['new job, with nothing to make it of', (w) => w.work, (w) => `/projects/${w.work.bare.id}/jobs/new`, (page) => seen(page, 'No dataset yet')],
	['new job, for an annotator', (w) => w.work.annotator, (w) => `${jobs(w)}/new`, (page) => seen(page, 'ask one of them')],
	[
		'job',
		(w) => w.work,
		job,
		async (page) => {
			await page.locator('.canvas canvas').waitFor();
			await seen(page, 'not in our language');
			await page.getByRole('rowheader', { name: 'Person' }).waitFor();
		},
	],
	[
		'job, by person',
		(w) => w.work,
		job,
		async (page) => {
			await page.getByLabel('Labels by person').first().check();
			await page.locator('.canvas canvas').waitFor();
		},
	],
	[
		'job, with some stuck',
		(w) => w.work,
		stuck,
		async (page) => {
			await seen(page, '2 examples cannot be done');
			await page.getByRole('button', { name: /Take back/ }).waitFor();
			await page.getByRole('button', { name: /Give back/ }).first().waitFor();
		},
	],
	['job, with some stuck, for an annotator', (w) => w.work.annotator, stuck, (page) => seen(page, '2 examples cannot be done')],
	[
		'job, taking something back',
		(w) => w.work,
		stuck,
		async (page) => {
			await page.getByRole('button', { name: /Take back/ }).first().click();
			await seen(page, 'Whoever asks next may be handed it');
		},
	],
	[
		'job, with a skipped text',
		(w) => w.work,
		stuck,
		async (page) => {
			await page.getByRole('region', { name: 'Skipped' }).getByRole('button', { name: /^Text \d/ }).first().click();
			await seen(page, 'Place in the dataset');
		},
	],
	[
		'job, with more annotators',
		(w) => w.work,
		job,
		async (page) => {
			await click(page, 'button', 'Change the number');
			await page.getByLabel('Number of annotators', { exact: true }).fill('3');
			await seen(page, 'again');
		},
	],
	['import into jobs', (w) => w.work, (w) => `/datasets/${w.work.job.dataset}/import`, (page) => seen(page, 'are handed out')],
	[
		'job, with too few annotators',
		(w) => w.work,
		job,
		async (page) => {
			await click(page, 'button', 'Change the number');
			await page.getByLabel('Number of annotators', { exact: true }).fill('0');
			await click(page, 'button', 'Save');
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'new job, not at the top',
		(w) => w.work,
		(w) => `${jobs(w)}/new`,
		async (page, w) => {
			await page.getByLabel('Name', { exact: true }).fill('Letters of friends');
			await page.getByLabel('Put it at the top of the queue').check();
			await page.route(`**/api/annotations/projects/${w.work.project.id}/jobs`, (r) =>
				r.request().method() === 'POST' ? r.fulfill({ status: 201, json: { ...w.work.fresh, name: 'Letters of friends' } }) : r.fallback(),
			);
			await page.route('**/api/annotations/jobs/*', (r) => (r.request().method() === 'PATCH' ? r.abort() : r.fallback()));
			await click(page, 'button', 'Make the job');
			await seen(page, 'at the end of the queue');
		},
	],
	[
		'job, being changed',
		(w) => w.work,
		job,
		async (page) => {
			await click(page, 'button', 'Rename');
			await click(page, 'button', 'Change guidelines');
			await click(page, 'button', 'Change who labels');
		},
	],
	[
		'job, to be archived',
		(w) => w.work,
		job,
		async (page) => {
			await click(page, 'button', 'Archive');
			await page.getByRole('dialog').getByText('anyone’s hands').waitFor();
		},
	],
	[
		'job that another has renamed',
		(w) => w.work,
		job,
		async (page, w) => {
			await click(page, 'button', 'Rename');
			const now = async () => (await w.work.client.get(`/api/annotations/jobs/${w.work.job.id}`)).json;
			const { version, name } = await now();
			await w.work.client.patch(`/api/annotations/jobs/${w.work.job.id}`, { name: `${name} of friends` }, `"${version}"`);
			await page.getByLabel('Name', { exact: true }).fill('Mine');
			await click(page, 'button', 'Save');
			await seen(page, 'Someone else changed the name');
		},
	],
	['job, for an annotator', (w) => w.work.annotator, job, (page) => seen(page, 'for those to see who manage')],
	['job that nobody has begun', (w) => w.work, (w) => `/jobs/${w.work.fresh.id}`, (page) => seen(page, 'Nothing was submitted')],
	['a job that is not there', (w) => w.work, `/jobs/${NOBODY}`, (page) => seen(page, 'There is nothing here')],
	['queue', (w) => w.work, '/queue', open('.queue')],
	[
		'queue, with a job in hand',
		(w) => w.work,
		'/queue',
		async (page) => {
			const box = await page.locator('.queue .grip').first().boundingBox();
			await page.mouse.move(box.x + 5, box.y + 5);
			await page.mouse.down();
			await page.mouse.move(box.x + 5, box.y + 140);
			await page.locator('.dragged').waitFor();
		},
	],
	[
		'queue that another has changed',
		(w) => w.work,
		'/queue',
		async (page, w) => {
			await page.getByRole('button', { name: 'Up: Greetings' }).waitFor();
			const { items } = (await w.work.client.get('/api/annotations/queue')).json;
			const { id, version } = items.find((j) => j.name === 'Greetings');
			await w.work.client.patch(`/api/annotations/jobs/${id}`, { queue: 'bottom' }, `"${version}"`);
			await click(page, 'button', 'Up: Greetings');
			await seen(page, 'Someone else changed');
		},
	],
	[
		'first run, with a failure',
		(w) => w.empty,
		'/',
		async (page) => {
			await page.route('**/api/annotations/projects', (r) => (r.request().method() === 'POST' ? r.abort() : r.fallback()));
			await click(page, 'button', 'Try it with sample texts');
			await seen(page, 'did not work');
		},
	],
	['queue, with no jobs', (w) => w.desk, '/queue', (page) => seen(page, 'No jobs in the queue')],
	['queue, for an annotator', (w) => w.work.annotator, '/queue', (page) => seen(page, 'ask one of them')],
];
