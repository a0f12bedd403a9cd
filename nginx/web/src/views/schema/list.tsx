/** A project's schemas. */
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Listed } from '../../parts/listed.tsx';
import { date, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
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
	const none = (
		<>
			<h2>No schemas yet</h2>
			<p>A schema says what is looked for: tags for parts of a text, classes for a text as a whole.</p>
			{may('project.write') && (
				<p>
					<a class="button" href={`/projects/${project}/schemas/new`}>
						Make the first schema
					</a>
				</p>
			)}
		</>
	);
	return (
		<Listed
			of="schemas"
			first={`/projects/${project}/schemas`}
			read={(after, signal) => api.listSchemas(project, after, signal)}
			none={none}
		>
			{(schemas) => <Table rows={schemas} />}
		</Listed>
	);
}

function Table({ rows }: { rows: readonly label_schema_row[] }) {
	return (
		<table class="table">
			<caption class="unseen">Schemas</caption>
			<Heads of={['Name', 'Rules', { number: 'Version' }, 'Made']} />
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
