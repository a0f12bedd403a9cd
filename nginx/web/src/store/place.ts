/** Where in the application the person is: the address, and how it changes. */
import { signal } from '@preact/signals';

export interface place {
	readonly path: string;
	readonly query: URLSearchParams;
	/** What follows the # when the page came up. */
	readonly hash: string;
}

const here = (): place => ({
	path: window.location.pathname,
	query: new URLSearchParams(window.location.search),
	hash: window.location.hash.slice(1),
});

export const current = signal<place>(here());

/** Has the person moved since the page came up? The first screen keeps the browser's focus, later ones take it. */
export let hasMoved = false;

const questions = new Set<() => boolean>();

/** May the place be left? All who guard it are asked, and ask the person. */
export const mayGo = (): boolean => [...questions].every((question) => question());

/** Ask this before the place is left; what is returned stops it. */
export function guard(question: () => boolean): () => void {
	questions.add(question);
	return () => void questions.delete(question);
}

/** How many steps of the browser's history lead to the one that is shown, from where this page first came up. */
let step = 0;

/** null: not made by go(). */
function stepShown(): number | null {
	const told = (window.history.state as { step?: unknown } | null)?.step;
	return typeof told === 'number' ? told : null;
}

/** isSure: do not ask whoever guards the place. */
export function go(to: string, how: { replace?: boolean; isSure?: boolean } = {}): void {
	if (!how.isSure && !mayGo()) return;
	if (how.replace) window.history.replaceState({ step }, '', to);
	else window.history.pushState({ step: ++step }, '', to);
	hasMoved = true;
	current.value = here();
	window.scrollTo(0, 0);
}

/** An address inside this application, or the one to use instead: never another site. */
export function inside(to: string | null, otherwise: string): string {
	if (!to || !URL.canParse(to, window.location.origin)) return otherwise;
	const url = new URL(to, window.location.origin);
	/* A path that begins with two slashes names a site, and a dot before them does not stay in it. */
	const isInside = url.origin === window.location.origin && !url.pathname.startsWith('//');
	return isInside ? url.pathname + url.search : otherwise;
}

function follow(e: MouseEvent): void {
	if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
	const link = e.target instanceof Element ? e.target.closest('a') : null;
	if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin)
		return;
	if (link.hash && link.pathname === window.location.pathname) return;
	e.preventDefault();
	go(link.pathname + link.search + link.hash);
}

export function watch(): void {
	step = stepShown() ?? 0;
	window.history.replaceState({ step }, '');
	let isReturning = false;
	window.addEventListener('popstate', () => {
		if (isReturning) return void (isReturning = false);
		const to = stepShown();
		/* The browser has moved already: back to the address of what is still shown. */
		if (to !== null && to !== step && !mayGo()) {
			isReturning = true;
			return window.history.go(step - to);
		}
		/* Another part of the same page. */
		if (to === null) window.history.replaceState({ step: ++step }, '');
		else step = to;
		hasMoved = true;
		current.value = here();
	});
	document.addEventListener('click', follow);
}
