/* What lies in the database of a copy is noise without a key that stands in another one, and is destroyed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { newOwner } from '../lib/people.mjs';
import { addPersonalExport, downloadPersonalExport, forgetPersonalExports, orderPersonalExport, personalExport } from '../lib/personal_export.mjs';
import { childrenOf, pidOf } from '../lib/processes.mjs';
import { sweep } from '../lib/retention.mjs';

const person = await newOwner();
const { client } = person;

/** An answer of the database of keys, as its superuser. */
const keys = (query) =>
	execFileSync('psql', ['-XqAt', '-h', inRun('sock'), '-U', 'postgres', '-d', 'obelus_keys', '-c', query], { encoding: 'utf8' }).trim();

const keyOf = async ({ id }) => (await sql`select key from personal_export where id = ${id}`)[0].key;
const bytesOf = async ({ id }) => {
	const pieces = await sql`select encode(bytes, 'hex') as bytes from personal_export_piece where export = ${id} order by position`;
	return Buffer.from(pieces.map((piece) => piece.bytes).join(''), 'hex');
};

test('the pieces in the database hold nothing that can be read: no name of a file, no mark of a zip (SE-1)', async () => {
	const copy = await addPersonalExport(client);
	const sealed = await bytesOf(copy);
	const { bytes } = await downloadPersonalExport(client, copy);
	assert.ok(sealed.length > bytes.length);
	// What would be seen in an archive that lay there as it is.
	for (const word of ['PK\x03\x04', 'index.html', 'data/person.jsonl']) {
		assert.ok(bytes.includes(word), word);
		assert.ok(!sealed.includes(word), word);
	}
	// And none of it in stretches.
	for (let at = 0; at + 16 < bytes.length; at += 997) assert.ok(!sealed.includes(bytes.subarray(at, at + 16)), `${at}`);
});

test('two copies of the same are sealed under two keys', async () => {
	const [first, second] = [await addPersonalExport(client), await addPersonalExport(await newOwner().then((o) => o.client))];
	assert.notEqual(await keyOf(first), await keyOf(second));
});

test('the key stands in the other database, wrapped, and a backup of this one is without it (PR-9)', async () => {
	const copy = await addPersonalExport(client);
	const sealed = keys(`select sealed from subject_key where id = '${await keyOf(copy)}'`);
	assert.match(sealed, /^[A-Za-z0-9_-]{90,}$/);
	const dump = execFileSync('pg_dump', ['-h', inRun('sock'), '-U', 'postgres', '-d', 'obelus', '--inserts', '--table=personal_export*'], { encoding: 'utf8', maxBuffer: 1 << 28 });
	assert.ok(dump.includes(copy.id));
	assert.ok(!dump.includes(sealed));
	assert.deepEqual(await sql`select relname from pg_class where relname = 'subject_key'`, []);
});

test('of the handlers only privacy may go there, and it may change no key', () => {
	const may = (what) => keys(`select ${what}`);
	for (const handler of ['auth', 'billing', 'annotations', 'support'])
		assert.equal(may(`has_database_privilege('obelus_${handler}', 'obelus_keys', 'connect')`), 'f', handler);
	assert.equal(may("has_database_privilege('obelus_privacy', 'obelus_keys', 'connect')"), 't');
	assert.equal(may("has_table_privilege('obelus_privacy', 'subject_key', 'select, delete')"), 't');
	assert.equal(may("has_any_column_privilege('obelus_privacy', 'subject_key', 'update')"), 'f');
	assert.equal(may("has_schema_privilege('obelus_privacy', 'public', 'create')"), 'f');
});

test('GET /exports/{id}/content: with its key gone, a copy is gone', async () => {
	const copy = await addPersonalExport(client);
	keys(`delete from subject_key where id = '${await keyOf(copy)}'`);
	const reply = await downloadPersonalExport(client, copy);
	isProblem(reply, 410, 'gone', []);
	assert.deepEqual(await activityOf(reply), []);
	assert.equal((await personalExport(client, copy.id)).downloads, 0);
});

