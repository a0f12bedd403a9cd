/** Leads on to the invitation that was opened in this browser and waits for an answer. */
import * as invited from '../../store/invited.ts';

export function Invited() {
	if (invited.code.value === '') return null;
	return (
		<p class="notice">
			You are invited to a workspace. <a href="/invitation">Look at it</a>
		</p>
	);
}
