/*
 * What stands behind each clause of the privacy policy: the tests that say in
 * their names that they prove it, the columns whose comments name it, what
 * sql/policy/clauses.txt says of it.  All of it is read, none is written by hand.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const COLUMN = /^COMMENT ON COLUMN public\.(\S+) IS '((?:[^']|'')*)';$/gm;

const claims = () =>
	execFileSync('scripts/policy', ['claims'], { encoding: 'utf8' }).trimEnd().split('\n').map((line) => {
		const [file, name, ids] = line.split('\t');
		return { file, name, ids: ids.split(' ') };
	});

const columns = () =>
	[...readFileSync('sql/schema.sql', 'utf8').matchAll(COLUMN)].flatMap(([, name, comment]) => {
		const ids = / clause=(\S+)/.exec(comment)?.[1].split(',') ?? [];
		const about = comment.replace(/ privacy: .*/s, '').replaceAll("''", "'");
		return ids.length ? [{ name: name.replaceAll('"', ''), about, ids }] : [];
	});

const lines = (file) => readFileSync(file, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));

const meanings = () =>
	lines('sql/catalogue.txt').map((line) => /^clause (\S+) +(.+)$/.exec(line)).filter(Boolean).map(([, id, about]) => [id, about]);

const standings = () => new Map(lines('sql/policy/clauses.txt').map((line) => /^(\S+) +(.+)$/.exec(line).slice(1)));

/** { clauses: [{id, about, standing: 'kept' or 'not served: …', tests: [{file, name}], columns: [{name, about}]}] } */
export function proof() {
	const tests = claims();
	const personal = columns();
	const standing = standings();
	const behind = (id) => ({
		tests: tests.filter((t) => t.ids.includes(id)).map(({ file, name }) => ({ file, name })),
		columns: personal.filter((c) => c.ids.includes(id)).map(({ name, about }) => ({ name, about })),
	});
	return { clauses: meanings().map(([id, about]) => ({ id, about, standing: standing.get(id), ...behind(id) })) };
}
