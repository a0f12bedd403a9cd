/** Every screen: its address, and who may see it. In the order in which they are tried. */
import type { ComponentType } from 'preact';
import { DocumentPage } from './views/document/page.tsx';
import { Confirm } from './views/person/confirm.tsx';
import { Invitation } from './views/person/invitation.tsx';
import { LogIn } from './views/person/log-in.tsx';
import { Reset } from './views/person/reset.tsx';
import { SignUp } from './views/person/sign-up.tsx';
import { ProjectCreate } from './views/project/create.tsx';
import { ProjectList } from './views/project/list.tsx';
import { ProjectPage } from './views/project/page.tsx';

export interface screen {
	readonly path: string;
	readonly need: 'anyone' | 'stranger' | 'session';
	/** Gets the values of the path's {names}. */
	readonly view: ComponentType<{ id: string }>;
}

const screens: readonly screen[] = [
	{ path: '/', need: 'session', view: ProjectList },
	{ path: '/log-in', need: 'stranger', view: LogIn },
	{ path: '/sign-up', need: 'stranger', view: SignUp },
	{ path: '/confirm', need: 'anyone', view: Confirm },
	{ path: '/reset', need: 'anyone', view: Reset },
	{ path: '/invitation', need: 'anyone', view: Invitation },
	{ path: '/projects/new', need: 'session', view: ProjectCreate },
	{ path: '/projects/{id}', need: 'session', view: ProjectPage },
	{ path: '/documents/{id}', need: 'session', view: DocumentPage },
];

/** The screen at this address, with its id if the path has one. */
export function screenAt(path: string): { screen: screen; id: string } | null {
	for (const screen of screens) {
		const pattern = new RegExp(`^${screen.path.replace('{id}', '([^/]+)')}/?$`);
		const found = pattern.exec(path);
		if (found) return { screen, id: decoded(found[1]) };
	}
	return null;
}

function decoded(part: string | undefined): string {
	try {
		return decodeURIComponent(part ?? '');
	} catch {
		return part ?? '';
	}
}
