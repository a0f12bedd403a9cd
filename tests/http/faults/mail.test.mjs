/* The mail server is away, or the process that sends is killed: sign-up goes on, and the mail comes later, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from '../lib/database.mjs';
import { until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { confirm, signUp } from '../lib/people.mjs';
import { childrenOf, end, pidOf, start } from '../lib/processes.mjs';

const jobOf = async (email) =>
	(
		await sql`select state, attempt, error from job where kind = 'mail' and payload::jsonb ->> 'to' = ${email}`
	)[0];

test('POST /people: the mail server is away', async () => {
	await end(pidOf('smtp'));
	let person;
	try {
		person = await signUp();
		const job = await until('a failed attempt', async () => {
			const found = await jobOf(person.email);
			return found?.error && found;
		});
		assert.equal(job.state, 'ready');
		assert.match(job.error, /^[a-z-]+$/); // a slug, nothing of the message
	} finally {
		start('smtp');
	}
	await until('the mail', () => messagesTo(person.email).length, 30_000);
	await confirm(person);
	assert.equal(messagesTo(person.email).length, 1);
	await until('the job to be forgotten', async () => !(await jobOf(person.email)));
});

test('POST /people: the sender is killed', async () => {
	const [worker] = childrenOf(pidOf('auth-work'));
	await end(worker);
	const person = await signUp();
	await mailTo(person.email);
	await confirm(person);
	assert.notEqual(childrenOf(pidOf('auth-work'))[0], worker);
});
