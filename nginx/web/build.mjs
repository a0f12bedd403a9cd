/*
 * Makes the folder that nginx serves:  node build.mjs --out DIR [--dev]
 * Every file but index.html has the hash of its content in its name, so it may
 * be cached for ever; index.html names them and must not be cached.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string' }, dev: { type: 'boolean' } } });
if (!values.out) {
	console.error('usage: node build.mjs --out DIR [--dev]');
	process.exit(2);
}
const out = resolve(values.out);
const assets = join(out, 'assets');

async function bundle() {
	const made = await build({
		absWorkingDir: here,
		entryPoints: { app: 'src/main.tsx' },
		outdir: assets,
		entryNames: '[name]-[hash]',
		chunkNames: '[name]-[hash]',
		bundle: true,
		splitting: true,
		format: 'esm',
		target: ['es2022', 'chrome123', 'firefox125', 'safari17.5'],
		charset: 'utf8',
		/* Styles that come with a screen, as text. */
		loader: { '.sheet': 'text' },
		minify: !values.dev,
		sourcemap: values.dev ? 'linked' : false,
		metafile: true,
		logLevel: 'warning',
	});
	const files = Object.keys(made.metafile.outputs);
	const entry = (end) => `/assets/${basename(files.find((f) => /^app-/.test(basename(f)) && f.endsWith(end)))}`;
	return { script: entry('.js'), style: entry('.css') };
}

async function copyHashed(name) {
	const bytes = await readFile(join(here, 'src', name));
	const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
	const [stem, end] = name.split('.');
	const hashed = `${stem}-${hash}.${end}`;
	await writeFile(join(assets, hashed), bytes);
	return `/assets/${hashed}`;
}

await mkdir(assets, { recursive: true });
for (const old of await readdir(assets)) await rm(join(assets, old));
const names = { ...(await bundle()), icon: await copyHashed('icon.svg') };
const template = await readFile(join(here, 'src', 'index.html'), 'utf8');
const page = template.replace(/%(\w+)%/g, (_, name) => names[name]);
await writeFile(join(out, 'index.html'), page);
