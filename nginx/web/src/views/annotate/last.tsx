import type { last } from './page.tsx';

/** What became of the text before, and the way back to it. */
export function Last({ last }: { last: last | null }) {
	if (!last) return null;
	return (
		<p class="last">
			{last.did === 'submitted' ? 'Submitted' : 'Skipped'}: <bdi>{last.title}</bdi>.{' '}
			<a href={`/label/${last.id}`}>{last.did === 'submitted' ? 'Change it' : 'Take it back'}</a>
		</p>
	);
}
