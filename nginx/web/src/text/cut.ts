/** Cuts the first bytes of a file into its rows as the server does, and says what is wrong with them in its words. */

export type format = 'jsonl' | 'json' | 'csv' | 'tsv' | 'lines' | 'text';

/* As handlers/annotations/import_rows.h has them; those that need the rest of a file are the server's alone. */
export const flaws = {
	'empty-file': 'the file has no rows',
	compressed: 'the file is compressed, or .xlsx, .docx and the like: unpack it, or save it as plain text',
	'not-plain-text': 'the file is a PDF, a picture or another document: save it as plain text',
	'utf-16': 'the file is UTF-16 or UTF-32: save it as UTF-8',
	'an-array': 'the file is a JSON array and not an object in each line: say that its format is JSON array',
	'not-an-array': 'the file is not one JSON array: if it has an object in each line, its format is JSON Lines',
	cut: 'the file ends within the element that begins here, or before the ] of its array',
	'after-array': 'something comes after the ] of the array',
	'unclosed-quote': 'a quote is opened in this row and never closed: nothing after it was read',
	'too-long': 'the row has more than 1,048,576 bytes',
	'not-utf-8': 'the row is not UTF-8: save the file as UTF-8',
	nul: 'the row holds U+0000, which no text can hold',
	'stray-quote': 'a quote stands within a cell: quote the cell and write it twice',
	'no-element': 'nothing stands before or after a comma',
	'no-column':
		'no column has this name: the first row names them, with commas (CSV) or tabs (TSV) between',
	'same-column': 'two columns have this name',
	'unnamed-columns': 'more than one column has no name: name them or leave them out',
	'long-column': 'a column’s name has more than 200 characters: does the first row name the columns?',
	columns: 'the table has more than 512 columns',
	cells: 'the row has more or fewer cells than the table has columns',
	'not-json': 'the row is not JSON',
	'no-number': 'NaN and Infinity are not JSON: write null',
	'not-an-object': 'the row is not a JSON object',
	'no-content': 'there is no text to label',
	'no-id': 'the row has no id: sent again, it would be added again',
	'other-content': 'an earlier row of the file has something else under this id, and that is taken',
	'not-text': 'this is no text: put it into quotes',
	'too-long-a-name': 'this may have 1 to 200 characters',
} as const;

export type word = keyof typeof flaws;

/** A row: its bytes from `start` up to `end`, and the line in which it begins, counted from 1. */
export interface cut {
	readonly line: number;
	readonly start: number;
	readonly end: number;
	readonly flaw: word | null;
}

