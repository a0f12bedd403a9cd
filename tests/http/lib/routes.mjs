/*
 * Every route of every handler, as the binaries tell of them, with requests
 * that should succeed: made from the shapes, but for a short list of those
 * whose values depend on each other.
 */
import assert from 'node:assert/strict';
import { createHash, randomInt } from 'node:crypto';
import { after } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

import { NOBODY } from './checks.mjs';
import { Client } from './client.mjs';
import { addAssignment, addCertificate, addExample, addInvitation, addMember, addTeam, addToken, sql, workspaceOf } from './database.mjs';
import { freeze } from './erasing.mjs';
import { describe, handlers } from './instance.mjs';
import { mailTo, tokenOf } from './mail.mjs';
import { addConsent, addUnsubscription, ONE_CLICK, otherChoiceOf, partsOf } from './mail_preferences.mjs';
import { addJob, addSchema, NOTHING } from './labelling.mjs';
import { addPersonalExport, forgetPersonalExports, orderPersonalExport } from './personal_export.mjs';
import { NEXT, ship, SHIPPED, unpublish } from './policy.mjs';
import { addRequest, makeStaff } from './requests.mjs';
import { askReset, logIn, newOwner, signUp, stranger } from './people.mjs';
import { exampleOfShape } from './shapes.mjs';
import { addDataset, addImport, addProject, addSpan, addTag, addText, VECTOR } from './world.mjs';

export const openapi = (await new Client().get('/api/openapi.json')).json;

/* Whoever sends these has other sessions no more, or not even this one. */
const ENDS_SESSIONS = ['logout', 'session.end-others', 'password.change', 'session.switch', 'session.authenticate', 'member.leave', 'erasure.ask'];

export const routes = handlers.flatMap((handler) =>
	describe(handler, 'routes').map((route) => ({
		...route,
		full: `/api/${handler}${route.path}`,
		name: `${route.method} ${route.path}`,
		isChange: route.method !== 'GET',
		endsSessions: ENDS_SESSIONS.includes(route.event),
		isForPrograms: route.need === 'token.exchange',
	})),
);

export const operationOf = (route) => openapi.paths[route.full]?.[route.method.toLowerCase()];
export const shapeOf = (name) => openapi.components.schemas[name];
export const resolve = (schema) => shapeOf(schema.$ref.split('/').at(-1));
export const queryOf = (route) => operationOf(route).parameters.filter((p) => p.in === 'query');

const ajv = formats(new Ajv({ strict: false, allErrors: true }));
ajv.addSchema({ $id: 'openapi', components: openapi.components, paths: openapi.paths });
const part = (...path) =>
	path
		.map((p) => p.replaceAll('~', '~0').replaceAll('/', '~1'))
		.map(encodeURIComponent)
		.join('/');

/** The header of a component: [name, schema]. */
const headersOf = (said) =>
	Object.entries(said.headers ?? {}).map(([name, { $ref }]) => [
		name.toLowerCase(),
		openapi.components.headers[$ref.split('/').at(-1)].schema,
	]);

/** Headers that a reply has if the document says so, and only then. */
const TOLD = ['etag', 'location', 'retry-after'];

function hasHeaders(route, reply, said) {
	const wanted = new Map(headersOf(said));
	const got = TOLD.filter((name) => reply.headers[name] !== undefined);
	assert.deepEqual(got, TOLD.filter((name) => wanted.has(name)), `${route.name}: headers of ${reply.status}`);
	for (const [name, schema] of wanted) {
		const value = schema.type === 'integer' ? Number(reply.headers[name]) : reply.headers[name];
		assert.ok(ajv.validate(schema, value), `${route.name}: ${name}: ${reply.headers[name]}`);
	}
}

