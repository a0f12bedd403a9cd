/** Accounts and sessions. */
import type * as t from '../types.gen.ts';
import { send } from './send.ts';

/* Without withSession: who asks for these has none yet, or is about to end it. */
export const signUp = (body: t.person_new) => send('POST /auth/people', { body });
export const confirm = (token: string) => send('POST /auth/confirmations', { body: { token } });
export const askReset = (email: string) => send('POST /auth/resets', { body: { email } });
export const resetPassword = (body: t.password_reset) => send('POST /auth/passwords', { body });
/** Asked for by the code's digest: the code itself stands in no address. */
export async function showInvitation(token: string, signal?: AbortSignal): Promise<t.invitation_offer> {
	const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
	const digest = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
	return send('GET /auth/invitation', { query: { digest }, signal });
}
export const acceptInvitation = (token: string) => send('POST /auth/acceptances', { body: { token } });
export const moveSession = (workspace: string) => send('PUT /auth/session/workspace', { body: { workspace } });
export const authenticate = (password: string) => send('POST /auth/session/authentications', { body: { password } });
export const showSession = () => send('GET /auth/session', {});
export const logIn = (username: string, password: string) =>
	send('POST /auth/sessions', { body: { username, password } satisfies t.session_new });
export const logOut = () => send('DELETE /auth/session', {});
