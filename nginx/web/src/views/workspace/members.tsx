/** Who belongs to the workspace, and as what. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { roles } from '../../parts/roles.ts';
import { date } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import { say } from '../../store/voice.ts';
import type { member, page } from '../../types.gen.ts';
import { ChangeRole, WhatRolesMay } from './role.tsx';
import { Workspace } from './workspace.tsx';

export function Members() {
	const after = place.current.value.query.get('after');
	const found = useResource(`members ${after} ${may('member.write')}`, (signal) =>
		api.listMembers(after, signal),
	);
	return (
		<Workspace part="Members">
			<Ready of={found} what="the members">
				{(page) => <List found={page} reload={found.reload} />}
			</Ready>
		</Workspace>
	);
}

type asked = { readonly what: 'role' | 'sessions' | 'remove'; readonly whom: member };

function List({ found, reload }: { found: page<member>; reload: () => void }) {
	const [asked, setAsked] = useState<asked | null>(null);
	const [news, setNews] = useState<string | null>(null);
	const { heading, focus } = useHeading();
	const after = place.current.value.query.get('after');
	const owners = found.items.filter((m) => m.role === 'owner');
	/* Said only where all members are seen. */
	const isLastOwner = (m: member): boolean =>
		m.role === 'owner' && owners.length === 1 && after === null && found.next === null;
	const done = (sentence: string): void => {
		setAsked(null);
		setNews(sentence);
		say(sentence);
		focus();
		reload();
	};
	const mine = may('member.write');
	return (
		<section class="listed" aria-labelledby="members-heading">
			<div class="headline">
				<h2 id="members-heading" tabIndex={-1} ref={heading}>
					Members
				</h2>
				{mine && (
					<a class="button main" href="/workspace/invitations">
						Invite someone
					</a>
				)}
			</div>
			{!mine && <p class="hint">Owners and admins invite people, change roles and remove members.</p>}
			{news && <p class="notice good">{news}</p>}
			<table class="table">
				<Heads of={['User name', mine && 'Address', 'Role', 'Since']} acts={mine} />
				<tbody>
					{found.items.map((m) => (
						<Row key={m.id} member={m} isLastOwner={isLastOwner(m)} ask={(what) => setAsked({ what, whom: m })} />
					))}
				</tbody>
			</table>
			<Pager first="/workspace" after={after} next={found.next} of="members" />
			<WhatRolesMay />
			{asked && <Ask asked={asked} close={() => setAsked(null)} done={done} />}
		</section>
	);
}

interface row_props {
	member: member;
	isLastOwner: boolean;
	ask: (what: asked['what']) => void;
}

function Row({ member: m, isLastOwner, ask }: row_props) {
	const who = session.current.value;
	const isMe = m.id === who?.person;
	const mine = may('member.write');
	/* Only an owner makes, unmakes or logs out owners. */
	const isMine = mine && (m.role !== 'owner' || who?.role === 'owner');
	const act = (what: asked['what'], name: string) => (
		<button type="button" class="quiet" onClick={() => ask(what)}>
			{name}
			<span class="unseen"> of {m.username}</span>
		</button>
	);
	return (
		<tr>
			<th scope="row">
				{m.username} {isMe && <span class="badge">You</span>}
			</th>
			{mine && <td data-name="Address">{m.email}</td>}
			<td data-name="Role">{roles[m.role].name}</td>
			<td data-name="Since">{date(m.created_at)}</td>
			{mine && (
				<td class="act">
					{isLastOwner ? (
						<span class="hint">The only owner: a workspace keeps one</span>
					) : !isMine ? (
						<span class="hint">Only owners change owners</span>
					) : (
						<>
							{act('role', 'Change role')}
							{!isMe && act('sessions', 'End sessions')}
							{!isMe && (
								<button type="button" class="quiet" onClick={() => ask('remove')}>
									Remove<span class="unseen"> {m.username}</span>
								</button>
							)}
						</>
					)}
				</td>
			)}
		</tr>
	);
}

interface ask_props {
	asked: asked;
	close: () => void;
	done: (sentence: string) => void;
}

function Ask({ asked: { what, whom }, close, done }: ask_props) {
	const { workspace_name: here } = session.current.value!;
	if (what === 'role') return <ChangeRole member={whom} close={close} done={done} />;
	if (what === 'sessions') {
		return (
			<Confirm
				title={`End the sessions of ${whom.username}`}
				action="End the sessions"
				doing="Ending…"
				run={async () => {
					await api.endMemberSessions(whom.id);
					done(`${whom.username} is logged out of ${here}.`);
				}}
				close={close}
			>
				<p>
					<strong>{whom.username}</strong> is logged out of {here} at once, told by mail, and may log in again.
					Labels that are not saved yet wait on their computer. Their access tokens go on, and so do sessions in other workspaces.
				</p>
			</Confirm>
		);
	}
	return (
		<Confirm
			title={`Remove ${whom.username}`}
			action={`Remove ${whom.username}`}
			doing="Removing…"
			run={async () => {
				await api.removeMember(whom.id);
				done(`${whom.username} was removed from ${here}.`);
			}}
			close={close}
		>
			<p>
				<strong>{whom.username}</strong> loses {here} with the next click: projects, teams, and the access tokens made
				for it. What they have labelled stays. To come back they need another invitation.
			</p>
		</Confirm>
	);
}
