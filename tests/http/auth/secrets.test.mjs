/* Passwords and codes: how they are kept, what each is good for, and for how long. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { addInvitation, sql } from '../lib/database.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { mailTo, messagesTo, tokenOf } from '../lib/mail.mjs';
import { askReset, logIn, newOwner, signUp, stranger } from '../lib/people.mjs';

const CONFIRMATIONS = '/api/auth/confirmations';
const PASSWORDS = '/api/auth/passwords';
const ACCEPTANCES = '/api/auth/acceptances';

const phcOf = async ({ username }) => (await sql`select password from person where username = ${username}`)[0].password;

/** Whether the reference implementation takes the password for the hash's. */
function isVerified(phc, password) {
	const verify = 'import argon2, sys; argon2.PasswordHasher().verify(sys.argv[1], sys.stdin.buffer.read())';
	const { status, stderr } = spawnSync('/usr/bin/python3', ['-c', verify, phc], { input: password, encoding: 'utf8' });
	assert.ok(status === 0 || /VerifyMismatchError/.test(stderr), stderr);
	return status === 0;
}

test('POST /people: another program reads the hash: argon2id of 19 MiB, twice, with 16 bytes of salt (PV-3, SE-1) (ASVS 11.4.2, item 73)', async () => {
	const password = 'naïve \u{1F600} passphrase, long enough';
	const [one, other] = [await signUp({ ...stranger(), password }), await signUp({ ...stranger(), password })];
	const [phc, same] = [await phcOf(one), await phcOf(other)];
	assert.notEqual(phc, same);
	const [, kind, version, parameters, salt, hash] = phc.split('$');
	assert.deepEqual([kind, version, parameters], ['argon2id', 'v=19', 'm=19456,t=2,p=1']);
	assert.deepEqual([salt, hash].map((part) => Buffer.from(part, 'base64').length), [16, 32]);
	assert.ok(isVerified(phc, password) && isVerified(same, password));
	assert.ok(!isVerified(phc, password.slice(0, -1)));
});

/** Which of the texts a program writes. */
function writtenBy(program, words, texts) {
	const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
	const longest = Math.max(...texts.map((text) => text.length));
	const found = new Set();
	let rest = '';
	child.stdout.setEncoding('latin1').on('data', (chunk) => {
		const seen = rest + chunk;
		for (const text of texts) if (seen.includes(text)) found.add(text);
		rest = seen.slice(-longest);
	});
	return new Promise((done) => child.on('close', (status) => done({ status, found: [...found] })));
}

test('POST /sessions: a dump of the database opens nothing (SE-1) (ASVS 6.5.2, item 24)', async () => {
	const owner = await newOwner();
	const guest = stranger();
	const token = (await owner.client.post('/api/auth/tokens', { name: 'Robot', scopes: [{ name: 'project.read' }] })).json.access_token;
	await owner.client.post('/api/auth/invitations', { email: guest.email, role: 'annotator' });
	const unconfirmed = await signUp();
	const codes = [tokenOf(await mailTo(guest.email)), await askReset(owner), tokenOf(await mailTo(unconfirmed.email))];
	await until('the mails to be forgotten', async () =>
		(await sql`select 1 from job where payload::text like ${`%${codes[0]}%`} or payload::text like ${`%${codes[1]}%`}
			or payload::text like ${`%${codes[2]}%`}`).length === 0);
	const secrets = [...codes, token, owner.password, owner.client.csrf, owner.client.cookie.split('=')[1]];
	// The name is there, so the dump is of what we think.
	const { status, found } = await writtenBy('pg_dump', ['-h', inRun('sock'), '-U', 'postgres', 'obelus'], [...secrets, owner.username]);
	assert.deepEqual([status, found], [0, [owner.username]]);
});

/** A code of each kind, fresh: {kind: code}. */
async function codes(person, workspace, by) {
	const { email } = stranger();
	for (const [path, json] of [['addresses', { email }], ['resets', { email: person.email }]])
		assert.equal((await person.client.post(`/api/auth/${path}`, json)).status, 202);
	await mailTo(person.email, 3);
	return {
		confirm: tokenOf(await mailTo((await signUp()).email)),
		address: tokenOf(await mailTo(email)),
		invitation: (await addInvitation(workspace, by, person.email)).token,
		reset: tokenOf(messagesTo(person.email).find((mail) => mail.text.includes('/reset#'))),
	};
}

test('POST /passwords: a code of one kind is none of another, and stays good (ASVS 6.6.2, item 28)', async () => {
	const [person, owner] = [await newOwner(), await newOwner()];
	const { workspace, person: by } = owner.client.session;
	const { password } = stranger();
	const use = {
		[CONFIRMATIONS]: (token) => new Client().post(CONFIRMATIONS, { token }),
		[PASSWORDS]: (token) => new Client().post(PASSWORDS, { token, password }),
		[ACCEPTANCES]: (token) => person.client.post(ACCEPTANCES, { token }),
	};
	const of = { confirm: CONFIRMATIONS, address: CONFIRMATIONS, invitation: ACCEPTANCES, reset: PASSWORDS };
	const made = await codes(person, workspace, by);
	for (const [kind, token] of Object.entries(made))
		for (const path of Object.keys(use).filter((p) => p !== of[kind])) isProblem(await use[path](token), 410, 'gone', []);
	// The address last: it voids the reset.
	for (const kind of ['confirm', 'invitation', 'reset']) assert.equal((await use[of[kind]](made[kind])).status, 200, kind);
	assert.equal((await use[CONFIRMATIONS](made.address)).status, 200);
});

test('POST /passwords: good for ten minutes, and not a second longer (SE-1) (ASVS 6.5.5, item 26)', async () => {
	const age = (person, by) => sql`
		update mailed_token set created_at = created_at - ${by}::interval, expires_at = expires_at - ${by}::interval
		 where purpose = 'reset' and person = ${person.client.session.person}`;
	const use = (token) => new Client().post(PASSWORDS, { token, password: stranger().password });
	const [early, late] = [await newOwner(), await newOwner()];
	const [first, second] = [await askReset(early), await askReset(late)];
	await age(early, '9 minutes 40 seconds');
	await age(late, '10 minutes');
	assert.equal((await use(first)).status, 200);
	isProblem(await use(second), 410, 'gone', []);
});

test('POST /sessions: no password has to be changed because it is old (ASVS 6.2.10, item 9)', async () => {
	const person = await newOwner();
	await sql`update person set created_at = created_at - interval '10 years', confirmed_at = confirmed_at - interval '10 years'
		where username = ${person.username}`;
	const client = await logIn(person);
	assert.equal((await client.get('/api/annotations/projects')).status, 200);
});

test('POST /resets: whoever asks, the link goes to the account’s owner, and no password is taken (ASVS 6.4.6, item 22)', async () => {
	const [owner, member] = [await newOwner(), await newOwner()];
	isProblem(await owner.client.post('/api/auth/resets', { email: member.email, password: 'chosen by somebody else' }), 422, 'invalid', ['#/password']);
	assert.equal((await owner.client.post('/api/auth/resets', { email: member.email })).status, 202);
	assert.match((await mailTo(member.email, 2)).text, /\/reset#/);
	await logIn(member);
});