/** What the OpenAPI document says of a reply holds: status, headers, media type, members. */
export function isDescribed(route, reply) {
	const operation = operationOf(route);
	assert.ok(operation, `${route.name} is not in the OpenAPI document`);
	const said = operation.responses[reply.status];
	assert.ok(said, `${route.name}: ${reply.status} is not described: ${reply.text}`);
	const at = said.$ref
		? part('components', 'responses', said.$ref.split('/').at(-1))
		: part('paths', route.full, route.method.toLowerCase(), 'responses', String(reply.status));
	const whole = said.$ref ? openapi.components.responses[said.$ref.split('/').at(-1)] : said;
	const { content } = whole;
	hasHeaders(route, reply, whole);
	if (!content) return assert.equal(reply.text, '', route.name);
	const [media] = (reply.headers['content-type'] ?? '').split(';');
	assert.ok(content[media], `${route.name}: ${media} is not described`);
	if (media === 'text/plain') return assert.match(reply.text, /^[A-Z][^]*\n$/, route.name);
	if (!content[media].schema) return assert.equal(reply.bytes.subarray(0, 4).toString('latin1'), 'PK\x03\x04', `${route.name}: a zip`);
	const validate = ajv.getSchema(`openapi#/${at}/content/${part(media)}/schema`);
	const values = media.endsWith('ndjson')
		? reply.text
				.split('\n')
				.filter(Boolean)
				.map((l) => JSON.parse(l))
		: [reply.json];
	for (const value of values)
		assert.ok(
			validate(value),
			`${route.name} ${reply.status}: ${ajv.errorsText(validate.errors)}\n${reply.text.slice(0, 2000)}`,
		);
	return undefined;
}

/** What a path's first part holds: a fresh one, made in the world for each request. */
const nouns = {
	projects: ({ client }) => addProject(client),
	sessions: async (_, by) => (await logIn(by)).get('/api/auth/sessions').then((reply) => reply.json.items.find((s) => s.current)),
	members: ({ client }) => addMember(client.session.workspace),
	invitations: ({ client }) => addInvitation(client.session.workspace, client.session.person, stranger().email),
	teams: ({ client }) => addTeam(client.session.workspace),
	tokens: (_, { client }) => addToken(client.session),
	tags: ({ client, project }) => addTag(client, project.id, { name: stranger().username }),
	documents: async ({ client, project }) => addText(client, project.id, VECTOR),
	datasets: ({ client, project }) => addDataset(client, project.id, { name: stranger().username }),
	examples: ({ dataset }) => addExample(dataset.id),
	imports: ({ client, dataset }) => addImport(client, dataset.id),
	schemas: ({ client, project }) => addSchema(client, project.id),
	jobs: ({ client, project }) => addJob(client, project.id),
	assignments: ({ job }, by) => addAssignment(job, by.client.session.person),
	leases: ({ job }, by) => addAssignment(job, by.client.session.person),
	skips: ({ job }, by) => addAssignment(job, by.client.session.person, 'skipped'),
	exports: (_, by) => addPersonalExport(by.client),
	certificates: () => addCertificate(),
	staff: async (_, by) => {
		const made = await addRequest(by);
		await addRequest(null, { email: made.email }); // so that there is another that goes on
		return made;
	},
	consents: (_, by) => addConsent(by.client.session.person),
	unsubscriptions: (_, by) => addUnsubscription(by.client.session.person),
	spans: ({ client, document, tag }) =>
		addSpan(client, document.id, { tag: tag.id, start: 2, end: 3, text: 'b' }),
};

/** … where a fresh one of the noun is not enough. */
const places = {
	'POST /projects/{id}/jobs': ({ project }) => project,
	'DELETE /exports/{id}': (_, by) => orderPersonalExport(by.client),
	'DELETE /assignments/{id}/submission': ({ job }, by) => addAssignment(job, by.client.session.person, 'skipped'),
};

/* What was said already is not said again by the same person. */
const anyDay = () => new Date(Date.now() + 31 * 86_400_000 + randomInt(1e9)).toISOString();

