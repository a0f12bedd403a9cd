/** Who was invited to the workspace and has not answered. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Select } from '../../parts/choice.tsx';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Denied } from '../../parts/denied.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Flash } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { type role, roles } from '../../parts/roles.ts';
import { moment } from '../../parts/words.ts';
import { orGone } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { invitation } from '../../types.gen.ts';
import { givable } from './role.tsx';
import { Workspace } from './workspace.tsx';

export function Invitations() {
	return (
		<Workspace part="Invitations">
			{may('member.write') ? <Known /> : <Denied need="member.write" what="invite people and see who was invited" />}
		</Workspace>
	);
}

function Known() {
	const found = useResource('invitations', (signal) => api.listInvitations(signal));
	return (
		<Ready of={found} what="the invitations">
			{(invitations) => <List invitations={invitations} change={found.change} />}
		</Ready>
	);
}

interface props {
	invitations: readonly invitation[];
	change: resource<invitation[]>['change'];
}

function List({ invitations, change }: props) {
	const [asked, setAsked] = useState<invitation | null>(null);
	const { heading, focus } = useHeading();
	const takeBack = async (): Promise<void> => {
		await orGone(api.takeBackInvitation(asked!.id));
		change((now) => now.filter((i) => i !== asked));
		setAsked(null);
		focus();
		say('The invitation was taken back.');
	};
	return (
		<>
			{/* A second one to the same address makes the first void. */}
			<Invite sent={(one) => change((now) => [...now.filter((i) => i.email !== one.email), one])} />
			<section class="listed" aria-labelledby="invitations-heading">
				<h2 id="invitations-heading" tabIndex={-1} ref={heading}>
					Not answered yet
				</h2>
				{invitations.length === 0 ? (
					<Empty>
						<p>Nobody has an invitation to answer. One is good for seven days, and no longer than until a backup is restored.</p>
					</Empty>
				) : (
					<Table invitations={invitations} ask={setAsked} />
				)}
			</section>
			{asked && (
				<Confirm
					title="Take the invitation back"
					action="Take it back"
					doing="Taking it back…"
					run={takeBack}
					close={() => setAsked(null)}
				>
					<p>
						The link that was mailed to <strong>{asked.email}</strong> will not work any more. You can invite them
						again.
					</p>
				</Confirm>
			)}
		</>
	);
}

const fields: readonly field[] = [
	{
		name: 'email',
		label: 'Address',
		hint: 'They join with an account of this very address; whoever has none signs up with it',
		type: 'email',
	},
];

function Invite({ sent }: { sent: (now: invitation) => void }) {
	const [role, setRole] = useState<role>('annotator');
	const [last, setLast] = useState<invitation | null>(null);
	const submit = async ({ email }: values): Promise<void> => {
		setLast(null);
		const now = await api.invite({ email: email!.trim(), role });
		sent(now);
		setLast(now);
	};
	return (
		<section class="panel invite" aria-labelledby="invite-heading">
			<h2 id="invite-heading">Invite someone</h2>
			{/* Another form for the next one: its field is empty. */}
			<Form
				key={last?.id ?? 'first'}
				fields={fields}
				action="Send the invitation"
				doing="Sending…"
				submit={submit}
				more={() => (
					<Select label="Role" hint={roles[role].about} options={givable()} value={role} change={setRole} />
				)}
			/>
			{last && (
				<Flash kind="good">
					We have mailed a link to <strong>{last.email}</strong>. It works once, within seven days (until{' '}
					{moment(last.expires_at)}), and for that address alone.
				</Flash>
			)}
		</section>
	);
}

function Table({ invitations, ask }: { invitations: readonly invitation[]; ask: (i: invitation) => void }) {
	return (
		<table class="table">
			<Heads of={['Address', 'Role', 'Sent', 'Good until']} acts />
			<tbody>
				{[...invitations].reverse().map((i) => (
					<tr key={i.id}>
						<th scope="row">{i.email}</th>
						<td data-name="Role">{roles[i.role].name}</td>
						<td data-name="Sent">{moment(i.created_at)}</td>
						<td data-name="Good until">{moment(i.expires_at)}</td>
						<td class="act">
							<button type="button" class="quiet" onClick={() => ask(i)}>
								Take back<span class="unseen"> the invitation of {i.email}</span>
							</button>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
