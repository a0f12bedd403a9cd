/** What a member is: chosen with what each role may do beside it. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Radios } from '../../parts/choice.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { abilities, type role, roleMay, roleNames, roles, scopes } from '../../parts/roles.ts';
import { isStatus, Problem } from '../../problem.ts';
import * as session from '../../store/session.ts';
import type { member } from '../../types.gen.ts';

/** Those that the person may give: only an owner makes owners. */
export const givable = (): { value: role; name: string; about: string }[] =>
	roleNames
		.filter((r) => r !== 'owner' || session.current.value?.role === 'owner')
		.map((r) => ({ value: r, ...roles[r] }));

interface props {
	member: member;
	close: () => void;
	done: (sentence: string) => void;
}

export function ChangeRole({ member, close, done }: props) {
	const [latest, setLatest] = useState(member);
	const [chosen, setChosen] = useState<role>(member.role);
	const isMe = member.id === session.current.value?.person;
	const lost = isMe ? scopes.filter((s) => roleMay(latest.role, s) && !roleMay(chosen, s)) : [];
	const submit = async (): Promise<void> => {
		if (chosen === latest.role) return close();
		try {
			await api.changeRole(latest, chosen);
		} catch (thrown) {
			if (!isStatus(thrown, 412)) throw thrown;
			throw await met(thrown);
		}
		if (isMe) await session.refresh();
		done(`${member.username} is ${roles[chosen].name.toLowerCase()} now.`);
	};
	/** Somebody else was first: theirs is told, and saving again puts this one in its place. */
	const met = async (stale: Problem): Promise<Problem> => {
		const theirs = (await api.listAllMembers()).find((m) => m.id === member.id);
		if (!theirs) return new Problem(404, 'not-found', `${member.username} was removed meanwhile`);
		setLatest(theirs);
		return stale.saying(
			`Someone has made ${member.username} ${roles[theirs.role].name.toLowerCase()} first. ` +
				`Save again to make them ${roles[chosen].name.toLowerCase()}, or cancel to leave it`,
		);
	};
	return (
		<Dialog title={`Role of ${member.username}`} close={close}>
			<Form
				fields={[]}
				action={lost.length > 0 ? 'Give up that role' : 'Save'}
				doing="Saving…"
				submit={submit}
				cancel={close}
				more={() => (
					<>
						<Radios label="Role" options={givable()} value={chosen} change={setChosen} />
						<p class="hint">It counts from the next click on, and for access tokens, too.</p>
						{lost.length > 0 && (
							<div class="notice bad" role="status">
								<p>This is your own role. You will not be able to do this any more, nor to take it back yourself:</p>
								<ul class="dots">
									{lost.map((s) => (
										<li key={s}>{abilities[s]}</li>
									))}
								</ul>
							</div>
						)}
					</>
				)}
			/>
		</Dialog>
	);
}

export function WhatRolesMay() {
	return (
		<details class="roles">
			<summary>What each role may do</summary>
			<dl>
				{roleNames.map((r) => (
					<div key={r}>
						<dt>{roles[r].name}</dt>
						<dd>{roles[r].about}</dd>
					</div>
				))}
			</dl>
			<div class="scroll" tabIndex={0} role="region" aria-label="Roles and what they may do">
				<table class="matrix">
					<thead>
						<tr>
							<td />
							{roleNames.map((r) => (
								<th key={r} scope="col">
									{roles[r].name}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{scopes.map((s) => (
							<tr key={s}>
								<th scope="row">{abilities[s]}</th>
								{roleNames.map((r) => (
									<td key={r}>
										<span aria-hidden="true">{roleMay(r, s) ? '✓' : '·'}</span>
										<span class="unseen">{roleMay(r, s) ? 'yes' : 'no'}</span>
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</details>
	);
}
