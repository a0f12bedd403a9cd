/** The bar at the top of every screen: where one can go, who one is, and where. */
import { useState } from 'preact/hooks';
import { asProblem, type Problem } from '../problem.ts';
import { may } from '../store/may.ts';
import * as place from '../store/place.ts';
import * as session from '../store/session.ts';
import type { needs, session as who } from '../types.gen.ts';
import { Flash } from './notice.tsx';

/** The areas, each with the beginnings of the addresses that belong to it. */
const areas: readonly { name: string; href: string; need: keyof typeof needs; parts: readonly string[] }[] = [
	{ name: 'Label', href: '/label', need: 'span.write', parts: ['/label', '/work'] },
	{ name: 'Projects', href: '/projects', need: 'project.read', parts: ['/', '/projects', '/documents', '/datasets', '/imports', '/schemas', '/jobs'] },
	{ name: 'Queue', href: '/queue', need: 'project.write', parts: ['/queue'] },
	{ name: 'People', href: '/workspace', need: 'member.read', parts: ['/workspace'] },
];

export function Bar() {
	const who = session.current.value;
	const { path } = place.current.value;
	const isIn = (href: string, parts: readonly string[]): boolean =>
		path === href || parts.some((p) => path === p || path.startsWith(`${p}/`));
	return (
		<header class="bar">
			<a class="brand" href="/">
				<span class="sign" aria-hidden="true">
					†
				</span>
				Obelus
			</a>
			{who && (
				<nav class="areas" aria-label="Areas">
					{areas
						.filter((a) => may(a.need))
						.map((a) => (
							<a key={a.href} href={a.href} aria-current={isIn(a.href, a.parts) ? 'page' : undefined}>
								{a.name}
							</a>
						))}
				</nav>
			)}
			{who && <You />}
			{who && session.elsewhere.value && <Elsewhere name={session.elsewhere.value} />}
		</header>
	);
}

/** A new workspace is called like its owner, whose name stands beside it. */
function nameOf(who: who | null | undefined): string {
	if (!who?.workspace_name) return 'No workspace';
	return who.workspace_name === who.username ? 'Your workspace' : who.workspace_name;
}

/** Sessions are the browser's: what this page shows is not where requests would go. */
function Elsewhere({ name }: { name: string }) {
	return (
		<div class="notice bad elsewhere" role="alert">
			<p>
				In another window you went to the workspace <bdi>{name}</bdi>; this page is of another one.
			</p>
			<button type="button" onClick={() => window.location.assign('/')}>
				Go there with this window, too
			</button>
		</div>
	);
}

function You() {
	const who = session.current.value;
	const [problem, setProblem] = useState<Problem | null>(null);
	const leave = async (): Promise<void> => {
		if (!place.mayGo()) return;
		try {
			await session.logOut();
		} catch (thrown) {
			setProblem(asProblem(thrown));
		}
	};
	return (
		<nav class="you" aria-label="You">
			<a class="who workspace" href="/account/workspaces">
				<span class="unseen">Workspace: </span>
				<bdi>{nameOf(who)}</bdi>
			</a>
			<a class="who" href="/account">
				<span class="unseen">Account of </span>
				{who?.username}
			</a>
			<button type="button" class="quiet" onClick={leave}>
				Log out
			</button>
			{problem && <Flash kind="bad">You are still logged in: {problem.message}.</Flash>}
		</nav>
	);
}
