/** How far a job is, as a bar and in numbers: never the bar alone. */
import { counted, figure } from '../../parts/words.ts';
import type { annotation_job_row } from '../../types.gen.ts';
import { type state, states } from './states.ts';

type counts = Pick<annotation_job_row, 'examples' | 'touched' | 'done'>;

/** Whole hundredths, rounded down: 100 % is all. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((part / whole) * 100));

export function Progress({ job }: { job: counts }) {
	const { examples, touched, done } = job;
	return (
		<div class="progress">
			<div class="track" aria-hidden="true">
				<span class="begun" style={{ '--part': percent(touched, examples) }} />
				<span class="done" style={{ '--part': percent(done, examples) }} />
			</div>
			<p class="facts">
				{examples === 0
					? 'The dataset has no examples yet'
					: `${figure(done)} of ${counted(examples, 'example')} done (${percent(done, examples)} %)`}
			</p>
		</div>
	);
}

export function State({ of }: { of: state }) {
	return <span class={`state ${of}`}>{states[of].name}</span>;
}

/** Of sample texts: new jobs go before it. */
export const Sample = ({ of }: { of: { readonly sample: boolean } }) => (of.sample ? <span class="badge">Sample</span> : null);
