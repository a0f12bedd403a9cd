/** How a file is probably written, and what its members or columns probably are: a first answer, which people correct. */
import { cellsOf, cutRows, flawOfHead, type format } from './cut.ts';
import { type fields, hasFields, isTable, noFields, type preview, readable, ROW_BYTES } from './preview.ts';

const byEnding: Readonly<Record<string, format>> = {
	jsonl: 'jsonl',
	ndjson: 'jsonl',
	csv: 'csv',
	tsv: 'tsv',
	tab: 'tsv',
	md: 'text',
};

const LOOKED_AT = 64 * 1024;

/** `bytes` are the beginning of a file of `size` bytes. */
export function guessFormat(name: string, bytes: Uint8Array, size: number): format {
	const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	const head = flawOfHead(bytes) ? '' : new TextDecoder().decode(bytes.subarray(0, LOOKED_AT)).trimStart();
	const known = byEnding[ending];
	if (known === 'csv' && isDivided(bytes, 'tsv') && !isDivided(bytes, 'csv')) return 'tsv';
	if (known === 'jsonl' && head.startsWith('[')) return 'json';
	if (known) return known;
	if (head.startsWith('[') && (ending === 'json' || /^\[\s*(\{|\])/.test(head))) return 'json';
	if (head.startsWith('{') || ending === 'json') return 'jsonl';
	if (ending === '' || ending === 'dat') {
		if (isDivided(bytes, 'tsv')) return 'tsv';
		if (isDivided(bytes, 'csv')) return 'csv';
	}
	return isList(head) || size > ROW_BYTES ? 'lines' : 'text';
}

/** Does the first row name columns, and have the next as many cells? */
function isDivided(bytes: Uint8Array, format: 'csv' | 'tsv'): boolean {
	const { rows } = cutRows(bytes.subarray(0, LOOKED_AT), format, bytes.length <= LOOKED_AT);
	const texts = rows.slice(0, 5).map((r) => new TextDecoder().decode(bytes.subarray(r.start, r.end)));
	const [names, ...others] = texts.map((text) => cellsOf(text, format));
	const isHead = names !== undefined && names.length > 1 && names.every((name) => name.trim() !== '');
	return isHead && others.length > 0 && others.every((cells) => cells.length === names.length);
}

/** A text has paragraphs or one line; a list has lines, none of them blank. */
function isList(head: string): boolean {
	const lines = head.trimEnd().split(/\r\n|\n|\r/);
	return lines.length > 1 && !lines.some((line) => line.trim() === '');
}

const contents = ['text', 'content', 'body', 'message', 'sentence', 'document', 'review', 'comment', 'description'];
const ids = ['id', 'external_id', '_id', 'uid', 'uuid', 'guid', 'doc_id', 'document_id', 'example_id', 'text_id', 'message_id', 'no', 'nr'];
const groups = ['group_key', 'group', 'group_id', 'thread', 'thread_id', 'conversation', 'conversation_id'];
const orders = ['order_key', 'order', 'position', 'sequence', 'seq', 'turn'];

const named = (columns: readonly string[], names: readonly string[]): string | null => {
	const places = names.map((name) => columns.find((c) => c.trim().toLowerCase() === name));
	return places.find((c) => c !== undefined) ?? null;
};

export function guessFields(p: preview, format: format): fields {
	if (!hasFields(format)) return noFields;
	const content = named(p.columns, contents) ?? longest(p);
	const others = p.columns.filter((c) => c !== content);
	const id = identity(p, format, others);
	const group = named(others.filter((c) => c !== id), groups);
	const order = group === null ? null : named(others.filter((c) => c !== id && c !== group), orders);
	/* What we hand out ourselves, handed in again. */
	const isOurs = !isTable(format) && content === 'content' && others.includes('external_id') && others.includes('metadata');
	return { content, id, group, order, metadata: isOurs ? 'metadata' : null };
}

/** A member or column of this kind that each row has, and each its own. */
function identity(p: preview, format: format, columns: readonly string[]): string | null {
	const good = p.rows.filter((r) => !r.flaw);
	return (
		ids
			.map((name) => named(columns, [name]))
			.find((c) => {
				if (c === null) return false;
				const values = good.map((r) => r.values.get(c));
				const given = values.filter((v) => v !== null || isTable(format)).map(readable);
				return values.every((v) => v !== undefined && v !== '') && given.length > 0 && new Set(given).size === given.length;
			}) ?? null
	);
}

/** Whose values are the longest is the text. */
function longest(p: preview): string | null {
	let best: string | null = null;
	let most = 0;
	for (const column of p.columns) {
		const total = p.rows.reduce((n, { values }) => {
			const v = values.get(column);
			return n + (typeof v === 'string' ? v.length : 0);
		}, 0);
		if (total > most) [best, most] = [column, total];
	}
	return best;
}

/** A table whose cells seem to be divided by semicolons, as some programs save what they call CSV. */
export const hasSemicolons = (p: preview, format: format): boolean =>
	format === 'csv' && p.columns.length === 1 && (p.columns[0]?.split(';').length ?? 0) > 1;
