import type { Draft, standing } from '../../store/draft.ts';

const kinds: Readonly<Record<standing, 'good' | 'busy' | 'bad'>> = {
	saved: 'good',
	saving: 'busy',
	kept: 'bad',
	unkept: 'bad',
	refused: 'bad',
	conflict: 'bad',
};

/** Whether the server has what is on the screen: said only when it has said so itself. */
export function Standing({ draft, isDraft }: { draft: Draft; isDraft: boolean }) {
	const { delivery } = draft;
	if (draft.isElsewhere.value) return <ReadOnly />;
	const now = draft.standing.value;
	const isTroubled = now === 'kept' || now === 'unkept' || now === 'refused';
	return (
		<div class={`saved ${kinds[now]}`}>
			<span role="status">{sentence(draft, isDraft)}</span>
			{isTroubled && (
				<button type="button" class="main" onClick={() => void delivery.bring()}>
					Try now
				</button>
			)}
		</div>
	);
}

const ReadOnly = () => (
	<div class="saved busy">
		<span role="status">Only to be read here</span>
	</div>
);

function sentence({ delivery, standing }: Draft, isDraft: boolean): string {
	const isSubmitting = delivery.isSubmitting.value;
	const what = isSubmitting ? 'submitted' : 'saved';
	switch (standing.value) {
		case 'saving':
			return isSubmitting ? 'Submitting…' : 'Saving…';
		case 'kept':
			return `Not ${what} yet, kept on this computer`;
		case 'unkept':
			return `Not ${what} yet: keep this page open`;
		case 'refused':
			return `Not saved: ${delivery.problem.value?.message ?? ''}`;
		case 'conflict':
			return 'Not saved: labelled elsewhere, too';
		default:
			if (delivery.state.value !== 'submitted') return 'Saved';
			return isDraft ? 'Saved, the change is not submitted' : 'Submitted';
	}
}
