import { useEffect, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';

/**
 * The link's code comes after the #, which no server log sees; it leaves the
 * address bar at once. Only the button spends it: programs that look through
 * mails open links, too.
 */
export function Confirm() {
	const [code] = useState(place.current.value.hash);
	const [username, setUsername] = useState<string | null>(null);
	const [isGone, setGone] = useState(code === '');
	useEffect(() => window.history.replaceState(null, '', '/confirm'), []);
	const submit = async (): Promise<void> => {
		try {
			setUsername((await api.confirm(code)).username);
		} catch (thrown) {
			if (!(thrown instanceof Problem) || (thrown.status !== 410 && thrown.status !== 422))
				throw thrown;
			setGone(true);
		}
	};
	if (username !== null) return <Confirmed username={username} />;
	return (
		<Page title="Confirm your address" width="narrow">
			{isGone ? (
				<>
					<Flash kind="bad">This link was used already, is too old or is not complete.</Flash>
					<p>
						If you have confirmed your address, <a href="/log-in">log in</a>. Otherwise{' '}
						<a href="/sign-up">sign up again</a>.
					</p>
				</>
			) : (
				<>
					<p>One step is left: say that this is your address.</p>
					<Form fields={[]} action="Confirm my address" doing="Confirming…" submit={submit} />
				</>
			)}
		</Page>
	);
}

function Confirmed({ username }: { username: string }) {
	return (
		<Page title="Your address is confirmed" width="narrow">
			<p role="status">
				Welcome, <strong>{username}</strong>. Your account is ready.
			</p>
			<p>
				<a class="button main" href="/log-in">
					Log in
				</a>
			</p>
		</Page>
	);
}
