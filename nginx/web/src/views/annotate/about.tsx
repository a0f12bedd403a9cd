import { counted } from '../../parts/words.ts';
import type { assignment } from '../../types.gen.ts';

/** What came with the text. */
export function About({ assignment: a }: { assignment: assignment }) {
	const rows = rowsOf(a.metadata);
	if (a.external_id === null && rows.length === 0) return null;
	return (
		<details class="about">
			<summary>About this text{rows.length > 0 && <span class="count"> {counted(rows.length, 'fact')}</span>}</summary>
			<dl>
				{a.external_id !== null && (
					<>
						<dt>Id</dt>
						<dd dir="auto">{a.external_id}</dd>
					</>
				)}
				{rows.map(([name, value]) => (
					<>
						<dt dir="auto">{name}</dt>
						<dd dir="auto">{value}</dd>
					</>
				))}
			</dl>
		</details>
	);
}

/** A member a row; what is within one, as JSON. */
function rowsOf(metadata: unknown): [string, string][] {
	if (metadata === null || metadata === undefined) return [];
	if (typeof metadata !== 'object' || Array.isArray(metadata)) return [['Metadata', shown(metadata)]];
	return Object.entries(metadata).map(([name, value]) => [name, shown(value)]);
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 1));
