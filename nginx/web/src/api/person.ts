/** One's own account: what is known of it, where it is logged in, what programs may do for it. */
import type * as t from '../types.gen.ts';
import { paged, read, whole, write } from './send.ts';

export const showPerson = (signal?: AbortSignal) => read('GET /auth/person', { signal });
export const askAddress = (email: string) => write('POST /auth/addresses', { body: { email } });
export const changePassword = (body: t.password_change) => write('PUT /auth/password', { body });

export const listSessions = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/sessions', { query: paged(after), signal }));
export const endSession = (id: string) => write('DELETE /auth/sessions/{id}', { id });
export const endOtherSessions = () => write('DELETE /auth/sessions', {});

export const listTokens = (signal?: AbortSignal) =>
	whole((after) => read('GET /auth/tokens', { query: paged(after), signal }));
export const makeToken = (body: t.token_new) => write('POST /auth/tokens', { body });
export const revokeToken = (id: string) => write('DELETE /auth/tokens/{id}', { id });