/** Bodies whose values depend on what is there. */
const bodies = {
	'POST /people': () => stranger(),
	'POST /confirmations': async () => ({ token: tokenOf(await mailTo((await signUp()).email)) }),
	'POST /sessions': (_, { username, password }) => ({ username, password }),
	'POST /resets': (_, { email }) => ({ email }),
	'POST /passwords': async () => ({ token: await askReset(await newOwner()), password: stranger().password }),
	'POST /session/authentications': (_, { password }) => ({ password }),
	'POST /addresses': () => ({ email: stranger().email }),
	'PUT /password': (_, { password }) => ({ current: password, password }),
	'PATCH /members/{id}': () => ({ role: 'annotator' }),
	'POST /teams/{id}/teammates': async ({ client }) => ({ person: (await addMember(client.session.workspace)).id }),
	'POST /invitations': () => ({ email: stranger().email, role: 'annotator' }),
	'PUT /session/workspace': async (_, { client }) => ({ workspace: await workspaceOf(client.session.person) }),
	'POST /acceptances': async (_, { email }) => {
		const { workspace, person } = (await newOwner()).client.session;
		return { token: (await addInvitation(workspace, person, email)).token };
	},
	'POST /erasures': (_, { username }) => ({ username }),
	'POST /cancellations': async () => ({ token: (await freeze(await newOwner())).token }),
	'POST /request-links': async () => ({ token: (await addRequest()).token }),
	'POST /request-messages': async () => ({ token: (await addRequest()).token, text: 'A word' }),
	'POST /request-withdrawals': async () => ({ token: (await addRequest()).token }),
	'POST /staff/requests/{id}/moves': () => ({ to: 'duplicate', text: 'See the other' }),
	'POST /policy/dismissals': () => ({ number: SHIPPED }),
	'POST /staff/policy/decisions': () => ({ number: NEXT, class: 'minor', effective_from: anyDay() }),
	'PUT /mail-preferences': (_, { client }) => otherChoiceOf(client.session.person),
	'POST /tokens': () => ({ name: 'Nightly export', scopes: [{ name: 'project.read' }] }),
	'POST /documents/{id}/spans': ({ tag }) => ({ tag: tag.id, start: 1, end: 2, text: '\u{1F600}' }),
	'POST /projects/{id}/datasets': () => ({ name: stranger().username }),
	'POST /datasets/{id}/imports': () => ({ format: 'lines' }),
	'PATCH /datasets/{id}': () => ({ name: stranger().username }),
	'POST /projects/{id}/schemas': () => ({ name: stranger().username, overlap: 'none', classes: 'single', labels: [] }),
	'PUT /schemas/{id}': () => ({ name: stranger().username, overlap: 'none', classes: 'single', labels: [] }),
	'POST /projects/{id}/jobs': ({ dataset, schema }) => ({ name: stranger().username, dataset: dataset.id, schema: schema.id, annotators: 3 }),
	'PATCH /jobs/{id}': () => ({ name: stranger().username }),
	'PUT /jobs/{id}/staffing': () => ({ teams: [] }),
	'POST /assignments': () => ({}),
	'PUT /assignments/{id}/draft': () => ({ ...NOTHING }),
	'PUT /assignments/{id}/submission': () => ({ ...NOTHING }),
	'PATCH /spans/{id}': ({ other }) => ({ tag: other.id }),
};

/** Texts of which not any will do. */
const texts = { 'POST /unsubscriptions/{id}': ONE_CLICK, 'POST /unsubscriptions/{id}/form': partsOf() };

/** Parameters that name something that is there. */
const queries = {
	'GET /invitation': async () => {
		const { workspace, person } = (await newOwner()).client.session;
		const { token } = await addInvitation(workspace, person, stranger().email);
		return { digest: createHash('sha256').update(token).digest('hex') };
	},
	'GET /staff/requests/{id}': () => ({ reason: 'handling' }),
	'GET /staff/policy': () => ({ number: SHIPPED }),
};

/* A version that waits, and goes with the tests of this file. */
let shipped = false;
const shipOnce = () => {
	if (shipped) return;
	unpublish();
	ship({ number: NEXT });
	shipped = true;
};
after(() => shipped && unpublish());

