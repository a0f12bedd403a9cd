import { counted } from '../../parts/words.ts';
import type { Marks } from '../../store/marks.ts';

/** Whether the server has what is on the screen: said only when it has said so itself. */
export function Saved({ marks }: { marks: Marks }) {
	const failed = marks.failed.value.size;
	const saving = marks.saving.value;
	const isLoaded = marks.isLoaded.value;
	const problem = marks.problem.value;
	const kind = failed > 0 ? 'bad' : saving > 0 || !isLoaded ? 'busy' : 'good';
	return (
		<div class={`saved ${kind}`}>
			<span role="status">
				{failed > 0
					? `Not saved: ${counted(failed, 'change')}. ${problem?.flaws[0]?.detail ?? problem?.message ?? ''}`
					: saving > 0
						? 'Saving…'
						: isLoaded
							? 'Saved'
							: 'Loading marks…'}
			</span>
			{failed > 0 && (
				<button type="button" class="main" onClick={() => marks.retry()}>
					Retry
				</button>
			)}
		</div>
	);
}
