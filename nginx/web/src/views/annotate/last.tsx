import type { last } from './page.tsx';

/** What became of the text before, and the way back to it. */
export function Last({ last }: { last: last | null }) {
	/* Its place is kept, so that the text does not move when there is something to say. */
	if (!last) return <p class="last" />;
	return (
		<p class="last">
			{last.did === 'submitted' ? 'Submitted' : 'Skipped'}: <bdi>{last.title}</bdi>.{' '}
			<a href={`/label/${last.id}`}>{last.did === 'submitted' ? 'Change it' : 'Take it back'}</a>
		</p>
	);
}
