import { counted } from '../../parts/words.ts';
import type { Marks } from '../../store/marks.ts';

/** Whether the server has what is on the screen: said only when it has said so itself. */
export function Saved({ marks }: { marks: Marks }) {
	const failed = marks.failed.value.size;
	const saving = marks.saving.value;
	const problem = marks.problem.value;
	return (
		<div class={`saved ${failed > 0 ? 'bad' : saving > 0 ? 'busy' : 'good'}`}>
			<span role="status">
				{failed > 0
					? `Not saved: ${counted(failed, 'change')}. ${problem?.flaws[0]?.detail ?? problem?.message ?? ''}`
					: saving > 0
						? 'Saving…'
						: 'Saved'}
			</span>
			{failed > 0 && (
				<button type="button" class="main" onClick={() => marks.retry()}>
					Retry
				</button>
			)}
		</div>
	);
}
