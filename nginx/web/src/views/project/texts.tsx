/** Texts that people mark together: a project's documents and their tags. */
import * as api from '../../api.ts';
import { may } from '../../store/may.ts';
import { Documents } from './documents.tsx';
import { ProjectFrame } from './frame.tsx';
import { Tags } from './tags.tsx';

export function ProjectTexts({ id }: { id: string }) {
	const actions = () =>
		may('export.read') && (
			<a class="button" href={api.exportPath(id)} download>
				Download labels
			</a>
		);
	return (
		<ProjectFrame id={id} actions={actions}>
			{(project) => (
				<div class="two">
					<Documents project={project} />
					<Tags project={project} />
				</div>
			)}
		</ProjectFrame>
	);
}
