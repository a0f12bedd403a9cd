/*
 * A FastCGI peer as bytes, in nginx's place on a handler's socket: for what
 * nginx would never send.  Layout: sections 3.3 to 5 of the specification.
 */
import { connect } from 'node:net';

export const BEGIN = 1, PARAMS = 4, STDIN = 5, STDOUT = 6, END = 3, GET_VALUES = 9;

export function record(type, content = '', { id = 1, version = 1 } = {}) {
	const bytes = Buffer.from(content);
	const padding = -bytes.length & 7;
	const header = Buffer.from([version, type, id >> 8, id & 255, bytes.length >> 8, bytes.length & 255, padding, 0]);
	return Buffer.concat([header, bytes, Buffer.alloc(padding)]);
}

/** The 8 bytes of a begin record: role responder, and whether the connection is kept. */
export const begin = ({ role = 1, keep = true } = {}) => record(BEGIN, [role >> 8, role & 255, keep ? 1 : 0, 0, 0, 0, 0, 0]);

const length = (n) => (n < 128 ? [n] : [(n >> 24) | 128, (n >> 16) & 255, (n >> 8) & 255, n & 255]);

export const pair = (name, value) =>
	Buffer.concat([Buffer.from([...length(Buffer.byteLength(name)), ...length(Buffer.byteLength(value))]), Buffer.from(name), Buffer.from(value)]);

/** Eight bytes that announce lengths and nothing after them. */
export function lengths(name, value) {
	const bytes = Buffer.alloc(8);
	bytes.writeUInt32BE((name | 0x80000000) >>> 0, 0);
	bytes.writeUInt32BE((value | 0x80000000) >>> 0, 4);
	return bytes;
}

const params = (all) => Buffer.concat(Object.entries(all).map(([name, value]) => pair(name, value)));

const usual = (method, uri, more) => ({ REQUEST_METHOD: method, DOCUMENT_URI: uri, QUERY_STRING: '', REMOTE_ADDR: '127.9.9.9', ...more });

/** A whole request, its body in records of at most `most` bytes. */
export function request(method, uri, { body = '', most = 32768, ...more } = {}) {
	const bytes = Buffer.from(body);
	const said = bytes.length ? { CONTENT_LENGTH: String(bytes.length) } : {};
	const parts = [begin(), record(PARAMS, params(usual(method, uri, { ...said, ...more }))), record(PARAMS)];
	for (let at = 0; at < bytes.length; at += most) parts.push(record(STDIN, bytes.subarray(at, at + most)));
	return Buffer.concat([...parts, record(STDIN)]);
}

/** What a handler wrote: the text of its stdout, its status, and whether the reply was ended. */
function parse(bytes) {
	const out = [];
	let ended = false;
	let at = 0;
	while (at + 8 <= bytes.length) {
		const size = bytes.readUInt16BE(at + 4);
		if (at + 8 + size + bytes[at + 6] > bytes.length) break;
		if (bytes[at + 1] === STDOUT) out.push(bytes.subarray(at + 8, at + 8 + size));
		if (bytes[at + 1] === END) ended = true;
		at += 8 + size + bytes[at + 6];
	}
	const text = Buffer.concat(out).toString('utf8');
	const [head, ...rest] = text.split('\r\n\r\n');
	return { ended, text, status: Number(/^Status: (\d+)/m.exec(head)?.[1]), body: rest.join('\r\n\r\n') };
}

export class Peer {
	constructor(path) {
		this.bytes = Buffer.alloc(0);
		this.closed = false;
		this.wake = () => {};
		this.socket = connect({ path });
		this.socket.on('data', (chunk) => {
			this.bytes = Buffer.concat([this.bytes, chunk]);
			this.wake();
		});
		this.socket.on('error', () => {});
		this.socket.on('close', () => {
			this.closed = true;
			this.wake();
		});
	}

	send(...parts) {
		for (const part of parts) this.socket.write(part);
		return this;
	}

	async until(what, condition, ms = 10_000) {
		let late = false;
		const timer = setTimeout(() => ((late = true), this.wake()), ms);
		while (!condition()) {
			if (late) throw new Error(`no ${what} within ${ms} ms`);
			await new Promise((go) => (this.wake = go));
		}
		clearTimeout(timer);
	}

	/** The reply to one request. */
	async reply(ms) {
		await this.until('reply', () => this.closed || parse(this.bytes).ended, ms);
		const got = parse(this.bytes);
		this.bytes = Buffer.alloc(0);
		return got;
	}

	/** The handler ends the connection; returns what it said before. */
	async end(ms) {
		await this.until('end of the connection', () => this.closed, ms);
		return parse(this.bytes);
	}

	close() {
		this.socket.destroy();
	}
}
