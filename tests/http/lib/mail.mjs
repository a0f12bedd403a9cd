/* What the instance mailed: the sink puts every message into a Maildir. */
import { readdirSync, readFileSync } from 'node:fs';

import { inRun, until } from './instance.mjs';

const folder = inRun('mail', 'new');
const read = new Map(); // path → message

/** Quoted-printable or base64 back to text (RFC 2045 6.7, 6.8). */
function decoded(encoding, body) {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return body;
	const bytes = body
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A message as it stands in a file: {headers, text}. */
export function parsed(source) {
	const [, head, body] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(source);
	const headers = {};
	for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const colon = line.indexOf(':');
		headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
	}
	const encoding = (headers['content-transfer-encoding'] ?? '7bit').toLowerCase();
	return { headers, text: decoded(encoding, body) };
}

function names(folder) {
	try {
		return readdirSync(folder);
	} catch (error) {
		if (error.code === 'ENOENT') return []; // before the first message
		throw error;
	}
}

/** All messages to an address, oldest first; of another instance in its folder. */
export function messagesTo(address, at = folder) {
	const paths = names(at).map((name) => `${at}/${name}`);
	for (const path of paths)
		if (!read.has(path)) read.set(path, parsed(readFileSync(path, 'latin1')));
	const to = (m) => m.headers.to.replace(/[<>]/g, '');
	return [...read].filter(([path, m]) => path.startsWith(`${at}/`) && to(m) === address).map(([, m]) => m);
}

/** The n-th message to an address, as soon as it is there. */
export function mailTo(address, n = 1) {
	return until(`message ${n} to ${address}`, () => messagesTo(address)[n - 1]);
}

/** The code in a mailed link. */
export const tokenOf = (message) => /\/(?:confirm|reset|invitation|cancellation|follow)#([A-Za-z0-9_-]+)/.exec(message.text)[1];
