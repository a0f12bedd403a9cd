/** Where the link at the end of a mail leads that nobody has to get: to look at it changes nothing. */
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { isStatus } from '../../problem.ts';
import type { unsubscription } from '../../types.gen.ts';

export function Unsubscribe({ id }: { id: string }) {
	const found = useResource<unsubscription | 'none'>(`unsubscription ${id}`, async (signal) => {
		try {
			return await api.showUnsubscription(id, signal);
		} catch (thrown) {
			if (isStatus(thrown, 404)) return 'none';
			throw thrown;
		}
	});
	return (
		<Page title="End this mail" width="narrow">
			<Ready of={found} what="what this link ends">
				{(is) => (is === 'none' ? <Nothing /> : is.wanted ? <Ask of={is} end={async () => found.replace(await api.unsubscribe(id))} /> : <Ended of={is} />)}
			</Ready>
		</Page>
	);
}

function Nothing() {
	return (
		<>
			<Flash kind="bad">This link ends nothing: it is not complete, or too old.</Flash>
			<p>
				<a href="/account/mail">Log in</a> to see which mail you get, and to end it.
			</p>
		</>
	);
}

function Ask({ of, end }: { of: unsubscription; end: () => Promise<void> }) {
	return (
		<>
			<p>
				The mail with this link is called “{of.title}”. One press ends it, at once and without a log-in. Mail about your account
				still comes.
			</p>
			<Form fields={[]} action="End this mail" doing="Ending it…" submit={end} />
		</>
	);
}

function Ended({ of }: { of: unsubscription }) {
	return (
		<>
			<p role="status">You get no more mail called “{of.title}”.</p>
			<p>
				You can switch it on again <a href="/account/mail">in your account</a>.
			</p>
		</>
	);
}
