/*
 * What is left when all other tests have run, whatever they sent: in the logs, in Redis, in files and in mails there is
 * nothing that sql/registry.txt does not have, and of people no more than it says.
 */
import assert from 'node:assert/strict';
import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { namesOf } from '../../scripts/registry.mjs';
import { inRun } from '../http/lib/instance.mjs';
import { parsed } from '../http/lib/mail.mjs';
import { keysLike } from '../http/lib/redis.mjs';
import { HANDLERS_LOG, entries, logsLike, unknownFiles, unknownKeys, unknownSubjects } from '../http/lib/registered.mjs';

/* What each member of nginx' log looks like: of an address its network, of a browser its family, of another site its origin. */
const FORMS = {
	at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/,
	id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	address: /^(\d{1,3}(\.\d{1,3}){2}\.0|([0-9a-f]{1,4}:){1,3}:|::)?$/,
	method: /^([A-Z]+|other)$/,
	route: /^(other|\/[A-Za-z._{}/-]*)$/,
	status: /^\d{3}$/,
	bytes: /^\d+$/,
	seconds: /^\d+(\.\d+)?$/,
	upstream: /^[\d., :-]*$/,
	protocol: /^(HTTP\/\d(\.\d)?)?$/,
	browser: /^([A-Za-z-]+( \d+)?)?$/,
	system: /^[A-Za-z]*$/,
	language: /^[A-Za-z]{0,3}$/,
	referrer: /^(https?:\/\/[^/?#\s]+)?$/,
};

/* What a value in a handler's log must not have: more of an address than its network, a browser as it names itself, and the like. */
const TOO_MUCH = {
	'an address of IPv4': /(^|[^\d.])(\d{1,3}\.){3}(?!0([^\d]|$))\d{1,3}(?![\d.])/,
	'an address of IPv6': /([0-9a-f]{1,4}:){4}|([0-9a-f]{1,4}:)+:[0-9a-f]|(^|[^0-9a-f:])::[0-9a-f]/i,
	'a browser as it names itself': /Mozilla\/|AppleWebKit|Gecko/,
	'a page of a site': /https?:\/\/[^/\s"]+\/./,
	'an address of mail': /[^\s"]@[\w-]/,
	'a query': /[?#]/,
};

/** How a member's value is more than it may be; null: it is not. */
const flawOfAccess = (name, value) => (FORMS[name]?.test(String(value)) ? null : `is not as it should be: ${value}`);
const flawOfHandler = (name, value) =>
	(typeof value === 'string' && name !== 'at' && Object.keys(TOO_MUCH).find((what) => TOO_MUCH[what].test(value))) || null;

/** Each line of these files. */
async function* linesIn(files) {
	for (const file of files) for await (const line of createInterface({ input: createReadStream(file) })) yield line;
}

/** Looks at the JSON lines of a kind of log: other lines are other programs', and the last may be half there. A flaw is told once of each member: {count, flaws}. */
async function looked(lines, kind, flawOf) {
	const names = new Set(namesOf(entries, kind));
	const flaws = new Map();
	let count = 0;
	for await (const line of lines) {
		if (!/^\{.*\}$/.test(line)) continue;
		count++;
		for (const [name, value] of Object.entries(JSON.parse(line))) {
			const flaw = names.has(name) ? flawOf(name, value) : 'is not in the registry';
			if (flaw) flaws.set(name, flaw);
		}
	}
	return { count, flaws: [...flaws].map(([name, flaw]) => `${name}: ${flaw}`) };
}

test('nginx logged of each request what is registered, and of an address, a browser and another site no more than that (LG-1, LG-2, LG-4, LG-5, LG-6, LG-7, LG-9)', async () => {
	assert.deepEqual(Object.keys(FORMS).sort(), namesOf(entries, 'access').sort(), 'a member without a form');
	const { count, flaws } = await looked(linesIn(logsLike(/^access\b.*\.log$/)), 'access', flawOfAccess);
	assert.ok(count > 100, `${count} lines`);
	assert.deepEqual(flaws, []);
	for (const [name, value] of [
		['address', '192.0.2.7'], ['address', '2001:db8:0:1::'], ['address', '2001:db8::7'], ['browser', 'Mozilla/5.0 (X11)'], ['browser', 'Firefox 143.0.2'],
		['referrer', 'https://example.org/a'], ['referrer', 'https://example.org?a'], ['route', '/api/x?a=b'], ['language', 'de-AT'], ['planted', ''],
	])
		assert.equal((await looked([JSON.stringify({ [name]: value })], 'access', flawOfAccess)).flaws[0]?.split(':')[0], name, `${name} ${value} is found`);
	const fine = { address: '2001:db8:1::', browser: 'Chrome 141', referrer: 'https://example.org:8443', language: 'de', route: '/api/auth/people/{id}' };
	assert.deepEqual((await looked([JSON.stringify(fine)], 'access', flawOfAccess)).flaws, []);
});

test('what nginx says of itself tells of no request (LG-1, LG-2, LG-5)', async () => {
	const OF_A_REQUEST = /\b(client|server|request|upstream|host|referrer): /;
	for await (const line of linesIn(logsLike(/^nginx\b.*\.log$/))) assert.doesNotMatch(line, OF_A_REQUEST);
	assert.match('[error] 7#7: *1 open() failed, client: 192.0.2.7, server: , request: "GET / HTTP/1.1"', OF_A_REQUEST);
});

test('the handlers logged what is registered, and nothing that says who or from where (LG-1, LG-2, LG-5, LG-9)', async () => {
	const { count, flaws } = await looked(linesIn(logsLike(HANDLERS_LOG)), 'handler', flawOfHandler);
	assert.ok(count > 100, `${count} lines`);
	assert.deepEqual(flaws, []);
	for (const [name, value] of [
		['why', 'from 192.0.2.7'], ['why', '2001:db8::7'], ['why', 'Mozilla/5.0'], ['why', 'https://example.org/a'], ['why', 'a@example.org'], ['route', '/a?b'], ['planted', 1],
	])
		assert.equal((await looked([JSON.stringify({ [name]: value })], 'handler', flawOfHandler)).flaws[0]?.split(':')[0], name, `${name} ${value} is found`);
});

test('PostgreSQL logged no row, no statement and no value (LG-9)', async () => {
	const MORE = /\b(DETAIL|STATEMENT|CONTEXT|QUERY|PARAMETERS?|LOCATION): /;
	let count = 0;
	for await (const line of linesIn(logsLike(/^postgres(ql)?\b.*\.log$/))) {
		count++;
		assert.doesNotMatch(line, MORE);
	}
	assert.ok(count > 0);
	assert.match('2026-01-01 UTC [7] DETAIL:  Failing row contains (Anna).', MORE);
});

test('every key that is left in Redis is of a family in the registry, and ends in its time (PR-6, UP-5)', async () => {
	const keys = await keysLike('*');
	assert.ok(keys.length > 0);
	assert.deepEqual(await unknownKeys(keys), []);
});

test('every file that is left is of a kind in the registry (PR-6)', () => {
	assert.deepEqual(unknownFiles(), []);
});

test('every mail that was sent has a subject in the registry (PV-3)', () => {
	const mails = ['new', 'cur'].flatMap((folder) => readdirSync(inRun('mail', folder)).map((name) => inRun('mail', folder, name)));
	assert.ok(mails.length > 0);
	assert.deepEqual(unknownSubjects(mails.map((file) => parsed(readFileSync(file, 'latin1')))), []);
});
