/** What is to be told of the privacy policy; in no file that who labels has to wait for. */
import { send, write } from './send.ts';

/** Asked of itself: a session that ended meanwhile is no reason to ask for the password. */
export const showAlert = (signal: AbortSignal) => send('GET /privacy/policy/alert', { signal });
export const dismissAlert = (number: number) => write('POST /privacy/policy/dismissals', { body: { number } });
