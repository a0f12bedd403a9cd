import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import * as session from '../../store/session.ts';
import { logIn } from './log-in.tsx';

/** Over whatever page the session was lost on, so that nothing on it is lost. */
export function LogInAgain() {
	const who = session.current.value;
	if (!session.isLost.value || !who) return null;
	return (
		<Dialog title="Please log in again" close={() => session.settle(false)}>
			<p>Your session has ended. This page stays as it is, and what was being saved is saved then.</p>
			<Form
				fields={[
					{ name: 'username', label: 'User name', autocomplete: 'username', value: who.username },
					{
						name: 'password',
						label: 'Password',
						type: 'password',
						autocomplete: 'current-password',
					},
				]}
				action="Log in"
				doing="Logging in…"
				submit={logIn}
			/>
		</Dialog>
	);
}
