/** Two of the staff say what a version is, and from when it is in force: one proposes, another says the same. */
import { useState } from 'preact/hooks';
import { decideVersion } from '../../api/staff_policy.ts';
import { Radios } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Form } from '../../parts/form.tsx';
import { asProblem, Problem } from '../../problem.ts';
import type { staff_policy_item, staff_policy_proposal } from '../../types.gen.ts';
import { kinds, wordsOf } from './words.ts';

interface props {
	of: staff_policy_item;
	done: (now: staff_policy_item) => void;
}

/** Thirty days, and a week for whoever is the second. */
const USUAL_MS = 37 * 86_400_000;

/** The day as the browser's own input has it: "2027-01-03", in UTC. */
const inputOf = (iso: string): string => iso.slice(0, 10);

export function Decide({ of, done }: props) {
	const proposal = of.proposals[0];
	if (!proposal) return <Propose of={of} done={done} />;
	return (
		<>
			<p>
				{proposal.is_mine ? 'You propose' : 'Someone proposes'}: {wordsOf(proposal)}.{' '}
				{proposal.is_mine ? 'Somebody else of the staff has to say the same.' : 'If you say the same, it is announced at once.'}
			</p>
			{!proposal.is_mine && <Second of={of} proposal={proposal} done={done} />}
			<details class="panel">
				<summary>Propose something else</summary>
				<Propose of={of} done={done} />
			</details>
		</>
	);
}

function Propose({ of, done }: props) {
	const proposal = of.proposals[0];
	const [kind, setKind] = useState(proposal?.class ?? of.suggested_class);
	const day = inputOf(proposal?.effective_from ?? new Date(Date.now() + USUAL_MS).toISOString());
	return (
		<Form
			fields={[
				{
					name: 'effective_from',
					label: 'Day it takes effect',
					ask: 'Enter the day it takes effect',
					hint: 'It begins at midnight UTC. There must be thirty days between when the second of you says so and this day, thirty-one if it is material',
					type: 'date',
					value: day,
				},
			]}
			action="Propose"
			doing="Proposing…"
			submit={async ({ effective_from }) => done(await decideVersion({ number: of.number, class: kind, effective_from: `${effective_from}T00:00:00Z` }))}
			before={() => <Radios label="What kind of change is it?" options={kinds} value={kind} change={setKind} />}
		/>
	);
}

/** What is confirmed is what they have read, to the letter. */
function Second({ of, proposal, done }: props & { proposal: staff_policy_proposal }) {
	const [isAsking, setAsking] = useState(false);
	const { effective_from, class: kind } = proposal;
	const confirm = async (): Promise<void> => {
		const now = await decideVersion({ number: of.number, class: kind, effective_from }).catch((thrown) => {
			const problem = asProblem(thrown);
			throw problem.at('#/effective_from') ? new Problem(422, problem.slug, 'That day is too near by now: propose a later one') : problem;
		});
		setAsking(false);
		done(now);
	};
	return (
		<div class="buttons">
			<button type="button" class="main" onClick={() => setAsking(true)}>
				Say the same
			</button>
			{isAsking && (
				<Confirm title={`Announce version ${of.number}?`} action="Announce it" doing="Announcing…" run={confirm} close={() => setAsking(false)}>
					<p>
						It is {wordsOf(proposal)}. Whoever has an account is told on the pages{kind === 'material' && ', and by mail'}.
						{kind === 'material' && ' Whoever is about to log in or sign up is told, too.'}
					</p>
					<p>This cannot be taken back.</p>
				</Confirm>
			)}
		</div>
	);
}
