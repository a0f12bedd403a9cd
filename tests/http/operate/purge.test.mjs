/* scripts/dev purge, while the instance is in use: what is in its way, what it does to logs, and being cut off. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { until } from '../lib/instance.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';

const own = new OwnInstance({ LIMIT_PERCENT: '10000' });
before(() => own.dev('run'));
after(() => own.remove());

/** A session of PostgreSQL that has done this and stays as it is: {end()}. */
async function standing(statements) {
	const psql = spawn('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', own.in('sock'), '-U', 'postgres', 'obelus'], { stdio: ['pipe', 'pipe', 'inherit'] });
	psql.stdin.write(`${statements}; select 'there';\n`);
	await Promise.race([once(psql.stdout, 'data'), once(psql, 'exit').then(() => assert.fail(statements))]);
	return {
		async end() {
			psql.stdin.end();
			await once(psql, 'exit');
		},
	};
}

test('make purge: a table that is in use is named, all others are done, and those who wait behind it do so briefly', async () => {
	const holder = await standing('begin; lock table tag in access share mode');
	own.environment.PATIENCE = '1';
	const fileOf = (table) => own.sql(`select pg_relation_filenode('${table}')`);
	const [tag, person] = [fileOf('tag'), fileOf('person')];
	const purging = own.devBeside('purge').then(() => null, (error) => error);
	// Somebody who comes meanwhile is not let down.
	const demo = await new Client({ at: own.origin }).get('/api/auth/session');
	assert.equal(demo.status, 401);
	const error = await purging;
	assert.equal(error.code, 1);
	assert.match(error.stderr, /^purge: obelus\.tag was not done: is in use$/m);
	assert.equal(error.stderr.match(/was not done/g).length, 1);
	assert.match(error.stdout, /^obelus\.person +\d+\.\d\d s$/m);
	assert.match(error.stdout, /^WAL +\d+\.\d\d s$/m);
	assert.equal(fileOf('tag'), tag);
	assert.notEqual(fileOf('person'), person);
	await holder.end();
	assert.match(own.dev('purge', 'tag'), /^obelus\.tag +\d+\.\d\d s$/m);
	assert.notEqual(fileOf('tag'), tag);
	const unknown = own.tryDev('purge', 'tog');
	assert.equal(unknown.status, 1);
	assert.match(unknown.stderr, /tog is not a table/);
});

test('make purge: a table of which somebody reads an older state still has what was deleted, and is named', async () => {
	own.sql("insert into workspace (id, name) values ('00000000-0000-4000-8000-000000000001', 'to be deleted')");
	const reader = await standing('begin isolation level repeatable read; select from tag limit 1');
	own.sql("delete from workspace where name = 'to be deleted'");
	const cut = own.tryDev('purge', 'workspace');
	assert.equal(cut.status, 1);
	assert.match(cut.stderr, /obelus\.workspace was not done: somebody reads an older state of it/);
	await reader.end();
	assert.equal(own.tryDev('purge', 'workspace').status, 0);
});

/** Has a process one of the folder's files open? */
const writtenTo = (folder) => spawnSync('sh', ['-c', `find "$1" -type f -printf '%D:%i\n' >"$2"; find -L /proc/[0-9]*/fd -maxdepth 1 -type f -printf '%D:%i\n' 2>/dev/null | grep -qxFf "$2"`,
	'sh', folder, own.in('inodes')]).status === 0;

const logs = () => ['log', 'oldlog'].flatMap((folder) => readdirSync(own.in(folder)).filter((name) => name.endsWith('.log')).map((name) => own.in(folder, name)));
const linesOf = (pattern) => logs().filter((file) => pattern.test(file)).flatMap((file) => readFileSync(file, 'utf8').split('\n').filter((line) => /^\{.*\}$/.test(line)));
const idsIn = (pattern) => linesOf(pattern).map((line) => JSON.parse(line)).filter((line) => line.route === '/api/support/health' || line.route === '/health').map((line) => line.id);

/** Until what is asked now stands in the present logs: workers of before go on, in the old ones, until the new ones are there. */
async function isLogged() {
	const asked = [];
	await until('the lines of a request in the present logs', async () => {
		asked.push((await new Client({ at: own.origin }).get('/api/support/health')).id);
		const logged = [/log\/access\.log$/, /log\/support\.log$/].map((pattern) => new Set(idsIn(pattern)));
		return asked.some((id) => logged.every((ids) => ids.has(id)));
	}, 30_000, 100);
}

test('make purge: logs are put aside and removed when they had their time, and no line of nginx or of a handler is lost (LG-9)', async () => {
	const asked = [];
	let going = true;
	const load = (async () => {
		while (going) {
			const replies = await Promise.all(Array.from({ length: 4 }, () => new Client({ at: own.origin }).get('/api/support/health', { headers: { connection: 'close' } })));
			asked.push(...replies.filter((reply) => reply.status === 200).map((reply) => reply.id));
		}
	})();
	let said;
	try {
		said = [await own.devBeside('purge', 'person'), await own.devBeside('purge', 'person')];
	} finally {
		going = false;
		await load;
	}
	for (const text of said) assert.match(text, /^logs put aside: [1-9]/m);
	assert.ok(asked.length > 50);
	const wanted = asked.sort();
	for (const pattern of [/access/, /support(\.\w+)?\.log$/])
		await until(`all lines of ${pattern}`, () => {
			const ids = new Set(idsIn(pattern));
			return wanted.every((id) => ids.has(id));
		});
	const aside = () => readdirSync(own.in('oldlog'));
	for (const name of ['access', 'support', 'auth-work', 'postgresql', 'redis-server'])
		assert.ok(aside().some((file) => file.startsWith(`${name}.`)), `${name}: ${aside()}`);
	const ids = idsIn(/access/);
	assert.equal(new Set(ids).size, ids.length, 'no line is there twice');
	own.environment.LOG_DAYS = '0';
	const old = aside();
	// Workers of before may still finish what they had begun.
	await until('nobody to write to the old ones', () => !writtenTo(own.in('oldlog')), 60_000, 200);
	own.dev('purge', 'person');
	assert.deepEqual(aside().filter((file) => old.includes(file)), []);
	delete own.environment.LOG_DAYS;
	await isLogged();
});

test('make purge: cut off at any point it can be begun again, and the instance goes on', async () => {
	const moments = [/obelus\.person/, /^WAL/m, /logs put aside/];
	for (const moment of moments) {
		const purging = spawn('scripts/dev', ['purge', 'person', 'session'], { env: own.environment, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
		let text = '';
		purging.stdout.on('data', (chunk) => (text += chunk));
		await until(`${moment}`, () => moment.test(text), 30_000);
		process.kill(-purging.pid, 'SIGKILL');
		await once(purging, 'close');
	}
	const after = own.tryDev('purge', 'person');
	assert.equal(after.status, 0, after.stderr);
	assert.match(own.dev('status'), /annotations +up/);
	await isLogged();
	assert.ok(!existsSync(own.in('log/access.log.new')));
});
