/** For whoever has nothing yet: everything that a first example needs, made at a press of a button. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { figure } from '../../parts/words.ts';
import { asProblem, type Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import { samples } from '../dataset/samples.ts';
import { type made, steps } from './first-steps.ts';

interface state {
	/** How many steps are done, and what came of them. */
	readonly at: number;
	readonly made: made;
	readonly isBusy: boolean;
	readonly problem: Problem | null;
}

export function FirstRun() {
	const [state, setState] = useState<state>({ at: 0, made: {}, isBusy: false, problem: null });
	const again = useRef<HTMLButtonElement>(null);
	const isGone = useRef(false);
	useEffect(() => () => void (isGone.current = true), []);
	useEffect(() => {
		if (state.problem) again.current?.focus();
	}, [state.problem]);
	const run = async (): Promise<void> => {
		if (state.isBusy) return;
		let { at, made } = state;
		try {
			for (; at < steps.length; at++) {
				setState({ at, made, isBusy: true, problem: null });
				say(`${steps[at]!.doing}…`);
				made = await steps[at]!.run(made);
			}
			/* Whoever has gone elsewhere meanwhile is not called back. */
			if (!isGone.current) place.go(`/label?job=${made.job!}`);
		} catch (thrown) {
			setState({ at, made, isBusy: false, problem: asProblem(thrown) });
		}
	};
	const { at, isBusy, problem } = state;
	return (
		<div class="first-run">
			{(isBusy || problem) && (
				<ol class="steps">
					{steps.map((s, i) => (
						<li key={s.doing} aria-current={i === at ? 'step' : undefined}>
							<span aria-hidden="true">{i < at ? '✓' : i === at ? (problem ? '⚠' : '…') : '·'}</span>{' '}
							{i < at ? s.done : s.doing}
							{i === at && problem && ': not done'}
						</li>
					))}
				</ol>
			)}
			{problem && (
				<p class="notice bad" role="alert">
					{steps[at]!.doing} did not work. {problem.message}. What is done stays; go on from there.
				</p>
			)}
			<button type="button" class="main" aria-disabled={isBusy} onClick={run} ref={again}>
				{problem ? 'Go on' : isBusy ? 'Getting it ready…' : 'Try it with sample texts'}
			</button>
			{!isBusy && !problem && (
				<p class="hint">Makes a project with {figure(samples.length)} short texts and three tags, and opens the first text.</p>
			)}
		</div>
	);
}
