/** The parts of a project, each a page of its own; every one of them shows these. */
import type { tab } from '../../parts/page.tsx';

export const tabsOf = (project: string): tab[] => [
	{ name: 'Datasets', href: `/projects/${project}` },
	{ name: 'Schemas', href: `/projects/${project}/schemas` },
	{ name: 'Jobs', href: `/projects/${project}/jobs` },
	{ name: 'Shared texts', href: `/projects/${project}/texts` },
];
