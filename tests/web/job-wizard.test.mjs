/* A job is made in one sentence; what is missing for it is told. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addExamples, addTeam } from '../http/lib/database.mjs';
import { addJob, addSchema, jobOf } from '../http/lib/labelling.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addDataset, addProject } from '../http/lib/world.mjs';
import { answerBoxes, launch } from './browser.mjs';
import { newColleague } from './crowd.mjs';
import { API } from './jobs.mjs';
import { visitAs } from './steps.mjs';

let browser, owner, team;
before(async () => {
	browser = await launch();
	owner = await newOwner();
	team = await addTeam(owner.client.session.workspace);
});
after(() => browser.close());

/** A project with a dataset of so many examples and a schema: {project, dataset, schema}. */
async function newParts(examples) {
	const project = await addProject(owner.client, { name: 'Archive' });
	const dataset = await addDataset(owner.client, project.id, { name: 'Letters of 1890' });
	if (examples) await addExamples(dataset.id, examples);
	const schema = await addSchema(owner.client, project.id, { name: 'People and places' });
	return { project, dataset, schema };
}

async function openWizard({ project }, query = '') {
	const at = await visitAs(owner, browser);
	await at.page.goto(`/projects/${project.id}/jobs/new${query}`);
	await at.page.getByRole('group', { name: 'The job in one sentence' }).waitFor();
	return at;
}

const annotators = (page) => page.getByLabel('Annotators for each example');
const make = (page) => page.getByRole('button', { name: 'Make the job' }).click();
const jobsOf = async ({ project }) => (await owner.client.get(`${API}/projects/${project.id}/jobs`)).json.items;

test('a job is a sentence, says what it comes to, and guesses its name until one is typed', async () => {
	const parts = await newParts(120);
	const other = await addDataset(owner.client, parts.project.id, { name: 'Diaries' });
	const { page, close } = await openWizard(parts);
	const name = page.getByLabel('Name', { exact: true });
	assert.equal(await page.getByLabel('Dataset').inputValue(), other.id, 'the newest dataset is chosen first');
	assert.equal(await name.inputValue(), 'Diaries, People and places');
	await page.getByRole('status').getByText('The dataset is empty').waitFor();
	await page.getByLabel('Dataset').selectOption('Letters of 1890');
	assert.equal(await name.inputValue(), 'Letters of 1890, People and places');
	await page.getByText('annotator labels dataset').waitFor();
	await annotators(page).fill('3');
	await page.getByText('annotators label dataset').waitFor();
	await page.getByRole('status').getByText('120 examples × 3 annotators = 360 labellings').waitFor();
	await name.fill('Who writes to whom');
	await page.getByLabel('Dataset').selectOption('Diaries');
	await page.getByLabel('Dataset').selectOption('Letters of 1890');
	assert.equal(await name.inputValue(), 'Who writes to whom');
	await page.getByLabel('Guidelines').fill('# Who\n\nMark *people*.');
	await page.getByLabel('Kept for').selectOption('Four hours');
	await page.getByLabel('Only these teams').check();
	await page.getByLabel(`Team ${team.id}`).check();
	const asked = answerBoxes(page, () => false);
	await page.getByRole('button', { name: 'Cancel' }).click();
	assert.match(asked[0], /not saved/);
	await make(page);
	await page.getByRole('heading', { name: 'Who writes to whom', level: 1 }).waitFor();
	assert.equal(asked.length, 1);
	const [made] = await jobsOf(parts);
	assert.equal(new URL(page.url()).pathname, `/jobs/${made.id}`);
	const { dataset, schema, annotators: n, lease_seconds, guidelines, for_teams, teams, state } = await jobOf(owner.client, made.id);
	assert.deepEqual(
		{ dataset, schema, n, lease_seconds, guidelines, for_teams, teams, state },
		{ dataset: parts.dataset.id, schema: parts.schema.id, n: 3, lease_seconds: 14_400, guidelines: '# Who\n\nMark *people*.', for_teams: true, teams: [{ id: team.id }], state: 'active' },
	);
	/* What was written in Markdown is shown as what it means. */
	await page.getByRole('heading', { name: 'Who', exact: true }).waitFor();
	await page.locator('em').getByText('people').waitFor();
	await close();
});

test('an address can name the dataset and the schema of the new job', async () => {
	const parts = await newParts(1);
	await addDataset(owner.client, parts.project.id, { name: 'Newer' });
	const { page, close } = await openWizard(parts, `?dataset=${parts.dataset.id}`);
	assert.equal(await page.getByLabel('Dataset').inputValue(), parts.dataset.id);
	await close();
});

test('too few people for so many annotators are told before the job is made', async () => {
	const parts = await newParts(2);
	const { page, close } = await openWizard(parts);
	/* The owner and the one in the team. */
	await annotators(page).fill('2');
	await page.getByText('2 examples × 2 annotators = 4 labellings').waitFor();
	assert.equal(await page.getByText('no example would get').count(), 0);
	await annotators(page).fill('3');
	await page.getByText('Only 2 people of this workspace may label').waitFor();
	await annotators(page).fill('2');
	await page.getByLabel('Only these teams').check();
	await page.getByLabel(`Team ${team.id}`).check();
	await page.getByText('Only 1 person of these teams may label').waitFor();
	await close();
});

