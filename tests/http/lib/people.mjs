/* People as the tests need them: each signs up, confirms and logs in by the API alone. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { Client } from './client.mjs';
import { until } from './instance.mjs';
import { mailTo, messagesTo, tokenOf } from './mail.mjs';

/** Values that nobody has used: the tests share a database with each other. */
export function stranger() {
	const username = `t${randomBytes(6).toString('hex')}`;
	return {
		username,
		email: `${username}@example.org`,
		password: `correct horse ${randomBytes(6).toString('hex')}`,
	};
}

export async function signUp(person = stranger(), client = new Client()) {
	const { username, email, password } = person;
	const reply = await client.post('/api/auth/people', { username, email, password });
	assert.equal(reply.status, 202, reply.text);
	return person;
}

export async function confirm(person, client = new Client()) {
	const token = tokenOf(await mailTo(person.email));
	const reply = await client.post('/api/auth/confirmations', { token });
	assert.equal(reply.status, 200, reply.text);
	return person;
}

/** The code of a link that sets a new password. */
export async function askReset({ email }, client = new Client()) {
	const links = () => messagesTo(email).filter((message) => message.text.includes('/reset#'));
	const before = links().length;
	const reply = await client.post('/api/auth/resets', { email });
	assert.equal(reply.status, 202, reply.text);
	return tokenOf(await until(`a link to ${email}`, () => links()[before]));
}

/** A client with a new session of the person, in the browser they always use; what the API said of it is client.session. */
export async function logIn(person, client = new Client()) {
	const { username, password } = person;
	client.known ??= person.known ?? null;
	const reply = await client.post('/api/auth/sessions', { username, password });
	assert.equal(reply.status, 201, reply.text);
	client.session = reply.json;
	client.csrf = client.session.csrf;
	person.known = client.known;
	return client;
}

/** Someone new with a workspace of their own: {…stranger, client}. */
export async function newOwner() {
	const person = await confirm(await signUp());
	return Object.assign(person, { client: await logIn(person) });
}
