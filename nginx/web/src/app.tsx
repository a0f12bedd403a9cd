/** Chooses the screen, and keeps strangers and people each where they may be. */
import { useEffect } from 'preact/hooks';
import { Later } from './parts/later.tsx';
import { Failed, Loading } from './parts/notice.tsx';
import { outbox } from './parts/outbox.ts';
import { Page } from './parts/page.tsx';
import { screenAt } from './router.ts';
import * as invited from './store/invited.ts';
import * as place from './store/place.ts';
import * as session from './store/session.ts';
import { said } from './store/voice.ts';
import { Invited } from './views/person/invited.tsx';
import { LogInAgain } from './views/person/log-in-again.tsx';
import { StepUp } from './views/person/step-up.tsx';

export function App() {
	const person = session.current.value?.person;
	useEffect(() => {
		/* What was kept on this computer goes to the server wherever its person comes back to. */
		if (!person) return;
		void outbox().then((o) => o.watch());
		/* What is to be told of the policy waits until the page is there, and is told the next time when it cannot be fetched. */
		(window.requestIdleCallback ?? setTimeout)(() => import('./views/legal/alert.tsx').then(({ show }) => show()).catch(() => {}));
	}, [person]);
	return (
		<>
			<Screen />
			<LogInAgain />
			<StepUp />
			<div class="unseen" role="status" aria-live="polite">
				{said}
			</div>
		</>
	);
}

function Screen() {
	const { path, query } = place.current.value;
	const who = session.current.value;
	const found = screenAt(path);
	useEffect(() => {
		if (place.hasMoved) void session.look();
	}, [path]);
	const isOpen = found?.screen.need === 'nothing';
	if (session.unknown.value && !isOpen) {
		return (
			<Page title="Obelus">
				<Failed problem={session.unknown.value} retry={session.load} />
			</Page>
		);
	}
	if (who === undefined && !isOpen)
		return (
			<Page title="Obelus">
				<Loading what="Obelus" />
			</Page>
		);
	if (!found) {
		return (
			<Page title="There is no such page">
				<p>
					The address may be mistyped. <a href="/">Go to your projects</a>
				</p>
			</Page>
		);
	}
	const { screen, id } = found;
	if (screen.need === 'session' && who && !who.role && !path.startsWith('/account')) return <Nowhere />;
	/* Who only labels begins where that is done. */
	if (path === '/' && query.size === 0 && who?.role === 'annotator') return <Moved to="/label" />;
	if (screen.need === 'session' && !who) return <Moved to={logInFor(path, query)} />;
	if (screen.need === 'stranger' && who)
		return <Moved to={place.inside(query.get('next'), invited.code.value === '' ? '/' : '/invitation')} />;
	return 'load' in screen ? <Later key={path} load={screen.load} id={id} /> : <screen.view key={path} id={id} />;
}

/** Who has left a workspace, or was removed, is in none until they go to one. */
function Nowhere() {
	return (
		<Page title="You are in no workspace">
			<Invited />
			<p>
				You no longer belong to the one where you were. <a href="/account/workspaces">Go to your workspaces</a>
			</p>
		</Page>
	);
}

/** The log-in that goes on to this address. */
function logInFor(path: string, query: URLSearchParams): string {
	const wanted = query.size > 0 ? `${path}?${query}` : path;
	return wanted === '/' ? '/log-in' : `/log-in?${new URLSearchParams({ next: wanted })}`;
}

function Moved(props: { to: string }) {
	useEffect(() => place.go(props.to, { replace: true }), [props.to]);
	return null;
}
