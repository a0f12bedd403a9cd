import { useState } from 'preact/hooks';
import { Flash } from '../../parts/notice.tsx';
import type { Draft } from '../../store/draft.ts';
import { isOnline } from '../../store/online.ts';
import { Paused } from './held.tsx';
import type { bench } from './open.ts';
import { TwoVersions } from './versions.tsx';

interface props {
	bench: bench;
	again: () => void;
	/** Why what was tried last was not done. */
	refusal: string | null;
	refuse: (why: string | null) => void;
	/** Take the text from the tab that has it. */
	take: () => Promise<void>;
}

/** What a person must know of this text before they go on. */
export function Notices({ bench, again, refusal, refuse, take }: props) {
	const { draft, isOlder, assignment } = bench;
	const { state, late, conflict, isOutdated } = draft.delivery;
	return (
		<>
			{conflict.value && !draft.isElsewhere.value && <TwoVersions bench={bench} theirs={conflict.value} again={again} />}
			{state.value === 'skipped' && <Flash kind="bad">You skipped this text. Take it back to label it after all.</Flash>}
			{state.value === 'lost' && late.value === null && (
				<Flash kind="bad">
					This text is not in your hands any more: its time ran out, you gave it back, or a manager did. You can submit it as long as
					nobody else has the place.
				</Flash>
			)}
			{late.value !== null && <Late why={late.value} />}
			{isOutdated.value && <Outdated version={null} again={again} />}
			{!isOutdated.value && isOlder && <Outdated version={assignment.schema_version} again={again} />}
			<Paused bench={bench} refuse={refuse} />
			<Waiting draft={draft} />
			{draft.isElsewhere.value && <Elsewhere take={take} />}
			{refusal !== null && <Flash kind="bad">{refusal}</Flash>}
		</>
	);
}

/** It was submitted, and the server cannot be told. */
function Waiting({ draft }: { draft: Draft }) {
	const now = draft.standing.value;
	if (!draft.delivery.isSubmitting.value || (now !== 'kept' && now !== 'unkept')) return null;
	const what = isOnline.value ? 'The server cannot be reached' : 'No connection';
	const where = now === 'kept' ? 'this is kept here and submitted' : 'keep this page open: this is submitted';
	return <Flash kind="bad">{`${what}: ${where} when it is back. The next text needs a connection.`}</Flash>;
}

/** One tab labels, the others show. */
function Elsewhere({ take }: { take: () => Promise<void> }) {
	const [isAsked, setAsked] = useState(false);
	const ask = (): void => {
		if (isAsked) return;
		setAsked(true);
		void take().finally(() => setAsked(false));
	};
	return (
		<div class="notice bad elsewhere" role="status">
			<p>{isAsked ? 'The other tab saves first what is labelled there…' : 'This text is open in another tab.'}</p>
			<button type="button" onClick={ask} aria-disabled={isAsked}>
				Work here instead
			</button>
		</div>
	);
}

/** Nothing is lost by it, and it has to be known. */
function Late({ why }: { why: string }) {
	return (
		<div class="notice bad" role="alert">
			<p>{`Not submitted: ${why}.`}</p>
			<p>
				<a href="/label">Go on with another text</a>
			</p>
		</div>
	);
}

function Outdated({ version, again }: { version: number | null; again: () => void }) {
	if (version !== null)
		return (
			<Flash kind="good">
				{`The labels have changed since you began with this text. Version ${version} is shown; what you gave before is still there.`}
			</Flash>
		);
	return (
		<div class="notice bad" role="alert">
			<p>Someone has changed the labels that can be given. What you gave so far stays.</p>
			<button type="button" onClick={again}>
				Show the new labels
			</button>
		</div>
	);
}
