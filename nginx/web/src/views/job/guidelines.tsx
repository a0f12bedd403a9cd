/** How to label: shown, and changed. */
import * as api from '../../api.ts';
import { Guidelines } from '../../parts/guidelines.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import type { annotation_job } from '../../types.gen.ts';
import { Changeable } from './changeable.tsx';
import { EditText } from './edit.tsx';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

const HINT = 'How to label, in Markdown; annotators open them beside the text';

export function JobGuidelines({ job, replace, mayChange }: props) {
	const change = job.guidelines ? 'Change guidelines' : 'Write guidelines';
	return (
		<Changeable
			title="Guidelines"
			change={mayChange ? change : null}
			edit={(done) => <EditText job={job} part="guidelines" label="Guidelines" hint={HINT} lines={14} done={done} />}
			replace={replace}
		>
			{job.guidelines ? <Rendered job={job} /> : <p class="hint">Nobody has said how to label yet.</p>}
		</Changeable>
	);
}

/** As the server renders what was written. */
function Rendered({ job }: { job: annotation_job }) {
	const { value, problem, reload } = useResource(`${job.id} ${job.guidelines}`, (signal) => api.showGuidelines(job.id, signal));
	if (problem) return <Failed problem={problem} retry={reload} />;
	if (!value) return <Loading what="the guidelines" />;
	return (
		<div class="panel guidelines" role="region" aria-label="How to label" tabIndex={0}>
			<Guidelines html={value.html ?? ''} markdown={value.markdown} />
		</div>
	);
}
