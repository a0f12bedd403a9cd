/** How to label: shown, and changed. */
import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Guidelines } from '../../parts/guidelines.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import type { annotation_job } from '../../types.gen.ts';
import { EditText } from './edit.tsx';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

export function JobGuidelines({ job, replace, mayChange }: props) {
	const [isEditing, setEditing] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const done = (changed?: annotation_job): void => {
		if (changed) replace(changed);
		setEditing(false);
		heading.current?.focus();
	};
	return (
		<section>
			<div class="headline">
				<h2 id="guidelines-heading" ref={heading} tabIndex={-1}>
					Guidelines
				</h2>
				{mayChange && !isEditing && (
					<button type="button" class="quiet" onClick={() => setEditing(true)}>
						{job.guidelines ? 'Change guidelines' : 'Write guidelines'}
					</button>
				)}
			</div>
			{isEditing ? (
				<EditText
					job={job}
					part="guidelines"
					label="Guidelines"
					hint="How to label, in Markdown; annotators have them beside the text"
					lines={14}
					done={done}
				/>
			) : job.guidelines ? (
				<Rendered job={job} />
			) : (
				<p class="hint">Nobody has said how to label yet.</p>
			)}
		</section>
	);
}

/** As the server renders what was written. */
function Rendered({ job }: { job: annotation_job }) {
	const { value, problem, reload } = useResource(`${job.id} ${job.guidelines}`, (signal) => api.showGuidelines(job.id, signal));
	if (problem) return <Failed problem={problem} retry={reload} />;
	if (!value) return <Loading what="the guidelines" />;
	return (
		<div class="panel guidelines" role="region" aria-labelledby="guidelines-heading" tabIndex={0}>
			<Guidelines html={value.html ?? ''} markdown={value.markdown} />
		</div>
	);
}