/* What must be so before: the last owner cannot leave; five addresses an hour can be asked for, one copy at a time; a version is given. */
const befores = {
	'POST /assignments': (_, { dataset }) => addExample(dataset.id),
	'POST /addresses': ({ client }) => sql`delete from mailed_token where purpose = 'address' and person = ${client.session.person}`,
	'POST /exports': ({ client }) => forgetPersonalExports(client),
	'PATCH /workspace': () => sql`update workspace set version = 1 where version > 1`,
	'GET /staff/requests': ({ client }) => makeStaff(client.session.person),
	'GET /staff/policies': ({ client }) => makeStaff(client.session.person),
	'GET /staff/policy': ({ client }) => makeStaff(client.session.person),
	'POST /staff/policy/decisions': async ({ client }) => {
		await makeStaff(client.session.person);
		shipOnce();
	},
	'POST /policy/dismissals': ({ client }) => sql`delete from policy_notice where person = ${client.session.person}`,
	'DELETE /membership': ({ client }) => addMember(client.session.workspace, 'owner'),
};

const hasIds = (route) => route.params.length > 0;

/** The route's path with ids: of something fresh in the world, or of nothing. */
export async function pathOf(route, world, { nothing = false, by = world.owner } = {}) {
	if (!hasIds(route)) return route.full;
	const noun = route.path.split('/')[1];
	const { id, person } = nothing ? { id: NOBODY, person: NOBODY } : await (places[route.name] ?? nouns[noun])(world, by);
	return route.full.replace('{id}', id).replace('{person}', person);
}

export async function bodyOf(route, world, { by = world.owner } = {}) {
	if (!route.body) return undefined;
	return bodies[route.name] ? bodies[route.name](world, by) : exampleOfShape(shapeOf(route.body), resolve);
}

/** Headers in place of a session: an access token that the person has in the world, and has used before. */
async function asProgram(person, world) {
	const { access_token: token } = await addToken({ person, workspace: world.client.session.workspace }, SCOPES);
	const headers = { authorization: `Bearer ${token}`, cookie: null };
	await new Client().get('/api/auth/members', { headers });
	return headers;
}

const SCOPES = [...new Set(routes.map((route) => route.need))].filter((need) => /\.(read|write)$/.test(need) && need !== 'token.write');

/** A request that should succeed: [method, path, options].  `by`: who sends it, where it is about them. */
export async function requestTo(route, world, { nothing = false, by = world.owner } = {}) {
	const options = {};
	await befores[route.name]?.(by, world);
	if (route.match) options.match = '"1"';
	if (route.body) options.json = await bodyOf(route, world, { by });
	if (route.raw) Object.assign(options, { body: texts[route.name] ?? 'text', headers: { 'content-type': route.raw } });
	if (route.isForPrograms) options.headers = await asProgram(by.client.session.person, world);
	const wanted = queryOf(route).filter((p) => p.required);
	options.query = Object.fromEntries(
		wanted.map((p) => [p.name, p.schema.type === 'integer' ? '0' : 'x'.repeat(p.schema.minLength ?? 1)]),
	);
	Object.assign(options.query, await queries[route.name]?.());
	return [route.method, await pathOf(route, world, { nothing, by }), options];
}

/** The same request with some options changed; headers are added. */
export const changed = ([method, path, options], changes) => [
	method,
	path,
	{ ...options, ...changes, headers: { ...options.headers, ...changes.headers } },
];

/** Each member of a body's shape, and of the items of its lists: {pointer, schema, name, put(body, value)}. */
export function* membersOf(shape, at = '#', place = (body) => body) {
	for (const [name, schema] of Object.entries(shape.properties)) {
		yield { pointer: `${at}/${name}`, schema, name, put: (body, value) => (place(body)[name] = value) };
		if (!schema.items) continue;
		const item = resolve(schema.items);
		yield* membersOf(item, `${at}/${name}/0`, (body) => {
			const list = (place(body)[name] ??= []);
			if (!list.length) list.push(exampleOfShape(item, resolve));
			return list[0];
		});
	}
}

/** The same without what says who asks. */
export const anonymous = (route, [method, path, options]) => [method, path, { ...options, headers: route.raw ? { 'content-type': route.raw } : undefined }];

/** Who asks: someone with a session where one is needed, else a stranger of a new address. */
export const asker = (route, client) => (route.need === 'anyone' ? new Client() : client);

/** Send, and hold the reply against the OpenAPI document. */
export async function ask(route, client, request) {
	const reply = await client.send(...request);
	isDescribed(route, reply);
	return reply;
}
