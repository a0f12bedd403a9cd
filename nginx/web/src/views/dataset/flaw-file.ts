/** Rows that were left out, written as a file. */
import type { import_flaw } from '../../types.gen.ts';

const columns = ['line', 'external_id', 'field', 'word', 'about', 'beginning'] as const;

/* A column may be called as a formula begins, and a spreadsheet would carry it out. */
const tame = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const cell = (value: string | number | null): string => {
	const text = typeof value === 'string' ? tame(value) : String(value ?? '');
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** As RFC 4180 has it. */
export const asCsv = (all: readonly import_flaw[]): string =>
	[columns.join(','), ...all.map((f) => columns.map((c) => cell(f[c])).join(','))].map((line) => `${line}\r\n`).join('');

export const asJsonLines = (all: readonly import_flaw[]): string =>
	all.map((f) => `${JSON.stringify(Object.fromEntries(columns.map((c) => [c, f[c]])))}\n`).join('');
