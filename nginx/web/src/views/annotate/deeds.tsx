/** What can be done with a text as a whole. */
import * as api from '../../api.ts';
import { counted } from '../../parts/words.ts';
import { asProblem } from '../../problem.ts';
import { isOnline } from '../../store/online.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { box } from './bench.tsx';
import type { bench } from './open.ts';
import { beside } from './trail.ts';

export interface deeds {
	submit: () => void;
	nothing: () => void;
	skip: () => void;
	older: () => void;
	newer: () => void;
	takeBack: () => void;
	help: () => void;
}

interface page {
	box: (box: box) => void;
	/** Says why something was not done. */
	refuse: (why: string | null) => void;
	again: () => void;
}

const NO_CONNECTION = 'No connection: another text needs one. What is here is kept.';

/** Only the tab that has the text does something with it. */
const ELSEWHERE = 'This text is open in another tab. Choose “Work here instead” first.';

export function deedsOf(bench: bench, { box, refuse, again }: page): deeds {
	const { draft, desk, assignment } = bench;
	const { delivery } = draft;
	const tried = (act: () => Promise<void>) => (): void => {
		refuse(null);
		act().catch((thrown) => refuse(`${asProblem(thrown).message}.`));
	};
	const turn = (which: 'older' | 'newer') =>
		tried(async () => {
			if (!isOnline.peek()) return refuse(NO_CONNECTION);
			const from = place.current.peek();
			const row = await beside(assignment.id, which);
			/* Whoever has gone elsewhere meanwhile stays there. */
			if (place.current.peek() !== from) return;
			if (row) place.go(`/label/${row.id}`);
			else if (which === 'newer') place.go('/label');
			else say('This is the first that you had.');
		});
	const submit = (isNothing: boolean) => (): void => {
		refuse(null);
		if (delivery.isSubmitting.peek()) return;
		const why = refusalOf(bench, isNothing);
		if (why === null) delivery.submit();
		else refuse(why);
	};
	return {
		submit: submit(false),
		nothing: submit(true),
		skip: () => {
			if (draft.isElsewhere.peek()) refuse(ELSEWHERE);
			else if (delivery.state.peek() === 'leased') box('skip');
		},
		older: turn('older'),
		newer: turn('newer'),
		takeBack: tried(async () => {
			if (draft.isElsewhere.peek()) return refuse(ELSEWHERE);
			if (draft.isUnsaved.peek()) await delivery.bring();
			await api.takeBack(assignment.id);
			desk.open.value = null;
			again();
		}),
		help: () => box('help'),
	};
}

/** Why this cannot be submitted; null: it can. The server has the last word. */
function refusalOf({ draft, desk }: bench, isNothing: boolean): string | null {
	if (draft.isElsewhere.peek()) return ELSEWHERE;
	if (draft.delivery.conflict.peek()) return 'There are two versions of these labels. Choose one first.';
	if (draft.delivery.state.peek() === 'skipped') return 'You skipped this text. Take it back first.';
	if (isNothing && !draft.isEmpty) return 'There are labels here. Remove them first, or submit them.';
	if (!isNothing && draft.isEmpty) return 'Nothing is labelled yet. If there is nothing to label, choose “Nothing here”.';
	const known = new Set([...desk.tags, ...desk.choice!.classes].map((l) => l.id));
	const given = [...draft.sheet.all.peek().map((m) => m.tag), ...draft.classes.peek()];
	const gone = given.filter((id) => !known.has(id));
	if (gone.length === 0) return null;
	const nameOf = (id: string): string => desk.paper.retired.find((l) => l.id === id)?.name ?? 'Unknown label';
	const names = [...new Set(gone)].map((id) => `“${nameOf(id)}”`).join(', ');
	return `The schema has no longer ${names}: ${counted(gone.length, 'label')} here. Change or remove what is marked as retired first.`;
}

export function Deeds({ bench, deeds }: { bench: bench; deeds: deeds }) {
	const { delivery, isEmpty, isElsewhere, standing } = bench.draft;
	const state = delivery.state.value;
	const isBusy = delivery.isSubmitting.value;
	const isWaiting = standing.value === 'kept' || standing.value === 'unkept';
	const isDone = state === 'submitted';
	const isOther = isElsewhere.value;
	const isSkipped = state === 'skipped';
	return (
		<div class="deeds" role="group" aria-label="This text">
			<button type="button" onClick={deeds.older} aria-keyshortcuts="<">
				Previous
			</button>
			<button type="button" onClick={deeds.newer} aria-keyshortcuts=">">
				Next
			</button>
			<span class="gap" />
			{!isOther && (isDone || isSkipped) && (
				<button type="button" onClick={deeds.takeBack}>
					Take it back
				</button>
			)}
			{!isOther && state === 'leased' && (
				<button type="button" onClick={deeds.skip} aria-keyshortcuts="!">
					Skip
				</button>
			)}
			{!isOther && !isSkipped && (
				<>
					<button
						type="button"
						onClick={deeds.nothing}
						aria-disabled={isBusy || !isEmpty}
						aria-keyshortcuts="Control+Shift+Enter"
					>
						Nothing here
					</button>
					<button
						type="button"
						class="main"
						onClick={deeds.submit}
						aria-disabled={isBusy}
						aria-keyshortcuts="Control+Enter"
					>
						{isBusy ? (isWaiting ? 'To be submitted' : 'Submitting…') : isDone ? 'Submit the change' : 'Submit and next'}
					</button>
				</>
			)}
		</div>
	);
}
