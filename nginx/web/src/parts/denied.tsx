/** A page, or a part of one, that the person's role does not allow. */
import * as session from '../store/session.ts';

export function Denied({ what }: { what: string }) {
	return (
		<div class="notice" role="note">
			<p>
				You may not {what}: that is not for the role of {session.current.value?.role ?? 'nobody'} in this
				workspace.
			</p>
			<a href="/">Go to where you may work</a>
		</div>
	);
}
