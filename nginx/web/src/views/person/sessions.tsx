/** Where one is logged in. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { moment } from '../../parts/words.ts';
import { orGone } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { session_item } from '../../types.gen.ts';
import { Account } from './account.tsx';

export function Sessions() {
	const found = useResource('sessions', (signal) => api.listSessions(signal));
	return (
		<Account part="Sessions">
			<Ready of={found} what="your sessions">
				{(sessions) => <List sessions={sessions} change={found.change} />}
			</Ready>
		</Account>
	);
}

interface props {
	sessions: readonly session_item[];
	change: resource<session_item[]>['change'];
}

function List({ sessions, change }: props) {
	const [asked, setAsked] = useState<session_item | 'others' | null>(null);
	const { heading, focus } = useHeading();
	const others = sessions.filter((s) => !s.current).sort((a, b) => b.seen_at.localeCompare(a.seen_at));
	const shown = [...sessions.filter((s) => s.current), ...others];
	const end = async (): Promise<void> => {
		const gone = asked === 'others' ? others : others.filter((s) => s === asked);
		await (asked === 'others' ? api.endOtherSessions() : orGone(api.endSession(gone[0]!.id)));
		change((now) => now.filter((s) => !gone.includes(s)));
		setAsked(null);
		focus();
		say(gone.length === 1 ? 'The session has ended.' : `${gone.length} sessions have ended.`);
	};
	return (
		<section class="listed" aria-labelledby="sessions-heading">
			<div class="headline">
				<h2 id="sessions-heading" tabIndex={-1} ref={heading}>
					Where you are logged in
				</h2>
				{others.length > 0 && (
					<button type="button" onClick={() => setAsked('others')}>
						End all others
					</button>
				)}
			</div>
			<p class="hint">
				Each log-in is a session. It ends seven days after it began, or when it was not used for twelve hours.{' '}
				{others.length > 0 ? (
					<>
						If one of them is not yours, end all others and <a href="/account">change your password</a>.
					</>
				) : (
					'You are logged in nowhere else.'
				)}
			</p>
			<table class="table">
				<Heads of={['Browser', 'Began', 'Last used', 'Ends']} acts />
				<tbody>
					{shown.map((s) => (
						<Row key={s.id} session={s} ask={() => setAsked(s)} />
					))}
				</tbody>
			</table>
			{asked && (
				<Confirm
					title={asked === 'others' ? 'End all other sessions' : 'End this session'}
					action={asked === 'others' ? 'End all others' : 'End the session'}
					doing="Ending…"
					run={end}
					close={() => setAsked(null)}
				>
					<p>
						{asked === 'others'
							? `You are logged out everywhere but here (${others.length}).`
							: `Whoever uses the session that began on ${moment(asked.created_at)} (${browserOf(asked)}) is logged out.`}{' '}
						What was not saved there is lost.
					</p>
				</Confirm>
			)}
		</section>
	);
}

/** As the server has understood it: no more is kept of what a browser says of itself. */
const browserOf = ({ browser }: session_item): string => browser ?? 'Unknown browser';

function Row({ session, ask }: { session: session_item; ask: () => void }) {
	const began = moment(session.created_at);
	return (
		<tr>
			<th scope="row">
				{browserOf(session)} {session.current && <span class="badge">This session</span>}
			</th>
			<td data-name="Began">{began}</td>
			<td data-name="Last used">{moment(session.seen_at)}</td>
			<td data-name="Ends">{moment(session.expires_at)}</td>
			<td class="act">
				{!session.current && (
					<button type="button" class="quiet" onClick={ask}>
						End<span class="unseen"> the session of {began}</span>
					</button>
				)}
			</td>
		</tr>
	);
}
