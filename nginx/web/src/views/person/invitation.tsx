/** Someone was invited to a workspace, and opens the mailed link. */
import { useEffect, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { type role, roles } from '../../parts/roles.ts';
import { isStatus } from '../../problem.ts';
import * as invited from '../../store/invited.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import type { acceptance } from '../../types.gen.ts';
import { Gone, useLink } from './mailed.tsx';

export function Invitation() {
	/* Answered, it is kept no longer, and this page still tells what came of it. */
	const [kept] = useState(invited.code.value);
	const { code, end, spend } = useLink<acceptance>(kept);
	useEffect(() => {
		if (end) invited.forget();
		else if (code !== '') invited.keep(code);
	}, [code, end]);
	if (end?.done) return <Joined workspace={end.done} />;
	if (end || code === '') return <NoMore />;
	return <Opened code={code} spend={spend} />;
}

function NoMore() {
	return (
		<Page title="Invitation" width="narrow">
			<Gone />
			<p>
				Ask whoever invited you for another. <a href="/">Go to your projects</a>
			</p>
		</Page>
	);
}

interface opened {
	code: string;
	spend: (use: (code: string) => Promise<acceptance>) => Promise<void>;
}

/** Who invites, and to what, is told to whoever holds the link. */
function Opened({ code, spend }: opened) {
	const offer = useResource(code, (signal) => api.showInvitation(code, signal));
	const isGone = offer.problem?.status === 410;
	useEffect(() => {
		if (isGone) invited.forget();
	}, [isGone]);
	if (isGone) return <NoMore />;
	const who = session.current.value;
	return (
		<Page title={who ? 'Join the workspace' : 'You are invited'} width="narrow">
			<Ready of={offer} what="the invitation">
				{(offer) => (
					<>
						<p>
							<strong>{offer.invited_by}</strong> invites you to the workspace{' '}
							<bdi>
								<strong>{offer.workspace_name}</strong>
							</bdi>
							, as its <strong>{offer.role}</strong>: {about(offer.role)}.
						</p>
						{who ? <Yes username={who.username} spend={spend} /> : <WhoAreYou />}
					</>
				)}
			</Ready>
		</Page>
	);
}

function Yes({ username, spend }: Pick<opened, 'spend'> & { username: string }) {
	return (
		<>
			<p>
				You are logged in as <strong>{username}</strong>. The address of this account must be the one that was invited.
				You go to the workspace at once; your own stay, and you can go back at any time.
			</p>
			<Form
				fields={[]}
				action="Join"
				doing="Joining…"
				submit={() => spend(join)}
				cancel={() => {
					invited.forget();
					place.go('/');
				}}
			/>
		</>
	);
}

async function join(token: string): Promise<acceptance> {
	try {
		const joined = await api.acceptInvitation(token);
		await session.moveTo(joined.id);
		return joined;
	} catch (thrown) {
		/* Another's: whoever logs in here next need not be led to it. */
		if (isStatus(thrown, 403)) invited.forget();
		throw thrown;
	}
}

function WhoAreYou() {
	return (
		<>
			<p>Log in with the account of the invited address. You join only when you then say so.</p>
			<p>
				<a class="button main" href="/log-in?next=%2Finvitation">
					Log in
				</a>
			</p>
			<p>
				No account yet? <a href="/sign-up">Sign up</a> with that address. This browser keeps the invitation until you
				have logged in.
			</p>
		</>
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
