/* Schemas: what is looked for in texts. */
import { NOBODY } from '../../http/lib/checks.mjs';
import { addSchema } from '../../http/lib/labelling.mjs';
import { click, seen } from './steps.mjs';

const API = '/api/annotations';
const letters = (w) => `/schemas/${w.schema.id}`;
const inNew = (page) => page.getByRole('group', { name: 'Tag 3', exact: true });

/** A schema of three versions. */
export async function schemaOf({ client, project }) {
	const labels = [
		{ kind: 'tag', name: 'Person', key: 'a', description: 'Someone who is named, whether alive or not' },
		{ kind: 'tag', name: 'Place', key: 's' },
		{ kind: 'tag', name: 'Time', key: 'd' },
		{ kind: 'class', name: 'Letter', key: 'f' },
		{ kind: 'class', name: 'Diary', key: 'g' },
	];
	const first = await addSchema(client, project.id, { name: 'Who and where', labels });
	const put = async (version, now) => {
		const json = { name: first.name, description: 'For the letters of 1848', overlap: 'none', classes: 'single', labels: now };
		return (await client.send('PUT', `${API}/schemas/${first.id}`, { json, match: `"${version}"` })).json;
	};
	const [person, place, , letter, diary] = first.labels;
	const second = await put(1, [person, { ...place, name: 'Location' }, letter, diary]);
	return put(2, [...second.labels.slice(0, 3), { ...diary, colour: '#8a6d00' }]);
}

export default [
	['no schemas', (w) => w.data.other, (w) => `/projects/${w.data.bare.id}/schemas`, (page) => seen(page, 'No schemas yet')],
	['schemas of a project', (w) => w.desk, (w) => `/projects/${w.desk.project.id}/schemas`, (page) => seen(page, 'Who and where')],
	['schema', (w) => w.desk, letters, (page) => seen(page, 'Renamed tag Place to Location')],
	[
		'schema, with changes and flaws',
		(w) => w.desk,
		letters,
		async (page) => {
			await seen(page, 'Bring back');
			await page.getByRole('group', { name: 'Tag 1', exact: true }).getByLabel('Key').fill('s');
			await click(page, 'button', 'Add a tag');
			await inNew(page).getByLabel('Colour').fill('#1f77b4');
			await click(page, 'button', 'Save as version 4');
			await page.getByRole('alert').waitFor();
		},
	],
	[
		'schema, changed by two people',
		(w) => w.desk,
		letters,
		async (page, w) => {
			await seen(page, 'Bring back');
			await page.getByRole('group', { name: 'Tag 1', exact: true }).getByLabel('Name').fill('Human');
			await page.route('**/api/annotations/schemas/*', (route) =>
				route.request().method() === 'PUT'
					? route.fulfill({ status: 412, contentType: 'application/problem+json', body: '{"type":"/problems/stale","title":"Someone changed this first","status":412}' })
					: route.fulfill({ json: { ...w.schema, version: 4, labels: w.schema.labels.slice(1) } }),
			);
			await click(page, 'button', 'Save as version 4');
			await page.getByRole('alert', { name: 'Someone has changed it first' }).waitFor();
		},
	],
	['schema, as an annotator', (w) => w.annotator, letters, (page) => seen(page, 'Someone who is named')],
	['new schema', (w) => w.desk, (w) => `/projects/${w.desk.project.id}/schemas/new`, (page) => seen(page, 'Add a class')],
	[
		'new schema, as an annotator',
		(w) => w.annotator,
		(w) => `/projects/${w.desk.project.id}/schemas/new`,
		(page) => seen(page, 'managers make schemas'),
	],
	['a schema that is not there', (w) => w.desk, `/schemas/${NOBODY}`, (page) => seen(page, 'There is nothing here')],
];
