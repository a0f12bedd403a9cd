/* What the processes of an instance can be seen to know, and what they may do where they log in. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { sql } from '../lib/database.mjs';
import { bin, handlers, inRun } from '../lib/instance.mjs';
import { childrenOf, pidOf } from '../lib/processes.mjs';
import { redis } from '../lib/redis.mjs';
import { newWorld } from '../lib/world.mjs';

const services = readdirSync(inRun('pid')).filter((name) => !name.endsWith('.since'));
const family = (pid) => [pid, ...childrenOf(pid).flatMap(family)];
const processes = services.flatMap((name) => family(pidOf(name)).map((pid) => [name, pid]));

/** Every secret of the instance as it could be told: whole lines, passwords of pgpass, bytes in hexadecimal. */
const secrets = readdirSync(inRun('secret')).flatMap((name) => {
	const bytes = readFileSync(inRun('secret', name));
	const text = bytes.toString('latin1').trim();
	return [text, text.split(':').at(-1), bytes.toString('hex'), bytes.toString('base64')].filter((s) => s.length >= 16).map((s) => [name, s]);
});

/** What /proc has of a process; nothing of one that ended meanwhile. */
function seen(pid, what) {
	try {
		return readFileSync(`/proc/${pid}/${what}`, 'latin1');
	} catch (error) {
		if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
		throw error;
	}
}

test('no secret in the arguments or the environment of a process, nor in a log or a readable file (ASVS 13.3.1, item 77)', () => {
	assert.ok(secrets.length >= 2 * handlers.length && processes.length > 2 * handlers.length);
	const texts = processes.flatMap(([name, pid]) => ['cmdline', 'environ'].map((what) => [`${name} ${what}`, seen(pid, what)]));
	assert.ok(texts.some(([, text]) => text.includes('OBELUS_CONFIG')));
	for (const folder of ['log', 'etc', 'www'])
		for (const entry of readdirSync(inRun(folder), { withFileTypes: true, recursive: true }))
			if (entry.isFile()) texts.push([entry.name, readFileSync(join(entry.path, entry.name), 'latin1')]);
	for (const [where, text] of texts) for (const [name, secret] of secrets) assert.ok(!text.includes(secret), `${name} in ${where}`);
});

test('random numbers are the kernel’s and libsodium’s, and no program is started (ASVS 1.2.5, 6.5.3, items 25, 68)', () => {
	for (const handler of handlers) {
		const imported = execFileSync('nm', ['-D', '--undefined-only', join(bin, handler)], { encoding: 'utf8' });
		const names = imported.split('\n').map((line) => line.trim().replace(/^U /, '').replace(/@.*/, ''));
		assert.deepEqual(names.filter((name) => /rand/i.test(name)).sort(), ['getrandom', 'randombytes_buf'], handler);
		// The supervisor begins its own program anew.
		assert.deepEqual(names.filter((name) => /^(system|popen|wordexp|posix_spawn|exec)/.test(name)), ['execv'], handler);
	}
});

const denied = (promise) => assert.rejects(promise, /NOPERM/);

test('Redis: a handler reads and writes sessions and counters, and nothing else; strangers nothing (SE-1) (ASVS 13.2.2, item 76)', async () => {
	for (const handler of handlers) {
		await redis(handler, ['SET', `s:test-${handler}`, '-', 'EX', 5], ['GET', `s:test-${handler}`], ['INCRBY', `rl:test:${handler}`, 1], ['EXPIRE', `rl:test:${handler}`, 5]);
		for (const command of [
			['GET', 'x'], ['SET', 'x', '1'], ['KEYS', '*'], ['SCAN', '0'], ['FLUSHALL'], ['FLUSHDB'], ['CONFIG', 'GET', '*'], ['CONFIG', 'SET', 'dir', '/tmp'],
			['ACL', 'LIST'], ['ACL', 'SETUSER', handler, '+@all'], ['MONITOR'], ['SHUTDOWN'], ['SAVE'],
			['REPLICAOF', '127.0.0.1', '1'], ['MODULE', 'LIST'], ['CLIENT', 'LIST'], ['SUBSCRIBE', 'x'], ['DUMP', 's:x'], ['RENAME', 's:x', 's:y'],
			...(handler === 'auth' ? [] : [['DEL', `s:test-${handler}`], ['EVAL', 'return 1', '0']]),
		])
			await denied(redis(handler, command));
	}
	for (const command of [['SET', 's:x', '-'], ['CONFIG', 'GET', '*'], ['FLUSHALL'], ['ACL', 'LIST']]) await denied(redis('operator', command));
	const acl = readFileSync(inRun('etc/users.acl'), 'utf8');
	assert.match(acl, /^user default off resetkeys -@all$/m);
	assert.doesNotMatch(acl, /nopass|>\w/);
});

