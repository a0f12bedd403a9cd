/* Modules of the UI as Node can import them, made by the same esbuild that builds the pages. */
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '../../nginx/web');
const { build } = createRequire(join(web, 'package.json'))('esbuild');

/** The exports of nginx/web/src/<path>. */
export async function compiled(path) {
	const made = await build({
		entryPoints: [join(web, 'src', path)],
		bundle: true,
		format: 'esm',
		target: 'node18',
		write: false,
		logLevel: 'error',
	});
	const code = Buffer.from(made.outputFiles[0].contents).toString('base64');
	return import(`data:text/javascript;base64,${code}`);
}
