/** What the pages of one's own account have in common. */
import type { ComponentChildren } from 'preact';
import { Page, type tab } from '../../parts/page.tsx';

const tabs: readonly tab[] = [
	{ name: 'Profile', href: '/account' },
	{ name: 'Workspaces', href: '/account/workspaces' },
	{ name: 'Sessions', href: '/account/sessions' },
	{ name: 'Access tokens', href: '/account/tokens' },
	{ name: 'Mail', href: '/account/mail' },
	{ name: 'Your data', href: '/account/data' },
	{ name: 'Activity', href: '/account/activity' },
];

export function Account({ part, children }: { part: string; children: ComponentChildren }) {
	return (
		<Page title="Your account" part={part} tabs={tabs}>
			{children}
		</Page>
	);
}
