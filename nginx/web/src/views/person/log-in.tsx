import { useEffect, useState } from 'preact/hooks';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../problem.ts';
import * as session from '../../store/session.ts';

const fieldsFor = (username: string): readonly field[] => [
	{ name: 'username', label: 'User name', ask: 'Enter your user name', autocomplete: 'username', value: username },
	{ name: 'password', label: 'Password', ask: 'Enter your password', type: 'password', autocomplete: 'current-password' },
];

export async function logIn({ username, password }: values): Promise<void> {
	/* No user name has one. */
	if (username!.includes('@')) throw new Problem(422, 'invalid', 'Use your user name, not your e-mail address');
	try {
		await session.logIn(username!.trim().toLowerCase(), password!);
	} catch (thrown) {
		throw thrown instanceof Problem ? plainly(thrown) : thrown;
	}
}

/** The form adds when to try again. */
function plainly(p: Problem): Problem {
	if (p.status === 403) return p.saying(`${p.message}. Is it older than a day, sign up again`);
	if (p.status !== 429) return p;
	const isGuess = p.message.startsWith('Too many wrong passwords');
	return p.saying(isGuess ? 'Too many wrong passwords for this name' : 'Too many log-ins at once');
}

/** Where it goes on is decided by the address, as for everyone who is logged in. */
export function LogIn() {
	const [beside, setBeside] = useState<typeof import('./behind.tsx') | null>(null);
	useEffect(() => {
		import('./behind.tsx').then(setBeside).catch(() => {});
	}, []);
	return (
		<Page title="Log in" width="narrow">
			{beside && <beside.Behind />}
			<Form fields={fieldsFor(session.expected.value)} action="Log in" doing="Logging in…" submit={logIn} />
			<p>
				<a href="/reset">Forgot your password?</a>
			</p>
			<p class="hint">We tell you by mail of a log-in with a browser that you have not used before.</p>
			<p>
				New here? <a href="/sign-up">Sign up</a>
			</p>
			{beside && <beside.Ahead />}
		</Page>
	);
}
