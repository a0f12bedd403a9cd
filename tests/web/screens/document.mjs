/* A text that people mark together. */
import { NOBODY } from '../../http/lib/checks.mjs';
import { click, open, seen } from './steps.mjs';

export default [
	['text', (w) => w.desk, (w) => `/documents/${w.desk.document.id}`, open('#text')],
	[
		'text, with an open mark',
		(w) => w.desk,
		(w) => `/documents/${w.desk.document.id}`,
		async (page) => {
			await page.getByRole('option').nth(2).click();
			await page.getByRole('region', { name: 'The open mark' }).waitFor();
		},
	],
	[
		'keys',
		(w) => w.desk,
		(w) => `/documents/${w.desk.document.id}`,
		async (page) => {
			await click(page, 'button', 'Keys');
			await page.getByRole('dialog').waitFor();
		},
	],
	[
		'a text that is not there',
		(w) => w.desk,
		`/documents/${NOBODY}`,
		(page) => seen(page, 'There is nothing here'),
	],
];
