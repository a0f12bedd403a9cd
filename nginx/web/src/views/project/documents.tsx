import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Empty } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, date, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { document_row, page, project } from '../../types.gen.ts';
import { Upload } from './upload.tsx';

export function Documents({ project, filled }: { project: project; filled: () => void }) {
	const after = place.current.value.query.get('after');
	const found = useResource(`${project.id} ${after}`, (signal) =>
		api.listDocuments(project.id, after, signal),
	);
	const [fresh, setFresh] = useState<readonly document_row[]>([]);
	const arrived = (row: document_row): void => {
		setFresh((old) => [...old, row]);
		filled();
	};
	return (
		<section class="documents" aria-labelledby="documents-heading">
			<h2 id="documents-heading">Texts</h2>
			{may('project.write') && <Upload project={project.id} arrived={arrived} />}
			<Ready of={found} what="the texts">
				{(page) => <Rows project={project.id} page={page} after={after} fresh={fresh} />}
			</Ready>
		</section>
	);
}

interface rows {
	project: string;
	page: page<document_row>;
	after: string | null;
	/** What was uploaded since: it stands at the end. */
	fresh: readonly document_row[];
}

function Rows({ project, page: { items, next }, after, fresh }: rows) {
	const rows = [...items, ...fresh.filter((f) => next === null && !items.some((d) => d.id === f.id))];
	if (rows.length === 0)
		return (
			<Empty>
				<p>
					No shared texts yet.
					{may('project.write') && ' Upload plain text files in UTF-8; they are kept exactly as they are.'}
				</p>
			</Empty>
		);
	return (
		<>
			<Table rows={rows} />
			{fresh.length > 0 && next !== null && <p class="hint">What you have uploaded is on the last page.</p>}
			<Pager first={`/projects/${project}/texts`} after={after} next={next} of="texts" />
		</>
	);
}

function Table({ rows }: { rows: readonly document_row[] }) {
	return (
		<table>
			<Heads of={['Name', { number: 'Marks' }, { number: 'Characters' }, 'Uploaded']} />
			<tbody>
				{rows.map((d) => (
					<tr key={d.id}>
						<th scope="row">
							<a href={`/documents/${d.id}`}>
								<bdi>{d.name}</bdi>
							</a>
						</th>
						<td class="number">
							<span class="only-narrow">{counted(d.spans, 'mark')}</span>
							<span class="only-wide">{figure(d.spans)}</span>
						</td>
						<td class="number">
							<span class="only-narrow">{counted(d.length, 'character')}</span>
							<span class="only-wide">{figure(d.length)}</span>
						</td>
						<td>{date(d.created_at)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
