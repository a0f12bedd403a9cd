/* What the privacy policy says and no other test shows: what is not there. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { namesOf, registry, sources as written } from '../../../scripts/registry.mjs';
import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { bin, handlers, inRun, origin, root } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { askReset, newOwner, signUp, stranger } from '../lib/people.mjs';
import { keysLike, redis } from '../lib/redis.mjs';
import { openapi } from '../lib/routes.mjs';

const sources = (...paths) =>
	execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...paths], { cwd: root, encoding: 'utf8' })
		.trim().split('\n').map((file) => [file, readFileSync(join(root, file), 'utf8')]);

test('an account is a user name, an address and a password, and there is room for nothing else (PV-3, CH-1)', async () => {
	const { properties, required } = openapi.components.schemas.person_new;
	assert.deepEqual(Object.keys(properties).sort(), ['email', 'password', 'username']);
	assert.deepEqual([...required].sort(), ['email', 'password', 'username']);
	const columns = (await sql`select column_name as name from information_schema.columns where table_name = 'person'`).map((c) => c.name);
	/* And when its owner asked to be erased. */
	assert.deepEqual(columns.sort(), ['confirmed_at', 'created_at', 'email', 'email_key', 'frozen_at', 'id', 'password', 'username']);
	for (const more of ['name', 'phone', 'company', 'birthday', 'country', 'consent']) {
		const reply = await new Client().post('/api/auth/people', { ...stranger(), [more]: 'canary' });
		isProblem(reply, 422, 'invalid', [`#/${more}`]);
	}
});

test('requests are counted under a hash of the address, for two minutes, in memory that is not written to a disk (LG-2, UP-5)', async () => {
	const client = new Client();
	const before = new Set(await keysLike('rl:*'));
	for (let i = 0; i < 3; i++) await client.post('/api/auth/resets', { email: `${stranger().username}@example.org` });
	const made = (await keysLike('rl:*')).filter((key) => !before.has(key));
	assert.ok(made.length > 0, 'they were counted');
	for (const key of await keysLike('*')) assert.doesNotMatch(key, /\d+\.\d+\.\d+\.\d+|@/, key);
	for (const life of await redis('operator', ...made.map((key) => ['TTL', key]))) assert.ok(life <= 120, `${life} seconds`);
	const settings = readFileSync(inRun('etc/redis.conf'), 'utf8');
	assert.match(settings, /^save ""$/m);
	assert.match(settings, /^appendonly no$/m);
});

