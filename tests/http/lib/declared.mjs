/*
 * Every problem that a handler answers any test with is one that its route declares: so the
 * OpenAPI document leaves out none that somebody here could provoke.
 */
import assert from 'node:assert/strict';

import { describe, handlers } from './instance.mjs';

const known = new Map();

/** What nginx answers by itself, whichever the route: its limits are narrower than HTTP. */
const OF_NGINX = { GET: ['too-large'], DELETE: ['too-large'] };

/** Routes of a handler, each with a pattern of the addresses that it answers. */
function routesOf(handler) {
	if (!known.has(handler))
		known.set(
			handler,
			describe(handler, 'routes').map((route) => ({
				...route,
				pattern: new RegExp(`^/api/${handler}${route.path.replace(/\{\w+\}/g, '[0-9a-f-]{36}')}$`),
			})),
		);
	return known.get(handler);
}

export function isDeclared(method, path, reply) {
	if (reply.status < 400 || !/^application\/problem\+json/.test(reply.headers['content-type'] ?? '')) return;
	const [, handler] = /^\/api\/([a-z]+)\//.exec(path) ?? [];
	if (!handlers.includes(handler) || !reply.bytes.length) return;
	const [, slug] = /^\/problems\/([a-z-]+)$/.exec(reply.json.type) ?? [];
	const wanted = method === 'HEAD' ? 'GET' : method;
	const route = routesOf(handler).find((r) => r.method === wanted && r.pattern.test(path.split('?')[0]));
	if (!route || !slug || OF_NGINX[wanted]?.includes(slug)) return;
	assert.ok(route.problems.includes(slug), `${method} ${route.path} does not declare ${slug}: ${reply.text}`);
}
