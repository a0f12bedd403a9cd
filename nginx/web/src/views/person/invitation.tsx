/** Someone was invited to a workspace, and opens the mailed link. */
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { type role, roles } from '../../parts/roles.ts';
import * as session from '../../store/session.ts';
import type { acceptance } from '../../types.gen.ts';
import { Gone, useLink } from './mailed.tsx';

/** Kept over the log-in, which is another page of this window. */
let kept = '';

export function Invitation() {
	const { code, end, spend } = useLink<acceptance>(kept);
	kept = code;
	const who = session.current.value;
	if (end?.done) return <Joined workspace={end.done} />;
	if (end || code === '') {
		return (
			<Page title="Invitation" width="narrow">
				<Gone />
				<p>
					Ask whoever invited you for another. <a href="/">Go to your projects</a>
				</p>
			</Page>
		);
	}
	if (!who) return <WhoAreYou />;
	return (
		<Page title="Join the workspace" width="narrow">
			<p>
				You are logged in as <strong>{who.username}</strong>. The address of this account must be the one that
				was invited. You go to the workspace at once; your own stay, and you can go back at any time.
			</p>
			<Form
				fields={[]}
				action="Join"
				doing="Joining…"
				submit={() =>
					spend(async (token) => {
						const joined = await api.acceptInvitation(token);
						await session.moveTo(joined.id);
						return joined;
					})
				}
			/>
		</Page>
	);
}

function WhoAreYou() {
	return (
		<Page title="You are invited" width="narrow">
			<p>Log in with the account of the invited address. You join only when you then say so.</p>
			<p>
				<a class="button main" href="/log-in?next=%2Finvitation">
					Log in
				</a>
			</p>
			<p>
				No account yet? <a href="/sign-up">Sign up</a> with that address, then open the mailed link again.
			</p>
		</Page>
	);
}

const about = (role: role): string => roles[role].about.charAt(0).toLowerCase() + roles[role].about.slice(1);

function Joined({ workspace }: { workspace: acceptance }) {
	return (
		<Page title={`Welcome to ${workspace.name}`} width="narrow">
			<p role="status">
				You belong to it now, as its <strong>{workspace.role}</strong>: {about(workspace.role)}.
			</p>
			<p class="hint">
				The name of the workspace in the bar leads to <a href="/account/workspaces">all of yours</a>.
			</p>
			<p>
				<a class="button main" href="/">
					Go to its projects
				</a>
			</p>
		</Page>
	);
}
