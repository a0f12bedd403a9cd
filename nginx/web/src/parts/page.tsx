/** What every screen stands in: the bar at the top, the heading, the title of the window. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import * as place from '../store/place.ts';
import { Bar } from './bar.tsx';

export interface tab {
	readonly name: string;
	readonly href: string;
}

interface props {
	title: string;
	/** Which of the tabs this is: the window's title begins with it. */
	part?: string;
	/** Where this page is in the whole: a link to the level above. */
	above?: { name: string; href: string } | undefined;
	/** What can be done with the whole page, right of the heading. */
	actions?: ComponentChildren;
	/** The pages beside this one that belong to the same thing. */
	tabs?: readonly tab[] | undefined;
	/** narrow: a form. wide: a desk. */
	width?: 'narrow' | 'wide';
	children: ComponentChildren;
}

export function Page({ title, part, above, actions, tabs, width, children }: props) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		const names = title === 'Obelus' ? [title] : [part, title, 'Obelus'];
		document.title = names.filter(Boolean).join(' · ');
	}, [title, part]);
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
				{tabs && <Tabs tabs={tabs} of={title} />}
				{children}
			</main>
			{width !== 'wide' && (
				<footer>
					<a href="/legal/privacy">Privacy policy</a> <a href="/legal/privacy/request">Make a request</a>
				</footer>
			)}
		</>
	);
}

function Tabs({ tabs, of }: { tabs: readonly tab[]; of: string }) {
	const { path } = place.current.value;
	return (
		<nav class="tabs" aria-label={`Parts of ${of}`}>
			{tabs.map((t) => (
				<a key={t.href} href={t.href} aria-current={t.href === path ? 'page' : undefined}>
					{t.name}
				</a>
			))}
		</nav>
	);
}
