/** A page that the person's role may not see says so. */
import { Page } from '../../parts/page.tsx';

export function Denied({ title, what }: { title: string; what: string }) {
	return (
		<Page title={title}>
			<div class="notice" role="alert">
				<p>{what} Ask someone who manages this workspace.</p>
				<a href="/label">Go to what you can label</a>
			</div>
		</Page>
	);
}
