import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import * as confirmed from '../../store/confirmed.ts';
import * as session from '../../store/session.ts';
import type { confirmation } from '../../types.gen.ts';
import { Gone, NowLogIn, useLink } from './mailed.tsx';

async function confirm(code: string): Promise<confirmation> {
	const done = await api.confirm(code);
	confirmed.keep({ code, username: done.username });
	return done;
}

export function Confirm() {
	const { code, end, spend } = useLink<confirmation>();
	const kept = confirmed.find();
	/* Loaded anew, or opened again: what was done is still so. */
	const done = end?.done ?? (kept && (code === '' || code === kept.code) ? kept : null);
	if (done) {
		return (
			<NowLogIn title="Your address is confirmed" username={done.username}>
				Welcome, <strong>{done.username}</strong>. This is your user name, with which you log in; your account has
				the address that you confirmed.
			</NowLogIn>
		);
	}
	return (
		<Page title="Confirm your address" width="narrow">
			{end ? (
				<>
					<Gone />
					{session.current.value ? (
						<p>
							See on <a href="/account">your account</a> which address it has, and ask for another link there.
						</p>
					) : (
						<p>
							If you have confirmed your address, <a href="/log-in">log in</a>. Otherwise{' '}
							<a href="/sign-up">sign up again</a>.
						</p>
					)}
				</>
			) : (
				<>
					<p>One step is left: say that this is your address.</p>
					<Form
						fields={[]}
						action="Confirm my address"
						doing="Confirming…"
						submit={() => spend(confirm)}
					/>
				</>
			)}
		</Page>
	);
}
