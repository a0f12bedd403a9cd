/*
 * A wire between the browser and the service that a test can hold and cut: a
 * proxy that passes everything on, but of long bodies no more than `most`
 * bytes until it is let go.
 */
import { createServer, request as ask } from 'node:http';
import { Transform } from 'node:stream';

const LONG = 1_000_000;

/** {options (of the browser's context), hold(bytes), free(), cut(), mend(), close()} */
export async function newWire() {
	let left = Infinity;
	let isCut = false;
	const waiting = new Set();
	const sockets = new Set();
	const held = () =>
		new Transform({
			transform(chunk, _, pass) {
				const go = () => {
					left -= chunk.length;
					pass(null, chunk);
				};
				if (left > 0) go();
				else waiting.add(go);
			},
		});
	const server = createServer((request, reply) => {
		const { hostname, port, pathname, search } = new URL(request.url);
		const { method, headers } = request;
		const on = ask({ hostname, port, method, headers, path: pathname + search }, (answer) => {
			reply.writeHead(answer.statusCode, answer.rawHeaders);
			answer.pipe(reply);
		});
		on.on('error', () => request.socket.destroy());
		request.on('close', () => request.complete || on.destroy());
		if (Number(headers['content-length'] ?? 0) > LONG) request.pipe(held()).pipe(on);
		else request.pipe(on);
	});
	server.on('connection', (socket) => {
		if (isCut) return socket.destroy();
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise((up) => server.listen(0, '127.0.0.1', up));
	const free = () => {
		left = Infinity;
		for (const go of waiting) go();
		waiting.clear();
	};
	return {
		options: { proxy: { server: `http://127.0.0.1:${server.address().port}`, bypass: '<-loopback>' } },
		hold: (bytes) => {
			left = bytes;
		},
		free,
		cut: () => {
			isCut = true;
			waiting.clear();
			for (const socket of sockets) socket.destroy();
		},
		mend: () => {
			isCut = false;
			free();
		},
		close: () => {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}
