/** How many people label each example of a job, and more or fewer of them. */
import { counted } from '../../parts/words.ts';
import type { annotation_job } from '../../types.gen.ts';
import { Changeable } from './changeable.tsx';
import { EditText } from './edit.tsx';

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
			edit={(done) => <EditText job={job} part="annotators" label="Number of annotators" hint={HINT} done={done} />}
			replace={replace}
		>
			<p>{counted(job.annotators, 'annotator')} for each example.</p>
		</Changeable>
	);
}
