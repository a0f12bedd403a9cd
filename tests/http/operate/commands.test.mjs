/* What an operator does with scripts/dev: run, scale, back up, restore, stop. */
import assert from 'node:assert/strict';
import { chownSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { handlers, until } from '../lib/instance.mjs';
import { isAlive } from '../lib/processes.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';
import { addDataset, addImport, addProject, endOfImport, sendFile } from '../lib/world.mjs';

const own = new OwnInstance({ LIMIT_PERCENT: '10000' });
let client;
before(() => {
	own.dev('run');
	client = new Client({ at: own.origin });
});
after(() => own.remove());

test('run: the address answers as this run, and the demo log-in logs in (SC-2)', async () => {
	const instance = readFileSync(own.in('instance'), 'utf8').trim();
	for (const handler of handlers)
		assert.equal((await client.get(`/api/${handler}/health`)).json.instance, instance, handler);
	const [, username, password] = /^-- demo: (\S+) \/ (.+)$/m.exec(readFileSync('sql/seed.sql', 'utf8'));
	assert.match(own.dev('run'), new RegExp(`Demo log-ins +${username} / ${password}`));
	const session = await client.post('/api/auth/sessions', { username, password });
	assert.equal(session.status, 201, session.text);
});

test('run again: nothing is started, stopped or made anew', () => {
	const before = own.pids;
	const rows = own.sql('select count(*) from span');
	assert.match(own.dev('run'), new RegExp(`Obelus is at +${own.origin}`));
	assert.deepEqual(own.pids, before);
	assert.equal(own.sql('select count(*) from span'), rows);
});

test('run again: what has died is started, the rest goes on', async () => {
	const before = own.pids;
	process.kill(before.redis, 'SIGKILL');
	process.kill(before['billing-work'], 'SIGKILL');
	process.kill(before.support, 'SIGKILL');
	own.dev('run');
	const now = own.pids;
	const changed = Object.keys(now).filter((name) => now[name] !== before[name]).sort();
	assert.ok(changed.includes('redis') && changed.includes('billing-work') && changed.includes('support'), changed.join());
	assert.deepEqual(changed.filter((name) => !['redis', 'billing-work', 'support'].includes(name)), []);
	assert.equal((await client.get('/api/support/health')).status, 200);
});

test('status: 0 when all is well, and names what is not', () => {
	assert.match(own.dev('status'), /annotations +up/);
	process.kill(own.pids.smtp, 'SIGKILL');
	const reply = own.tryDev('status');
	assert.equal(reply.status, 1);
	assert.match(reply.stdout, /smtp +DOWN/);
	own.dev('run');
	assert.match(own.dev('status'), /smtp +up/);
});

test('scale: more and fewer processes, and no request is dropped', async () => {
	let going = true;
	const statuses = new Set();
	let answered = 0;
	// A connection each: one that is kept may be closed just when the next request is written to it.
	const once = () => client.get('/api/annotations/health', { headers: { connection: 'close' } });
	// While this goes on in our own process, scripts/dev must run beside it.
	const load = (async () => {
		while (going) {
			for (const reply of await Promise.all(Array.from({ length: 8 }, once))) {
				statuses.add(reply.status);
				answered++;
			}
		}
	})();
	try {
		await own.devBeside('scale', 'annotations=3');
		assert.ok(own.pids['annotations-2'] && own.pids['annotations-3']);
		const three = own.pids;
		await own.devBeside('scale', 'annotations=1');
		assert.equal(own.pids['annotations-2'], undefined);
		for (const name of ['annotations-2', 'annotations-3']) assert.ok(!isAlive(three[name]), name);
		assert.ok(!existsSync(own.in('sock/annotations-2.sock')));
	} finally {
		going = false;
		await load;
	}
	assert.deepEqual([...statuses], [200]);
	assert.ok(answered > 100);
	assert.equal(own.tryDev('scale', 'nothing=2').status, 1);
	assert.equal(own.tryDev('scale', 'annotations=0').status, 1);
	// More than PostgreSQL has connections for.
	assert.equal(own.tryDev('scale', 'annotations=9').status, 1);
	assert.equal(own.pids['annotations-2'], undefined);
});

/** The databases of the instance: of rows, and of keys, which no backup has. */
const databases = () => own.sql("select string_agg(datname, ' ' order by datname) from pg_database where datname like 'obelus%'", 'postgres');

test('backup and restore: every row comes back, later ones are gone, and so are sessions (UP-2)', async () => {
	const file = own.in('backup.dump');
	const counts = () => ['person', 'document', 'span', 'activity'].map((table) => own.sql(`select count(*) from ${table}`));
	const before = counts();
	assert.match(own.dev('backup', file), /^[1-9]\d* rows/);
	assert.equal(statSync(file).mode & 0o777, 0o600);
	own.sql("insert into workspace (id, name) values (gen_random_uuid(), 'after the backup')");
	own.sql('delete from span');
	assert.notDeepEqual(counts(), before);
	assert.match(own.dev('restore', file), /restored [1-9]\d* rows/);
	assert.deepEqual(counts(), before);
	assert.equal(own.sql("select count(*) from workspace where name = 'after the backup'"), '0');
	assert.equal(databases(), 'obelus obelus_keys');
	// Grants, policies and settings came along: the handlers work as before.
	assert.match(own.dev('status'), /annotations +up/);
});

test('restore: who logged out since the backup stays logged out, and everybody else logs in again (UP-2)', async () => {
	const [, username, password] = /^-- demo: (\S+) \/ (.+)$/m.exec(readFileSync('sql/seed.sql', 'utf8'));
	const one = new Client({ at: own.origin });
	const other = new Client({ at: own.origin });
	for (const each of [one, other]) {
		const session = await each.post('/api/auth/sessions', { username, password });
		assert.equal(session.status, 201, session.text);
		each.csrf = session.json.csrf;
	}
	own.dev('backup', own.in('sessions.dump'));
	const spare = one.twin();
	assert.equal((await one.delete('/api/auth/session')).status, 204);
	own.dev('restore', own.in('sessions.dump'));
	for (const each of [spare, other]) assert.equal((await each.get('/api/auth/session')).status, 401);
});

test('restore: nothing runs on a newer program\'s backup, so the database of before comes back', () => {
	own.sql("insert into migration (name, checksum) values ('9999_from_tomorrow.sql', repeat('0', 64))");
	own.dev('backup', own.in('newer.dump'));
	own.sql("delete from migration where name like '9999%'");
	const rows = own.sql('select count(*) from span');
	assert.equal(own.tryDev('restore', own.in('newer.dump')).status, 1);
	assert.equal(own.sql('select count(*) from span'), rows);
	assert.equal(own.sql("select count(*) from migration where name like '9999%'"), '0');
	assert.equal(databases(), 'obelus obelus_keys');
	assert.match(own.dev('status'), /annotations +up/);
});

test('restore: one that is cut off changes nothing, as the next run finds out', async () => {
	const rows = own.sql('select count(*) from span');
	const cut = own.begin('restore', own.in('backup.dump'));
	const names = () => own.sql('select datname from pg_database', 'postgres').split('\n');
	await until('the restore to be under way', () => names().includes('obelus_replaced'));
	process.kill(-cut.pid, 'SIGKILL');
	await new Promise((done) => cut.on('exit', done));
	assert.match(own.dev('run'), /as it was before/);
	assert.equal(own.sql('select count(*) from span'), rows);
	assert.equal(databases(), 'obelus obelus_keys');
	assert.match(own.dev('status'), /annotations +up/);
});

test("a folder that is someone else's is not believed, nor may services write where we do", { skip: process.getuid() !== 0 }, () => {
	for (const name of ['', 'log', 'secret', 'etc', 'pid', 'bin']) assert.equal(statSync(own.in(name)).uid, 0, name);
	const theirs = new OwnInstance();
	writeFileSync(theirs.in('settings'), `touch ${theirs.in('run-as-root')}\n`);
	chownSync(theirs.folder, 65534, 65534);
	const tried = theirs.tryDev('status');
	assert.equal(tried.status, 1);
	assert.match(tried.stderr, /not a folder of ours/);
	assert.ok(!existsSync(theirs.in('run-as-root')));
	rmSync(theirs.folder, { recursive: true });
});

test('restore: what is no backup, or half of one, changes nothing', () => {
	const rows = own.sql('select count(*) from span');
	assert.equal(own.tryDev('restore', own.in('nothing')).status, 1);
	const whole = readFileSync(own.in('backup.dump'));
	writeFileSync(own.in('half.dump'), whole.subarray(0, whole.length >> 1));
	assert.equal(own.tryDev('restore', own.in('half.dump')).status, 1);
	assert.equal(own.sql('select count(*) from span'), rows);
	assert.match(own.dev('status'), /annotations +up/);
});

test('mail: prints what was sent, decoded', async () => {
	const name = `m${Date.now().toString(36)}`;
	const stranger = new Client({ at: own.origin });
	const reply = await stranger.post('/api/auth/people', { username: name, email: `${name}@example.org`, password: 'a long enough password' });
	assert.equal(reply.status, 202, reply.text);
	const end = performance.now() + 10_000;
	while (!own.dev('mail').includes(`${own.origin}/confirm#`)) assert.ok(performance.now() < end, 'no mail came');
	assert.match(own.dev('mail'), new RegExp(`To: ${name}@example.org`));
});

test('stop: a file that is being received or read goes on after the next run', async () => {
	const [, username, password] = /^-- demo: (\S+) \/ (.+)$/m.exec(readFileSync('sql/seed.sql', 'utf8'));
	client.cookie = client.csrf = null;
	client.csrf = (await client.post('/api/auth/sessions', { username, password })).json.csrf;
	const project = await addProject(client);
	const { id: dataset } = await addDataset(client, project.id, { name: 'stopped' });
	const { id: read } = await addImport(client, dataset);
	const { id: received } = await addImport(client, dataset);
	const file = Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join('');
	assert.equal((await sendFile(client, read, file, { last: true })).status, 200);
	assert.equal((await sendFile(client, received, 'the first half\nof a ')).status, 200);
	await until('some examples', async () => (await client.get(`/api/annotations/imports/${read}`)).json.examples > 0);
	own.dev('stop');
	own.dev('run');
	client = client.twin({ at: own.origin });
	const now = (await client.get(`/api/annotations/imports/${received}`)).json;
	assert.deepEqual([now.state, now.received], ['receiving', 20]);
	assert.equal((await sendFile(client, received, 'line', { offset: 20, last: true })).status, 200);
	for (const [id, examples] of [[read, 100_000], [received, 2]]) {
		const done = await endOfImport(client, id);
		assert.deepEqual([done.state, done.examples, done.flaws], ['done', examples, 0]);
	}
	assert.equal(own.sql(`select count(*), count(distinct content), max(position) from example where dataset = '${dataset}'`), '100002|100002|100001');
});

test('stop: no process and no socket is left; run brings the same data back', () => {
	const pids = own.pids;
	const spans = own.sql('select count(*) from span');
	own.dev('stop');
	for (const [name, pid] of Object.entries(pids)) assert.ok(!isAlive(pid), name);
	assert.deepEqual(readdirSync(own.in('sock')).filter((name) => name.endsWith('.sock') || name.startsWith('.s.')), []);
	assert.equal(own.tryDev('status').status, 3);
	own.dev('run');
	assert.equal(own.sql('select count(*) from span'), spans);
});
