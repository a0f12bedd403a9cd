/** A dataset's texts in their order. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { figure } from '../../parts/words.ts';
import * as place from '../../store/place.ts';
import type { dataset, example_row } from '../../types.gen.ts';
import { Example, entriesOf, inWords } from './example.tsx';

export function Examples({ dataset }: { dataset: dataset }) {
	const after = place.current.value.query.get('after');
	const { value, problem, reload } = useResource(`${dataset.id} ${after} ${dataset.examples}`, (signal) =>
		api.listExamples(dataset.id, after, signal),
	);
	const [open, setOpen] = useState<string | null>(null);
	const first = `/datasets/${dataset.id}`;
	const at = value?.items.findIndex((e) => e.id === open) ?? -1;
	return (
		<section class="examples" aria-labelledby="examples-heading">
			<h2 id="examples-heading">Texts</h2>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="the texts" />
			) : value.items.length === 0 ? (
				<Empty>
					<p>
						There are no further texts. <a href={first}>Go to the first</a>
					</p>
				</Empty>
			) : (
				<>
					<Table rows={value.items} open={setOpen} />
					<Pager first={first} after={after} next={value.next} of="texts" />
					{open !== null && (
						<Example
							id={open}
							close={() => setOpen(null)}
							before={value.items[at - 1] && (() => setOpen(value.items[at - 1]!.id))}
							next={value.items[at + 1] && (() => setOpen(value.items[at + 1]!.id))}
						/>
					)}
				</>
			)}
		</section>
	);
}

function Table({ rows, open }: { rows: readonly example_row[]; open: (id: string) => void }) {
	const hasIds = rows.some((e) => e.external_id !== null);
	const hasGroups = rows.some((e) => e.group_key !== null);
	const hasMetadata = rows.some((e) => e.metadata_beginning !== null);
	return (
		<table class="table">
			<caption class="unseen">Texts</caption>
			<thead>
				<tr>
					<th scope="col">Text</th>
					{hasIds && <th scope="col">Id</th>}
					{hasGroups && <th scope="col">Group</th>}
					{hasMetadata && <th scope="col">Metadata</th>}
					<th scope="col" class="number">
						Characters
					</th>
				</tr>
			</thead>
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
