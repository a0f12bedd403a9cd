/** Mail that nobody has to get: which one wants, what one agreed to, and the link that ends it. */
import type { mail_preference_new } from '../types.gen.ts';
import { fetchFile, paged, read, send, write } from './send.ts';

export const listMail = (signal?: AbortSignal) => read('GET /privacy/mail-preferences', { signal });
export const chooseMail = (body: mail_preference_new) => write('PUT /privacy/mail-preferences', { body });
export const listConsents = (after: string | null, signal?: AbortSignal) => read('GET /privacy/consents', { query: paged(after), signal });
export const fetchReceipt = (id: string) => fetchFile('GET /privacy/consents/{id}/receipt', { id });

export const showUnsubscription = (id: string, signal?: AbortSignal) => read('GET /privacy/unsubscriptions/{id}', { id, signal });
export const unsubscribe = (id: string) => send('POST /privacy/unsubscriptions/{id}', { id, body: 'List-Unsubscribe=One-Click' });