test('a stranger gets no cookie, whatever they look at and with whatever signals (CK-1, CK-3, CH-5)', async () => {
	const pages = ['/', '/log-in', '/sign-up', '/legal/privacy', '/robots.txt', '/.well-known/gpc.json', '/api/privacy/policy', '/api/auth/session', '/api/nothing'];
	const signals = [{}, { 'sec-gpc': '1' }, { dnt: '1' }, { 'sec-gpc': '1', dnt: '1' }];
	for (const path of pages) {
		const said = await Promise.all(signals.map((headers) => new Client().get(path, { headers })));
		for (const reply of said) {
			assert.equal(reply.headers['set-cookie'], undefined, path);
			assert.equal(reply.headers['accept-ch'], undefined, path);
			const same = (r) => [r.status, r.text.replace(/"instance":"[^"]*"/, '')];
			assert.deepEqual(same(reply), same(said[0]), `${path}: the same with a signal as without`);
		}
	}
});

test('that the signal Global Privacy Control is honoured is said where programs look for it (CH-5)', async () => {
	const reply = await new Client().get('/.well-known/gpc.json');
	assert.match(reply.headers['content-type'], /^application\/json/);
	assert.deepEqual(Object.keys(reply.json).sort(), ['gpc', 'lastUpdate']);
	assert.equal(reply.json.gpc, true);
	assert.match(reply.json.lastUpdate, /^\d{4}-\d\d-\d\d$/);
	/* There is nothing that it could switch off: no column is kept to improve the service, and by consent only which mail one wants. */
	const optional = await sql`select distinct attrelid::regclass::text as name from pg_attribute
		where attrelid > 16384 and col_description(attrelid, attnum) ~ 'basis=consent|purpose=[a-z,]*improve' order by 1`;
	assert.deepEqual(optional.map((t) => t.name), ['mail_delivery', 'mail_preference']);
});

test('GET /security-txt: /.well-known/security.txt says whom to tell of a flaw, and is never out of date (SE-1)', async () => {
	const reply = await new Client().get('/.well-known/security.txt');
	assert.equal(reply.headers['content-type'], 'text/plain; charset=utf-8');
	const fields = reply.text.trimEnd().split('\n').map((line) => /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line)?.slice(1) ?? [line]);
	const of = (name) => fields.filter(([field]) => field === name).map(([, value]) => value);
	assert.match(of('Contact').join(' '), /^mailto:[^\s@]+@[^\s@]+$/);
	assert.equal(of('Expires').length, 1);
	assert.match(of('Expires')[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	const days = (new Date(of('Expires')[0]) - Date.now()) / 86_400_000;
	assert.ok(days > 88 && days <= 90, `${days} days, whenever the instance was made`);
	assert.equal(reply.headers['cache-control'], 'public, max-age=86400');
	assert.deepEqual(of('Canonical'), [`${origin}/.well-known/security.txt`]);
	assert.equal((await new Client().get('/.well-known/security.txt?from=a-scanner')).text, reply.text);
	for (const [name, value] of fields) assert.ok(/^(Contact|Expires|Preferred-Languages|Canonical|Policy)$/.test(name) && value, name);
});

const BROWSER_IDENTITIES = [
	'sendBeacon', 'deviceMemory', 'hardwareConcurrency', 'getBattery', 'enumerateDevices', 'userAgentData', 'userAgent', 'navigator.plugins',
	'navigator.connection', 'AudioContext', 'OfflineAudioContext', 'WEBGL_debug_renderer_info', 'toDataURL', 'getImageData', 'queryLocalFonts',
	'screen.width', 'screen.height', 'screen.availWidth', 'innerWidth', 'outerWidth', 'colorDepth', 'PerformanceObserver', 'getHighEntropyValues',
];

test('the pages ask the browser for nothing that tells a device from another, and report nothing (LG-3, LG-8, US-3, US-5, US-6)', async () => {
	const ours = sources('nginx/web/src').filter(([file]) => /\.(ts|tsx|html)$/.test(file));
	assert.ok(ours.length > 100);
	for (const [file, text] of ours) for (const word of BROWSER_IDENTITIES) assert.ok(!text.includes(word), `${file}: ${word}`);
	/* Only these two files send anything: to the routes of the handlers, and for files of the build. */
	const senders = ours.filter(([, text]) => /\bfetch\(|XMLHttpRequest|WebSocket|EventSource/.test(text)).map(([file]) => file);
	assert.deepEqual(senders, ['nginx/web/src/api/file.ts', 'nginx/web/src/api/send.ts']);
	const taken = Object.entries(openapi.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
	assert.deepEqual(taken.filter((route) => /event|track|metric|click|\bviews?\b|beacon|collect/.test(route)), []);
	const headers = (await new Client().get('/')).headers['permissions-policy'];
	for (const feature of ['geolocation', 'camera', 'microphone', 'usb', 'browsing-topics']) assert.ok(headers.includes(`${feature}=()`), feature);
});

test('a program of ours speaks to nobody but its database, Redis and a mail server (PR-3, SC-3, SH-1)', () => {
	const c = sources('common/*.c', 'handlers/*/*.c');
	assert.deepEqual(c.filter(([, text]) => /curl_easy_setopt/.test(text)).map(([file]) => file), ['common/mail.c']);
	const mail = readFileSync(join(root, 'common/mail.c'), 'utf8');
	assert.match(mail, /CURLOPT_PROTOCOLS_STR, "smtp,smtps"/);
	/* Whatever address is in a program is an example, an identifier or our own. */
	for (const handler of handlers) {
		const said = execFileSync('strings', ['-a', join(bin, handler)], { encoding: 'utf8', maxBuffer: 1 << 28 });
		const elsewhere = [...said.matchAll(/\bhttps?:\/\/([A-Za-z0-9.-]+\.[a-z]{2,})/g)].map(([, host]) => host);
		assert.deepEqual(elsewhere.filter((host) => !/(^|\.)(example|example\.org|json-schema\.org|obelus\.example)$/.test(host)), [], handler);
	}
	/* No statement gives to anyone who is not a member, and no table is of buyers, partners or advertisers. */
	const tables = execFileSync('grep', ['-oE', '^CREATE TABLE public\\.[a-z_]+', join(root, 'sql/schema.sql')], { encoding: 'utf8' });
	assert.doesNotMatch(tables, /sale|buyer|partner|advert|audience|broker/);
});

test('no part of the service asks whether optional mail is switched on (CH-2)', async () => {
	const asking = sources('handlers/*/*.sql', 'handlers/*/*.c', 'common/*.sql', 'common/*.c').filter(([, text]) => /mail_preference|mail_choice|consent_event/.test(text));
	assert.deepEqual([...new Set(asking.map(([file]) => file.split('/').slice(0, 2).join('/')))], ['handlers/privacy']);
	const readers = await sql`select distinct grantee::text as name from information_schema.role_table_grants
		where table_name in ('mail_preference', 'consent_event', 'mail_delivery') and grantee not in ('obelus_owner', 'obelus_rights', 'obelus_privacy')`;
	assert.deepEqual(readers, []);
});

test('mails about one’s account are plain text with nothing to load and nothing to opt out of; no other is sent to who asked for none (CK-2, CH-3, CH-4, UP-9)', async () => {
	/* Each that a handler or a statement can write is in the registry, and no other; one has words of the operator's, and is sent to who asked. */
	const subjects = namesOf(registry(), 'mail');
	assert.ok(subjects.length > 20);
	assert.deepEqual([...written().mail].sort(), [...subjects].sort());
	const owner = await newOwner();
	const invited = stranger();
	await askReset(owner);
	await signUp({ ...stranger(), email: owner.email });
	await owner.client.post('/api/auth/invitations', { email: invited.email, role: 'annotator' });
	await mailTo(owner.email, 3);
	await mailTo(invited.email);
	const folder = inRun('mail/new');
	/* Those that other tests had asked for are theirs: mailings.test.mjs. */
	const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')).filter((mail) => !/^List-Unsubscribe: /im.test(mail));
	assert.ok(mails.length >= 4);
	for (const address of [owner.email, invited.email]) for (const { headers } of messagesTo(address)) assert.equal(headers['list-unsubscribe'], undefined);
	for (const mail of mails) {
		const end = mail.search(/\r?\n\r?\n/);
		const [head, body] = [mail.slice(0, end), mail.slice(end)];
		assert.ok(subjects.includes(/^Subject: (.*?)\r?$/im.exec(head)[1]), head);
		assert.match(head, /^Content-Type: text\/plain; charset=(utf-8|us-ascii)\r?$/im);
		assert.doesNotMatch(head, /^(List-|Precedence|X-Campaign|Disposition-Notification|Return-Receipt)/im);
		assert.doesNotMatch(body, /<img|<a |<html|cid:|unsubscribe|newsletter/i);
		const links = [...body.replace(/=\r?\n/g, '').matchAll(/https?:\/\/[^\s)>,]*[^\s)>,.]/g)].map(([link]) => new URL(link).origin);
		for (const link of links) assert.equal(link, origin);
	}
});
