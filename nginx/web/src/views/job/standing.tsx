/** Whether a job is handed out; and the buttons that change that, with what they mean. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Flash } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted } from '../../parts/words.ts';
import { asProblem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job } from '../../types.gen.ts';
import { change, Overtaken } from './change.ts';
import { State } from './progress.tsx';
import { type state, states, ways } from './states.ts';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

export function Standing({ job, replace, mayChange }: props) {
	const [failure, setFailure] = useState<string | null>(null);
	const [isBusy, setBusy] = useState(false);
	const [isAsking, setAsking] = useState(false);
	const turn = async (to: state): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		setFailure(null);
		try {
			replace(await change(job, { state: to }));
			say(`${job.name} ${states[to].done}`);
		} catch (thrown) {
			if (thrown instanceof Overtaken) {
				replace(thrown.theirs);
				setFailure(`Someone else was faster: it is ${states[thrown.theirs.state].name.toLowerCase()} now. Yours was not done.`);
			} else setFailure(`Not changed: ${asProblem(thrown).message}.`);
		}
		setBusy(false);
	};
	return (
		<section aria-labelledby="state-heading">
			<h2 id="state-heading">State</h2>
			<p>
				<State of={job.state} /> {states[job.state].means}
			</p>
			{job.state === 'active' && mayChange && (
				<p class="hint">
					Its place among the others is in the <a href="/queue">queue</a>.
				</p>
			)}
			{failure && <Flash kind="bad">{failure}</Flash>}
			{mayChange && (
				<ul class="ways">
					{ways[job.state].map((to) => (
						<li key={to}>
							<button
								type="button"
								aria-disabled={isBusy}
								aria-haspopup={to === 'archived' ? 'dialog' : undefined}
								onClick={() => (to === 'archived' ? setAsking(true) : void turn(to))}
								aria-describedby={`to-${to}`}
							>
								{states[to].action}
							</button>
							<span class="hint" id={`to-${to}`}>
								{states[to].means}
							</span>
						</li>
					))}
				</ul>
			)}
			{isAsking && <Archive job={job} run={() => turn('archived')} close={() => setAsking(false)} />}
		</section>
	);
}

/** Closing a job takes work from people: how much, is said before. */
function Archive({ job, run, close }: { job: annotation_job; run: () => Promise<void>; close: () => void }) {
	const { value, problem } = useResource(job.id, (signal) => api.countInHand(job.id, signal));
	const hands =
		value === null
			? problem
				? 'How many texts are in someone’s hands is not known just now.'
				: 'Counting the texts that are in someone’s hands…'
			: value === 0
				? 'No text is in anyone’s hands.'
				: `${counted(value, 'text is', 'texts are')} in someone’s hands: what is not submitted yet cannot be submitted any more.`;
	const archive = async (): Promise<void> => {
		await run();
		close();
	};
	return (
		<Confirm title="Archive the job?" action="Archive the job" doing="Archiving…" run={archive} close={close}>
			<p>
				<strong dir="auto">{job.name}</strong> is closed: nothing is handed out and nothing is taken. Labels stay and can be
				downloaded, and the job can be resumed.
			</p>
			<p role="status">{hands}</p>
		</Confirm>
	);
}
