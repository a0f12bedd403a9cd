/** What every screen stands in: the bar at the top, the heading, the title of the window. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, type Problem } from '../problem.ts';
import * as place from '../store/place.ts';
import * as session from '../store/session.ts';
import { Flash } from './notice.tsx';

interface props {
	title: string;
	/** Where this page is in the whole: a link to the level above. */
	above?: { name: string; href: string } | undefined;
	/** What can be done with the whole page, right of the heading. */
	actions?: ComponentChildren;
	/** narrow: a form. wide: a desk. */
	width?: 'narrow' | 'wide';
	children: ComponentChildren;
}

export function Page({ title, above, actions, width, children }: props) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		document.title = title === 'Obelus' ? title : `${title} · Obelus`;
	}, [title]);
	useEffect(() => {
		if (place.hasMoved && !document.activeElement?.closest('main'))
			heading.current?.focus({ preventScroll: true });
	}, []);
	return (
		<>
			<a class="skip" href="#main">
				Skip to the page
			</a>
			<Bar />
			<main id="main" class={width ?? 'medium'} tabIndex={-1}>
				{above && (
					<nav class="above" aria-label="Breadcrumb">
						<a href={above.href}>{above.name}</a>
					</nav>
				)}
				<div class="headline">
					<h1 ref={heading} tabIndex={-1} dir="auto">
						{title}
					</h1>
					{actions && <div class="actions">{actions}</div>}
				</div>
				{children}
			</main>
		</>
	);
}

function Bar() {
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
		<header class="bar">
			<a class="brand" href="/">
				<span class="sign" aria-hidden="true">
					†
				</span>
				Obelus
			</a>
			{who && (
				<nav aria-label="You">
					<span
						class="who"
						title={who.workspace_name ? `Workspace ${who.workspace_name}` : undefined}
					>
						{who.username}
					</span>
					<button type="button" class="quiet" onClick={leave}>
						Log out
					</button>
				</nav>
			)}
			{problem && <Flash kind="bad">You are still logged in: {problem.message}.</Flash>}
		</header>
	);
}
