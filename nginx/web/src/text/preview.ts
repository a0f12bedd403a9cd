/** The first rows of a file, and what they would become: to be looked at before it is sent. */
import { cellsOf, type cut, cutRows, type format, headLength, type word } from './cut.ts';

export { flaws, type format, type word } from './cut.ts';

/** Which member or column is what; null: none is. */
export interface fields {
	readonly content: string | null;
	readonly id: string | null;
	readonly group: string | null;
	readonly order: string | null;
	readonly metadata: string | null;
}

export const noFields: fields = { content: null, id: null, group: null, order: null, metadata: null };

export interface row_flaw {
	readonly line: number;
	readonly word: word;
	/** In which member or column. */
	readonly field: string | null;
}

export interface preview_row {
	readonly line: number;
	/** By member or column; of a table all are strings. */
	readonly values: ReadonlyMap<string, unknown>;
	readonly flaw: row_flaw | null;
	/** As it is written, of an object. */
	readonly source?: string;
}

export interface preview {
	readonly columns: readonly string[];
	readonly rows: readonly preview_row[];
	/** What nothing comes of, or nothing behind it. */
	readonly ended: row_flaw | null;
}

const ROWS_MOST = 1000;
/** A row, or a text, has no more bytes. */
export const ROW_BYTES = 1 << 20;
const NAME_MOST = 200;
const COLUMNS_MOST = 512;

/** The one column of a format that has none. */
export const WHOLE = '';

export const isTable = (format: format): boolean => format === 'csv' || format === 'tsv';
export const hasFields = (format: format): boolean => format !== 'lines' && format !== 'text';

const length = (text: string): number => [...text].length;
const none: ReadonlyMap<string, unknown> = new Map();

/** `bytes` are the beginning of a file of `size` bytes. */
export function previewOf(bytes: Uint8Array, size: number, format: format): preview {
	const isWhole = bytes.length >= size;
	if (format === 'text' && !isWhole) return beginningOf(bytes, size);
	const { rows: cuts, ended, line } = cutRows(bytes, format, isWhole);
	const rows = cuts.slice(0, ROWS_MOST).map((c) => decoded(bytes, c));
	const isEmpty = isWhole && !ended && cuts.length <= (isTable(format) ? 1 : 0);
	const last = isEmpty ? ({ line, flaw: 'empty-file' } as const) : ended;
	const end = last && { line: last.line, word: last.flaw, field: null };
	if (isTable(format)) return table(rows, format, end);
	const read = rows.map(hasFields(format) ? object : (r: text_row) => row(r, new Map([[WHOLE, r.text]])));
	return { columns: [...new Set(read.flatMap((r) => [...r.values.keys()]))], rows: read, ended: end };
}

function beginningOf(bytes: Uint8Array, size: number): preview {
	const text = new TextDecoder().decode(bytes.subarray(headLength(bytes)), { stream: true });
	const flaw = size > ROW_BYTES ? ({ line: 1, word: 'too-long', field: null } as const) : null;
	const { ended } = cutRows(bytes.subarray(0, 16), 'text', false);
	return {
		columns: [WHOLE],
		rows: ended ? [] : [{ line: 1, values: new Map([[WHOLE, text]]), flaw }],
		ended: ended && { line: 1, word: ended.flaw, field: null },
	};
}

interface text_row {
	readonly line: number;
	readonly text: string;
	readonly word: word | null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array, { line, start, end, flaw }: cut): text_row {
	const part = bytes.subarray(start, end);
	const nul = part.indexOf(0);
	try {
		const text = utf8.decode(nul < 0 ? part : part.subarray(0, nul));
		return { line, text: nul < 0 ? text : '', word: nul < 0 ? flaw : 'nul' };
	} catch {
		return { line, text: '', word: 'not-utf-8' };
	}
}

const row = ({ line, word }: text_row, values: ReadonlyMap<string, unknown>, field: string | null = null): preview_row => ({
	line,
	values,
	flaw: word && { line, word, field },
});

function object(r: text_row): preview_row {
	if (r.word) return row(r, none);
	const found = parsed(r.text);
	if ('word' in found) return row({ ...r, word: found.word }, none);
	const { value } = found;
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return row({ ...r, word: 'not-an-object' }, none);
	return { ...row(r, new Map(Object.entries(value))), source: r.text };
}

function parsed(text: string): { value: unknown } | { word: word } {
	try {
		const value: unknown = JSON.parse(text);
		return /(?<!\\)(\\\\)*\\u0000/.test(text) ? { word: 'nul' } : { value };
	} catch {
		const isNumber = /\b(NaN|Infinity)\b/.test(text.replace(/"(\\.|[^"\\])*"/g, ''));
		return { word: isNumber ? 'no-number' : 'not-json' };
	}
}

