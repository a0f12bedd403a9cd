/* What nginx puts on every answer, whoever made it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { inRun } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { exchange, head, statuses } from '../lib/raw.mjs';

const client = new Client();

// OWASP's secure headers, and the policy that lets our own files run and nothing else.
const EVERYWHERE = {
	'x-content-type-options': /^nosniff$/,
	'x-frame-options': /^DENY$/,
	'referrer-policy': /^no-referrer$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'x-robots-tag': /^noindex$/,
	'x-request-id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	'server': /^nginx$/,
};
// Of what a browser shows as a page; data of a handler has a policy that allows nothing.
const PAGES = {
	'cross-origin-opener-policy': /^same-origin$/,
	'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
};
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";
const POLICY = [
	"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
	"connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	"require-trusted-types-for 'script'", "trusted-types 'none'",
];

function hasHeaders(reply, isData) {
	for (const [name, pattern] of Object.entries({ ...EVERYWHERE, ...(isData ? {} : PAGES) })) {
		assert.match(reply.headers[name] ?? '', pattern, name);
		assert.equal(reply.raw.filter((word, i) => i % 2 === 0 && word.toLowerCase() === name).length, 1, `${name}: once`);
	}
	const policy = reply.headers['content-security-policy'].split('; ');
	if (isData) assert.equal(reply.headers['content-security-policy'], DATA_POLICY);
	else for (const directive of POLICY) assert.ok(policy.includes(directive), directive);
	assert.doesNotMatch(reply.headers['content-security-policy'], /unsafe|\*/);
	for (const name of ['x-powered-by', 'accept-ch', 'access-control-allow-origin', 'strict-transport-security'])
		assert.equal(reply.headers[name], undefined, name);
}

