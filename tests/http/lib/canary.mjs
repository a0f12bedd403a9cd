/*
 * Strings that nobody else has: sent in through every member that takes text,
 * and looked for in whatever an instance keeps, in the forms that they could
 * have there.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from './client.mjs';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Letters and digits only: so quoted-printable, JSON and addresses leave them as they are, unless they write all in numbers. */
const newWord = () => `q${Array.from({ length: 17 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/** What of base64 depends on the word alone, when so many bytes stand before it. */
function inBase64(word, before) {
	const text = Buffer.from('\0'.repeat(before) + word).toString('base64').replace(/=+$/, '');
	return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + word.length) * 8) / 6));
}

const each = (word, form) => [...word].map((c) => form(c.charCodeAt(0).toString(16).padStart(2, '0'))).join('');

/** The forms of a word, as bytes in latin1; what is written of letters and digits as they are, it is found in as well. */
export function formsOf(word) {
	const wide = Buffer.from(word, 'utf16le').toString('latin1');
	// Of what is changed PostgreSQL logs no beginning that is as before: the first letter is that of all words.
	const forms = [word.slice(1), word.slice(1).toUpperCase(), wide, `\0${wide.slice(0, -1)}`, ...[0, 1, 2].map((n) => inBase64(word, n))];
	for (const form of [(h) => h, (h) => h.toUpperCase(), (h) => `%${h}`, (h) => `%${h.toUpperCase()}`, (h) => `=${h.toUpperCase()}`, (h) => `\\u00${h}`])
		forms.push(each(word, form));
	return forms;
}

/**
 * The words of a test, by what each is called.  A word's fate: 'goes' (it is stored, and gone after the erasure), 'replaced'
 * (another was put in its place), 'logged' (a log has it), 'stays' (it is a customer's), 'never' (it is stored nowhere, not even before).
 */
export class Canaries {
	constructor() {
		this.all = new Map(); // word → {name, fate}
		this.folder = mkdtempSync(join(tmpdir(), 'obelus-canary-'));
	}

	/** The word of this name, made with its fate when it is first asked for. */
	word(name, fate = 'goes') {
		for (const [word, one] of this.all) if (one.name === name) return word;
		const word = newWord();
		this.all.set(word, { name, fate });
		return word;
	}

	/** A secret that was made elsewhere. */
	add(name, word) {
		this.all.set(word, { name, fate: 'never' });
	}

	names(fate) {
		return [...this.all.values()].filter((one) => one.fate === fate).map((one) => one.name).sort();
	}

	/** Where there are any below these paths: {name of the word: [paths]}. */
	foundIn(paths) {
		const forms = new Map([...this.all].flatMap(([word, { name }]) => formsOf(word).map((form) => [form, name])));
		const needles = join(this.folder, 'needles');
		writeFileSync(needles, [...forms.keys(), ''].join('\n'), 'latin1');
		const grep = spawnSync('grep', ['-raosFH', '--null', '-f', needles, '--', ...paths],
			{ env: { ...process.env, LC_ALL: 'C' }, encoding: 'latin1', maxBuffer: 1 << 28 });
		const found = {};
		for (const line of grep.stdout.split('\n').slice(0, -1)) {
			const path = line.slice(0, line.indexOf('\0'));
			const places = (found[forms.get(line.slice(path.length + 1))] ??= []);
			if (!places.includes(path)) places.push(path);
		}
		return found;
	}

	/** Everything in both databases and in Redis, as text in files of a folder of ours, under a name: [their paths]. */
	written(own, as) {
		const paths = ['obelus', 'obelus_keys'].map((database) => join(this.folder, `${as}-${database}.sql`));
		for (const [i, database] of ['obelus', 'obelus_keys'].entries())
			execFileSync('pg_dump', ['-h', own.in('sock'), '-U', 'postgres', '-d', database, '-f', paths[i]]);
		const redis = (...words) => execFileSync('redis-cli', ['-s', own.in('sock/redis.sock'), '--user', 'operator', '--no-auth-warning', ...words],
			{ encoding: 'utf8', env: { ...process.env, REDISCLI_AUTH: execFileSync('cat', [own.in('secret/operator.redis')], { encoding: 'utf8' }).trim() } });
		const keys = redis('--scan').split('\n').filter(Boolean);
		assert.ok(keys.length > 0, 'Redis has keys');
		paths.push(join(this.folder, `${as}-redis.txt`));
		// Strings alone are there: of another type GET would say so.
		const values = keys.map((key) => redis('get', key));
		assert.ok(!values.some((value) => value.includes('WRONGTYPE')));
		writeFileSync(paths[2], [...keys, ...values].join('\n'));
		return paths;
	}

	/** What the logs have got since they ended there (endsOfLogs), as files of a folder of ours: [their paths]. */
	logged(own, ends, as) {
		return logsOf(own).map((path) => {
			const { ino } = statSync(path);
			const bytes = readFileSync(path);
			const copy = join(this.folder, `${as}-${ino}.log`);
			// One that is shorter by now was begun anew.
			writeFileSync(copy, bytes.subarray(ends.get(ino) <= bytes.length ? ends.get(ino) : 0));
			return copy;
		});
	}

	remove() {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

const logsOf = (own) => ['log', 'oldlog'].flatMap((folder) => readdirSync(own.in(folder)).map((name) => own.in(folder, name)));

/** How long each log is: Map of inode → bytes, for one may get another name. */
export const endsOfLogs = (own) => new Map(logsOf(own).map((path) => [statSync(path).ino, statSync(path).size]));

/** What of an instance's folder is no sink: programs, pages, and the mail that has left it (mail/ stands for the world). */
const NO_SINKS = ['bin', 'www', 'mail', 'sock'];

/** Everything else there; the database's own files only where they are asked for. */
export const sinksOf = (own, { files = false } = {}) =>
	readdirSync(own.folder).filter((name) => !NO_SINKS.includes(name) && (files || name !== 'pg')).map((name) => own.in(name));

/** Every member that takes text of each operation, as "METHOD /path #/member", of the OpenAPI document. */
export function fieldsOf(openapi) {
	const resolved = (schema) => (schema.$ref ? openapi.components.schemas[schema.$ref.split('/').at(-1)] : schema);
	function* texts(given, at) {
		const schema = resolved(given);
		const types = [schema.type ?? []].flat();
		for (const other of schema.anyOf ?? []) yield* texts(other, at);
		for (const [name, member] of Object.entries(schema.properties ?? {})) yield* texts(member, `${at}/${name}`);
		if (types.includes('array')) yield* texts(schema.items, `${at}/0`);
		if (types.includes('string') && !schema.enum && !['uuid', 'date-time'].includes(schema.format)) yield at;
	}
	function* fields({ requestBody, parameters = [] }) {
		for (const { schema } of Object.values(requestBody?.content ?? {})) yield* texts(schema, '#');
		const known = parameters.map((p) => (p.$ref ? openapi.components.parameters[p.$ref.split('/').at(-1)] : p));
		for (const p of known.filter((one) => one.in !== 'path')) yield* texts(p.schema, p.in === 'query' ? `?${p.name}` : `${p.name.toLowerCase()}:`);
	}
	return Object.entries(openapi.paths).flatMap(([path, methods]) =>
		Object.entries(methods).flatMap(([method, operation]) => [...new Set(fields(operation))].map((field) => `${method.toUpperCase()} ${path} ${field}`)));
}

/** The text members of a body with their places. */
function* textsIn(value, at = '#') {
	if (typeof value === 'string') yield [at, value];
	else if (Array.isArray(value)) for (const item of value) yield* textsIn(item, `${at}/0`);
	else for (const [name, member] of Object.entries(value ?? {})) yield* textsIn(member, `${at}/${name}`);
}

/** A body in which every text is this, as the document's shape has it. */
export function bodyOfTexts(openapi, schema, text) {
	if (schema.$ref) return bodyOfTexts(openapi, openapi.components.schemas[schema.$ref.split('/').at(-1)], text);
	if (schema.anyOf) return bodyOfTexts(openapi, schema.anyOf[0], text);
	if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([name, member]) => [name, bodyOfTexts(openapi, member, text)]));
	return schema.items ? [bodyOfTexts(openapi, schema.items, text)] : text;
}

/** A client that notes into which fields it has sent a word, and whether it was taken: planted.get(field) is true then. */
export class Planter extends Client {
	constructor(options, canaries, openapi, planted) {
		super(options);
		Object.assign(this, { canaries, planted });
		this.operations = Object.keys(openapi.paths).map((path) => [path, new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)]);
	}

	async send(method, path, options = {}) {
		const reply = await super.send(method, path, options);
		// Another session comes with another one.
		if (reply.status < 300 && reply.text.startsWith('{"') && reply.text.includes('"csrf"')) this.csrf = reply.json.csrf;
		const [template] = this.operations.find(([, pattern]) => pattern.test(path)) ?? [path];
		const body = options.json === undefined ? options.body : options.json;
		const texts = [...textsIn(Buffer.isBuffer(body) ? body.toString() : body),
			...Object.entries(options.query ?? {}).map(([name, value]) => [`?${name}`, String(value)]),
			...Object.entries({ 'if-match': options.match, ...options.headers }).map(([name, value]) => [`${name}:`, String(value)])];
		const words = [...this.canaries.all.keys()];
		for (const [at, text] of texts) {
			const field = `${method} ${template} ${at}`;
			if (words.some((word) => text.toLowerCase().includes(word))) this.planted.set(field, this.planted.get(field) || reply.status < 300);
		}
		return reply;
	}
}
