/** A project's schemas. */
import * as api from '../../api.ts';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { date, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { label_schema_row } from '../../types.gen.ts';
import { ProjectFrame } from '../project/frame.tsx';

export function ProjectSchemas({ id }: { id: string }) {
	const actions = () =>
		may('project.write') && (
			<a class="button main" href={`/projects/${id}/schemas/new`}>
				New schema
			</a>
		);
	return (
		<ProjectFrame id={id} actions={actions}>
			{() => <Schemas project={id} />}
		</ProjectFrame>
	);
}

function Schemas({ project }: { project: string }) {
	const after = place.current.value.query.get('after');
	const { value, problem, reload } = useResource(`${project} ${after}`, (signal) =>
		api.listSchemas(project, after, signal),
	);
	if (problem) return <Failed problem={problem} retry={reload} />;
	if (!value) return <Loading what="the schemas" />;
	if (value.items.length === 0)
		return (
			<Empty>
				<h2>No schemas yet</h2>
				<p>A schema says what is looked for: tags for parts of a text, classes for a text as a whole.</p>
				{may('project.write') && (
					<p>
						<a class="button" href={`/projects/${project}/schemas/new`}>
							Make the first schema
						</a>
					</p>
				)}
			</Empty>
		);
	return (
		<>
			<Table rows={value.items} />
			<Pager first={`/projects/${project}/schemas`} after={after} next={value.next} of="schemas" />
		</>
	);
}

function Table({ rows }: { rows: readonly label_schema_row[] }) {
	return (
		<table class="table">
			<caption class="unseen">Schemas</caption>
			<thead>
				<tr>
					<th scope="col">Name</th>
					<th scope="col">Rules</th>
					<th scope="col" class="number">
						Version
					</th>
					<th scope="col">Made</th>
				</tr>
			</thead>
			<tbody>
				{rows.map((s) => (
					<tr key={s.id}>
						<th scope="row">
							<a href={`/schemas/${s.id}`}>
								<bdi>{s.name}</bdi>
							</a>
						</th>
						<td class="faint">
							{s.overlap === 'allow' ? 'Tags may overlap' : 'No overlaps'},{' '}
							{s.classes === 'multi' ? 'several classes a text' : 'one class a text'}
						</td>
						<td class="number" data-name="Version">
							{figure(s.version)}
						</td>
						<td class="faint nowrap">{date(s.created_at)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
