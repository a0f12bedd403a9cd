/** How many people label each example of a job, and more or fewer of them. */
import { counted } from '../../parts/words.ts';
import type { annotation_job } from '../../types.gen.ts';
import { Changeable } from './changeable.tsx';
import { EditText } from './edit.tsx';
import { numberOf } from './sentence.tsx';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

const HINT =
	'Of each example, 1 to 20. With more, done examples come back, to others; with fewer, those with enough are done. Submissions stay.';

export function Annotators({ job, replace, mayChange }: props) {
	return (
		<Changeable
			title="Annotators"
			change={mayChange ? 'Change the number' : null}
			edit={(done) => (
				<EditText
					job={job}
					part="annotators"
					label="Number of annotators"
					hint={HINT}
					before={(typed) => <Reopened job={job} wanted={numberOf(typed)} />}
					done={done}
				/>
			)}
			replace={replace}
		>
			<p>{counted(job.annotators, 'annotator')} for each example.</p>
		</Changeable>
	);
}

/** With more annotators nothing that is done is enough; it is said before it is so. */
function Reopened({ job: { annotators, done }, wanted }: { job: annotation_job; wanted: number | null }) {
	const more = (wanted ?? 0) - annotators;
	const [opens, each] = done === 1 ? ['opens', 'it'] : ['open', 'each'];
	return (
		<p class={more > 0 && done > 0 ? 'notice' : 'unseen'} role="status">
			{more > 0 && done > 0 && `${counted(done, 'finished example')} ${opens} again: ${each} needs ${counted(more, 'more annotator')}. What was submitted stays.`}
		</p>
	);
}
