/** How to label: shown as it was written, and changed. */
import { useRef, useState } from 'preact/hooks';
import type { annotation_job } from '../../types.gen.ts';
import { EditText } from './edit.tsx';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

export function Guidelines({ job, replace, mayChange }: props) {
	const [isEditing, setEditing] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const done = (changed?: annotation_job): void => {
		if (changed) replace(changed);
		setEditing(false);
		heading.current?.focus();
	};
	return (
		<section aria-labelledby="guidelines-heading">
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
				<div class="panel guidelines" dir="auto">
					{job.guidelines}
				</div>
			) : (
				<p class="hint">Nobody has said how to label yet.</p>
			)}
		</section>
	);
}
