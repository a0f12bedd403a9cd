import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem, MOMENT, NOBODY, UUID } from '../lib/checks.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject } from '../lib/world.mjs';

const PATH = '/api/annotations/projects';
let client;
before(async () => ({ client } = await newOwner()));

test('POST /projects: makes one, with its tags', async () => {
	const tags = [
		{ name: 'Person', description: 'Who', colour: '#102030', key: 'p' },
		{ name: 'Place', key: '1' },
		{ name: 'Größe \u{1F600}' },
	];
	const reply = await client.post(PATH, { name: 'Briefe', description: 'Zwei\nZeilen', tags });
	assert.equal(reply.status, 201, reply.text);
	const project = reply.json;
	assert.match(project.id, UUID);
	assert.match(project.created_at, MOMENT);
	assert.deepEqual(project, {
		id: project.id,
		name: 'Briefe',
		description: 'Zwei\nZeilen',
		documents: 0,
		version: 1,
		created_at: project.created_at,
	});
	assert.equal(reply.headers.location, `${PATH}/${project.id}`);
	assert.equal(reply.version, '"1"');

	const listed = (await client.get(`${PATH}/${project.id}/tags`)).json;
	assert.deepEqual(listed, { next: null, items: listed.items });
	const seen = listed.items.map(({ id, project: of, version, ...rest }) => {
		assert.match(id, UUID);
		assert.deepEqual([of, version], [project.id, 1]);
		return rest;
	});
	assert.deepEqual(
		seen,
		tags.map((t, position) => ({
			description: null,
			key: null,
			colour: seen[position].colour,
			...t,
			position,
		})),
	);
	for (const { colour } of seen) assert.match(colour, /^#[0-9a-f]{6}$/);

	const [row] = await sql`select visibility, indexable, created_by from project where id = ${project.id}`;
	assert.deepEqual(row, { visibility: 'private', indexable: false, created_by: client.session.person });
	const [{ verb, actor, object, project: of, workspace }, ...more] = await activityOf(reply);
	assert.deepEqual(
		[verb, actor, object, of, workspace, more],
		['project.create', client.session.person, project.id, project.id, client.session.workspace, []],
	);
});

test('POST /projects: tags that collide or are malformed are all named', async () => {
	const tags = [
		{ name: 'A', key: 'a' },
		{ name: 'A', key: 'a' },
		{ name: 'B', key: '-' },
		{ name: 'C', colour: '#12345G' },
		{ name: 'D', key: '\u0000' },
		{ name: 'E', colour: '\u0000\u0000\u0000\u0000\u0000\u0000\u0000' },
	];
	const body = tags.slice(0, 4);
	isProblem(await client.post(PATH, { name: 'x', tags: body }), 422, 'invalid', [
		'#/tags/1/name',
		'#/tags/1/key',
		'#/tags/2/key',
		'#/tags/3/colour',
	]);
	for (const tag of tags.slice(4)) {
		const reply = await client.post(PATH, { name: 'x', tags: [tag] });
		assert.ok([400, 422].includes(reply.status), reply.text);
	}
	isProblem(await client.post(PATH, { name: 'x', tags: Array(101).fill({ name: 'A' }) }), 422, 'invalid', [
		'#/tags',
	]);
	isProblem(await client.post(PATH, { name: 'x', tags: ['A', 7] }), 422, 'invalid', [
		'#/tags/0',
		'#/tags/1',
	]);
	const hundred = Array.from({ length: 100 }, (_, i) => ({ name: `t${i}` }));
	assert.equal((await client.post(PATH, { name: 'x', tags: hundred })).status, 201);
});

test('GET /projects/{id}: shows it, and 304 to who has it', async () => {
	const project = await addProject(client);
	const path = `${PATH}/${project.id}`;
	const reply = await client.get(path);
	assert.equal(reply.status, 200);
	assert.deepEqual(reply.json, project);
	assert.equal(reply.version, '"1"');
	for (const tag of ['"1"', 'W/"1"', '"7", "1"', '*']) {
		const known = await client.get(path, { headers: { 'if-none-match': tag } });
		assert.equal(known.status, 304, tag);
		assert.equal(known.text, '');
		assert.equal(known.version, '"1"');
	}
	for (const tag of ['"2"', '1', '"11"'])
		assert.equal((await client.get(path, { headers: { 'if-none-match': tag } })).status, 200, tag);
	const head = await client.send('HEAD', path);
	assert.deepEqual([head.status, head.text, head.version], [200, '', '"1"']);
});

test('GET /projects/{id}: what is no id is nothing', async () => {
	for (const id of [NOBODY, 'x', '1', NOBODY.slice(1), `${NOBODY}0`, '..%2f..', NOBODY.toUpperCase() + '/'])
		isProblem(await client.get(`${PATH}/${id}`), 404, 'not-found', []);
});

test('PATCH /projects/{id}: absent, null and a value are three things', async () => {
	const project = await addProject(client, { description: 'first' });
	const path = `${PATH}/${project.id}`;
	const change = async (body, version) => {
		const reply = await client.patch(path, body, `"${version}"`);
		assert.equal(reply.status, 200, reply.text);
		assert.equal(reply.version, `"${version + 1}"`);
		const [{ verb }, ...more] = await activityOf(reply);
		assert.deepEqual([verb, more], ['project.update', []]);
		return reply.json;
	};
	assert.deepEqual(await change({ name: 'New' }, 1), { ...project, name: 'New', version: 2 });
	assert.deepEqual(await change({ description: '' }, 2), {
		...project,
		name: 'New',
		description: '',
		version: 3,
	});
	assert.deepEqual(await change({ description: null }, 3), {
		...project,
		name: 'New',
		description: null,
		version: 4,
	});
	assert.deepEqual(await change({}, 4), { ...project, name: 'New', description: null, version: 5 });
	isProblem(await client.patch(path, { name: null }, '"5"'), 422, 'invalid', ['#/name']);
	assert.equal((await client.get(path)).json.version, 5);
});

test('PATCH /projects/{id}: only the version that the caller saw', async () => {
	const { id } = await addProject(client);
	const path = `${PATH}/${id}`;
	isProblem(await client.patch(path, { name: 'x' }), 428, 'unconditional', []);
	for (const match of [
		'"2"',
		'"2147483648"',
		'"99999999999999999999"',
		'"x"',
		'"-1"',
	]) {
		const reply = await client.patch(path, { name: 'x' }, match);
		isProblem(reply, 412, 'stale', []);
		assert.deepEqual(await activityOf(reply), []);
	}
	// These would change whatever is there, which is what the header is to prevent; or are no tag.
	for (const match of ['*', '"1", "2"', ' * ', '1', '"1']) {
		const reply = await client.patch(path, { name: 'x' }, match);
		isProblem(reply, 400, 'bad-request', []);
		assert.match(reply.json.detail, /If-Match/);
		assert.deepEqual(await activityOf(reply), []);
	}
	// nginx weakens the tag of what it compresses; an empty one says nothing.
	isProblem(await client.patch(path, { name: 'x' }, ''), 428, 'unconditional', []);
	assert.equal((await client.patch(path, { name: 'x' }, 'W/"1"')).status, 200);
	isProblem(await client.patch(`${PATH}/${NOBODY}`, { name: 'x' }, '"1"'), 404, 'not-found', []);
});

test('PATCH /projects/{id}: of twenty at once one wins', async () => {
	const { id } = await addProject(client);
	const replies = await Promise.all(
		Array.from({ length: 20 }, (_, i) => client.patch(`${PATH}/${id}`, { name: `n${i}` }, '"1"')),
	);
	assert.deepEqual(replies.map((r) => r.status).sort(), [200, ...Array(19).fill(412)]);
	const won = replies.find((r) => r.status === 200).json;
	assert.deepEqual((await client.get(`${PATH}/${id}`)).json, won);
});

test('GET /projects: pages in the order of making', async () => {
	const mine = (await newOwner()).client;
	assert.deepEqual((await mine.get(PATH)).json, { items: [], next: null });
	const made = [];
	for (let i = 0; i < 7; i++) made.push(await addProject(mine, { name: `p${i}` }));
	assert.deepEqual((await mine.get(PATH)).json, { items: made, next: null });
	const seen = [];
	let after;
	for (const size of [3, 3, 1]) {
		const { items, next } = (await mine.get(PATH, { query: { limit: 3, after } })).json;
		assert.equal(items.length, size);
		seen.push(...items);
		after = next ?? undefined;
	}
	assert.equal(after, undefined);
	assert.deepEqual(seen, made);
	const exact = (await mine.get(PATH, { query: { limit: 7 } })).json;
	assert.deepEqual([exact.items.length, exact.next], [7, null]);
});

test('GET /projects: cursors are ours, and of this list', async () => {
	const mine = (await newOwner()).client;
	const project = await addProject(mine);
	for (let i = 0; i < 2; i++) await addProject(mine);
	const { next } = (await mine.get(PATH, { query: { limit: 1 } })).json;
	assert.match(next, /^[A-Za-z0-9_-]{43}$/);
	const flipped = (next[0] === 'A' ? 'B' : 'A') + next.slice(1);
	const bad = [flipped, next.slice(0, -1), 'x', project.id, `${next.slice(0, 42)}~`, NOBODY];
	for (const after of bad)
		isProblem(await mine.get(PATH, { query: { after } }), 422, 'invalid', ['#/after']);
	// One of another path is none, though it is signed.
	isProblem(await mine.get(`${PATH}/${project.id}/documents`, { query: { after: next } }), 422, 'invalid', [
		'#/after',
	]);
	// One of the same path in another workspace tells nothing: it is only a place in an order.
	const theirs = await client.get(PATH, { query: { after: next } });
	const own = new Set((await mine.get(PATH)).json.items.map((p) => p.id));
	assert.ok(theirs.status === 422 || theirs.json.items.every((p) => !own.has(p.id)));
});

test('GET /projects: the size of a page', async () => {
	for (const limit of ['0', '1001', '-1', 'x', '1.5', '', '99999999999999999999'])
		isProblem(await client.get(PATH, { query: { limit } }), 422, 'invalid', ['#/limit']);
	for (const limit of ['1', '1000'])
		assert.equal((await client.get(PATH, { query: { limit } })).status, 200);
	isProblem(await client.get(`${PATH}?limit=1&limit=2`), 422, 'invalid', ['#/limit']);
	isProblem(await client.get(`${PATH}?page=1`), 422, 'invalid', ['#/page']);
});

test('GET /projects: a page as long as allowed, of the longest descriptions', async () => {
	const owner = await newOwner();
	const { workspace, person } = owner.client.session;
	// Six bytes each as JSON: 12 MB.
	await sql`insert into project (workspace, id, name, description, created_by)
	          select ${workspace}, gen_random_uuid(), 'p' || n, repeat(chr(1), 2000), ${person} from generate_series(1, 1000) n`;
	const reply = await owner.client.get(PATH, { query: { limit: '1000' } });
	assert.equal(reply.status, 200, reply.text.slice(0, 200));
	assert.equal(reply.json.items.length, 1000);
	assert.ok(reply.json.items.every((p) => p.description === '\u0001'.repeat(2000)));
});
