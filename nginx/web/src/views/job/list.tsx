/** The jobs of a project. */
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { annotation_job_row } from '../../types.gen.ts';
import { tabsOf } from '../project/tabs.ts';
import { Progress, State } from './progress.tsx';

export function JobList({ id }: { id: string }) {
	const after = place.current.value.query.get('after');
	const project = useResource(id, (signal) => api.showProject(id, signal));
	const { value, problem, reload } = useResource(`${id} ${after}`, (signal) => api.listJobs(id, after, signal));
	const mayMake = may('project.write');
	return (
		<Page
			title={project.value?.name ?? 'Project'}
			above={{ name: 'Projects', href: '/' }}
			tabs={tabsOf(id)}
			actions={
				mayMake &&
				value && (
					<a class="button main" href={`/projects/${id}/jobs/new`}>
						New job
					</a>
				)
			}
		>
			<p class="lead">
				A job lets so many annotators label each example of a dataset by a schema, never more and never fewer.
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
		</Page>
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
			<p>With a dataset and a schema, a job is one sentence.</p>
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
							</a>
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
