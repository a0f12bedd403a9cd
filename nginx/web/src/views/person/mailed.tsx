/** What signing up and a forgotten password have in common: a link is mailed, and opened. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Flash } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';

/** How it ended with a code: what it brought, or null when it is good for nothing. */
interface end<T> {
	readonly code: string;
	readonly done: T | null;
}

/**
 * The link's code comes after the #, which no server log sees; it leaves the
 * address bar at once. Only a button spends it: programs that look through
 * mails open links, too. kept: the code of a link that was opened before.
 */
export function useLink<T>(kept = '') {
	const code = useCode() || kept;
	const [last, setLast] = useState<end<T>>({ code: '', done: null });
	const spend = async (use: (code: string) => Promise<T>): Promise<void> => {
		try {
			setLast({ code, done: await use(code) });
		} catch (thrown) {
			if (!(thrown instanceof Problem) || (thrown.status !== 410 && !thrown.at('#/token'))) throw thrown;
			setLast({ code, done: null });
		}
	};
	return { code, end: last.code === code ? last : null, spend };
}

/** Follows the address: the link may be opened in the very window that waits for it. */
function useCode(): string {
	const here = place.current.value;
	const code = useRef('');
	/* "Skip to the page" leads to a place on it, and is no code. */
	if (here.hash !== '' && !document.getElementById(here.hash)) code.current = here.hash;
	useEffect(() => window.history.replaceState(null, '', here.path), [here]);
	return code.current;
}

export function LookIntoYourMail({ again, children }: { again: () => void; children: ComponentChildren }) {
	return (
		<Page title="Look into your mail" width="narrow">
			<p role="status">{children}</p>
			<p>Nothing there? Look among the unwanted mail too.</p>
			<p>
				<button type="button" onClick={again}>
					Use another address
				</button>
			</p>
		</Page>
	);
}

export function Gone() {
	return <Flash kind="bad">This link was used already, is too old or is not complete.</Flash>;
}

export function NowLogIn({ title, username, children }: { title: string; username: string; children: ComponentChildren }) {
	useEffect(() => void (session.expected.value = username), [username]);
	return (
		<Page title={title} width="narrow">
			<p role="status">{children}</p>
			<p>
				{session.current.value ? (
					<a class="button main" href="/account">
						Go to your account
					</a>
				) : (
					<a class="button main" href="/log-in">
						Log in
					</a>
				)}
			</p>
		</Page>
	);
}
