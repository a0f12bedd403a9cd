/** A dataset's texts in their order. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Listed } from '../../parts/listed.tsx';
import { figure } from '../../parts/words.ts';
import type { dataset, example_row } from '../../types.gen.ts';
import { Example, entriesOf, inWords } from './example.tsx';

export function Examples({ dataset }: { dataset: dataset }) {
	const [open, setOpen] = useState<string | null>(null);
	return (
		<section class="examples" aria-labelledby="examples-heading">
			<h2 id="examples-heading">Texts</h2>
			<Listed
				of="texts"
				first={`/datasets/${dataset.id}`}
				read={(after, signal) => api.listExamples(dataset.id, after, signal)}
				state={dataset.examples}
			>
				{(texts) => (
					<>
						<Table rows={texts} open={setOpen} />
						{open !== null && <Opened id={open} among={texts} open={setOpen} />}
					</>
				)}
			</Listed>
		</section>
	);
}

interface opened {
	id: string;
	among: readonly example_row[];
	open: (id: string | null) => void;
}

function Opened({ id, among, open }: opened) {
	const at = among.findIndex((e) => e.id === id);
	const opens = (e: example_row | undefined) => e && (() => open(e.id));
	return <Example id={id} close={() => open(null)} before={opens(among[at - 1])} next={opens(among[at + 1])} />;
}

function Table({ rows, open }: { rows: readonly example_row[]; open: (id: string) => void }) {
	const hasIds = rows.some((e) => e.external_id !== null);
	const hasGroups = rows.some((e) => e.group_key !== null);
	const hasMetadata = rows.some((e) => e.metadata_beginning !== null);
	return (
		<table class="table">
			<caption class="unseen">Texts</caption>
			<Heads of={['Text', hasIds && 'Id', hasGroups && 'Group', hasMetadata && 'Metadata', { number: 'Characters' }]} />
			<tbody>
				{rows.map((e) => (
					<tr key={e.id}>
						<th scope="row" class="beginning">
							<button type="button" class="quiet" aria-haspopup="dialog" onClick={() => open(e.id)}>
								<bdi>{e.beginning}</bdi>
							</button>
						</th>
						{hasIds && (
							<td class="faint" data-name="Id">
								<bdi>{e.external_id}</bdi>
							</td>
						)}
						{hasGroups && (
							<td class="faint" data-name="Group">
								<bdi>{[e.group_key, e.order_key].filter((k) => k !== null).join(' · ')}</bdi>
							</td>
						)}
						{hasMetadata && (
							<td class="faint metadata">
								<bdi>{summary(e.metadata_beginning)}</bdi>
							</td>
						)}
						<td class="number" data-name="Characters">
							{figure(e.length)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** What came with a text in one line: as it is written when it is cut. */
function summary(beginning: string | null): string {
	if (beginning === null) return '';
	try {
		return entriesOf(JSON.parse(beginning))
			.map(([name, value]) => (name === '' ? inWords(value) : `${name}: ${inWords(value)}`))
			.join(' · ');
	} catch {
		return `${beginning}…`;
	}
}
