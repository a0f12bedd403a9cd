/* People who download slowly: they get all of it, and others are told at once when they must wait. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';

import { activityOf } from '../lib/database.mjs';
import { origin, until } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { head } from '../lib/raw.mjs';
import { addProject, addText } from '../lib/world.mjs';

const { client } = await newOwner();
const project = await addProject(client);
// Written as \u0001 each: 36 MB, more than the buffers on the way hold.
const text = '\u0001'.repeat(3_000_000);
for (const name of ['a', 'b']) await addText(client, project.id, text, name);

const PATH = `/api/annotations/projects/${project.id}/export`;
const readers = [];
after(() => readers.forEach((r) => r.destroy()));

/** Someone who begins a download and reads no further than its first bytes. */
async function slowReader() {
	const socket = connect({ host: '127.0.0.1', port: new URL(origin).port });
	readers.push(socket);
	socket.write(head(`GET ${PATH} HTTP/1.1`, { Cookie: client.cookie, Connection: 'close' }));
	const [first] = await once(socket, 'data');
	socket.pause();
	const status = Number(/^HTTP\/1\.1 (\d+)/.exec(first.toString('latin1'))[1]);
	return { socket, status, first };
}

test('when all places are taken the next one is told so within moments, and nothing was downloaded', async () => {
	const begun = await Promise.all(Array.from({ length: 24 }, slowReader));
	assert.ok(begun.some((b) => b.status === 200), 'nobody could download');
	assert.ok(begun.some((b) => b.status === 503), 'there is no end of places');
	const refused = await until('a refusal', async () => {
		const reply = await client.get(PATH);
		return reply.status === 503 && reply;
	});
	assert.ok(Number(refused.headers['retry-after']) >= 1);
	assert.deepEqual(await activityOf(refused), []);

	const [slow] = begun.filter((b) => b.status === 200);
	for (const b of begun) if (b !== slow) b.socket.destroy();
	let bytes = slow.first.length;
	slow.socket.on('data', (chunk) => (bytes += chunk.length));
	slow.socket.resume();
	await once(slow.socket, 'end');
	assert.ok(bytes > 2 * 6 * text.length, `only ${bytes} bytes came`);
	await until('a place', async () => (await client.get('/api/annotations/projects')).status === 200);
});
