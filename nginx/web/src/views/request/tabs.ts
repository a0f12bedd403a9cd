/** What the staff has to do, by page. */
import type { tab } from '../../parts/page.tsx';

export const tabs: readonly tab[] = [
	{ name: 'To answer', href: '/staff/requests' },
	{ name: 'Not confirmed', href: '/staff/requests/unconfirmed' },
	{ name: 'Closed', href: '/staff/requests/closed' },
	{ name: 'Privacy policy', href: '/staff/policy' },
];