test('DELETE /exports/{id}: destroys the key before it answers', async () => {
	const copy = await addPersonalExport(client);
	const key = await keyOf(copy);
	assert.equal(keys(`select count(*) from subject_key where id = '${key}'`), '1');
	// Not the worker, which clears away the rest, does it.
	const workers = childrenOf(pidOf('privacy-work'));
	for (const pid of workers) process.kill(pid, 'SIGSTOP');
	try {
		assert.equal((await client.delete(`/api/privacy/exports/${copy.id}`)).status, 204);
		assert.equal(keys(`select count(*) from subject_key where id = '${key}'`), '0');
	} finally {
		for (const pid of workers) process.kill(pid, 'SIGCONT');
	}
});

test('after seven days its key is destroyed, and then its pieces (PR-6, PR-9)', async () => {
	const copy = await addPersonalExport(client);
	const key = await keyOf(copy);
	const [job] = await sql`select id from job where payload ->> 'export' = ${copy.id} and kind = 'personal-export-end'`;
	const [{ is_then }] = await sql`select run_at = (select expires_at from personal_export where id = ${copy.id}) as is_then from job where id = ${job.id}`;
	assert.ok(is_then);
	await sql`update job set run_at = now(), state = 'ready' where id = ${job.id}`;
	await until('the job to end', async () => !(await sql`select from job where id = ${job.id}`).length);
	const now = await personalExport(client, copy.id);
	assert.equal(now.state, 'expired');
	assert.equal(keys(`select count(*) from subject_key where id = '${key}'`), '0');
	assert.equal(await keyOf(copy), null);
	assert.deepEqual(await sql`select from personal_export_piece where export = ${copy.id}`, []);
	isProblem(await downloadPersonalExport(client, copy), 410, 'gone', []);
});

test('GET /exports/{id}/content: past its time it is not handed out, though no worker has cleared it away yet', async () => {
	const copy = await addPersonalExport(client);
	await sql`update personal_export set expires_at = now() where id = ${copy.id}`;
	isProblem(await downloadPersonalExport(client, copy), 410, 'gone', []);
});

test('a piece that was changed is not handed out', async () => {
	const copy = await addPersonalExport(client);
	await sql`update personal_export_piece set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where export = ${copy.id} and position = 1`;
	isProblem(await downloadPersonalExport(client, copy), 500, 'broken', []);
});

test('pieces of one copy do not pass for those of another', async () => {
	const [mine, theirs] = [await addPersonalExport(client), await addPersonalExport((await newOwner()).client)];
	await sql`update personal_export set key = ${await keyOf(theirs)} where id = ${mine.id}`;
	await sql`update personal_export_piece m set bytes = t.bytes from personal_export_piece t
		where m.export = ${mine.id} and t.export = ${theirs.id} and m.position = t.position`;
	isProblem(await downloadPersonalExport(client, mine), 500, 'broken', []);
});

test('while the database of keys is away, a download is told to come again, and a copy is made later', async () => {
	const copy = await addPersonalExport(client);
	const allow = (is) => sql([`alter database obelus_keys allow_connections ${is}`]);
	const other = await newOwner();
	await allow(false);
	try {
		const reply = await downloadPersonalExport(client, copy);
		isProblem(reply, 503, 'unavailable', []);
		assert.ok(Number(reply.headers['retry-after']) > 0);
		const { id } = (await other.client.post('/api/privacy/exports')).json;
		await until('its first try to fail', async () => (await sql`select from job where payload ->> 'export' = ${id} and error is not null`).length);
		assert.deepEqual(await sql`select from personal_export_piece where export = ${id}`, []);
		await allow(true);
		await sql`update job set run_at = now(), state = 'ready' where payload ->> 'export' = ${id}`;
		await until('it to be there', async () => (await personalExport(other.client, id)).state === 'available', 30_000);
	} finally {
		await allow(true);
	}
	assert.equal((await downloadPersonalExport(client, copy)).status, 200);
});

