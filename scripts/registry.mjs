/*
 * What is kept about people outside the database: sql/registry.txt, read, and compared with the sources.
 *
 *   node scripts/registry.mjs [REGISTRY]
 *
 * names what is in one of them alone: cookies, families of Redis keys, members of log lines, subjects of mails;
 * and lines whose words sql/catalogue.txt does not have.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LINE = /^(cookie|key|file|access|handler|mail) ("[^"]+"|\S+) ([^ ].*[.?]) privacy: (.+)$/;
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
	const [, time, n, unit] = /^P(T?)(\d+)([DHM])$/.exec(period);
	return Number(n) * { D: 86_400, H: 3600, M: 60 }[time || unit === 'D' ? unit : ''];
}

/** What the sources keep, by kind: sets of names. */
function sources() {
	const folders = ['common', ...readdirSync(join(root, 'handlers')).map((handler) => `handlers/${handler}`)];
	const c = folders.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => /\.[ch]$/.test(name))
		.map((name) => readFileSync(join(root, folder, name), 'utf8'))).join('\n').replace(/\/\*.*?\*\//gs, '');
	const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
	const format = /log_format request(.*?);\n/s.exec(readFileSync(join(root, 'nginx/log.conf'), 'utf8'))[1];
	const answer = readFileSync(join(root, 'common/answer.c'), 'utf8');
	return {
		cookie: new Set(all(c, /#define \w+_COOKIE "([^"]+)"/g)),
		key: new Set(all(c, /arena_fmt\([^"]*"((?:s|rl):[^"]*)"/g)),
		access: new Set(all(format, /"(\w+)":/g)),
		handler: new Set([...all(readFileSync(join(root, 'common/log.c'), 'utf8'), /add_member\(l, "(\w+)"/g), 'at',
			...all(answer, /STR\(",?\\"(\w+)\\":/g), ...all(c, /log_event\(([^;]*),\s*NULL\);/g).flatMap(membersOf)]),
		mail: new Set([...all(c, /mail_payload\([^;]*STR\("([^"]+)"\), text\)/g), ...all(c, /STR\("([^"]+)"\), (?:\w+_)?letter\b/g)]),
	};
}

/** The names in log_event's arguments: every other one after the event. */
function membersOf(text) {
	const args = [''];
	let depth = 0;
	for (const c of text) {
		depth += { '(': 1, '[': 1, ')': -1, ']': -1 }[c] ?? 0;
		if (c === ',' && depth === 0) args.push('');
		else args[args.length - 1] += c;
	}
	return args.slice(2).filter((_, i) => i % 2 === 0).flatMap((name) => [...name.matchAll(/"(\w+)"/g)].map((match) => match[1]));
}

function flawsOf(entries) {
	const known = new Set(readFileSync(join(root, 'sql/catalogue.txt'), 'utf8').split('\n').map((line) => line.split(/\s+/, 2).join(' ')));
	const flaws = [];
	for (const { kind, name, words } of entries.filter((entry) => entry.words)) {
		const lasting = ['cookie', 'key'].includes(kind) ? ['lasts'] : [];
		for (const word of [...WORDS, ...lasting]) if (!words[word]) flaws.push(`${kind} ${name}: does not say ${word}=`);
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
