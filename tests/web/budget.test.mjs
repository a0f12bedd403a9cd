/* What someone who labels has to fetch: as it is served, small enough for a slow line. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { root } from '../http/lib/instance.mjs';

const MOST_BYTES = 60_000;
const folder = join(process.env.OBELUS_BUILD ?? join(root, 'build/debug'), 'web');
const read = (name) => readFileSync(join(folder, 'assets', name), 'utf8');

/** What a file imports before it runs, and what it fetches later. */
const names = (code, pattern) => [...code.matchAll(pattern)].map((found) => found[1]);
const importsOf = (code) => names(code, /(?:from|import)\s*"\.\/([^"]+\.js)"/g);
const laterOf = (code) => names(code, /import\("\.\/([^"]+\.js)"\)/g);

/** These files and all that they import. */
function closure(first) {
	const all = new Set();
	const add = (name) => {
		if (all.has(name)) return;
		all.add(name);
		importsOf(read(name)).forEach(add);
	};
	first.forEach(add);
	return all;
}

test('who labels fetches no more than 60 kB', () => {
	const page = readFileSync(join(folder, 'index.html'), 'utf8');
	const [script] = names(page, /assets\/(app-[^"]+\.js)"/g);
	const [style] = names(page, /assets\/(app-[^"]+\.css)"/g);
	/* The label area, and what brings kept work to the server. */
	const later = [...closure([script])].flatMap((name) => laterOf(read(name)));
	const label = later.filter((name) => /^(label|outbox)-/.test(name));
	assert.deepEqual(label.map((name) => name.split('-')[0]).sort(), ['label', 'outbox']);
	const files = [...closure([script, ...label]), style];
	const sizes = files.map((name) => [name, gzipSync(read(name)).length]);
	const total = sizes.reduce((n, [, size]) => n + size, gzipSync(page).length);
	assert.ok(total > 20_000, `only ${total} bytes: a file was not found`);
	assert.ok(total <= MOST_BYTES, `${total} bytes: ${sizes.map((s) => s.join(' ')).join(', ')}`);
});