test('however long the database of keys is away, the key of a copy that ended is destroyed afterwards (PR-9)', async () => {
	const copy = await addPersonalExport(client);
	const key = await keyOf(copy);
	const [job] = await sql`select id from job where payload ->> 'export' = ${copy.id} and kind = 'personal-export-end'`;
	const allow = (is) => sql([`alter database obelus_keys allow_connections ${is}`]);
	const again = () => sql`update job set run_at = now(), state = 'ready', attempt = 100 where id = ${job.id}`;
	await allow(false);
	try {
		await again();
		const [{ state }] = await until('a try in vain', async () => {
			const rows = await sql`select state from job where id = ${job.id} and error is not null and state <> 'running'`;
			return rows.length && rows;
		});
		assert.equal(state, 'ready');
		// Where the key is said stays until it is done, though the time of the row is over.
		await sql`update personal_export set ended_at = now() - interval '31 days' where id = ${copy.id}`;
		await sweep();
		assert.equal(await keyOf(copy), key);
	} finally {
		await allow(true);
	}
	await again();
	await until('the job to end', async () => !(await sql`select from job where id = ${job.id}`).length);
	assert.equal(keys(`select count(*) from subject_key where id = '${key}'`), '0');
	await sweep();
	assert.equal(await personalExport(client, copy.id), undefined);
});

test('one whose worker died with the last of its tries ends after a day, and there can be another (PR-6)', async () => {
	const { client, email } = await newOwner();
	const { id } = await addPersonalExport(client);
	const key = await keyOf({ id });
	await forgetPersonalExports(client);
	await sql`insert into personal_export (id, person, state, key, asked_at)
		values (${id}, ${client.session.person}, 'building', ${key}, now() - interval '23 hours')`;
	await sql`insert into personal_export_piece (person, export, position, bytes) values (${client.session.person}, ${id}, 0, 'x')`;
	await sql`delete from job where payload ->> 'export' = ${id}`;
	await sweep();
	assert.equal((await personalExport(client, id)).state, 'building');
	await sql`update personal_export set asked_at = now() - interval '25 hours' where id = ${id}`;
	await sweep();
	await until('what is left of it to be gone', async () => !(await sql`select from job where payload ->> 'export' = ${id}`).length);
	assert.equal((await personalExport(client, id)).state, 'failed');
	assert.equal(keys(`select count(*) from subject_key where id = '${key}'`), '0');
	assert.deepEqual(await sql`select from personal_export_piece where export = ${id}`, []);
	await until('word of it', () => messagesTo(email).some((m) => m.headers.subject === 'The copy of your data could not be made'));
	assert.equal((await client.post('/api/privacy/exports')).status, 201);
});

test('one that cannot be made is given up after its tries: its person is told, and nothing of it stays', async () => {
	const { id } = await orderPersonalExport(client);
	const many = messagesTo(person.email).length;
	await sql`insert into personal_export_piece (person, export, position, bytes) values (${client.session.person}, ${id}, 0, 'x')`;
	await sql`insert into job (id, handler, kind, payload, attempt)
		values (${randomUUID()}, 'privacy', 'personal-export', json_build_object('export', ${id}::text, 'person', ${client.session.person}::text), 5)`;
	await until('the end of it', async () => !(await sql`select from job where payload ->> 'export' = ${id}`).length);
	const now = await personalExport(client, id);
	assert.equal(now.state, 'failed');
	assert.ok(now.ended_at);
	assert.deepEqual(await sql`select from personal_export_piece where export = ${id}`, []);
	assert.equal((await mailTo(person.email, many + 1)).headers.subject, 'The copy of your data could not be made');
	isProblem(await downloadPersonalExport(client, { id }), 410, 'gone', []);
	// And there can be another.
	assert.equal((await client.post('/api/privacy/exports')).status, 201);
});
