import { Dialog } from '../../parts/dialog.tsx';
import { type field, Form } from '../../parts/form.tsx';
import * as session from '../../store/session.ts';

const fields: readonly field[] = [
	{ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
];

/** Over whatever page asks for it; what was being done goes on by itself. */
export function StepUp() {
	const who = session.current.value;
	if (!session.isStale.value || !who) return null;
	const cancel = (): void => session.settleStale(false);
	return (
		<Dialog title="Type your password again" close={cancel}>
			<p>
				You last typed it more than ten minutes ago, and this is something that nobody else should do for you,{' '}
				<strong>{who.username}</strong>. It is done right after.
			</p>
			<Form
				fields={fields}
				action="Go on"
				doing="Going on…"
				submit={({ password }) => session.authenticate(password!)}
				cancel={cancel}
				more={() => <input hidden readOnly name="username" autocomplete="username" value={who.username} />}
			/>
		</Dialog>
	);
}
