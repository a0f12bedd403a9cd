/*
 * What Redis remembers of sessions and limits, seen and changed as no handler
 * may: keys are listed and deleted by its operator, written as `auth` may.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

import { inRun } from './instance.mjs';

const command = (words) =>
	`*${words.length}\r\n${words.map((w) => `$${Buffer.byteLength(String(w))}\r\n${w}\r\n`).join('')}`;

/** One RESP2 value at `at` of text: [value, where it ends], or null while it is not all there. */
function value(text, at) {
	const end = text.indexOf('\r\n', at);
	if (end < 0) return null;
	const line = text.slice(at + 1, end);
	if (text[at] === '+') return [line, end + 2];
	if (text[at] === '-') throw new Error(line);
	if (text[at] === ':') return [Number(line), end + 2];
	const size = Number(line);
	if (size < 0) return [null, end + 2];
	if (text[at] === '$') {
		const stop = end + 2 + size;
		return text.length < stop + 2 ? null : [text.slice(end + 2, stop), stop + 2];
	}
	const items = [];
	let from = end + 2;
	while (items.length < size) {
		const item = value(text, from);
		if (!item) return null;
		items.push(item[0]);
		from = item[1];
	}
	return [items, from];
}

/** Run commands on a connection of their own; their answers. */
export function redis(user, ...commands) {
	const secret = readFileSync(inRun('secret', `${user}.redis`), 'utf8').trim();
	const socket = connect(inRun('sock', 'redis.sock'));
	socket.setEncoding('latin1');
	socket.write([['AUTH', user, secret], ...commands].map(command).join(''));
	return new Promise((done, failed) => {
		let text = '';
		const answers = [];
		socket.on('error', failed);
		socket.on('close', () => failed(new Error('Redis closed the connection')));
		socket.on('data', (chunk) => {
			text += chunk;
			try {
				for (let got = value(text, 0); got; got = text ? value(text, 0) : null) {
					answers.push(got[0]);
					text = text.slice(got[1]);
				}
			} catch (error) {
				failed(error);
				socket.destroy();
			}
			if (answers.length > commands.length) {
				done(answers.slice(1));
				socket.destroy();
			}
		});
	});
}

export const hashOf = (token) => createHash('sha256').update(token).digest('hex');
const keyOf = (client) => `s:${hashOf(client.cookie.split('=')[1])}`;

/** The entry of a client's session, null when there is none; with ttl: {value, ttl}. */
export async function entryOf(client, { ttl = false } = {}) {
	const [text, seconds] = await redis('operator', ['GET', keyOf(client)], ['TTL', keyOf(client)]);
	return ttl ? { value: text, ttl: seconds } : text;
}

/** Make every handler ask the database about this session again. */
export const dropEntry = (client) => redis('operator', ['DEL', keyOf(client)]);

export const plantEntry = (client, text) => redis('auth', ['SET', keyOf(client), text, 'EX', 900]);

/** Keys that fit a pattern. */
export async function keysLike(pattern) {
	const found = [];
	let cursor = '0';
	do {
		const [[next, keys]] = await redis('operator', ['SCAN', cursor, 'MATCH', pattern, 'COUNT', 1000]);
		found.push(...keys);
		cursor = next;
	} while (cursor !== '0');
	return [...new Set(found)];
}
