import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import * as session from '../../store/session.ts';
import type { confirmation } from '../../types.gen.ts';
import { Gone, LookIntoYourMail, NowLogIn, useLink } from './mailed.tsx';
import { emailField, passwordField } from './sign-up.tsx';

const asked: readonly field[] = [{ ...emailField, hint: 'We send you a link that sets a new password' }];
const set: readonly field[] = [{ ...passwordField, label: 'New password' }];

export function Reset() {
	const { code, end, spend } = useLink<confirmation>();
	if (end?.done) {
		return (
			<NowLogIn title="Your password is set" username={end.done.username}>
				It is the password of <strong>{end.done.username}</strong> from now on. You were logged out
				everywhere.
			</NowLogIn>
		);
	}
	if (end) return <Ask isGone={code !== ''} />;
	const submit = ({ password }: values): Promise<void> =>
		spend(async (token) => {
			const done = await api.resetPassword({ token, password: password! });
			/* The session of this window may be one of those that have ended. */
			if (session.current.value) await session.load();
			return done;
		});
	return (
		<Page title="Set a new password" width="narrow">
			<Form fields={set} action="Set the password" doing="Setting…" submit={submit} />
		</Page>
	);
}

function Ask({ isGone }: { isGone: boolean }) {
	const [address, setAddress] = useState<string | null>(null);
	if (address !== null) {
		return (
			<LookIntoYourMail again={() => setAddress(null)}>
				If <strong>{address}</strong> is the address of an account, we have sent a link to it. The link
				works once, within ten minutes; your user name is in the mail, too.
			</LookIntoYourMail>
		);
	}
	const submit = async ({ email }: values): Promise<void> => {
		await api.askReset(email!.trim());
		setAddress(email!.trim());
	};
	return (
		<Page title="Forgotten password" width="narrow">
			{isGone && <Gone />}
			<Form
				fields={asked}
				action={isGone ? 'Send another link' : 'Send the link'}
				doing="Sending…"
				submit={submit}
			/>
			<p>
				Do you know it after all? <a href="/log-in">Log in</a>
			</p>
		</Page>
	);
}
