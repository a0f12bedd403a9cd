/** How far a job is: what is counted of it, and what can get no further. */
import type { ComponentChildren } from 'preact';
import * as api from '../../api.ts';
import { Failed } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { whoMay } from '../../parts/roles.ts';
import { counted, figure } from '../../parts/words.ts';
import type { annotation_job, job_progress } from '../../types.gen.ts';
import { useChanges } from './days.tsx';
import { Progress } from './progress.tsx';

interface props {
	job: annotation_job;
	/** The job could not be asked for anew. */
	isOld: boolean;
	mayChange: boolean;
}

export function HowFar({ job, isOld, mayChange }: props) {
	const { value, problem, reload } = useResource(job.id, (signal) => api.showJobProgress(job.id, signal));
	/* Counts are the revision's; how many label each example, and who, are the version's. */
	useChanges(job.revision, reload);
	useChanges(job.version, reload);
	return (
		<section class="panel how-far" aria-labelledby="progress-heading">
			<h2 id="progress-heading">Progress</h2>
			<Progress job={job} />
			<Counts job={job} progress={value} />
			{value && value.stuck > 0 && job.state !== 'archived' && <Stuck job={job} progress={value} mayChange={mayChange} />}
			{problem && <Failed problem={problem} retry={reload} />}
			{isOld && <p class="hint">These numbers may be old: the server cannot be reached just now.</p>}
		</section>
	);
}

/** All that is counted of a job, each with what it counts. What the job does not tell comes a moment later. */
function Counts({ job, progress }: { job: annotation_job; progress: job_progress | null }) {
	const wanted = job.examples * job.annotators;
	const all: readonly [name: string, count: number | undefined, about: string][] = [
		['Examples', job.examples, 'in the dataset'],
		['Untouched', job.examples - job.touched, 'handed to nobody yet'],
		['Begun', job.touched - job.done, 'still short of submissions'],
		['Done', job.done, `with ${counted(job.annotators, 'submission')}`],
		['Skipped', progress?.skipped, 'of those begun'],
		['Stuck', progress?.stuck, 'cannot be done as it is'],
		['Submissions', job.submissions, `of ${figure(wanted)} wanted`],
		['Skips', job.skips, 'each leaves an example to others'],
		['People', progress?.people, 'may label it'],
	];
	return (
		<dl class="counts">
			{all.map(([name, count, about]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>
						<span class="figure">{count === undefined ? '…' : figure(count)}</span> <span class="hint">{about}</span>
					</dd>
				</div>
			))}
		</dl>
	);
}

/** Why some examples can never be done with the people there are, and what would help. */
function Stuck({ job, progress, mayChange }: { job: annotation_job; progress: job_progress; mayChange: boolean }) {
	const { stuck, people, annotators } = progress;
	const isFew = people < annotators;
	const where = job.for_teams ? { name: 'its teams', href: '/workspace/teams' } : { name: 'the workspace', href: '/workspace' };
	return (
		<div class="notice bad" role="status">
			<p>
				<strong>{counted(stuck, 'example')} cannot be done.</strong>{' '}
				{isFew ? (
					<>
						{people === 0 ? 'Nobody' : `Only ${counted(people, 'person', 'people')}`} may label here, and each example needs{' '}
						{counted(annotators, 'annotator')}.
					</>
				) : (
					<>
						So many have skipped {stuck === 1 ? 'it' : 'them'} that fewer than {counted(annotators, 'annotator')} are left
						of the {counted(people, 'person', 'people')} who may label here.
					</>
				)}{' '}
				{mayChange ? (
					<Help isFew={isFew}>
						<a href={where.href}>Add people to {where.name}</a>
					</Help>
				) : (
					`${whoMay('project.write')} can add people.`
				)}
			</p>
		</div>
	);
}

function Help({ isFew, children }: { isFew: boolean; children: ComponentChildren }) {
	return (
		<>
			{children}
			{!isFew && (
				<>
					, <a href="#skips-heading">give a skipped example back</a>
				</>
			)}
			, or ask for fewer annotators.
		</>
	);
}
