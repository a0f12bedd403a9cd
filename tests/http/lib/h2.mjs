/* HTTP/2 as frames (RFC 9113), for what no client would send: one request on a connection of its own. */
import { connect } from 'node:tls';

const DATA = 0, HEADERS = 1, RESET = 3, SETTINGS = 4, GOAWAY = 7;
const END_STREAM = 1, END_HEADERS = 4;
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

function frame(type, flags, stream, content = '') {
	const bytes = Buffer.from(content);
	const head = Buffer.alloc(9);
	head.writeUIntBE(bytes.length, 0, 3);
	head.writeUInt8(type, 3);
	head.writeUInt8(flags, 4);
	head.writeUInt32BE(stream, 5);
	return Buffer.concat([head, bytes]);
}

/** A name and a value as they are, in no table (RFC 7541 6.2.2); shorter than 127 bytes each. */
const literal = ([name, value]) =>
	Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name, 'latin1'), Buffer.from([value.length]), Buffer.from(value, 'latin1')]);

/** The first field of a response's head: an index of the static table (RFC 7541 appendix A), or a literal of three digits. */
const INDEXED = { 0x88: 200, 0x89: 204, 0x8a: 206, 0x8b: 304, 0x8c: 400, 0x8d: 404, 0x8e: 500 };
function statusOf(head) {
	if (INDEXED[head[0]]) return INDEXED[head[0]];
	const isPlain = head[1] === 3;
	return isPlain ? Number(head.subarray(2, 5).toString('latin1')) : undigits(head.subarray(2, 2 + (head[1] & 127)));
}

/** Three digits in Huffman's code (RFC 7541 appendix B): 0 to 2 have five bits, the others six. */
function undigits(bytes) {
	let bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
	let digits = '';
	while (digits.length < 3) {
		const five = parseInt(bits.slice(0, 5), 2);
		const isShort = five < 3;
		digits += isShort ? five : parseInt(bits.slice(0, 6), 2) - 0x19 + 3;
		bits = bits.slice(isShort ? 5 : 6);
	}
	return Number(digits);
}

/** What is answered: a status, "reset" for the stream's end, or "closed" for the connection's. */
export function exchangeH2({ port, ca, fields, body }) {
	return new Promise((done) => {
		const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca, ALPNProtocols: ['h2'] }, () => {
			socket.write(PREFACE);
			socket.write(frame(SETTINGS, 0, 0));
			socket.write(frame(HEADERS, END_HEADERS | (body === undefined ? END_STREAM : 0), 1, Buffer.concat(fields.map(literal))));
			if (body !== undefined) socket.write(frame(DATA, END_STREAM, 1, body));
		});
		let got = Buffer.alloc(0);
		const end = (answer) => {
			socket.destroy();
			done(answer);
		};
		socket.on('data', (chunk) => {
			got = Buffer.concat([got, chunk]);
			while (got.length >= 9 && got.length >= 9 + got.readUIntBE(0, 3)) {
				const [length, type] = [got.readUIntBE(0, 3), got[3]];
				if (type === HEADERS) return end(statusOf(got.subarray(9, 9 + length)));
				if (type === RESET) return end('reset');
				if (type === GOAWAY) return end('closed');
				got = got.subarray(9 + length);
			}
			return undefined;
		});
		socket.on('error', () => end('closed'));
		socket.on('close', () => end('closed'));
	});
}
