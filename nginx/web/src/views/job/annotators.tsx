/** How many people label each example of a job, and more or fewer of them. */
import { useRef, useState } from 'preact/hooks';
import { counted } from '../../parts/words.ts';
import type { annotation_job } from '../../types.gen.ts';
import { EditText } from './edit.tsx';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

export function Annotators({ job, replace, mayChange }: props) {
	const [isEditing, setEditing] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const done = (changed?: annotation_job): void => {
		if (changed) replace(changed);
		setEditing(false);
		heading.current?.focus();
	};
	return (
		<section aria-labelledby="annotators-heading">
			<div class="headline">
				<h2 id="annotators-heading" ref={heading} tabIndex={-1}>
					Annotators
				</h2>
				{mayChange && !isEditing && (
					<button type="button" class="quiet" onClick={() => setEditing(true)}>
						Change the number
					</button>
				)}
			</div>
			{isEditing ? (
				<EditText
					job={job}
					part="annotators"
					label="Number of annotators"
					hint="Of each example, 1 to 20. With more, done examples come back, to others; with fewer, those with enough are done. Submissions stay."
					done={done}
				/>
			) : (
				<p>{counted(job.annotators, 'annotator')} for each example.</p>
			)}
		</section>
	);
}
