/** One's own account: who one is here, and how to change what can be changed. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { useHeading } from '../../parts/confirm.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { date } from '../../parts/words.ts';
import type { person } from '../../types.gen.ts';
import { Account } from './account.tsx';
import { emailField, passwordField } from './sign-up.tsx';

export function Profile() {
	const found = useResource('person', (signal) => api.showPerson(signal));
	return (
		<Account part="Profile">
			<Ready of={found} what="your account">
				{(person) => <Facts person={person} />}
			</Ready>
		</Account>
	);
}

type part = 'address' | 'password';

function Facts({ person }: { person: person }) {
	const [open, setOpen] = useState<part | null>(null);
	const [done, setDone] = useState<ComponentChildren>(null);
	const { heading, focus } = useHeading();
	const close = (news: ComponentChildren = null): void => {
		setOpen(null);
		setDone(news);
		focus();
	};
	const change = (which: part) => (
		<button
			type="button"
			aria-expanded={open === which}
			onClick={() => {
				setDone(null);
				setOpen(open === which ? null : which);
			}}
		>
			Change<span class="unseen"> {which}</span>
		</button>
	);
	return (
		<section class="settings" aria-labelledby="profile-heading">
			<h2 class="unseen" id="profile-heading" tabIndex={-1} ref={heading}>
				Profile
			</h2>
			{done && <Flash kind="good">{done}</Flash>}
			<dl>
				<div>
					<dt>User name</dt>
					<dd>
						<span>{person.username}</span>
						<p class="hint">What others see of you, and what you log in with. It stays.</p>
					</dd>
				</div>
				<div>
					<dt>Address</dt>
					<dd>
						<span>{person.email}</span>
						<p class="hint">Where your mail goes. Owners and admins of your workspaces see it.</p>
					</dd>
					<dd class="act">{change('address')}</dd>
					{open === 'address' && <ChangeAddress person={person} close={close} />}
				</div>
				<div>
					<dt>Password</dt>
					<dd>
						<p class="hint">Nobody can show it again: only a hash of it is kept.</p>
					</dd>
					<dd class="act">{change('password')}</dd>
					{open === 'password' && <ChangePassword person={person} close={close} />}
				</div>
				<div>
					<dt>Here since</dt>
					<dd>{date(person.created_at)}</dd>
				</div>
				{person.is_staff && <Staff />}
			</dl>
		</section>
	);
}

/** Whom an operator has named. */
function Staff() {
	return (
		<div>
			<dt>Staff</dt>
			<dd>
				<p>
					<a href="/staff/requests">People’s requests</a> and <a href="/staff/policy">versions of the privacy policy</a>
				</p>
				<p class="hint">The operator has named you to answer them. Two of the staff decide.</p>
			</dd>
		</div>
	);
}

interface props {
	person: person;
	close: (news?: ComponentChildren) => void;
}

const newAddress: field = { ...emailField, label: 'New address', hint: 'We send a link to it' };

function ChangeAddress({ person, close }: props) {
	const submit = async ({ email }: values): Promise<void> => {
		const address = email!.trim();
		await api.askAddress(address);
		close(
			<>
				We have sent a link to <strong>{address}</strong>. Open it within one day: until then{' '}
				<strong>{person.email}</strong> stays your address. We have written to that one, too.
			</>,
		);
	};
	return (
		<dd class="panel">
			<p class="hint">
				Your address changes when the link in that mail is opened. Until then all mail goes to {person.email},
				which is told at once that you asked, and again when it is done.
			</p>
			<Form fields={[newAddress]} action="Send the link" doing="Sending…" submit={submit} cancel={() => close()} />
		</dd>
	);
}

const passwords: readonly field[] = [
	{ name: 'current', label: 'Password until now', type: 'password', autocomplete: 'current-password' },
	{ ...passwordField, label: 'New password' },
];

function ChangePassword({ person, close }: props) {
	const submit = async ({ current, password }: values): Promise<void> => {
		await api.changePassword({ current: current!, password: password! });
		close('Your password is changed. You were logged out everywhere but here, and told by mail.');
	};
	return (
		<dd class="panel">
			<p class="hint">
				You stay logged in here; every other session of yours ends. Access tokens go on. We tell you by mail.
			</p>
			<Form
				fields={passwords}
				action="Change the password"
				doing="Changing…"
				submit={submit}
				cancel={() => close()}
				more={() => <input hidden readOnly name="username" autocomplete="username" value={person.username} />}
			/>
		</dd>
	);
}
