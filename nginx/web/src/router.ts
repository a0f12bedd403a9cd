/** Every screen: its address, and who may see it. In the order in which they are tried. */
import type { ComponentType } from 'preact';
import { LogIn } from './views/person/log-in.tsx';

type view = ComponentType<{ id: string }>;

/** The log-in is in the first file; the rest comes when it is gone to. What needs nothing does not wait to know who is there. */
export type screen = { readonly path: string; readonly need: 'nothing' | 'anyone' | 'stranger' | 'session' } & (
	| { readonly view: view }
	| { readonly load: () => Promise<view> }
);

const later = (path: string, load: () => Promise<view>, need: screen['need'] = 'session'): screen => ({ path, need, load });

const door = () => import('./areas/door.ts');
const work = () => import('./areas/work.ts');
const label = () => import('./areas/label.ts');
const people = () => import('./areas/people.ts');
const staff = () => import('./areas/staff.ts');
const texts = () => import('./areas/texts.ts');

const screens: readonly screen[] = [
	{ path: '/log-in', need: 'stranger', view: LogIn },
	{ path: '/sign-up', need: 'stranger', load: async () => (await door()).SignUp },
	{ path: '/confirm', need: 'anyone', load: async () => (await door()).Confirm },
	{ path: '/reset', need: 'anyone', load: async () => (await door()).Reset },
	{ path: '/invitation', need: 'anyone', load: async () => (await door()).Invitation },
	later('/legal/privacy', async () => (await door()).PolicyPage, 'nothing'),
	later('/legal/privacy/changes', async () => (await door()).PolicyChanges, 'nothing'),
	later('/legal/privacy/proof', async () => (await door()).PolicyProof, 'nothing'),
	later('/legal/privacy/practices', async () => (await door()).Practices, 'nothing'),
	later('/legal/privacy/versions/{id}', async () => (await door()).PolicyVersion, 'nothing'),
	later('/u/{id}', async () => (await door()).Unsubscribe, 'nothing'),
	later('/legal/privacy/request', async () => (await door()).RequestAsk, 'anyone'),
	later('/legal/privacy/request/follow', async () => (await door()).RequestFollow, 'anyone'),
	{ path: '/cancellation', need: 'anyone', load: async () => (await door()).Cancellation },
	{ path: '/frozen', need: 'anyone', load: async () => (await people()).Frozen },
	later('/staff/requests', async () => (await staff()).RequestQueue),
	later('/staff/requests/unconfirmed', async () => (await staff()).RequestQueue),
	later('/staff/requests/closed', async () => (await staff()).RequestQueue),
	later('/staff/requests/{id}', async () => (await staff()).RequestCase),
	later('/staff/policy', async () => (await staff()).PolicyList),
	later('/staff/policy/{id}', async () => (await staff()).PolicyCase),
	later('/', async () => (await work()).ProjectList),
	later('/projects', async () => (await work()).ProjectList),
	later('/projects/new', async () => (await work()).ProjectCreate),
	later('/projects/{id}', async () => (await work()).ProjectDatasets),
	later('/projects/{id}/texts', async () => (await work()).ProjectTexts),
	later('/projects/{id}/schemas', async () => (await work()).ProjectSchemas),
	later('/projects/{id}/schemas/new', async () => (await work()).SchemaCreate),
	later('/schemas/{id}', async () => (await work()).SchemaPage),
	later('/datasets/{id}', async () => (await work()).DatasetPage),
	later('/datasets/{id}/import', async () => (await work()).DatasetImport),
	later('/imports/{id}', async () => (await work()).ImportPage),
	later('/projects/{id}/jobs', async () => (await work()).JobList),
	later('/projects/{id}/jobs/new', async () => (await work()).JobCreate),
	later('/jobs/{id}', async () => (await work()).JobPage),
	later('/queue', async () => (await work()).Queue),
	later('/documents/{id}', async () => (await texts()).DocumentPage),
	later('/account', async () => (await people()).Profile),
	later('/account/workspaces', async () => (await people()).Workspaces),
	later('/account/sessions', async () => (await people()).Sessions),
	later('/account/tokens', async () => (await people()).Tokens),
	later('/account/mail', async () => (await people()).YourMail),
	later('/account/data', async () => (await people()).YourData),
	later('/account/activity', async () => (await people()).YourActivity),
	later('/account/erasure', async () => (await people()).Erasure),
	later('/workspace', async () => (await people()).Members),
	later('/workspace/teams', async () => (await people()).Teams),
	later('/workspace/invitations', async () => (await people()).Invitations),
	later('/workspace/settings', async () => (await people()).Settings),
	later('/label', async () => (await label()).LabelPage),
	later('/label/{id}', async () => (await label()).LabelPage),
	later('/work', async () => (await texts()).WorkPage),
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
