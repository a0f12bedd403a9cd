/** Where the mailed link leads that takes an erasure back. */
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import type { cancellation } from '../../types.gen.ts';
import { Gone, useLink } from '../person/mailed.tsx';

export function Cancellation() {
	const { end, spend } = useLink<cancellation>();
	if (end?.done)
		return (
			<Page title="Nothing is erased" width="narrow">
				<p role="status">Your account is as it was. Sessions and access tokens have ended: log in, and make tokens anew.</p>
				<p>If it was not you who asked, change your password first thing.</p>
				<p>
					<a class="button main" href="/log-in">
						Log in
					</a>
				</p>
			</Page>
		);
	return (
		<Page title="Keep your account" width="narrow">
			{end ? (
				<>
					<Gone />
					<p>
						If your account was not erased yet, <a href="/log-in">log in</a> to see.
					</p>
				</>
			) : (
				<>
					<p>You asked that your account be erased. One press takes that back.</p>
					<Form fields={[]} action="Keep my account" doing="Taking it back…" submit={() => spend(api.cancelErasure)} />
				</>
			)}
		</Page>
	);
}
