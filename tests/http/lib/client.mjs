/*
 * A browser without a screen: it keeps the session cookie and that of browsers
 * which are known, sends the CSRF token and Sec-Fetch-Site with what it changes, and comes from an address of
 * its own in 127.0.0.0/8, so that limits per address do not join the tests.
 */
import http from 'node:http';
import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';

import { isDeclared } from './declared.mjs';
import { origin } from './instance.mjs';

export class Reply {
	constructor(message, bytes) {
		this.status = message.statusCode;
		this.headers = message.headers;
		this.raw = message.rawHeaders;
		this.bytes = bytes;
	}

	get text() {
		return this.bytes.toString('utf8');
	}

	get json() {
		return JSON.parse(this.text);
	}

	/** The request's id, by which the log and the activity know it. */
	get id() {
		return this.headers['x-request-id'];
	}

	get version() {
		return this.headers.etag;
	}
}

export const newAddress = () => `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;

/** Query parameters as the part of a URL; undefined ones are left out. */
const search = (query) =>
	new URLSearchParams(Object.entries(query ?? {}).filter(([, v]) => v !== undefined)).toString();

export class Client {
	constructor({ address = newAddress(), at = origin, sockets = 64 } = {}) {
		this.address = address;
		this.at = new URL(at);
		this.cookie = null;
		this.known = null;
		this.csrf = null;
		this.agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
	}

	/** The same session over connections of its own; of one address, unless another is given. */
	twin(options = {}) {
		const other = new Client({ address: this.address, at: this.at, ...options });
		return Object.assign(other, { cookie: this.cookie, known: this.known, csrf: this.csrf });
	}

	headersOf(method, options) {
		const headers = { 'sec-fetch-site': 'same-origin' };
		const cookies = [this.cookie, this.known].filter(Boolean);
		if (cookies.length) headers.cookie = cookies.join('; ');
		if (this.csrf && method !== 'GET') headers['x-csrf-token'] = this.csrf;
		if (options.json !== undefined) headers['content-type'] = 'application/json';
		if (options.match !== undefined) headers['if-match'] = options.match;
		Object.assign(headers, options.headers);
		return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== null));
	}

	/**
	 * options: json (a value to send as JSON) or body (bytes; or an async iterable of them, sent as they come, chunked), query, match (If-Match),
	 * headers (added; null takes one away), breakAt (the connection breaks after so many bytes of the body).  Rejects when the connection fails.
	 */
	send(method, path, options = {}) {
		const body = options.json !== undefined ? JSON.stringify(options.json) : options.body;
		const query = search(options.query);
		const headers = this.headersOf(method, options);
		const isStream = typeof body?.[Symbol.asyncIterator] === 'function';
		if (body !== undefined && !isStream) headers['content-length'] = Buffer.byteLength(body);
		return new Promise((done, failed) => {
			const request = http.request(
				{
					agent: this.agent,
					host: this.at.hostname === 'localhost' ? '127.0.0.1' : this.at.hostname,
					port: this.at.port,
					localAddress: this.address,
					method,
					path: query ? `${path}?${query}` : path,
					headers: { host: this.at.host, ...headers },
				},
				(message) => {
					const chunks = [];
					message.on('data', (chunk) => chunks.push(chunk));
					message.on('error', failed);
					message.on('end', () => {
						const reply = this.kept(new Reply(message, Buffer.concat(chunks)));
						try {
							isDeclared(method, path, reply);
							done(reply);
						} catch (error) {
							failed(error);
						}
					});
				},
			);
			request.on('error', failed);
			if (isStream) Readable.from(body).on('error', failed).pipe(request);
			else if (options.breakAt === undefined) request.end(body);
			else request.write(body.subarray(0, options.breakAt), () => request.destroy(new Error('broken off')));
		});
	}

	kept(reply) {
		for (const line of reply.headers['set-cookie'] ?? []) {
			const pair = line.split(';', 1)[0];
			const name = pair.startsWith('__Host-obelus-known=') ? 'known' : 'cookie';
			this[name] = /Max-Age=0\b/i.test(line) || pair.endsWith('=') ? null : pair;
		}
		return reply;
	}

	get(path, options) {
		return this.send('GET', path, options);
	}

	post(path, json, options) {
		return this.send('POST', path, { json, ...options });
	}

	patch(path, json, match, options) {
		return this.send('PATCH', path, { json, match, ...options });
	}

	delete(path, match, options) {
		return this.send('DELETE', path, { match, ...options });
	}

	close() {
		this.agent.destroy();
	}
}
