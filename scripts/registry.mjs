/*
 * What is kept about people outside the database: sql/registry.txt, read, and compared with the sources.
 *
 *   node scripts/registry.mjs [REGISTRY]
 *
 * names what is in one of them alone: cookies, what pages store in a browser, families of Redis keys, members of
 * log lines, subjects of mails; and lines whose words sql/catalogue.txt does not have.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LINE = /^(cookie|browser|key|file|access|handler|mail) ("[^"]+"|\S+) ([^ ].*[.?]) privacy: (.+)$/;
const PERIOD = /^P(T?)(\d+)([DHM])$/;
/* What else ends that which a browser keeps: its tab is closed, or the server has it. */
const UNTIL = ['tab', 'sent'];
const WORDS = ['class', 'purpose', 'basis', 'source', 'clause', 'retain', 'erase', 'export'];

/** Its lines as {kind, name, about, words}; words null: nothing about a person. */
export function registry(file = join(root, 'sql/registry.txt')) {
	return readFileSync(file, 'utf8').split('\n').filter((line) => line && !/^(#|--)/.test(line)).map((line) => {
		const [, kind, name, about, said] = LINE.exec(line) ?? [];
		if (!kind) throw new Error(`not a line of the registry: ${line}`);
		const words = said === 'none' ? null : Object.fromEntries(said.split(' ').map((word) => word.split('=')));
		return { kind, name: name.replaceAll('"', ''), about, words };
	});
}

export const namesOf = (entries, kind) => entries.filter((entry) => entry.kind === kind).map((entry) => entry.name);

/** Seconds of an ISO 8601 period of days, hours or minutes. */
export function seconds(period) {
	const [, time, n, unit] = PERIOD.exec(period);
	return Number(n) * { D: 86_400, H: 3600, M: 60 }[time || unit === 'D' ? unit : ''];
}

