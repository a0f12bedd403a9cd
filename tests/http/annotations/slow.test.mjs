/* People who download slowly: they get all of it, and others are told at once when they must wait. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { activityOf } from '../lib/database.mjs';
import { origin, until } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { head } from '../lib/raw.mjs';
import { addProject, addText } from '../lib/world.mjs';

// Written as \u0001 each: 36 MB, more than the buffers on the way hold.
const text = '\u0001'.repeat(3_000_000);

/** Someone with a workspace, and the path of its download. */
async function newReader() {
	const { client } = await newOwner();
	const project = await addProject(client);
	for (const name of ['a', 'b']) await addText(client, project.id, text, name);
	return { client, path: `/api/annotations/projects/${project.id}/export` };
}

const [ada, bob] = [await newReader(), await newReader()];
const readers = [];
after(() => readers.forEach((r) => r.destroy()));

/** They begin a download and read no further than its first bytes. */
async function slowReader({ client, path }) {
	const socket = connect({ host: '127.0.0.1', port: new URL(origin).port });
	readers.push(socket);
	socket.write(head(`GET ${path} HTTP/1.1`, { Cookie: client.cookie, Connection: 'close' }));
	const [first] = await once(socket, 'data');
	socket.pause();
	const status = Number(/^HTTP\/1\.1 (\d+)/.exec(first.toString('latin1'))[1]);
	return { socket, status, first };
}

const begin = (reader) => Promise.all(Array.from({ length: 24 }, () => slowReader(reader)));
const statuses = (begun) => [...new Set(begun.map((b) => b.status))].sort();

test('who downloads as much as one person may is told so, and others still find a place', async () => {
	const begun = await begin(ada);
	assert.deepEqual(statuses(begun), [200, 429]);
	const refused = await ada.client.get(ada.path);
	isProblem(refused, 429, 'too-many');
	assert.match(refused.json.detail, /downloads/);
	assert.ok(Number(refused.headers['retry-after']) >= 1);
	assert.deepEqual(await activityOf(refused), []);

	const other = await slowReader(bob);
	assert.equal(other.status, 200);
	other.socket.destroy();
	for (const b of begun) b.socket.destroy();
	await until('a place again', async () => {
		const again = await slowReader(ada);
		again.socket.destroy();
		return again.status === 200;
	});
});

test('when all places are taken the next one is told so within moments, and nothing was downloaded', async () => {
	const begun = [...(await begin(ada)), ...(await begin(bob))];
	assert.ok(begun.some((b) => b.status === 200), 'nobody could download');
	const { client } = await newOwner();
	const project = await addProject(client);
	const refused = await until('a refusal', async () => {
		const reply = await client.get(`/api/annotations/projects/${project.id}/export`);
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
	await until('a place', async () => (await client.get(`/api/annotations/projects/${project.id}/export`)).status === 200);
});