test('what is wrong is told beside its part, and nothing is made', async () => {
	const parts = await newParts(2);
	await addJob(owner.client, parts.project.id, { name: 'Taken', schema: parts.schema });
	const { page, close } = await openWizard(parts);
	await annotators(page).fill('21');
	await page.getByLabel('Name', { exact: true }).fill('');
	await make(page);
	await page.getByRole('alert').getByText('Please look at the marked fields').waitFor();
	assert.equal(await annotators(page).getAttribute('aria-invalid'), 'true');
	assert.equal(await annotators(page).evaluate((e) => e === document.activeElement), true);
	await page.getByText(/The number of annotators .*20/).waitFor();
	assert.equal(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid'), 'true');
	await annotators(page).fill('1');
	await page.getByLabel('Name', { exact: true }).fill('Taken');
	await page.getByLabel('Only these teams').check();
	await make(page);
	await page.getByText('Who labels needs at least one team').waitFor();
	await page.getByLabel('Everyone in the workspace').check();
	await make(page);
	await page.getByText("Name is another job's name").waitFor();
	assert.deepEqual((await jobsOf(parts)).map((j) => j.name), ['Taken']);
	await close();
});

test('without a dataset or a schema it is said which, with the way to make it', async () => {
	const project = await addProject(owner.client, { name: 'Empty' });
	const at = await visitAs(owner, browser);
	const { page, close } = at;
	await page.goto(`/projects/${project.id}/jobs`);
	await page.getByRole('link', { name: 'Make the first job' }).click();
	await page.getByText('No dataset yet').waitFor();
	const links = await page.getByRole('link', { name: 'add one' }).evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
	assert.deepEqual(links, [`/projects/${project.id}`, `/projects/${project.id}/schemas`]);
	assert.equal(await page.getByRole('button', { name: 'Make the job' }).count(), 0);
	await addDataset(owner.client, project.id, { name: 'Notes' });
	await page.reload();
	await page.getByText('A dataset is there').waitFor();
	assert.equal(await page.getByText('No dataset yet').count(), 0);
	await page.getByText('No schema yet').waitFor();
	await close();
});

test('when the connection is cut the sentence stays, and the job is made once', async () => {
	const parts = await newParts(2);
	const { page, context, close } = await openWizard(parts);
	await page.getByLabel('Name', { exact: true }).fill('Over the wire');
	await context.setOffline(true);
	await make(page);
	await page.getByRole('alert').getByText('The server could not be reached').waitFor();
	await context.setOffline(false);
	assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Over the wire');
	await make(page);
	await page.getByRole('heading', { name: 'Over the wire', level: 1 }).waitFor();
	assert.equal((await jobsOf(parts)).length, 1);
	await close();
});

const queueOf = async ({ project }) =>
	(await owner.client.get(`${API}/queue`)).json.items.filter((j) => j.project === project.id).map((j) => j.name);
const isPatch = (route) => route.request().method() === 'PATCH';
const toTop = (page) => page.getByRole('checkbox', { name: 'Put it at the top of the queue' });

test('a job goes to the end of the queue, or to its top when that is asked for', async () => {
	const parts = await newParts(2);
	for (const [name, isFirst] of [['One', false], ['Two', false], ['Three', true]]) {
		const { page, close } = await openWizard(parts);
		await page.getByLabel('Name', { exact: true }).fill(name);
		await page.getByText('It begins at once, at the end').waitFor();
		if (isFirst) {
			await toTop(page).check();
			await page.getByText('It begins at once, before all other jobs').waitFor();
		}
		await make(page);
		await page.getByRole('heading', { name, level: 1 }).waitFor();
		await close();
	}
	assert.deepEqual(await queueOf(parts), ['Three', 'One', 'Two']);
	assert.equal((await owner.client.get(`${API}/queue`)).json.items[0].name, 'Three');
});

test('a job that is made but cannot be put at the top is not made again: it is told, and tried again or left', async () => {
	const parts = await newParts(2);
	await addJob(owner.client, parts.project.id, { name: 'Before', schema: parts.schema });
	const { page, close } = await openWizard(parts);
	await page.getByLabel('Name', { exact: true }).fill('After');
	await page.getByLabel('Guidelines').fill('Mark people.');
	await toTop(page).check();
	await page.route(`**${API}/jobs/*`, (route) => (isPatch(route) ? route.abort() : route.fallback()));
	await make(page);
	const told = page.getByRole('alert');
	await told.getByText('After is made, but at the end of the queue').waitFor();
	await told.getByText('The server could not be reached').waitFor();
	assert.equal(await told.evaluate((e) => e === document.activeElement), true);
	assert.deepEqual(await queueOf(parts), ['Before', 'After']);
	await page.unroute(`**${API}/jobs/*`);
	await told.getByRole('button', { name: 'Put it at the top' }).click();
	await page.getByRole('heading', { name: 'After', level: 1 }).waitFor();
	assert.deepEqual(await queueOf(parts), ['After', 'Before']);
	await close();
});

test('an annotator is told that jobs are made by others', async () => {
	const parts = await newParts(2);
	const annotator = await newColleague(owner);
	const { page, close } = await visitAs(annotator, browser);
	await page.goto(`/projects/${parts.project.id}/jobs`);
	await page.getByText('No jobs yet').waitFor();
	assert.equal(await page.getByRole('link', { name: /job/ }).count(), 0);
	await page.goto(`/projects/${parts.project.id}/jobs/new`);
	await page.getByRole('note').getByText('Owners, admins and managers make jobs').waitFor();
	assert.equal(await page.getByRole('button', { name: 'Make the job' }).count(), 0);
	await close();
});
