/** Roles, and what they may do, in plain words. */
import { needs, type member, type token_scope } from '../types.gen.ts';

export type role = member['role'];
export type scope = token_scope['name'];

export const roles: Readonly<Record<role, { name: string; about: string }>> = {
	owner: { name: 'Owner', about: 'Everything that an admin does; and decides who else owns the workspace' },
	admin: { name: 'Admin', about: 'Runs the workspace: members, invitations, teams and all projects' },
	manager: { name: 'Manager', about: 'Runs projects: texts, tags, jobs, teams and downloads' },
	reviewer: { name: 'Reviewer', about: 'Reads projects, labels texts and decides between labels' },
	annotator: { name: 'Annotator', about: 'Labels texts' },
	billing: { name: 'Billing', about: 'Sees who belongs to the workspace, and no project' },
};

export const roleNames = Object.keys(roles) as role[];

export const isRole = (word: string | null | undefined): word is role => typeof word === 'string' && word in roles;

/** What members and their programs may do, in the order in which it is told. */
export const abilities: Readonly<Record<scope, string>> = {
	'project.read': 'See projects, their tags and texts',
	'project.write': 'Make and change projects, tags and texts',
	'span.read': 'See labels',
	'span.write': 'Label texts',
	'export.read': 'Download labels',
	'team.write': 'Make, change and remove teams',
	'member.read': 'See who belongs to the workspace',
	'member.write': 'Invite people, change roles, remove members',
	'workspace.write': 'Rename the workspace',
};

export const scopes = Object.keys(abilities) as scope[];

export const roleMay = (role: role, need: keyof typeof needs): boolean => (needs[need] as readonly string[]).includes(role);

/** "Owners and admins" */
export function whoMay(need: keyof typeof needs): string {
	const may = roleNames.filter((r) => roleMay(r, need)).map((r) => (r === 'billing' ? r : `${r}s`));
	const said = may.length > 1 ? `${may.slice(0, -1).join(', ')} and ${may.at(-1)}` : (may[0] ?? 'nobody');
	return said.charAt(0).toUpperCase() + said.slice(1);
}
