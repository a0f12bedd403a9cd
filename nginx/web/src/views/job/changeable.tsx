/** A part of a job that is changed where it is shown: its heading, what begins the change, and where the focus goes after it. */
import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { annotation_job } from '../../types.gen.ts';

interface props {
	title: string;
	/** What the button says; null: it cannot be changed now, or not by this person. */
	change: string | null;
	/** `done` with the job as it is then, or with nothing when it was left as it was. */
	edit: (done: (changed?: annotation_job) => void) => ComponentChildren;
	replace: (job: annotation_job) => void;
	children: ComponentChildren;
}

export function Changeable({ title, change, edit, replace, children }: props) {
	const [isEditing, setEditing] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const id = useId();
	const done = (changed?: annotation_job): void => {
		if (changed) replace(changed);
		setEditing(false);
		heading.current?.focus();
	};
	return (
		<section aria-labelledby={id}>
			<div class="headline">
				<h2 id={id} ref={heading} tabIndex={-1}>
					{title}
				</h2>
				{change && !isEditing && (
					<button type="button" class="quiet" onClick={() => setEditing(true)}>
						{change}
					</button>
				)}
			</div>
			{isEditing ? edit(done) : children}
		</section>
	);
}
