/* systemd's units: made of the folders under handlers/, three each, and none is missing or left over. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { bin as built, handlers, root } from '../lib/instance.mjs';

const folder = mkdtempSync(join(tmpdir(), 'obelus-units-'));
const bin = mkdtempSync(join(tmpdir(), 'obelus-bin-'));
after(() => [folder, bin].forEach((one) => rmSync(one, { recursive: true })));
for (const handler of handlers) symlinkSync(join(built, handler), join(bin, handler));
symlinkSync(join(root, 'scripts/purge'), join(bin, 'purge'));
execFileSync(join(root, 'scripts/units'), [folder], {
	env: { PATH: process.env.PATH, BIN: bin, ETC: join(folder, 'etc'), SOCKETS: '/run/somewhere', WEB_GROUP: 'web' },
});

/** {Section: {Name: [values]}} */
function unit(name) {
	const sections = {};
	let section;
	for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
		if (!line || line.startsWith('#')) continue;
		const heading = /^\[(\w+)\]$/.exec(line);
		if (heading) section = sections[heading[1]] = {};
		else (section[line.slice(0, line.indexOf('='))] ??= []).push(line.slice(line.indexOf('=') + 1));
	}
	return sections;
}

const services = handlers.flatMap((handler) => [
	{ handler, word: 'serve', name: `obelus-${handler}.service` },
	{ handler, word: 'work', name: `obelus-${handler}-work.service` },
]);

const PURGE = ['obelus-purge.service', 'obelus-purge.timer'];

test('each handler has a socket, a service and one for its jobs, and nothing else has but the purge', () => {
	const wanted = [...handlers.map((handler) => `obelus-${handler}.socket`), ...services.map(({ name }) => name), ...PURGE, 'etc'];
	assert.deepEqual(readdirSync(folder).sort(), wanted.sort());
	assert.deepEqual(readdirSync(join(folder, 'etc')).sort(), handlers.map((handler) => `${handler}.env`).sort());
});

test('a socket is where nginx looks for it, and for nobody but nginx', () => {
	for (const handler of handlers) {
		const { Socket: socket, Install: install } = unit(`obelus-${handler}.socket`);
		assert.deepEqual(socket.ListenStream, [`/run/somewhere/${handler}.sock`]);
		assert.deepEqual([socket.SocketMode, socket.SocketUser, socket.SocketGroup], [['0660'], ['root'], ['web']]);
		assert.equal(socket.Accept, undefined, 'one process answers all connections');
		assert.deepEqual(install.WantedBy, ['sockets.target']);
		assert.deepEqual(unit(`obelus-${handler}.service`).Unit.Requires, [`obelus-${handler}.socket`]);
	}
});

test('a service runs the program, and reloads and ends it as the supervisor understands', () => {
	for (const { handler, word, name } of services) {
		const { Service: service } = unit(name);
		assert.deepEqual(service.ExecStart, [`${join(bin, handler)} ${word}`]);
		assert.deepEqual(service.ExecReload, ['/bin/kill -HUP $MAINPID']);
		assert.equal(service.KillSignal, undefined, 'SIGTERM, as systemd does');
		assert.deepEqual(service.KillMode, ['mixed']);
		assert.deepEqual(service.Restart, ['on-failure']);
		assert.notDeepEqual(service.Type, ['notify'], 'no handler speaks sd_notify');
		assert.ok(service.Environment.includes(`OBELUS_CONFIG=${join(folder, 'etc', `${handler}.env`)}`), name);
		assert.ok(existsSync(join(folder, 'etc', `${handler}.env`)));
		assert.equal(service.EnvironmentFile, undefined, 'what the environment says, no reload can change');
		assert.deepEqual(service.User, [`obelus_${handler}`], 'the name of its PostgreSQL role');
	}
});

test('a service waits longer for the end than the supervisor for its workers', () => {
	const said = execFileSync(join(bin, handlers[0]), ['describe', 'config'], { encoding: 'utf8' });
	const ms = (name) => Number(new RegExp(`\`${name}\` \\| \`(\\d+)\``).exec(said)[1]);
	const longest = (ms('OBELUS_DRAIN_MS') + ms('OBELUS_REQUEST_MS')) / 1000 + 5;
	for (const { name } of services) assert.ok(Number(unit(name).Service.TimeoutStopSec[0]) > longest, name);
});

test('a handler understands the settings it is given, and a wrong one is not tried again', () => {
	for (const { handler, name } of services.filter(({ word }) => word === 'serve')) {
		const start = (more) =>
			spawnSync(join(bin, handler), ['serve'], {
				env: { OBELUS_CONFIG: join(folder, 'etc', `${handler}.env`), ...more }, encoding: 'utf8',
			});
		// They name no socket: systemd brings one, and here nobody does.
		const alone = start({});
		assert.equal(alone.status, 1, alone.stderr);
		assert.match(alone.stderr, /OBELUS_SOCKET must name/);
		assert.deepEqual(unit(name).Service.RestartPreventExitStatus, [String(start({ OBELUS_NOTHING: '1' }).status)]);
	}
});

test('where the processor is short, log-ins leave it to the others', () => {
	for (const { handler, name } of services) assert.deepEqual(unit(name).Service.CPUWeight, [handler === 'auth' ? '5' : '100'], name);
});

test('only what leaves this machine on purpose may speak to a network (SC-3, SH-1)', () => {
	for (const { word, name } of services) {
		const { Service: service } = unit(name);
		assert.deepEqual(service.RestrictAddressFamilies, [word === 'serve' ? 'AF_UNIX' : 'AF_UNIX AF_INET AF_INET6']);
		assert.deepEqual(service.CapabilityBoundingSet, ['']);
		assert.deepEqual(service.NoNewPrivileges, ['yes']);
	}
});

test('what was deleted leaves the disk each week, by a program that is there, and not by the start of a machine (PR-6)', () => {
	const [service, timer] = PURGE.map(unit);
	assert.deepEqual([service.Service.Type, service.Service.ExecStart, service.Service.User], [['oneshot'], [join(bin, 'purge')], ['postgres']]);
	assert.equal(service.Install, undefined);
	assert.deepEqual([timer.Timer.OnCalendar, timer.Timer.Persistent, timer.Install.WantedBy], [['Sun 03:17'], undefined, ['timers.target']]);
});

const analyze = (...words) =>
	spawnSync('systemd-analyze', words, { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } });
const skip = analyze('--version').error ? 'systemd-analyze is not here' : false;

test('systemd finds no flaw in them', { skip }, () => {
	const names = readdirSync(folder).filter((name) => name !== 'etc').map((name) => `./${name}`);
	const { status, stdout, stderr } = analyze('verify', '--man=no', ...names);
	assert.deepEqual({ status, said: stdout + stderr }, { status: 0, said: '' });
});

test('systemd finds them well fenced in', { skip }, () => {
	for (const name of [...services.map((one) => one.name), PURGE[0]]) {
		const { status, stdout } = analyze('security', '--offline=true', '--threshold=15', '--no-pager', `./${name}`);
		assert.equal(status, 0, stdout);
	}
});
