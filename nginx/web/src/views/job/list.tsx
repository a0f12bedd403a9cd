/** The jobs of a project. */
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { annotation_job_row } from '../../types.gen.ts';
import { ProjectFrame } from '../project/frame.tsx';
import { Progress, Sample, State } from './progress.tsx';

export function JobList({ id }: { id: string }) {
	const mayMake = may('project.write');
	const actions = () =>
		mayMake && (
			<a class="button main" href={`/projects/${id}/jobs/new`}>
				New job
			</a>
		);
	return (
		<ProjectFrame id={id} actions={actions}>
			{() => <Jobs id={id} mayMake={mayMake} />}
		</ProjectFrame>
	);
}

function Jobs({ id, mayMake }: { id: string; mayMake: boolean }) {
	const after = place.current.value.query.get('after');
	const { value, problem, reload } = useResource(`${id} ${after}`, (signal) => api.listJobs(id, after, signal));
	return (
		<>
			<p class="lead">
				A job has each example of a dataset labelled with a schema by as many people as it says, never more and never fewer.
			</p>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="the jobs" />
			) : value.items.length === 0 ? (
				<None id={id} isFirst={after === null} mayMake={mayMake} />
			) : (
				<>
					<Table jobs={value.items} />
					<Pager first={`/projects/${id}/jobs`} after={after} next={value.next} of="jobs" />
				</>
			)}
		</>
	);
}

function None({ id, isFirst, mayMake }: { id: string; isFirst: boolean; mayMake: boolean }) {
	if (!isFirst)
		return (
			<Empty>
				<p>
					There are no further jobs. <a href={`/projects/${id}/jobs`}>Go to the first</a>
				</p>
			</Empty>
		);
	return (
		<Empty>
			<h2>No jobs yet</h2>
			<p>Choose a dataset, a schema, and how many people label each example.</p>
			{mayMake && (
				<p>
					<a class="button" href={`/projects/${id}/jobs/new`}>
						Make the first job
					</a>
				</p>
			)}
		</Empty>
	);
}

function Table({ jobs }: { jobs: readonly annotation_job_row[] }) {
	return (
		<table class="table">
			<Heads of={['Name', 'State', 'Progress', { number: 'Annotators' }, { number: 'Submissions' }]} />
			<tbody>
				{jobs.map((j) => (
					<tr key={j.id}>
						<th scope="row">
							<a href={`/jobs/${j.id}`}>
								<bdi>{j.name}</bdi>
							</a>{' '}
							<Sample of={j} />
						</th>
						<td>
							<State of={j.state} />
						</td>
						<td>
							<Progress job={j} />
						</td>
						<td class="number">
							<span class="only-narrow">{counted(j.annotators, 'annotator')}</span>
							<span class="only-wide">{figure(j.annotators)}</span>
						</td>
						<td class="number">
							<span class="only-narrow">{counted(j.submissions, 'submission')}</span>
							<span class="only-wide">{figure(j.submissions)}</span>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
