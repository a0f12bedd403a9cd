import { type field, Form, type values } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import * as session from '../../store/session.ts';

const fields: readonly field[] = [
	{ name: 'username', label: 'User name', autocomplete: 'username' },
	{ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
];

export const logIn = ({ username, password }: values): Promise<void> =>
	session.logIn(username!.trim().toLowerCase(), password!);

/** Where it goes on is decided by the address, as for everyone who is logged in. */
export function LogIn() {
	return (
		<Page title="Log in" width="narrow">
			<Form fields={fields} action="Log in" doing="Logging in…" submit={logIn} />
			<p>
				<a href="/reset">Forgot your password?</a>
			</p>
			<p>
				New here? <a href="/sign-up">Sign up</a>
			</p>
		</Page>
	);
}