function table(rows: readonly text_row[], format: format, ended: row_flaw | null): preview {
	const [first, ...others] = rows;
	if (!first) return { columns: [], rows: [], ended };
	const columns = first.word ? [] : cellsOf(first.text, format);
	const bad = first.word ? { word: first.word, field: null } : flawOfHeader(columns);
	if (bad) return { columns: [], rows: [], ended: { line: first.line, ...bad } };
	const read = others.map((r) => {
		if (r.word) return row(r, none);
		const cells = cellsOf(r.text, format);
		const values = new Map(cells.slice(0, columns.length).map((cell, i) => [columns[i]!, cell]));
		return row(cells.length === columns.length ? r : { ...r, word: 'cells' }, values);
	});
	return { columns, rows: read, ended };
}

function flawOfHeader(columns: readonly string[]): Omit<row_flaw, 'line'> | null {
	if (columns.length > COLUMNS_MOST) return { word: 'columns', field: null };
	for (const [i, name] of columns.entries()) {
		if (length(name) > NAME_MOST) return { word: 'long-column', field: null };
		if (columns.indexOf(name) === i) continue;
		return name === '' ? { word: 'unnamed-columns', field: null } : { word: 'same-column', field: name };
	}
	return null;
}

/** What the rows lack when they are read so: flaws of the file, then those of its rows in their order. */
export function judged(p: preview, f: fields, format: format): { ended: row_flaw | null; rows: preview_row[] } {
	const missing = isTable(format) && p.columns.length > 0 && missingColumn(p.columns, f);
	if (missing) return { ended: { line: 1, word: 'no-column', field: missing }, rows: [] };
	if (!hasFields(format)) return { ended: p.ended, rows: [...p.rows] };
	const rows = p.rows.map((r) => {
		const found = r.flaw ? null : isTable(format) ? flawOfCells(r.values, f) : flawOfMembers(r.values, f);
		return found ? { ...r, flaw: { line: r.line, ...found } } : r;
	});
	return { ended: p.ended, rows: f.id === null ? rows : withoutOthers(rows, f, f.id) };
}

/** Of those with one id the first is taken: the same again is known, anything else is wrong. */
function withoutOthers(rows: readonly preview_row[], f: fields, id: string): preview_row[] {
	const taken = new Map<string, string>();
	return rows.map((r) => {
		const name = r.flaw ? null : nameOf(r, id);
		if (name === null) return r;
		const kept = keptOf(r, f);
		if (!taken.has(name)) taken.set(name, kept);
		return taken.get(name) === kept ? r : { ...r, flaw: { line: r.line, word: 'other-content', field: id } };
	});
}

/** A number is an id as it is written: 1.0 is not 1. Null: it has none, or it cannot be told. */
function nameOf({ values, source }: preview_row, id: string): string | null {
	const value = values.get(id);
	if (typeof value !== 'number') return typeof value === 'string' && value !== '' ? value : null;
	const key = JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const written = new RegExp(`${key}\\s*:\\s*([-+.\\deE]+)`).exec(source ?? '')?.[1];
	return written !== undefined && Number(written) === value ? written : null;
}

/** What becomes of a row, but for its id. */
function keptOf({ values }: preview_row, f: fields): string {
	const named = [f.content, f.group, f.order];
	const isLeft = (name: string): boolean => (f.metadata === null ? name !== f.id && !named.includes(name) : name === f.metadata);
	return JSON.stringify([named.map((name) => (name === null ? null : values.get(name))), [...values].filter(([name]) => isLeft(name))]);
}

const wanted = (f: fields): string[] => Object.values(f).filter((name): name is string => name !== null);
const missingColumn = (columns: readonly string[], f: fields) => wanted(f).find((name) => !columns.includes(name));

type found = Omit<row_flaw, 'line'> | null;

const flawOfName = (name: string): word | null => (length(name) < 1 || length(name) > NAME_MOST ? 'too-long-a-name' : null);

function flawOfCells(values: ReadonlyMap<string, unknown>, f: fields): found {
	for (const [field, value] of values) {
		const cell = String(value);
		const isName = field === f.id || field === f.group || field === f.order;
		const asMetadata = field === f.metadata && cell !== '' ? parsed(cell) : null;
		if (field === f.content && cell === '') return { word: 'no-content', field };
		if (isName && cell !== '' && flawOfName(cell)) return { word: flawOfName(cell)!, field };
		if (asMetadata && 'word' in asMetadata) return { word: asMetadata.word, field };
	}
	return f.id !== null && values.get(f.id) === '' ? { word: 'no-id', field: f.id } : null;
}

function flawOfMembers(values: ReadonlyMap<string, unknown>, f: fields): found {
	for (const [field, value] of values) {
		const isName = field === f.id || field === f.group || field === f.order;
		if (field === f.content) {
			if (value === null || value === '') return { word: 'no-content', field };
			if (typeof value !== 'string') return { word: 'not-text', field };
		}
		if (!isName || value === null) continue;
		if (typeof value !== 'string' && typeof value !== 'number') return { word: 'not-text', field };
		if (flawOfName(String(value))) return { word: flawOfName(String(value))!, field };
	}
	if (f.content !== null && !values.has(f.content)) return { word: 'no-content', field: f.content };
	return f.id !== null && !values.has(f.id) ? { word: 'no-id', field: f.id } : null;
}

/** A value as people read it: text as it is, all else as JSON. */
export const readable = (value: unknown): string =>
	value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
