/** Texts that people mark together: a project's documents and their tags. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { may } from '../../store/may.ts';
import type { project } from '../../types.gen.ts';
import { Documents } from './documents.tsx';
import { ProjectFrame } from './frame.tsx';
import { Tags } from './tags.tsx';

export function ProjectTexts({ id }: { id: string }) {
	const [isFilled, setFilled] = useState(false);
	const actions = (project: project) =>
		may('export.read') &&
		(isFilled || project.documents > 0) && (
			<a class="button" href={api.exportPath(id)} download>
				Download these marks
			</a>
		);
	return (
		<ProjectFrame id={id} actions={actions}>
			{(project) => (
				<>
					<p class="lead">
						Texts that people mark together, without a job. Labels of jobs are downloaded on a job’s page:{' '}
						<a href={`/projects/${id}/jobs`}>see the jobs</a>.
					</p>
					<div class="two">
						<Documents project={project} filled={() => setFilled(true)} />
						<Tags project={project} />
					</div>
				</>
			)}
		</ProjectFrame>
	);
}
