/** A new job at the top of the queue: asked for, and when it could not be done. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, type Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job } from '../../types.gen.ts';
import { toTop } from './change.ts';

/** From the wizard to the job that it has made. */
export function leave({ id, name }: annotation_job): void {
	place.go(`/jobs/${id}`, { isSure: true });
	say(`${name} is made and active`);
}

/** A job that was made, but not put at the top; and why. */
export interface below {
	readonly job: annotation_job;
	readonly problem: Problem;
}

export function Below({ job, problem: first }: below) {
	const [problem, setProblem] = useState(first);
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => box.current?.focus(), [problem]);
	const again = (): Promise<void> => toTop(job).then(() => leave(job), (thrown) => setProblem(asProblem(thrown)));
	return (
		<div class="notice bad" role="alert" tabIndex={-1} ref={box}>
			<p>
				<bdi>{job.name}</bdi> is made, but at the end of the queue: it could not be put at the top. {problem.message}.
			</p>
			<p class="buttons">
				<button type="button" onClick={again}>
					Put it at the top
				</button>
				<a class="button" href={`/jobs/${job.id}`}>
					Leave it at the end
				</a>
			</p>
		</div>
	);
}

export function First({ value, set }: { value: boolean; set: (isFirst: boolean) => void }) {
	return (
		<div class="first">
			<label class="option">
				<input type="checkbox" checked={value} aria-describedby="first-hint" onChange={(e) => set(e.currentTarget.checked)} />
				Put it at the top of the queue
			</label>
			<p class="hint" id="first-hint">
				It begins at once, {value ? 'before all other jobs of the workspace.' : 'at the end of the workspace’s queue.'}
			</p>
		</div>
	);
}
