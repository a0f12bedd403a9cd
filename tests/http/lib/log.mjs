/* What the handlers logged: a JSON object a line, one line a request. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';

import { inRun, until } from './instance.mjs';

const seen = new Map(); // file → {offset, rest}
const requests = new Map(); // request id → line

function take(file) {
	const at = seen.get(file) ?? { offset: 0, rest: '' };
	const size = statSync(file).size;
	if (size <= at.offset) return;
	const chunk = Buffer.alloc(size - at.offset);
	const fd = openSync(file, 'r');
	readSync(fd, chunk, 0, chunk.length, at.offset);
	closeSync(fd);
	const lines = (at.rest + chunk.toString('utf8')).split('\n');
	seen.set(file, { offset: size, rest: lines.pop() });
	for (const line of lines) {
		if (!line.startsWith('{')) continue;
		const entry = JSON.parse(line);
		if (entry.id) requests.set(entry.id, entry);
	}
}

/** The log line of the request that got this reply. */
export function logOf(reply) {
	return until(`the log line of ${reply.id}`, () => {
		if (!requests.has(reply.id))
			for (const name of readdirSync(inRun('log')))
				if (/^(auth|billing|annotations|support|privacy)\b.*\.log$/.test(name))
					take(inRun('log', name));
		return requests.get(reply.id);
	});
}
