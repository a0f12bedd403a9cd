/** Who has what in hand, and taking it back for others. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Heads } from '../../parts/heads.tsx';
import { useLive } from '../../parts/live.ts';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { moment } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job, lease } from '../../types.gen.ts';
import { useChanges } from './days.tsx';
import { nameOf } from './name.ts';
import { Turn, useTurns } from './turn.tsx';
import { Beginning, useTexts } from './texts.tsx';

export function Leases({ job }: { job: annotation_job }) {
	const turns = useTurns();
	const { after } = turns;
	const { value, problem, reload, replace } = useResource(`${job.id} ${after}`, (signal) => api.listLeases(job.id, after, signal));
	useChanges(job.revision, reload);
	/* Who is handed the second place of an example, or saves a draft, changes no count. */
	useLive(`${job.id} ${after}`, async (signal) => {
		const now = await api.listLeases(job.id, after, signal);
		const hasChanged = JSON.stringify(now) !== JSON.stringify(value);
		if (hasChanged) replace(now);
		return hasChanged;
	});
	const { heading, focus } = useHeading();
	const [asked, setAsked] = useState<lease | null>(null);
	const takenBack = (lease: lease): void => {
		setAsked(null);
		focus();
		say(`Taken back from ${nameOf(lease)}`);
		reload();
	};
	return (
		<section class="leases" aria-labelledby="leases-heading">
			<h2 id="leases-heading" tabIndex={-1} ref={heading}>
				In hand
			</h2>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="what people have in hand" />
			) : value.items.length === 0 ? (
				<p class="hint">{after === null ? 'Nobody has anything in hand now.' : 'There are no further ones.'}</p>
			) : (
				<Table leases={value.items} takeBack={setAsked} />
			)}
			<Turn turns={turns} next={value?.next ?? null} of="texts in hand" />
			{asked && <TakeBack lease={asked} done={() => takenBack(asked)} isGone={reload} close={() => setAsked(null)} />}
		</section>
	);
}

function Table({ leases, takeBack }: { leases: readonly lease[]; takeBack: (lease: lease) => void }) {
	const texts = useTexts(leases);
	const mayTakeBack = may('project.write');
	return (
		<>
			<table class="table">
				<Heads of={['Text', 'Who', 'Since', 'Kept until']} acts={mayTakeBack} />
				<tbody>
					{leases.map((l) => (
						<tr key={l.id}>
							<th scope="row">
								<Beginning of={l} open={texts.open} />
							</th>
							<td>
								<bdi>{nameOf(l)}</bdi>
							</td>
							<td class="when" data-name="Since">
								<time dateTime={l.since}>{moment(l.since)}</time>
							</td>
							<td class="when" data-name="Kept until">
								<Until lease={l} />
							</td>
							{mayTakeBack && (
								<td class="do">
									<button type="button" class="quiet" aria-haspopup="dialog" onClick={() => takeBack(l)}>
										Take back<span class="unseen"> from {nameOf(l)}</span>
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

function Until({ lease }: { lease: lease }) {
	const isOver = Date.parse(lease.until) < Date.now();
	return (
		<>
			<time dateTime={lease.until}>{moment(lease.until)}</time>
			{isOver && <span class="hint"> over: theirs until someone else is handed it</span>}
		</>
	);
}

interface take_back {
	lease: lease;
	done: () => void;
	/** It turned out that they do not have it any more. */
	isGone: () => void;
	close: () => void;
}

function TakeBack({ lease, done, isGone, close }: take_back) {
	const name = nameOf(lease);
	const run = async (): Promise<void> => {
		try {
			await api.deleteLease(lease.id);
			done();
		} catch (thrown) {
			if (!(thrown instanceof Problem) || (thrown.status !== 409 && thrown.status !== 404)) throw thrown;
			isGone();
			throw thrown.saying(`${name} has not got it in hand any more: it was submitted, skipped or given back meanwhile`);
		}
	};
	return (
		<Confirm title={`Take back from ${name}`} action="Take it back" doing="Taking it back…" run={run} close={close}>
			<blockquote class="version">
				<bdi>{lease.beginning}</bdi>
			</blockquote>
			<p>
				Whoever asks next may be handed it. What <bdi>{name}</bdi> has saved is kept as a draft of theirs, and they can still
				submit it until someone else has their place.
			</p>
		</Confirm>
	);
}
