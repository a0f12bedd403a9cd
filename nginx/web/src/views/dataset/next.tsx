/** What comes after a dataset has texts: a schema, if the project has none yet; else a job. */
import * as api from '../../api.ts';
import { useResource } from '../../parts/resource.ts';
import { may } from '../../store/may.ts';

export function Next({ dataset, project }: { dataset: string; project: string }) {
	const { value } = useResource(project, (signal) => api.listSchemas(project, null, signal));
	if (!value || !may('project.write')) return null;
	const to = `/projects/${project}`;
	return value.items.length === 0 ? (
		<a class="button" href={`${to}/schemas/new`}>
			Make a schema
		</a>
	) : (
		<a class="button" href={`${to}/jobs/new?dataset=${dataset}`}>
			Start a job with it
		</a>
	);
}
