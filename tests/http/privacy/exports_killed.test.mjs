/* The process that makes a copy is killed in the middle of it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { endLeases, sql } from '../lib/database.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { askPersonalExport, downloadPersonalExport, linesOf, personalExport, personalExportIn, unzipped } from '../lib/personal_export.mjs';
import { childrenOf, end, pidOf } from '../lib/processes.mjs';

const ROWS = 60_000;
const MEMORY_KB = 32 * 1024;

const workers = () => childrenOf(pidOf('privacy-work'));
const keyCount = (ids) =>
	Number(execFileSync('psql', ['-XqAt', '-h', inRun('sock'), '-U', 'postgres', '-d', 'obelus_keys', '-c', `select count(*) from subject_key where id = any ('{${ids}}')`], { encoding: 'utf8' }));

/** The most memory that a process had, in KiB (proc(5): VmHWM). */
const memoryOf = (pid) => Number(/VmHWM:\s+(\d+)/.exec(execFileSync('cat', [`/proc/${pid}/status`], { encoding: 'utf8' }))[1]);

test('a copy whose worker is killed is not there by half, and is made anew, whole (PR-1)', async () => {
	const { client } = await newOwner();
	const { person, workspace } = client.session;
	await sql`insert into activity (workspace, id, actor, verb, object_kind, object, request)
		select ${workspace}, gen_random_uuid(), ${person}, 'span.create', 'span', gen_random_uuid(), gen_random_uuid() from generate_series(1, ${ROWS})`;
	const copy = await askPersonalExport(client);
	const used = [];
	for (let kills = 0; kills < 2; kills++) {
		const begun = await until('its first pieces', async () => {
			const [row] = await sql`select key, written, pieces, state from personal_export where id = ${copy.id}`;
			assert.ok(['queued', 'building'].includes(row.state), 'it was there before anyone was killed');
			return row.written > 0 && !used.includes(row.key) && row;
		}, 30_000, 5);
		used.push(begun.key);
		for (const pid of workers()) await end(pid);
		const now = await personalExport(client, copy.id);
		assert.deepEqual([now.state, now.built_at], ['building', null]);
		isProblem(await downloadPersonalExport(client, copy), 409, 'conflict', []);
		await endLeases('privacy');
	}
	await personalExportIn(client, copy, 'available');
	const reply = await downloadPersonalExport(client, copy);
	const lines = linesOf(unzipped(reply.bytes)['data/activity.jsonl']);
	assert.ok(lines.length > ROWS);
	assert.equal(new Set(lines.map((line) => line.id)).size, lines.length);
	const [{ key, pieces }] = await sql`select key, pieces from personal_export where id = ${copy.id}`;
	const positions = (await sql`select position from personal_export_piece where export = ${copy.id} order by position`).map((p) => p.position);
	assert.deepEqual(positions, [...Array(pieces).keys()]);
	// The keys of before are destroyed.
	assert.equal(keyCount(used), 0);
	assert.equal(keyCount([key]), 1);
	for (const pid of workers()) assert.ok(memoryOf(pid) < MEMORY_KB, `${memoryOf(pid)} KiB`);
});

test('one that is taken back while it is made ends there', async () => {
	const { client } = await newOwner();
	const { person, workspace } = client.session;
	await sql`insert into activity (workspace, id, actor, verb, object_kind, object, request)
		select ${workspace}, gen_random_uuid(), ${person}, 'span.create', 'span', gen_random_uuid(), gen_random_uuid() from generate_series(1, ${ROWS})`;
	const copy = await askPersonalExport(client);
	const { key } = await until('its first pieces', async () => {
		const [row] = await sql`select key, written from personal_export where id = ${copy.id}`;
		return row.written > 0 && row;
	}, 30_000, 5);
	assert.equal((await client.delete(`/api/privacy/exports/${copy.id}`)).status, 204);
	await until('its jobs to end', async () => !(await sql`select from job where payload ->> 'export' = ${copy.id}`).length, 30_000);
	assert.equal((await personalExport(client, copy.id)).state, 'expired');
	assert.deepEqual(await sql`select from personal_export_piece where export = ${copy.id}`, []);
	assert.equal(keyCount([key]), 0);
});
