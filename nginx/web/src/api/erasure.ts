/** The end of an account: what it would do, asking for it, taking it back. */
import { read, send, write } from './send.ts';

export const previewErasure = (signal?: AbortSignal) => read('GET /privacy/erasures/preview', { signal });
export const askErasure = (username: string) => write('POST /privacy/erasures', { body: { username } });
export const cancelErasure = (token: string) => send('POST /privacy/cancellations', { body: { token } });
