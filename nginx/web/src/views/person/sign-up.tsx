import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { Ahead } from '../legal/ahead.tsx';
import { LookIntoYourMail } from './mailed.tsx';

export const emailField: field = {
	name: 'email',
	label: 'E-mail',
	ask: 'Enter your e-mail',
	hint: 'We send you a link to confirm it',
	type: 'email',
	autocomplete: 'email',
};

export const passwordField: field = {
	name: 'password',
	label: 'Password',
	ask: 'Enter a password',
	hint: 'At least 15 characters, of any kind: a sentence is good, without your user name and address in it',
	type: 'password',
	autocomplete: 'new-password',
};

const fields: readonly field[] = [
	{
		name: 'username',
		label: 'User name',
		ask: 'Enter a user name',
		hint: 'What others see of you: 3 to 32 of a to z, 0 to 9, _ and -',
		autocomplete: 'username',
	},
	emailField,
	passwordField,
];

export function SignUp() {
	const [address, setAddress] = useState<string | null>(null);
	if (address !== null) {
		return (
			<LookIntoYourMail again={() => setAddress(null)}>
				We have sent a link to <strong>{address}</strong>. Open it within one day to confirm that the address is
				yours; then you can log in. If that address has an account already, the mail says so.
			</LookIntoYourMail>
		);
	}
	const submit = async ({ username, email, password }: values): Promise<void> => {
		await api.signUp({
			username: username!.trim().toLowerCase(),
			email: email!.trim(),
			password: password!,
		});
		setAddress(email!.trim());
	};
	return (
		<Page title="Sign up" width="narrow">
			<p class="lead">Mark what matters in texts, alone or as a team.</p>
			<p class="hint">
				The <a href="/legal/privacy">privacy policy</a> says what is kept about you, and why.
			</p>
			<Form fields={fields} action="Sign up" doing="Signing up…" submit={submit} />
			<p>
				Do you have an account? <a href="/log-in">Log in</a>
			</p>
			<Ahead />
		</Page>
	);
}