export interface cuts {
	readonly rows: readonly cut[];
	/** What ends the file there. */
	readonly ended: { readonly line: number; readonly flaw: word } | null;
	/** The line of the last byte that was looked at. */
	readonly line: number;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN = 91;
const CLOSE = 93;

const isEnd = (c: number): boolean => c === LF || c === CR;
const isSpace = (c: number): boolean => c === 32 || c === 9 || isEnd(c);

type step = 'keep' | 'drop' | 'ends' | word;

/** What becomes of the next byte; `hasRow`: the row has bytes already. */
interface stepper {
	next(c: number, hasRow: boolean): step;
	/** A row has ended: is there anything to say of it? */
	flaw(): word | null;
	/** The file has ended: within what? */
	end(hasRow: boolean): word | null;
}

const byLine: stepper = { next: (c) => (isEnd(c) ? 'ends' : 'keep'), flaw: () => null, end: () => null };
const asOne: stepper = { next: () => 'keep', flaw: () => null, end: () => null };

function byCell(): stepper {
	let state: 'begins' | 'plain' | 'quoted' | 'seen' = 'begins';
	let isStray = false;
	return {
		next(c) {
			if (state === 'quoted') {
				if (c === QUOTE) state = 'seen';
				return 'keep';
			}
			if (isEnd(c)) return 'ends';
			if (c === QUOTE && state !== 'plain') state = 'quoted';
			else if (c === COMMA) state = 'begins';
			else {
				isStray ||= c === QUOTE || state === 'seen';
				state = 'plain';
			}
			return 'keep';
		},
		flaw() {
			const found = isStray ? 'stray-quote' : null;
			state = 'begins';
			isStray = false;
			return found;
		},
		end: () => (state === 'quoted' ? 'unclosed-quote' : null),
	};
}

function byElement(): stepper {
	let state: 'before' | 'in' | 'text' | 'escape' | 'behind' = 'before';
	let depth = 0;
	let hasComma = false;
	const inArray = (c: number, hasRow: boolean): step => {
		if (depth === 0 && c === COMMA) {
			hasComma = true;
			return 'ends';
		}
		if (depth === 0 && c === CLOSE) {
			state = 'behind';
			return hasRow || hasComma ? 'ends' : 'drop';
		}
		if (c === QUOTE) state = 'text';
		else if (c === OPEN || c === 123) depth++;
		else if (c === CLOSE || c === 125) depth--;
		return 'keep';
	};
	return {
		next(c, hasRow) {
			if (state === 'escape') {
				state = 'text';
				return 'keep';
			}
			if (state === 'text') {
				if (c === BACKSLASH) state = 'escape';
				else if (c === QUOTE) state = 'in';
				return 'keep';
			}
			if (isSpace(c) && !hasRow) return 'drop';
			if (state === 'in') return inArray(c, hasRow);
			if (state === 'behind') return 'after-array';
			if (c !== OPEN) return 'not-an-array';
			state = 'in';
			return 'drop';
		},
		flaw: () => null,
		end: () => (state === 'behind' ? null : state === 'before' ? 'not-an-array' : 'cut'),
	};
}

const stepperOf = (format: format): stepper =>
	format === 'csv' ? byCell() : format === 'json' ? byElement() : format === 'text' ? asOne : byLine;

const startsWith = (bytes: Uint8Array, text: string): boolean =>
	[...text].every((c, i) => bytes[i] === c.charCodeAt(0));

const archives = ['\x1f\x8b', 'PK\x03\x04', 'PK\x05\x06', '\x28\xb5\x2f\xfd', '\xfd7zX', '7z\xbc\xaf', 'Rar!\x1a', '\x04\x22\x4d\x18'];
const documents = ['%PDF-', '{\\rtf', '\xd0\xcf\x11\xe0\xa1\xb1', '\x89PNG', '\xff\xd8\xff', 'PAR1\x15', 'SQLite format 3'];
const wides = ['\xff\xfe', '\xfe\xff', '\0\0\xfe\xff'];

/** What the first bytes tell of a file that is no text. */
export function flawOfHead(bytes: Uint8Array): word | null {
	const begins = (all: readonly string[]): boolean => all.some((text) => startsWith(bytes, text));
	if (begins(archives)) return 'compressed';
	if (startsWith(bytes, 'BZh') && startsWith(bytes.subarray(4), '1AY&SY')) return 'compressed';
	if (begins(documents)) return 'not-plain-text';
	const [a, b, c, d] = bytes;
	const isWide = bytes.length >= 4 && ((a === 0 && c === 0) || (b === 0 && d === 0));
	return isWide || begins(wides) ? 'utf-16' : null;
}

/** Where the text begins: the mark of UTF-8 is no part of it. */
export const headLength = (bytes: Uint8Array): number => (startsWith(bytes, '\xef\xbb\xbf') ? 3 : 0);

/** The rows that end within these bytes, which are the whole file or its beginning. Blank lines are none. */
export function cutRows(bytes: Uint8Array, format: format, isWhole: boolean): cuts {
	const rows: cut[] = [];
	const steps = stepperOf(format);
	let line = 1;
	let rowLine = 1;
	let start = -1;
	let isBegun = false;
	let afterCr = false;
	const endRow = (end: number): void => {
		const isNothing = start < 0 || bytes.subarray(start, end).every(isSpace);
		const flaw = steps.flaw();
		if (!isNothing) rows.push({ line: rowLine, start, end, flaw });
		else if (format === 'json') rows.push({ line: rowLine, start: end, end, flaw: 'no-element' });
		start = -1;
		rowLine = line;
	};
	const head = flawOfHead(bytes);
	if (head) return { rows, ended: { line, flaw: head }, line };
	for (let i = headLength(bytes); i < bytes.length; i++) {
		const c = bytes[i]!;
		const what = steps.next(c, start >= 0);
		if (!isBegun && !isSpace(c)) {
			isBegun = true;
			if (format === 'jsonl' && c === OPEN) return { rows, ended: { line, flaw: 'an-array' }, line };
		}
		if (what === 'keep' && start < 0) {
			start = i;
			rowLine = line;
		}
		const endLine = line;
		if (c === CR || (c === LF && !afterCr)) line++;
		afterCr = c === CR;
		if (what === 'ends') endRow(i);
		else if (what !== 'keep' && what !== 'drop') return { rows, ended: { line: endLine, flaw: what }, line };
	}
	if (!isWhole) return { rows, ended: null, line };
	if (!isBegun) return { rows, ended: { line, flaw: 'empty-file' }, line };
	const flaw = steps.end(start >= 0);
	if (flaw) return { rows, ended: { line: start >= 0 ? rowLine : line, flaw }, line };
	if (start >= 0) endRow(bytes.length);
	return { rows, ended: null, line };
}

/** The cells of a good row. */
export function cellsOf(row: string, format: format): string[] {
	if (format === 'tsv') return row.split('\t');
	const cells: string[] = [];
	for (let at = 0; at <= row.length; ) {
		if (row[at] === '"') {
			const [cell, behind] = unquoted(row, at);
			cells.push(cell);
			at = behind + 1;
			if (behind >= row.length) break;
		} else {
			const comma = row.indexOf(',', at);
			cells.push(row.slice(at, comma < 0 ? row.length : comma));
			at = comma < 0 ? row.length + 1 : comma + 1;
		}
	}
	return cells;
}

/** What is between the quotes that open at `at`, with "" as one, and where they have closed. */
function unquoted(row: string, at: number): [string, number] {
	let i = at + 1;
	for (; i < row.length; i++) {
		if (row[i] !== '"') continue;
		if (row[i + 1] !== '"') break;
		i++;
	}
	return [row.slice(at + 1, i).replaceAll('""', '"'), i + 1];
}
