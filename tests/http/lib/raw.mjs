/* HTTP as bytes, for what no client would send. */
import { connect } from 'node:net';

import { newAddress } from './client.mjs';
import { origin } from './instance.mjs';

const { hostname, port, host } = new URL(origin);

/** Head of a request as text, with what every request needs. */
export const head = (line, headers = {}) =>
	[line, `Host: ${host}`, ...Object.entries(headers).map(([k, v]) => `${k}: ${v}`), '', ''].join('\r\n');

/**
 * Send the parts one after the other and give back all that came, as text,
 * when the peer closes; a part that is a function gets the socket.
 */
export function exchange(...parts) {
	const socket = connect({
		host: hostname === 'localhost' ? '127.0.0.1' : hostname,
		port,
		localAddress: newAddress(),
	});
	return new Promise((done, failed) => {
		let text = '';
		socket.setTimeout(20_000, () => {
			socket.destroy();
			failed(new Error(`no end of the connection; so far: ${text.slice(0, 500)}`));
		});
		socket.on('data', (chunk) => (text += chunk.toString('latin1')));
		socket.on('error', () => {}); // the peer may close while we send
		socket.on('close', () => done(text));
		for (const part of parts) {
			if (typeof part === 'function') part(socket);
			else socket.write(part);
		}
	});
}

/** The status lines in what came. */
export const statuses = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((m) => Number(m[1]));
