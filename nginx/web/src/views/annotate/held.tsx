/** A job that is paused hands nothing out; what one has of it already may be finished, or given back. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Flash } from '../../parts/notice.tsx';
import { counted } from '../../parts/words.ts';
import { asProblem, Problem } from '../../problem.ts';
import * as left from '../../store/left.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { bench } from './open.ts';

/** Texts in one's hands that are not handed out again by themselves. `but`: the one that is open. */
export function Held({ but = null }: { but?: string | null }) {
	const [failure, setFailure] = useState<string | null>(null);
	const all = left.held().filter((l) => l.id !== but);
	const giveBack = (id: string) => (): void => {
		setFailure(null);
		api.giveBack(id).then(
			() => {
				left.release(id);
				say('Given back');
			},
			(thrown) => setFailure(`Not given back: ${asProblem(thrown).message}.`),
		);
	};
	if (all.length === 0) return null;
	return (
		<section class="notice" aria-labelledby="in-hand">
			<h2 id="in-hand">In your hands: {counted(all.length, 'text')} of paused jobs</h2>
			<p>You can finish what you have, or give it back. No other text of these jobs is handed out until they go on.</p>
			{failure !== null && <Flash kind="bad">{failure}</Flash>}
			<ul class="unsent">
				{all.map((l) => (
					<li key={l.id}>
						<a href={`/label/${l.id}`}>
							Finish <bdi>{l.beginning}</bdi>
						</a>{' '}
						<span class="hint">
							<bdi>{l.job}</bdi>
						</span>
						<button type="button" class="quiet" onClick={giveBack(l.id)}>
							Give back<span class="unseen"> {l.beginning}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

/** Over the text itself. */
export function Paused({ bench, refuse }: { bench: bench; refuse: (why: string | null) => void }) {
	const { assignment, draft } = bench;
	const { delivery } = draft;
	if (bench.job.state !== 'paused' || delivery.state.value !== 'leased') return null;
	const giveBack = async (): Promise<void> => {
		/* Whatever is labelled already stays with it. */
		if (draft.isUnsaved.peek()) await delivery.bring();
		if (draft.isUnsaved.peek()) throw new Problem(409, 'unsaved', 'Not given back: what is labelled here is not saved yet');
		await api.giveBack(assignment.id);
		await draft.drop();
		left.release(assignment.id);
		say('Given back');
		place.go('/work', { isSure: true });
	};
	const tried = (): void => {
		refuse(null);
		giveBack().catch((thrown) => refuse(`${asProblem(thrown).message}.`));
	};
	return (
		<div class="notice" role="status">
			<p>This job is paused. You can finish this text or give it back; no other one is handed out.</p>
			{!draft.isElsewhere.value && (
				<button type="button" onClick={tried}>
					Give it back
				</button>
			)}
		</div>
	);
}
