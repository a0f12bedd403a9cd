import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, date, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { document_row, project } from '../../types.gen.ts';
import { Upload } from './upload.tsx';

export function Documents({ project }: { project: project }) {
	const after = place.current.value.query.get('after');
	const { value, problem, reload } = useResource(`${project.id} ${after}`, (signal) =>
		api.listDocuments(project.id, after, signal),
	);
	const [fresh, setFresh] = useState<readonly document_row[]>([]);
	const rows = value && [
		...value.items,
		...fresh.filter((f) => value.next === null && !value.items.some((d) => d.id === f.id)),
	];
	const canWrite = may('project.write');
	return (
		<section class="documents" aria-labelledby="documents-heading">
			<h2 id="documents-heading">Texts</h2>
			{canWrite && <Upload project={project.id} arrived={(row) => setFresh((old) => [...old, row])} />}
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value || !rows ? (
				<Loading what="the texts" />
			) : rows.length === 0 ? (
				<Empty>
					<p>
						No texts yet.
						{canWrite && ' Upload plain text files in UTF-8; they are kept exactly as they are.'}
					</p>
				</Empty>
			) : (
				<>
					<Table rows={rows} />
					{fresh.length > 0 && value.next !== null && (
						<p class="hint">What you have uploaded is on the last page.</p>
					)}
					<Pager first={`/projects/${project.id}/texts`} after={after} next={value.next} of="texts" />
				</>
			)}
		</section>
	);
}

function Table({ rows }: { rows: readonly document_row[] }) {
	return (
		<table>
			<thead>
				<tr>
					<th scope="col">Name</th>
					<th scope="col" class="number">
						Marks
					</th>
					<th scope="col" class="number">
						Characters
					</th>
					<th scope="col">Uploaded</th>
				</tr>
			</thead>
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