const passwordOf = (handler) => readFileSync(inRun('secret', `${handler}.pgpass`), 'utf8').trim().split(':').at(-1);

/** What psql prints of a statement by a role, with the password of a handler. */
const said = (role, password, statement) =>
	execFileSync('psql', ['-XqAtw', '-h', inRun('sock'), '-U', role, '-d', 'obelus', '-c', statement],
		{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, PGPASSWORD: password } }).trim();

test('PostgreSQL: a handler’s password opens its own role and no other, and not the server (ASVS 13.2.2, item 76)', () => {
	for (const [i, handler] of handlers.entries()) {
		const [role, password] = [`obelus_${handler}`, passwordOf(handler)];
		assert.equal(said(role, password, 'select current_user'), role);
		for (const other of ['obelus_owner', `obelus_${handlers[(i + 1) % handlers.length]}`])
			assert.throws(() => said(other, password, 'select 1'), /FATAL/, `${handler} as ${other}`);
	}
	for (const statement of [
		'set role obelus_owner', 'set role obelus_admin', 'create table x ()', "copy (select 1) to program 'id'", "copy (select 1) to '/tmp/x'",
		"select pg_read_file('postgresql.conf')", 'create extension dblink', "alter system set log_statement = 'all'", 'select from pg_authid',
		"create function f() returns int language c as 'x'", 'truncate activity', 'select from migration',
	])
		for (const handler of handlers)
			assert.throws(() => said(`obelus_${handler}`, passwordOf(handler), statement), /ERROR:.*(permission denied|must be)/s, `${handler}: ${statement}`);
});

test('PostgreSQL: a handler that serves nobody sees no row of any workspace (SE-1) (ASVS 8.4.1, item 47)', async () => {
	await newWorld();
	const granted = await sql`
		select r.rolname as role, array_agg(c.relname) as tables from pg_class c cross join pg_roles r
		 where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and obj_description(c.oid, 'pg_class') like '%scope: tenant%'
		   and r.rolname = any (string_to_array(${handlers.map((h) => `obelus_${h}`).join(' ')}, ' '))
		   and has_any_column_privilege(r.oid, c.oid, 'select') group by 1`;
	const count = (tables) => tables.map((table) => `select '${table}', count(*) from ${table}`).join(' union all ');
	const rows = (text) => text.split('\n').map((line) => line.split('|'));
	let filled = 0;
	for (const { role, tables } of granted) {
		const all = rows(execFileSync('psql', ['-XqAtw', '-h', inRun('sock'), '-U', 'postgres', '-d', 'obelus', '-c', count(tables)], { encoding: 'utf8' }).trim());
		filled += all.filter(([, n]) => n !== '0').length;
		const seen = rows(said(role, passwordOf(role.slice(7)), count(tables))).filter(([, n]) => n !== '0');
		// Whoever logs in is in no workspace yet: auth finds where they belong.
		assert.deepEqual(seen.map(([table]) => table), role === 'obelus_auth' ? ['member'] : [], role);
	}
	assert.ok(filled >= 10, `${filled} tables with rows`);
});
