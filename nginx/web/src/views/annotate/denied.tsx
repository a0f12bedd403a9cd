import { Empty } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import * as session from '../../store/session.ts';

/** For those whose role does not label. */
export function Denied({ title }: { title: string }) {
	return (
		<Page title={title}>
			<Empty>
				<h2>Labelling is not for your role</h2>
				<p>
					In this workspace you are “{session.current.value?.role ?? 'nobody'}”. Whoever manages its members can
					give you another role.
				</p>
			</Empty>
		</Page>
	);
}
