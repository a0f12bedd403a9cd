/** One job: how far it is, who does it, how, and what came of it. */
import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { useLive } from '../../parts/live.ts';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { may } from '../../store/may.ts';
import type { annotation_job } from '../../types.gen.ts';
import { Annotators } from './annotators.tsx';
import { Days } from './days.tsx';
import { Download } from './download.tsx';
import { EditText } from './edit.tsx';
import { Frequencies } from './frequencies.tsx';
import { JobGuidelines } from './guidelines.tsx';
import { HowFar } from './how-far.tsx';
import { Leases } from './leases.tsx';
import { Skips } from './skips.tsx';
import { Staff } from './staff.tsx';
import { Standing } from './standing.tsx';

export function JobPage({ id }: { id: string }) {
	const { value, problem, reload, replace } = useResource(id, (signal) => api.showJob(id, signal));
	if (!value) {
		return (
			<Page title="Job">{problem ? <Failed problem={problem} retry={reload} /> : <Loading what="the job" />}</Page>
		);
	}
	return <Shown job={value} replace={replace} />;
}

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
}

function Shown({ job, replace }: props) {
	const [isRenaming, setRenaming] = useState(false);
	const about = useResource(job.id, (signal) => api.nameJob(job, signal)).value;
	const isOld = useCounts(job, replace);
	const mayChange = may('project.write');
	const button = useRef<HTMLButtonElement>(null);
	const renamed = (changed?: annotation_job): void => {
		if (changed) replace(changed);
		setRenaming(false);
		button.current?.focus();
	};
	const actions = (
		<>
			{mayChange && (
				<button type="button" ref={button} onClick={() => setRenaming(!isRenaming)} aria-expanded={isRenaming}>
					Rename
				</button>
			)}
			{job.state === 'active' && (
				<a class="button main" href={`/label?job=${job.id}`}>
					Label
				</a>
			)}
		</>
	);
	return (
		<Page
			title={job.name}
			above={{ name: about ? `Jobs of ${about.project}` : 'Jobs', href: `/projects/${job.project}/jobs` }}
			actions={actions}
		>
			{isRenaming && <EditText job={job} part="name" label="Name" done={renamed} />}
			<About job={job} about={about} />
			<HowFar job={job} isOld={isOld} mayChange={mayChange} />
			<div class="two">
				<JobGuidelines job={job} replace={replace} mayChange={mayChange} />
				<div class="aside">
					<Standing job={job} replace={replace} mayChange={mayChange} />
					<Annotators job={job} replace={replace} mayChange={mayChange} />
					<Staff job={job} replace={replace} mayChange={mayChange} />
				</div>
			</div>
			{may('export.read') ? (
				<Reports job={job} />
			) : (
				<p class="hint">What each person did in this job is for those to see who manage it.</p>
			)}
		</Page>
	);
}

/** The counts go on while the page is looked at. Says whether they could not be asked for. */
function useCounts(job: annotation_job, replace: (job: annotation_job) => void): boolean {
	const etag = useRef<string | null>(null);
	const shown = useRef(job);
	shown.current = job;
	return useLive(job.id, async (signal) => {
		const now = await api.watchJob(job.id, etag.current, signal);
		if (!now) return false;
		etag.current = now.etag;
		const { version, revision } = shown.current;
		/* What was changed here meanwhile is newer than an answer that was on its way. */
		const isNewer = now.value.version >= version && now.value.revision >= revision;
		if (isNewer) replace(now.value);
		return now.value.version !== version || now.value.revision !== revision;
	});
}

function About({ job, about }: { job: annotation_job; about: api.job_about | null }) {
	return (
		<p class="lead">
			{job.annotators} {job.annotators === 1 ? 'annotator labels' : 'annotators label'} each example of{' '}
			<a href={`/datasets/${job.dataset}`}>{about ? <bdi>{about.dataset}</bdi> : 'a dataset'}</a> with{' '}
			<a href={`/schemas/${job.schema}`}>{about ? <bdi>{about.schema}</bdi> : 'a schema'}</a>.
		</p>
	);
}

/** For managers: what came of it. Read anew when something was submitted or skipped. */
function Reports({ job }: { job: annotation_job }) {
	return (
		<>
			<Leases job={job} />
			<Skips job={job} />
			<Days job={job} />
			<Frequencies job={job} />
			<Download job={job} />
		</>
	);
}
