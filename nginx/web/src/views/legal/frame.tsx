/** What the pages about privacy have in common: their tabs, and from whom the text is. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Page } from '../../parts/page.tsx';
import { putOn } from '../../parts/sheet.ts';
import styles from './legal.sheet';

putOn(styles);

const tabs = [
	{ name: 'Policy', href: '/legal/privacy' },
	{ name: 'Make a request', href: '/legal/privacy/request' },
	{ name: 'Change log', href: '/legal/privacy/changes' },
	{ name: 'Proof', href: '/legal/privacy/proof' },
	{ name: 'What is stored', href: '/legal/privacy/practices' },
];

export function Legal({ part, children }: { part?: string; children: ComponentChildren }) {
	return (
		<Page title="Privacy policy" {...(part ? { part } : {})} tabs={tabs}>
			{children}
			<p class="hint credit">
				Adapted from <a href="https://automattic.com/privacy/">Automattic’s privacy policy</a> (
				<a href="https://github.com/Automattic/legalmattic">legalmattic</a> on GitHub), by way of LightTag’s. The text is
				licensed under <a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>.
			</p>
		</Page>
	);
}

/** What came later than the page is gone to when the address means it. */
export function useAddressed(isHere: boolean): void {
	useEffect(() => {
		if (!isHere) return;
		const go = (): void => {
			const meant = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
			const box = meant?.closest('details');
			if (box) box.open = true;
			meant?.scrollIntoView();
		};
		go();
		window.addEventListener('hashchange', go);
		return () => window.removeEventListener('hashchange', go);
	}, [isHere]);
}
