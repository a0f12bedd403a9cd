/** Right after one has asked to be erased: until when that can be taken back, and where it will be certified. */
import { Page } from '../../parts/page.tsx';
import { moment } from '../../parts/words.ts';
import * as frozen from '../../store/frozen.ts';

export function Frozen() {
	const asked = frozen.asked.value;
	if (!asked)
		return (
			<Page title="Nothing was asked for here" width="narrow">
				<p>
					If you have asked to be erased, the mail that you got says how to take it back. <a href="/log-in">Log in</a>
				</p>
			</Page>
		);
	const address = `${window.location.origin}/api/privacy/certificates/${asked.certificate}`;
	return (
		<Page title="Your account is frozen" width="narrow">
			<p role="status">
				You are logged out everywhere. On <time dateTime={asked.ends_at}>{moment(asked.ends_at)}</time> what is about you is
				removed.
			</p>
			<p>If you change your mind, open the link that we mailed to you before then.</p>
			<p>
				What was done is certified afterwards at <a href={address}>{address}</a>. Keep that address: we will not know whose it
				was.
			</p>
		</Page>
	);
}
