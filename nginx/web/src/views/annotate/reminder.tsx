import { counted } from '../../parts/words.ts';
import * as left from '../../store/left.ts';

/** Changes that were made after a submission, and forgotten. `but`: the text that is open. */
export function Reminder({ but = null }: { but?: string | null }) {
	const all = left.mine().filter((l) => l.id !== but);
	if (all.length === 0) return null;
	return (
		<section class="notice bad" aria-labelledby="not-submitted">
			<h2 id="not-submitted">Changes not submitted: {counted(all.length, 'text')}</h2>
			<ul class="unsent">
				{all.map((l) => (
					<li key={l.id}>
						<a href={`/label/${l.id}`}>
							Go on with <bdi>{l.beginning}</bdi>
						</a>
					</li>
				))}
			</ul>
		</section>
	);
}
