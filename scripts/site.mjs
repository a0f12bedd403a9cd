/*
 * What nginx serves and knows of the handlers, from what they tell of themselves:
 *
 *   node scripts/site.mjs build/debug auth billing …
 *
 * writes build/debug/site/routes.conf (the access log's map from address to
 * route template) and site/www: api/openapi.json, a page a problem, what the
 * proof of the privacy policy is made of, and that GPC is honoured.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { proof } from './proof.mjs';

const [out, ...handlers] = process.argv.slice(2);
const site = `${out}/site`;

function told(program, ...words) {
	return execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** Lines of an nginx map: an address as it is asked for, and its template. */
function* templates() {
	for (const handler of handlers) {
		const routes = JSON.parse(told(`${out}/bin/${handler}`, 'describe', 'routes'));
		for (const path of new Set(['/health', ...routes.map((route) => route.path)])) {
			const pattern = path.replace(/\{\w+\}/g, '[0-9A-Fa-f-]{36}');
			yield `"~^/api/${handler}${pattern}(\\?|$)" "/api/${handler}${path}";\n`;
		}
	}
}

rmSync(site, { recursive: true, force: true });
mkdirSync(`${site}/www/api`, { recursive: true });
mkdirSync(`${site}/www/problems`, { recursive: true });
writeFileSync(`${site}/www/api/openapi.json`, told('scripts/openapi', `${out}/bin`));
const pages = JSON.parse(told(`${out}/bin/${handlers[0]}`, 'describe', 'problems'));
for (const [slug, page] of Object.entries(pages)) writeFileSync(`${site}/www/problems/${slug}.html`, page);
mkdirSync(`${site}/www/.well-known`);
// Global Privacy Control: while it is sent, nothing optional is switched on without a second question (clause CH-5).
writeFileSync(`${site}/www/.well-known/gpc.json`, '{"gpc":true,"lastUpdate":"2026-11-29"}\n');
mkdirSync(`${site}/www/legal`);
writeFileSync(`${site}/www/legal/proof.json`, JSON.stringify(proof()));
// The last one: make looks at its time.
writeFileSync(`${site}/routes.conf`, [...templates()].join(''));
