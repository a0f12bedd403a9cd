/** Imports in words. */
import type { dataset_import } from '../../types.gen.ts';
import type { format } from '../../text/preview.ts';

export const formats: readonly { format: format; name: string; about: string }[] = [
	{ format: 'jsonl', name: 'JSON Lines', about: 'an object in each line' },
	{ format: 'json', name: 'JSON array', about: 'one array of objects' },
	{ format: 'csv', name: 'CSV', about: 'a table with commas; the first row names the columns' },
	{ format: 'tsv', name: 'TSV', about: 'a table with tabs; the first row names the columns' },
	{ format: 'lines', name: 'Lines', about: 'each line is a text' },
	{ format: 'text', name: 'One text', about: 'the whole file is a text' },
];

export const formatName = (format: format): string => formats.find((f) => f.format === format)?.name ?? format;

export const states: Readonly<Record<dataset_import['state'], string>> = {
	receiving: 'Not sent to its end',
	waiting: 'Waiting to be read',
	checking: 'Checking',
	adding: 'Adding',
	done: 'Done',
	refused: 'Refused',
};
