/** Workspaces, and who belongs to them. */
import type * as t from '../types.gen.ts';
import { paged, read, whole, write } from './send.ts';

const MANY = 1000;

export const listWorkspaces = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/workspaces', { query: paged(after), signal }));
export const makeWorkspace = (name: string) => write('POST /auth/workspaces', { body: { name } });
export const renameWorkspace = ({ version }: t.workspace, name: string) =>
	write('PATCH /auth/workspace', { version, body: { name } });
export const leaveWorkspace = () => write('DELETE /auth/membership', {});

export const listMembers = (after: string | null, signal?: AbortSignal) =>
	read('GET /auth/members', { query: paged(after), signal });
export const listAllMembers = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/members', { query: paged(after, MANY), signal }));
export const changeRole = ({ id, version }: t.member, role: t.member['role']) =>
	write('PATCH /auth/members/{id}', { id, version, body: { role } });
export const removeMember = (id: string) => write('DELETE /auth/members/{id}', { id });
export const endMemberSessions = (id: string) => write('DELETE /auth/members/{id}/sessions', { id });

export const listTeams = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/teams', { query: paged(after, MANY), signal }));
export const makeTeam = (name: string) => write('POST /auth/teams', { body: { name } });
export const renameTeam = ({ id, version }: t.team, name: string) =>
	write('PATCH /auth/teams/{id}', { id, version, body: { name } });
export const removeTeam = ({ id, version }: t.team) => write('DELETE /auth/teams/{id}', { id, version });
export const listTeammates = (id: string, signal?: AbortSignal) =>
	whole((after) => read('GET /auth/teams/{id}/teammates', { id, query: paged(after, MANY), signal }));
export const addTeammate = (id: string, person: string) =>
	write('POST /auth/teams/{id}/teammates', { id, body: { person } });
export const takeOutTeammate = (id: string, person: string) =>
	write('DELETE /auth/teams/{id}/teammates/{person}', { id, person });

export const listInvitations = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/invitations', { query: paged(after), signal }));
export const invite = (body: t.invitation_new) => write('POST /auth/invitations', { body });
export const takeBackInvitation = (id: string) => write('DELETE /auth/invitations/{id}', { id });