/** The files below a folder whose names fit, read, without comments between slashes and stars. */
const read = (folder, pattern) => readdirSync(join(root, folder), { recursive: true }).filter((name) => pattern.test(name))
	.map((name) => readFileSync(join(root, folder, name), 'utf8').replace(/\/\*.*?\*\//gs, ''));

/** What the sources keep, by kind: sets of names. */
export function sources() {
	const c = ['common', 'handlers'].flatMap((folder) => read(folder, /\.[ch]$/)).join('\n');
	const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
	const format = /log_format request(.*?);\n/s.exec(readFileSync(join(root, 'nginx/log.conf'), 'utf8'))[1];
	const answer = readFileSync(join(root, 'common/answer.c'), 'utf8');
	return {
		cookie: new Set(all(c, /#define \w+_COOKIE "([^"]+)"/g)),
		key: new Set(all(c, /arena_fmt\([^"]*"((?:s|rl):[^"]*)"/g)),
		access: new Set(all(format, /"(\w+)":/g)),
		handler: new Set([...all(readFileSync(join(root, 'common/log.c'), 'utf8'), /add_member\(l, "(\w+)"/g), 'at',
			...all(answer, /STR\(",?\\"(\w+)\\":/g), ...all(c, /log_event\(([^;]*),\s*NULL\);/g).flatMap(membersOf)]),
		mail: new Set(mailsOf(c)),
		browser: new Set(read('nginx/web/src', /\.tsx?$/).flatMap(storedBy)),
	};
}

/** The arguments of a call, from behind its bracket. */
function argumentsOf(text) {
	const args = [''];
	let depth = 0;
	for (const [word] of text.matchAll(/"(?:[^"\\]|\\.)*"|./gs)) {
		depth += { '(': 1, '[': 1, ')': -1, ']': -1 }[word] ?? 0;
		if (depth < 0) break;
		if (word === ',' && depth === 0) args.push('');
		else args[args.length - 1] += word;
	}
	return args.map((arg) => arg.trim());
}

/** The names in log_event's arguments: every other one after the event. */
const membersOf = (text) =>
	argumentsOf(text).slice(2).filter((_, i) => i % 2 === 0).flatMap((name) => [...name.matchAll(/"(\w+)"/g)].map((match) => match[1]));

/**
 * The subjects of mails: those in payloads that C makes, those that it gives to a statement, and those that SQL writes by
 * itself.  One that is no string there is named as it is written; in SQL in braces, for it is someone's own words.
 */
function mailsOf(c) {
	const given = (call, at) => [...c.matchAll(new RegExp(`\\b${call}\\(`, 'g'))].map(({ index, 0: begun }) => argumentsOf(c.slice(index + begun.length))[at])
		.filter((arg) => !/^str /.test(arg)).map((arg) => /^STR\("([^"]+)"\)$/.exec(arg)?.[1] ?? arg);
	const queries = read('handlers', /\.sql$/).join('\n');
	const handed = [...queries.matchAll(/^-- (\w+)\((.*subject text\b.*)\) :/gm)]
		.flatMap(([, name, takes]) => takes.split(', ').flatMap((one, at) => (/^(\w+_)?subject text$/.test(one) ? given(`q_${name}`, at + 1) : [])));
	const written = [...[queries, ...read('sql/migrations', /\.sql$/)].join('\n').matchAll(/'to',[^']*'subject',\s*((?:'[^']*'|[^,)'])+)/g)]
		.map(([, value]) => value.trim()).filter((value) => !/^:(\w+_)?subject\b|(letter(::json)?|payload) ->> 'subject'$/.test(value))
		.map((value) => /^'(.*)'$/.exec(value)?.[1] ?? `{${value.replace(/^\w+\./, '')}}`);
	return [...given('mail_payload', 2), ...handed, ...written];
}

/** What a page's source stores in the browser, as STORE:NAME; a store that is named in another way stands alone. */
function storedBy(text) {
	const named = (word) => new RegExp(`const ${word} = (?:\\(.*?=> )?['\`]([^'\`]+)['\`];`).exec(text)?.[1].replaceAll('${', '{');
	return [...text.matchAll(/\b(localStorage|sessionStorage|indexedDB|caches|cookieStore|serviceWorker|getDirectory|document\.cookie)\b(?:\.\w+\((\w+))?/g)]
		.map(([, store, word]) => (named(word) ? `${store}:${named(word)}` : store));
}

function flawsOf(entries) {
	const known = new Set(readFileSync(join(root, 'sql/catalogue.txt'), 'utf8').split('\n').map((line) => line.split(/\s+/, 2).join(' ')));
	const flaws = [];
	for (const { kind, name, words } of entries.filter((entry) => entry.words)) {
		const lasting = ['cookie', 'browser', 'key'].includes(kind) ? ['lasts'] : [];
		for (const word of [...WORDS, ...lasting]) if (!words[word]) flaws.push(`${kind} ${name}: does not say ${word}=`);
		if (words.lasts && !PERIOD.test(words.lasts) && !(kind === 'browser' && UNTIL.includes(words.lasts)))
			flaws.push(`${kind} ${name}: lasts=${words.lasts} is no time`);
		for (const [word, value] of Object.entries(words))
			if (![...WORDS, ...lasting].includes(word)) flaws.push(`${kind} ${name}: no such kind of word: ${word}`);
			else if (word !== 'lasts')
				for (const one of value.split(','))
					if (!known.has(`${word} ${one}`)) flaws.push(`${kind} ${name}: ${word}=${one} is not in sql/catalogue.txt`);
	}
	for (const [kind, there] of Object.entries(sources())) {
		const said = namesOf(entries, kind);
		if (there.size === 0) flaws.push(`no ${kind} was found in the sources`);
		for (const name of there) if (!said.includes(name)) flaws.push(`${kind} ${name}: is in the sources, and not in the registry`);
		for (const name of said) if (!there.has(name)) flaws.push(`${kind} ${name}: is in the registry, and not in the sources`);
		for (const name of new Set(said)) if (said.indexOf(name) !== said.lastIndexOf(name)) flaws.push(`${kind} ${name}: stands there twice`);
	}
	// The README tells people of the cookies: all of them.
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	for (const { kind, name, words } of entries)
		if (kind === 'cookie' && !readme.split('\n').some((line) => line.startsWith(`| \`${name}\` |`) && line.includes(WRITTEN[words.lasts] ?? '')))
			flaws.push(`cookie ${name}: the README's table does not tell how long it is there`);
	return flaws;
}
const WRITTEN = { P7D: 'seven days', P400D: '400 days' };

function check(file) {
	try {
		const entries = registry(file);
		const flaws = flawsOf(entries);
		if (!flaws.length) console.log(`${entries.length} things outside the database are in the registry`);
		return flaws;
	} catch (error) {
		return [error.message];
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const flaws = check(process.argv[2]);
	for (const flaw of flaws) console.log(`registry: ${flaw}`);
	process.exitCode = flaws.length ? 1 : 0;
}
