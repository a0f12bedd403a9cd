/** Requests by the law: of whoever asks, with a mailed code, and of the staff; not in api.ts, so that who labels need not fetch it. */
import type { privacy_request_new, staff_queue_query, staff_read_query } from '../types.gen.ts';
import { paged, read, send, write } from './send.ts';

export const askRequest = (body: privacy_request_new) => send('POST /privacy/requests', { body });
export const openRequest = (token: string) => send('POST /privacy/request-links', { body: { token } });
export const writeAbout = (token: string, text: string) => send('POST /privacy/request-messages', { body: { token, text } });
export const withdrawRequest = (token: string) => send('POST /privacy/request-withdrawals', { body: { token } });

export const listLooks = (signal?: AbortSignal) => read('GET /privacy/access-log', { signal });

/** What is answered meanwhile goes to the end of the queue, and the next page begins behind the last row of this one: so a page holds what there usually is. */
const QUEUE_ROWS = 200;

export const listRequests = (which: NonNullable<staff_queue_query['which']>, after: string | null, signal?: AbortSignal) =>
	read('GET /privacy/staff/requests', { query: { which, ...paged(after, QUEUE_ROWS) }, signal });
export const lookAt = (id: string, reason: staff_read_query['reason'], signal?: AbortSignal) =>
	read('GET /privacy/staff/requests/{id}', { id, query: { reason }, signal });

type id = { readonly id: string };
export const moveRequest = ({ id }: id, to: string, text: string) =>
	write('POST /privacy/staff/requests/{id}/moves', { id, body: { to, text } as never });
export const decideRequest = ({ id }: id, decision: string, reason: string) =>
	write('POST /privacy/staff/requests/{id}/decisions', { id, body: { decision, reason } as never });
export const extendRequest = ({ id }: id, reason: string) => write('POST /privacy/staff/requests/{id}/extensions', { id, body: { reason } });
export const writeTo = ({ id }: id, text: string) => write('POST /privacy/staff/requests/{id}/messages', { id, body: { text } });
