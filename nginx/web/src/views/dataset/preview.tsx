/** The first rows of a file, as they would become texts; and those that would be left out. */
import { counted, upper } from '../../parts/words.ts';
import { type fields, flaws, type format, type preview_row, readable, type row_flaw, WHOLE } from '../../text/preview.ts';

interface props {
	found: { ended: row_flaw | null; rows: readonly preview_row[] };
	columns: readonly string[];
	fields: fields;
	format: format;
	isWhole: boolean;
}

const GOOD = 6;
const BAD = 6;
const COLUMNS = 7;
const TEXT = 300;

export function Preview({ found: { ended, rows }, columns, fields, format, isWhole }: props) {
	const bad = rows.filter((r) => r.flaw);
	const shown = new Set([...rows.filter((r) => !r.flaw).slice(0, GOOD), ...bad.slice(0, BAD)]);
	const sorted = sortedColumns(columns, fields);
	return (
		<section class="preview" aria-labelledby="preview-heading">
			<h2 id="preview-heading">Preview</h2>
			<p class="facts" role="status">
				{summary(rows.length, bad.length, isWhole)}
			</p>
			{ended && (
				<p class="notice bad">
					Line {ended.line}: {sentence(ended)}.
				</p>
			)}
			{shown.size > 0 && (
				<table class="table">
					<caption class="unseen">The first rows</caption>
					<thead>
						<tr>
							<th scope="col" class="number">
								Line
							</th>
							{sorted.map((name) => (
								<th key={name} scope="col">
									<bdi>{name === WHOLE ? 'Text' : name}</bdi>
									{name !== WHOLE && <span class="part">{partOf(name, fields)}</span>}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows
							.filter((r) => shown.has(r))
							.map((r) => (
								<Row key={r.line} row={r} columns={sorted} format={format} />
							))}
					</tbody>
				</table>
			)}
			{columns.length > sorted.length && (
				<p class="hint">{counted(columns.length - sorted.length, 'further column')}, kept as metadata.</p>
			)}
		</section>
	);
}

function Row({ row, columns }: { row: preview_row; columns: readonly string[]; format: format }) {
	return (
		<tr class={row.flaw ? 'bad' : undefined}>
			<td class="number" data-name="Line">
				{row.line}
			</td>
			{row.flaw ? (
				<td colSpan={columns.length} class="flaw">
					<span aria-hidden="true">⚠ </span>
					{upper(sentence(row.flaw))}
				</td>
			) : (
				columns.map((name) => (
					<td key={name} data-name={name === WHOLE ? undefined : name}>
						<span class="cell" dir="auto">
							{cut(readable(row.values.get(name)))}
						</span>
					</td>
				))
			)}
		</tr>
	);
}

export const sentence = ({ word, field }: row_flaw): string => (field === null ? flaws[word] : `“${field}”: ${flaws[word]}`);

const cut = (text: string): string => (text.length > TEXT ? `${text.slice(0, TEXT)}…` : text);

/** The text first, then what else has a part; of the others as many as there is room for. */
function sortedColumns(columns: readonly string[], f: fields): string[] {
	const first = [f.content, f.id, f.group, f.order].filter((name): name is string => name !== null && columns.includes(name));
	return [...first, ...columns.filter((name) => !first.includes(name))].slice(0, Math.max(COLUMNS, first.length));
}

function partOf(name: string, f: fields): string {
	if (name === f.content) return 'text';
	if (name === f.id) return 'id';
	if (name === f.group) return 'group';
	if (name === f.order) return 'order';
	return f.metadata === null || f.metadata === name ? 'metadata' : 'left out';
}

function summary(rows: number, bad: number, isWhole: boolean): string {
	if (rows === 0) return isWhole ? 'No row can be read.' : 'No row ends within the first 256 kB.';
	const where = isWhole ? 'The file holds' : 'Its first 256 kB hold';
	const flawed = `${bad === 0 ? 'none' : bad}${rows === 1 ? '' : ' of them'} wrong`;
	return `${where} ${counted(rows, 'row')}${rows === 1000 ? ' or more' : ''}, ${flawed}.`;
}
