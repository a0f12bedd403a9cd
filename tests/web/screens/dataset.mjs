/* Datasets, their texts, and the files that fill them. */
import { NOBODY } from '../../http/lib/checks.mjs';
import { newOwner } from '../../http/lib/people.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../../http/lib/world.mjs';
import { click, seen } from './steps.mjs';

const letters = (w) => `/datasets/${w.data.letters.id}`;
const empty = (w) => `/datasets/${w.data.empty.id}`;
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const choose = (page, name, text) => page.getByLabel('File', { exact: true }).setInputFiles(file(name, text));

const TABLE = `no,body,from,note
1,"Dear Anna,
your letter reached me only yesterday.",Clara,
2,Two cells are missing
3,"שלום ${'unbroken'.repeat(20)}",Tomas,"with, a comma"
4,,Nobody,there is no text
`;

/** {letters, empty, other (a person), bare (their project), done, refused, broken}: what the screens show. */
export async function dataOf({ client, project }) {
	const other = await newOwner();
	const description = 'From the archive of the town, copied by hand';
	const letters = await addDataset(client, project.id, { name: 'Letters of 1848', description });
	const fill = async (dataset, form, text) => {
		const { id } = await addImport(client, dataset.id, form);
		await sendFile(client, id, Buffer.from(text), { last: true });
		return endOfImport(client, id);
	};
	const done = await fill(letters, { format: 'csv', content_field: 'body', id_field: 'no' }, TABLE);
	const refused = await fill(letters, { format: 'csv', content_field: 'body', all_or_nothing: true }, TABLE);
	const broken = await addImport(client, letters.id);
	await sendFile(client, broken.id, Buffer.from('One line\nAnother'));
	return {
		...{ letters, done, refused, broken },
		empty: await addDataset(client, project.id, { name: 'Nothing yet' }),
		...{ other, bare: await addProject(other.client, { name: 'Bare' }) },
	};
}

export default [
	['no datasets', (w) => w.data.other, (w) => `/projects/${w.data.bare.id}`, (page) => seen(page, 'No datasets yet')],
	[
		'datasets of a project',
		(w) => w.desk,
		(w) => `/projects/${w.desk.project.id}`,
		async (page) => {
			await seen(page, 'Letters of 1848');
			await click(page, 'button', 'New dataset');
			await click(page, 'button', 'Make the dataset');
			await page.getByRole('alert').waitFor();
		},
	],
	['datasets, as an annotator', (w) => w.annotator, (w) => `/projects/${w.desk.project.id}`, (page) => seen(page, 'Letters of 1848')],
	['dataset without texts', (w) => w.desk, empty, (page) => seen(page, 'Use sample texts')],
	[
		'dataset',
		(w) => w.desk,
		letters,
		async (page) => {
			await seen(page, 'Imports');
			await page.getByRole('table', { name: 'Texts' }).waitFor();
			await click(page, 'button', 'Rename');
		},
	],
	[
		'text of a dataset',
		(w) => w.desk,
		letters,
		async (page) => {
			await page.getByRole('button', { name: /^Dear Anna/ }).click();
			await page.getByRole('dialog').getByText('Metadata').waitFor();
		},
	],
	['dataset, as an annotator', (w) => w.annotator, empty, (page) => seen(page, 'Nobody has imported')],
	['a dataset that is not there', (w) => w.desk, `/datasets/${NOBODY}`, (page) => seen(page, 'There is nothing here')],
	['import, to begin with', (w) => w.desk, (w) => `${empty(w)}/import`, (page) => seen(page, 'Nothing is sent yet')],
	[
		'import, a table with rows that are wrong',
		(w) => w.desk,
		(w) => `${empty(w)}/import`,
		async (page) => {
			await choose(page, 'letters.csv', TABLE);
			await seen(page, '2 of them wrong');
		},
	],
	[
		'import, a file that is none',
		(w) => w.desk,
		(w) => `${empty(w)}/import`,
		async (page) => {
			await choose(page, 'letters.xlsx', 'PK\x03\x04 and so on');
			await seen(page, 'compressed');
		},
	],
	[
		'import, nothing chosen as the text',
		(w) => w.desk,
		(w) => `${empty(w)}/import`,
		async (page) => {
			await choose(page, 'letters.csv', 'a;b\n1;2\n');
			await page.getByLabel('Text', { exact: true }).selectOption({ label: 'Choose one' });
			await click(page, 'button', 'Import it');
			await page.getByRole('alert').first().waitFor();
		},
	],
	['import, as an annotator', (w) => w.annotator, (w) => `${empty(w)}/import`, (page) => seen(page, 'managers import files')],
	['import that broke off', (w) => w.desk, (w) => `/imports/${w.data.broken.id}`, (page) => seen(page, 'have arrived')],
	[
		'import that goes on',
		(w) => w.desk,
		(w) => `/imports/${w.data.broken.id}`,
		async (page) => {
			/* The rest is on its way for ever. */
			await page.route('**/api/annotations/imports/*/content?*', () => {});
			await page.getByLabel('The same file').setInputFiles(file('lines.txt', 'One line\nAnother, and its end'));
			await seen(page, 'You may look at other pages');
		},
	],
	[
		'import that is done',
		(w) => w.desk,
		(w) => `/imports/${w.data.done.id}`,
		async (page) => {
			await page.getByRole('table', { name: 'Rows left out' }).waitFor();
		},
	],
	[
		'import that is done, to be removed',
		(w) => w.desk,
		(w) => `/imports/${w.data.done.id}`,
		async (page) => {
			await click(page, 'button', 'Remove the import');
			await page.getByRole('dialog').waitFor();
		},
	],
	['import that was refused', (w) => w.desk, (w) => `/imports/${w.data.refused.id}`, (page) => seen(page, 'Nothing was added')],
	['an import that is not there', (w) => w.desk, `/imports/${NOBODY}`, (page) => seen(page, 'There is nothing here')],
];