const cases = [
	['a page', 'GET', '/', 200],
	['a page of the browser UI that has no file', 'GET', '/projects', 200],
	['a handler\'s answer', 'GET', '/api/auth/health', 200],
	['a handler\'s problem', 'GET', '/api/auth/session', 401],
	['a handler\'s 404', 'GET', '/api/annotations/nothing', 404],
	['an API that is not there', 'GET', '/api/nothing/here', 404],
	['an asset that is not there', 'GET', '/assets/nothing.js', 404],
	['a method that is none', 'BREW', '/', 405],
	['a page that was posted to', 'POST', '/', 405],
	['the robots\' file', 'GET', '/robots.txt', 200],
	['the API\'s description', 'GET', '/api/openapi.json', 200],
	['the page of a problem', 'GET', '/problems/not-found', 200],
	['a head', 'HEAD', '/api/auth/health', 200],
];
for (const [what, method, path, status] of cases)
	test(`every header is on ${what} (${status}) (AN-1, CK-5, LG-8, PR-8) (ASVS 3.4.4, 3.4.5, 3.4.6, 3.4.8, items 58, 59)`, async () => {
		const reply = await client.send(method, path, { headers: { 'content-type': null } });
		assert.equal(reply.status, status, reply.text);
		hasHeaders(reply, /^a handler's|^a head/.test(what));
		assert.equal(reply.headers['x-route'], undefined);
	});

test('answers of handlers and problems are kept by nobody (ASVS 14.3.2, item 80)', async () => {
	for (const path of ['/api/auth/health', '/api/auth/session', '/api/nothing', '/assets/nothing.js'])
		assert.equal((await client.get(path)).headers['cache-control'], 'no-store', path);
});

test('pages are asked for anew, files with a hash in their name never', async () => {
	const page = await client.get('/');
	assert.equal(page.headers['cache-control'], 'no-cache');
	const asset = /\/assets\/[^"]+\.js/.exec(page.text)[0];
	const script = await client.get(asset);
	assert.equal(script.headers['cache-control'], 'public, max-age=31536000, immutable');
	assert.match(script.headers['content-type'], /^application\/javascript/);
	const again = await client.get(asset, { headers: { 'if-none-match': script.headers.etag } });
	assert.equal(again.status, 304);
	assert.equal((await client.get('/projects/x/y')).text, page.text);
});

test('what is public is compressed, what belongs to a session is not', async () => {
	const page = await client.get('/');
	const asset = /\/assets\/[^"]+\.js/.exec(page.text)[0];
	const wants = (coding) => ({ headers: { 'accept-encoding': coding } });
	assert.equal((await client.get(asset, wants('gzip'))).headers['content-encoding'], 'gzip');
	assert.equal((await client.get('/api/openapi.json', wants('gzip'))).headers['content-encoding'], 'gzip');
	if (readFileSync(inRun('etc/nginx/nginx.conf'), 'utf8').includes('brotli'))
		assert.equal((await client.get(asset, wants('br'))).headers['content-encoding'], 'br');
	assert.equal((await client.get('/api/auth/health', wants('gzip, br'))).headers['content-encoding'], undefined);
});

test('no page of another origin reads an answer, whatever it asks (ASVS 3.4.2, item 56)', async () => {
	const owner = await newOwner();
	const origins = ['https://evil.example', 'null', `${owner.client.at.origin}.evil.example`, owner.client.at.origin];
	for (const origin of origins)
		for (const path of ['/', '/api/auth/session', '/api/annotations/projects', '/api/openapi.json', '/api/nothing']) {
			const asked = { origin, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'x-csrf-token' };
			for (const reply of [await owner.client.get(path, { headers: { origin } }), await owner.client.send('OPTIONS', path, { headers: asked })]) {
				const told = Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'));
				assert.deepEqual(told, [], `${path} to ${origin}`);
			}
		}
});

test('what runs here is told by no page, file or method (ASVS 13.4.2, 13.4.3, 13.4.4, 13.4.5, 13.4.6, item 78)', async () => {
	const page = (await client.get('/')).text;
	for (const path of [
		'/.git/config', '/.git/HEAD', '/.env', '/.htaccess', '/nginx_status', '/server-status', '/debug/pprof', '/phpinfo.php', '/actuator/env',
		'/swagger-ui/', '/api.map', '/settings', '/secret/cursor', '/log/access.log', '/etc/nginx/nginx.conf', '/index.html~', '/index.html.bak', '/assets',
	])
		assert.equal((await client.get(path)).text, page, path);
	for (const path of ['/assets/', '/problems/', '/api/', '/api/auth/', '/api/auth/metrics', '/api/auth/debug']) {
		const reply = await client.get(path);
		assert.equal(reply.status, 404, path);
		assert.doesNotMatch(reply.text, /<a href|Index of/, path);
	}
	for (const [name] of page.matchAll(/\/assets\/[^"]+/g)) assert.equal((await client.get(`${name}.map`)).status, 404, `${name}.map`);
	for (const path of ['/', '/assets/nothing.js', '/api/nothing', '/api/auth/session', '/api/auth/health']) {
		const { headers, text } = await client.send('GET', path);
		for (const [name, value] of Object.entries(headers)) assert.doesNotMatch(`${name}: ${value}`, /nginx\/|openssl|debian|^x-powered-by|^via:/i, path);
		assert.doesNotMatch(text, /nginx|postgres|redis|\/var\/|\.c:\d/i, path);
	}
	const trace = await exchange(head('TRACE /api/auth/session HTTP/1.1', { Connection: 'close', 'X-Secret': 'canary-trace' }));
	assert.deepEqual(statuses(trace), [405]);
	assert.ok(!trace.includes('canary-trace'));
});

test('robots are asked to stay away (PR-8)', async () => {
	const reply = await client.get('/robots.txt');
	assert.equal(reply.text, 'User-agent: *\nDisallow: /\n');
	assert.match(reply.headers['content-type'], /^text\/plain/);
});

test('a problem has its page, and the API its description', async () => {
	const page = await client.get('/problems/stale');
	assert.match(page.headers['content-type'], /^text\/html/);
	assert.match(page.text, /<h1>Someone changed this first<\/h1>/);
	const api = (await client.get('/api/openapi.json')).json;
	assert.equal(api.openapi, '3.1.0');
	assert.ok(api.paths['/api/auth/sessions'].post);
});
