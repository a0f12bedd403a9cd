/** What the pages of the workspace have in common: they are named after it. */
import type { ComponentChildren } from 'preact';
import { Page, type tab } from '../../parts/page.tsx';
import { may } from '../../store/may.ts';
import * as session from '../../store/session.ts';

const tabs: readonly (tab & { isFor?: 'member.write' })[] = [
	{ name: 'Members', href: '/workspace' },
	{ name: 'Teams', href: '/workspace/teams' },
	{ name: 'Invitations', href: '/workspace/invitations', isFor: 'member.write' },
	{ name: 'Settings', href: '/workspace/settings' },
];

export function Workspace({ part, children }: { part: string; children: ComponentChildren }) {
	const name = session.current.value?.workspace_name ?? 'Workspace';
	return (
		<Page title={name} part={part} tabs={tabs.filter((t) => !t.isFor || may(t.isFor))}>
			{children}
		</Page>
	);
}
