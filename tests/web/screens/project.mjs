/* Projects and what is in them. */
import { NOBODY } from '../../http/lib/checks.mjs';
import { click, open, seen } from './steps.mjs';

export default [
	['no such page', (w) => w.desk, '/nowhere', (page) => seen(page, 'The address may be mistyped')],
	['no projects', (w) => w.empty, '/', (page) => seen(page, 'Nothing here yet')],
	['projects', (w) => w.desk, '/', open('.card')],
	['new project', (w) => w.empty, '/projects/new', open('form')],
	[
		'texts of a project',
		(w) => w.desk,
		(w) => `/projects/${w.desk.project.id}/texts`,
		async (page) => {
			await seen(page, 'letter.txt');
			await page.getByRole('button', { name: 'Change Person' }).click();
			await click(page, 'button', 'Rename');
			await page
				.getByLabel('Upload texts')
				.setInputFiles({ name: 'bad.txt', mimeType: 'text/plain', buffer: Buffer.from([0xff]) });
			await seen(page, 'Not uploaded');
		},
	],
	['no shared texts', (w) => w.data.other, (w) => `/projects/${w.data.bare.id}/texts`, (page) => seen(page, 'No shared texts yet')],
	[
		'a project that is not there',
		(w) => w.desk,
		`/projects/${NOBODY}`,
		(page) => seen(page, 'There is nothing here'),
	],
];
