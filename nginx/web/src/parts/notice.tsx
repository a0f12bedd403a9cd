/** How a screen says that it waits, that something failed, that there is nothing yet. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Problem } from '../problem.ts';
import { isOnline } from '../store/online.ts';

const SLOW_MS = 250;

/** Shown only when it takes long enough to be noticed, so that quick answers do not flicker. */
export function Loading({ what }: { what: string }) {
	const [isSlow, setSlow] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSlow(true), SLOW_MS);
		return () => clearTimeout(timer);
	}, []);
	return (
		<p class="waiting" role="status">
			{isSlow ? `Loading ${what}…` : ''}
		</p>
	);
}

export function Failed({ problem, retry }: { problem: Problem; retry?: () => void }) {
	const isMissing = problem.status === 404;
	const isCut = problem.slug === 'unreachable' && !isOnline.value;
	/* Nobody has to ask for what was missing for want of a connection, even if that is back in the moment in which it is said. */
	useLayoutEffect(() => {
		if (!retry || problem.slug !== 'unreachable') return;
		window.addEventListener('online', retry);
		return () => window.removeEventListener('online', retry);
	}, [problem, retry]);
	return (
		<div class="notice bad" role="alert">
			<p>
				{isMissing
					? 'There is nothing here: it was removed, or it is not yours to see.'
					: isCut
						? 'No connection: this needs one. It comes by itself when the connection is back.'
						: `${problem.message}.`}
			</p>
			{isMissing ? (
				<a href="/">Go to your projects</a>
			) : (
				retry && (
					<button type="button" onClick={retry}>
						Try again
					</button>
				)
			)}
		</div>
	);
}

export function Empty({ children }: { children: ComponentChildren }) {
	return <div class="notice empty">{children}</div>;
}

export function Flash({ kind, children }: { kind: 'good' | 'bad'; children: ComponentChildren }) {
	return (
		<p class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
			{children}
		</p>
	);
}
