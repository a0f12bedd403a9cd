/* What is seen of a running instance, compared with sql/registry.txt: each of these tells what is not in it. */
import { readFileSync, readdirSync } from 'node:fs';

import { namesOf, registry, seconds } from '../../../scripts/registry.mjs';
import { inRun, runDir } from './instance.mjs';
import { redis } from './redis.mjs';

export const entries = registry();
const entry = (kind, name) => entries.find((one) => one.kind === kind && one.name === name);
const escaped = (text) => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');

/** Names of those cookies, {name, age in seconds}, that are not in it, or last longer than it says. */
export const unknownCookies = (cookies) => cookies.filter(({ name, age }) => {
	const known = entry('cookie', name);
	return !known || !(age <= seconds(known.words.lasts));
}).map((cookie) => cookie.name);

const families = entries.filter((one) => one.kind === 'key').map((one) => ({
	...one, pattern: new RegExp(`^${escaped(one.name).replace(/%(\\\.\\\*s|s|lld)/g, (form) => (form === '%lld' ? '\\d+' : '[A-Za-z0-9_.-]+'))}$`),
}));

/** Keys of no family, and those that would be there for too long. */
export async function unknownKeys(keys) {
	const lives = await redis('operator', ...keys.map((key) => ['PTTL', key]));
	return keys.filter((key, i) => {
		const fits = families.filter((family) => family.pattern.test(key));
		return lives[i] !== -2 && !fits.some((family) => lives[i] >= 0 && lives[i] <= seconds(family.words.lasts) * 1000);
	});
}

const globs = namesOf(entries, 'file').map((name) => new RegExp(`^${escaped(name).replace('\\*\\*', '.+').replace('\\*', '[^/]+')}$`));

/** Files and the like below a folder; pg/ is the database's own, whose files come and go. */
function* filesIn(folder, prefix = '') {
	for (const file of readdirSync(folder, { withFileTypes: true })) {
		const name = prefix + file.name;
		if (file.isDirectory() && name !== 'pg') yield* filesIn(`${folder}/${file.name}`, `${name}/`);
		else yield name === 'pg' ? 'pg/PG_VERSION' : name;
	}
}
export const unknownFiles = () => [...filesIn(runDir)].filter((name) => !globs.some((glob) => glob.test(name)));

/** The JSON lines of a file, parsed; lines of other kinds are other programs', and the last may be half there. */
export function linesOf(file) {
	const text = readFileSync(file, 'utf8');
	return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** Members of lines of this kind of log that are not in it. */
export function unknownMembers(lines, kind) {
	const names = namesOf(entries, kind);
	return [...new Set(lines.flatMap(Object.keys))].filter((name) => !names.includes(name));
}

/** Logs whose names fit, in these folders of the instance: what a purge puts aside is in oldlog. */
export const logsLike = (pattern, folders = ['log', 'oldlog']) =>
	folders.flatMap((folder) => readdirSync(inRun(folder)).filter((name) => pattern.test(name)).map((name) => inRun(folder, name)));
export const HANDLERS_LOG = /^(auth|annotations|billing|support|privacy)\b.*\.log$/;

/** Subjects of messages that are not in it: under what the operator writes stands a link that ends such mail. */
export const unknownSubjects = (messages) => [...new Set(messages
	.filter(({ headers }) => !entry('mail', headers['list-unsubscribe'] ? '{subject}' : headers.subject)).map(({ headers }) => headers.subject))];
