import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { isProblem, NOBODY } from '../lib/checks.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { logOf } from '../lib/log.mjs';
import { addProject, addSpan, addText, newWorld, VECTOR } from '../lib/world.mjs';

const API = '/api/annotations';
let world;
let client;
before(async () => {
	world = await newWorld();
	client = world.client;
});

/** The line that a document must be, made from what the API said when its parts were made. */
function lineOf(document, text, spans) {
	const names = new Map([
		[world.tag.id, 'Person'],
		[world.other.id, 'Place'],
	]);
	return `${JSON.stringify({
		id: document.id,
		name: document.name,
		text,
		spans: spans.map((s) => ({
			id: s.id,
			start: s.start,
			end: s.end,
			tag: names.get(s.tag),
			text: [...text].slice(s.start, s.end).join(''),
			created_by: s.created_by,
			created_at: s.created_at,
		})),
	})}\n`;
}

test('GET /projects/{id}/export: a text with its spans a line, exact, and the same twice (PR-1, PV-6)', async () => {
	const plain = 'Ada\r\nin "Paris"\\ \ufeff\u2028';
	const second = await addText(client, world.project.id, plain, 'b "quoted".txt');
	const third = await addText(client, world.project.id, 'nothing is marked here', 'c');
	const add = (document, text, [start, end], tag) =>
		addSpan(client, document.id, {
			tag: tag.id,
			start,
			end,
			text: [...text].slice(start, end).join(''),
		});
	const late = await add(second, plain, [5, 7], world.other);
	const early = await add(second, plain, [0, 3], world.tag);
	const inner = await add(second, plain, [0, 1], world.other);
	const whole = await add(world.document, VECTOR, [0, 23], world.other);
	const wanted =
		lineOf(world.document, VECTOR, [whole, world.span]) +
		lineOf(second, plain, [inner, early, late]) +
		lineOf(third, 'nothing is marked here', []);

	const path = `${API}/projects/${world.project.id}/export`;
	const reply = await client.get(path);
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.headers['content-type'], 'application/x-ndjson');
	assert.match(reply.headers['content-disposition'], /^attachment; filename="Letters\.jsonl"/);
	assert.equal(reply.text, wanted);
	assert.ok((await client.get(path)).bytes.equals(reply.bytes));
	const [{ verb, object }, ...more] = await activityOf(reply);
	assert.deepEqual([verb, object, more], ['export.create', world.project.id, []]);
});

test('GET /projects/{id}/export: of an empty project nothing, of none 404', async () => {
	const { id } = await addProject(client, { name: 'Größe / "x"\u{1F600}' });
	const reply = await client.get(`${API}/projects/${id}/export`);
	assert.deepEqual([reply.status, reply.text], [200, '']);
	assert.match(
		reply.headers['content-disposition'],
		/filename\*=UTF-8''Gr%C3%B6%C3%9Fe%20%2F%20%22x%22%F0%9F%98%80\.jsonl$/,
	);
	const missing = await client.get(`${API}/projects/${NOBODY}/export`);
	isProblem(missing, 404, 'not-found', []);
	assert.deepEqual(await activityOf(missing), []);
});

test('GET /projects/{id}/export: a hundred long texts are streamed whole', async () => {
	const { id } = await addProject(client);
	const text = 'zwölf Boxkämpfer \u{1F600} '.repeat(500);
	const made = await Promise.all(Array.from({ length: 100 }, (_, i) => addText(client, id, text, `n${i}`)));
	const reply = await client.get(`${API}/projects/${id}/export`);
	const lines = reply.text.split('\n');
	assert.equal(lines.pop(), '');
	assert.deepEqual(
		lines.map((l) => JSON.parse(l).id),
		made.map((d) => d.id).sort(),
	);
	assert.ok(lines.every((l) => JSON.parse(l).text === text));
});

test('GET /projects/{id}/export: as many spans as a text may have hold up nobody for long', async () => {
	const { client: owner, project, tag } = await newWorld();
	const text = await addText(owner, project.id, 'abcdefghij'.repeat(10_000));
	await sql`insert into span (workspace, id, document, tag, start, "end", created_by)
		select workspace, gen_random_uuid(), id, ${tag.id}, n * 10, n * 10 + 10, created_by
		  from document, generate_series(0, 9999) n where id = ${text.id}`;
	const slow = () => readFileSync(inRun('log/annotations.log'), 'utf8').split('\n')
		.filter((line) => line.includes('"turn.slow","route":"/projects/{id}/export"')).map((line) => Number(JSON.parse(line).ms));
	// One slow turn a second is logged.  What else runs on this machine makes some slow: not all.
	await until('an export without a long turn', async () => {
		const before = slow().length;
		const reply = await owner.get(`${API}/projects/${project.id}/export`);
		assert.equal(reply.text.split('"created_at"').length - 1, 10_001); // and the one of the other text
		await logOf(reply);
		return slow().slice(before).every((ms) => ms < 25);
	}, 30_000, 1100);
});
