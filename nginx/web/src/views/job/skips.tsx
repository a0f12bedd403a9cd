/** What people left to others, and why; and giving it back to them. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { useHeading } from '../../parts/confirm.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Failed, Flash, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { asProblem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job, skip } from '../../types.gen.ts';
import { useChanges } from './days.tsx';
import { nameOf } from './name.ts';
import { Beginning, useTexts } from './texts.tsx';
import { Turn, useTurns } from './turn.tsx';

export function Skips({ job }: { job: annotation_job }) {
	const turns = useTurns();
	const { after } = turns;
	const { value, problem, reload } = useResource(`${job.id} ${after}`, (signal) => api.listSkips(job.id, after, signal));
	useChanges(job.revision, reload);
	const { heading, focus } = useHeading();
	const [failure, setFailure] = useState<string | null>(null);
	const [busy, setBusy] = useState<string | null>(null);
	const giveBack = async (skip: skip): Promise<void> => {
		if (busy) return;
		setBusy(skip.id);
		setFailure(null);
		try {
			await api.deleteSkip(skip.id);
			say(skip.username === null ? 'The skip does not count any more' : `Given back to ${skip.username}`);
			focus();
			reload();
		} catch (thrown) {
			const problem = asProblem(thrown);
			const isGone = problem.status === 409 || problem.status === 404;
			setFailure(isGone ? `${nameOf(skip)} does not skip it any more.` : `Not given back: ${problem.message}.`);
			if (isGone) reload();
		}
		setBusy(null);
	};
	return (
		<section class="skips" aria-labelledby="skips-heading">
			<h2 id="skips-heading" tabIndex={-1} ref={heading}>
				Skipped
			</h2>
			{failure && <Flash kind="bad">{failure}</Flash>}
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="what was skipped" />
			) : value.items.length === 0 ? (
				<p class="hint">{after === null ? 'Nobody has skipped anything.' : 'There are no further skips.'}</p>
			) : (
				<Table skips={value.items} busy={busy} giveBack={giveBack} />
			)}
			<Turn turns={turns} next={value?.next ?? null} of="skips" />
		</section>
	);
}

interface table {
	skips: readonly skip[];
	/** The one that is being given back. */
	busy: string | null;
	giveBack: (skip: skip) => void;
}

function Table({ skips, busy, giveBack }: table) {
	const texts = useTexts(skips);
	const mayGive = may('project.write');
	return (
		<>
			{mayGive && <p class="hint">Whoever gets an example back may be handed it again, and no longer counts as having skipped it.</p>}
			<table class="table">
				<Heads of={['Why', 'Who', 'Text']} acts={mayGive} />
				<tbody>
					{skips.map((s) => (
						<tr key={s.id}>
							<th scope="row" dir="auto">
								{s.reason}
							</th>
							<td>
								<bdi>{nameOf(s)}</bdi>
							</td>
							<td class="text">
								<Beginning of={s} open={texts.open} />
							</td>
							{mayGive && (
								<td class="do">
									<button type="button" class="quiet" aria-disabled={busy === s.id} onClick={() => giveBack(s)}>
										{s.username === null ? 'Do not count it' : `Give back to ${s.username}`}
										<span class="unseen"> (the text “{s.beginning}”)</span>
									</button>
								</td>
							)}
						</tr>
					))}
				</tbody>
			</table>
			{texts.shown}
		</>
	);
}
