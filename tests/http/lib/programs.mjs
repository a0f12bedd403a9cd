/* Programs: what sends a token in place of a session. */
import assert from 'node:assert/strict';

import { isProblem } from './checks.mjs';
import { Client } from './client.mjs';

export const TOKENS = '/api/auth/tokens';
export const EXCHANGES = '/api/auth/exchanges';

/** The body that asks for a token with these scopes. */
export const wanted = (scopes, more = {}) => ({ name: 'Robot', scopes: scopes.map((name) => ({ name })), ...more });

/** A token of the client's: the row as the API gave it. */
export async function newToken(client, scopes = ['project.read'], more = {}) {
	const reply = await client.post(TOKENS, wanted(scopes, more));
	assert.equal(reply.status, 201, reply.text);
	return reply.json;
}

/** A program that sends this token, and nothing that a browser would. */
export function robot(token, options) {
	const client = new Client(options);
	const { headersOf } = client;
	client.headersOf = (method, given) => ({
		...headersOf.call(client, method, given),
		'sec-fetch-site': 'cross-site',
		authorization: `Bearer ${token}`,
	});
	return client;
}

/** What the access token was exchanged for: {access_token, token_type, expires_in, scope}. */
export async function exchanged(program, scopes) {
	const reply = await program.post(EXCHANGES, scopes ? { scopes: scopes.map((name) => ({ name })) } : {});
	assert.equal(reply.status, 200, reply.text);
	return reply.json;
}

/** The parts of a signed token, unchecked: {header, claims}. */
export function parsed(jwt) {
	const [header, claims] = jwt.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
	return { header, claims };
}

/** Refused as a token that is none, whatever the reason. */
export function isNoToken(reply) {
	isProblem(reply, 401, 'unauthorized', []);
	assert.equal(reply.headers['www-authenticate'], 'Bearer realm="obelus", error="invalid_token"');
}
