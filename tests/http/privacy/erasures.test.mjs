/* A person asks to be erased, may take it back for a while, and then nothing leads to them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { isProblem, NOBODY, UUID } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, addInvitation, addMember, addToken, setRole, sql } from '../lib/database.mjs';
import { ask, certified, erase, freeze, makeDue } from '../lib/erasing.mjs';
import { until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { logIn, newOwner, stranger } from '../lib/people.mjs';
import { dropEntry, entryOf } from '../lib/redis.mjs';

const API = '/api/privacy';
const cancel = (token, client = new Client()) => client.post(`${API}/cancellations`, { token });
const tryLogIn = ({ username, password }, client = new Client()) => client.post('/api/auth/sessions', { username, password });

test('POST /erasures: the account is frozen at once, and told by mail until when that can be taken back (PR-9)', async () => {
	const person = await newOwner();
	const elsewhere = await logIn(person);
	const { access_token: token } = await addToken(person.client.session);
	const bearer = { headers: { authorization: `Bearer ${token}`, cookie: null } };
	assert.equal((await new Client().get('/api/annotations/projects', bearer)).status, 200);
	const asked = await freeze(person);
	assert.match(asked.certificate, UUID);
	const hours = (Date.parse(asked.ends_at) - Date.now()) / 3_600_000;
	assert.ok(hours > 71.9 && hours <= 72, `${hours} hours`);
	assert.ok(asked.mail.text.includes(asked.ends_at.slice(0, 16).replace('T', ' ')), asked.mail.text);
	assert.deepEqual(
		(await activityOf(asked.reply)).map((row) => [row.verb, row.actor]),
		[['erasure.ask', person.client.session.person]],
	);
	assert.equal(person.client.cookie, null);
	isProblem(await elsewhere.get('/api/auth/session'), 401, 'unauthorized', []);
	isProblem(await new Client().get('/api/annotations/projects', bearer), 401, 'unauthorized', []);
	const refused = await tryLogIn(person);
	isProblem(refused, 403, 'forbidden', []);
	assert.match(refused.json.detail, /about to be erased/);
	// Who does not know the password learns nothing.
	const wrong = await tryLogIn({ ...person, password: stranger().password });
	assert.equal(isProblem(wrong, 401, 'bad-login', []).detail, isProblem(await tryLogIn(stranger()), 401, 'bad-login', []).detail);
});

test('POST /erasures: whoever was logged in is so no more, though Redis remembers (PR-9)', async () => {
	const person = await newOwner();
	const twin = person.client.twin();
	await twin.get('/api/auth/session');
	assert.ok(await entryOf(twin));
	await freeze(person);
	assert.equal(await entryOf(twin), '-');
});

test('POST /erasures: nothing is mailed to a frozen account but about this', async () => {
	const person = await newOwner();
	const asked = await freeze(person);
	const before = messagesTo(person.email).length;
	assert.equal((await new Client().post('/api/auth/resets', { email: person.email })).status, 202);
	assert.equal((await new Client().post('/api/auth/people', { ...stranger(), email: person.email })).status, 202);
	const inviter = await newOwner();
	assert.equal((await inviter.client.post('/api/auth/invitations', { email: person.email, role: 'annotator' })).status, 201);
	await until('the reset to be looked at', async () =>
		!(await sql`select id from job where handler = 'auth' and recipient = ${person.email}`).length);
	await makeDue(asked.certificate);
	await certified(person.client, asked.certificate);
	const last = await mailTo(person.email, before + 1);
	assert.match(last.text, /is removed/);
	assert.ok(last.text.includes(`/api/privacy/certificates/${asked.certificate}`));
	assert.equal(messagesTo(person.email).length, before + 1);
});

test('POST /erasures: the password is asked for again, one’s own name, and once', async () => {
	const person = await newOwner();
	isProblem(await ask(person, stranger().username), 422, 'invalid', ['#/username']);
	await sql`update session set authenticated_at = now() - interval '11 minutes' where person = ${person.client.session.person}`;
	await dropEntry(person.client);
	isProblem(await ask(person), 401, 'reauthenticate', []);
	const again = await person.client.post('/api/auth/session/authentications', { password: person.password });
	person.client.csrf = again.json.csrf;
	const twin = person.client.twin();
	const replies = await Promise.all([ask(person), ask({ ...person, client: twin })]);
	const [first, second] = replies.map((r) => r.status).sort();
	assert.ok(first === 202 && [401, 409].includes(second), `${first} ${second}`);
	const [{ n }] = await sql`select count(*)::int as n from erasure where person = ${person.client.session.person}`;
	assert.equal(n, 1);
});

test('POST /erasures: an access token cannot ask for it', async () => {
	const person = await newOwner();
	const { access_token: token } = await addToken(person.client.session, ['project.read', 'project.write']);
	const headers = { authorization: `Bearer ${token}`, cookie: null };
	const reply = await new Client().post(`${API}/erasures`, { username: person.username }, { headers });
	isProblem(reply, 403, 'insufficient-scope', []);
});

test('POST /erasures: the last owner beside others hands over first, and is told where', async () => {
	const person = await newOwner();
	const { workspace } = person.client.session;
	const other = await addMember(workspace, 'admin');
	const refused = await ask(person);
	isProblem(refused, 409, 'conflict', []);
	assert.ok(refused.json.detail.includes(`"${person.username}"`), refused.json.detail);
	await setRole(workspace, other.id, 'owner');
	await freeze(person);
	// Whom they have left it to cannot go, as long as there is nobody else.
	const [{ standing }] = await sql`select standing from member_set(${workspace}, ${other.id}, 1, null, ${other.id})`;
	assert.equal(standing, 'last');
});

test('POST /cancellations: in time everything is as before, once, and sessions are new (PR-9)', async () => {
	const person = await newOwner();
	const { token, certificate } = await freeze(person);
	isProblem(await cancel(stranger().username), 410, 'gone', []);
	const back = await cancel(token);
	assert.equal(back.status, 200, back.text);
	assert.deepEqual((await activityOf(back)).map((row) => [row.verb, row.actor]), [['erasure.cancel', person.client.session.person]]);
	isProblem(await cancel(token), 410, 'gone', []);
	const client = await logIn(person);
	assert.equal((await client.get('/api/auth/person')).json.email, person.email);
	await makeDue(certificate);
	await until('the job to have ended', async () => !(await sql`select from job where payload ->> 'erasure' = ${certificate}`).length);
	assert.equal((await client.get('/api/auth/person')).json.email, person.email);
	const [{ state }] = await sql`select state from erasure where id = ${certificate}`;
	assert.equal(state, 'cancelled');
});

test('POST /cancellations: while a legal hold puts it off it can still be taken back (PR-9, UP-6)', async () => {
	const person = await newOwner();
	const { person: id } = person.client.session;
	const { token, certificate } = await freeze(person);
	const hold = randomUUID();
	await sql`insert into legal_hold (id, reason, person, approved_by, approved_too, ends_at)
		values (${hold}, 'a test', ${id}, ${randomUUID()}, ${randomUUID()}, now() + interval '1 day')`;
	try {
		await makeDue(certificate);
		await until('it to be put off', async () =>
			(await sql`select from job where payload ->> 'erasure' = ${certificate} and state = 'ready' and run_at > now()`).length);
		assert.equal((await cancel(token)).status, 200);
	} finally {
		await sql`delete from legal_hold where id = ${hold}`;
	}
	assert.equal((await (await logIn(person)).get('/api/auth/person')).json.email, person.email);
});

test('POST /erasures: a legal hold that begins meanwhile stops it where it is, and it goes on when that ends (PR-9, UP-6)', async () => {
	const person = await newOwner();
	const { person: id } = person.client.session;
	await sql`insert into known_browser (token_hash, person) select encode(sha256(gen_random_uuid()::text::bytea), 'hex'), ${id} from generate_series(1, 10000)`;
	const { certificate } = await freeze(person);
	await makeDue(certificate);
	const left = async () => Number((await sql`select count(*) as n from known_browser where person = ${id}`)[0].n);
	await until('it to have begun', async () => (await left()) < 10_000);
	const hold = randomUUID();
	await sql`insert into legal_hold (id, reason, person, approved_by, approved_too, ends_at)
		values (${hold}, 'a test', ${id}, ${randomUUID()}, ${randomUUID()}, now() + interval '1 day')`;
	const jobs = () => sql`select attempt, state = 'ready' and run_at > now() as is_put_off from job where payload ->> 'erasure' = ${certificate}`;
	const putOff = (attempts) => until('it to be put off', async () => {
		const all = await jobs();
		return all.length && all.every((job) => job.is_put_off && job.attempt > attempts) && all[0].attempt;
	}, 30_000);
	try {
		const attempts = await putOff(0);
		const stands = await left();
		assert.ok(stands > 0);
		await makeDue(certificate);
		await putOff(attempts);
		assert.equal(await left(), stands);
		const [{ state }] = await sql`select state from erasure where id = ${certificate}`;
		assert.equal(state, 'executing', 'it has not failed');
		assert.equal((await sql`select from certificate where id = ${certificate}`).length, 0);
	} finally {
		await sql`delete from legal_hold where id = ${hold}`;
	}
	await makeDue(certificate);
	await certified(person.client, certificate);
	assert.equal(await left(), 0);
});

test('POST /cancellations: once it has begun it is too late', async () => {
	const person = await newOwner();
	const { token, certificate } = await freeze(person);
	await makeDue(certificate);
	await certified(person.client, certificate);
	isProblem(await cancel(token), 410, 'gone', []);
	isProblem(await tryLogIn(person), 401, 'bad-login', []);
});

test('GET /erasures/preview: tells what goes, what stays without a name, and which workspaces', async () => {
	const person = await newOwner();
	const { workspace, person: id } = person.client.session;
	await person.client.post('/api/annotations/projects', { name: 'Mine' });
	const [shared, owned] = [(await newOwner()).client, (await newOwner()).client];
	await setRole(shared.session.workspace, id, 'annotator');
	await setRole(owned.session.workspace, id, 'owner');
	await setRole(owned.session.workspace, owned.session.person, 'annotator');
	await addInvitation(shared.session.workspace, shared.session.person, person.email);
	const reply = await person.client.get(`${API}/erasures/preview`);
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.seconds, 259_200);
	const fates = Object.fromEntries(reply.json.workspaces.map((w) => [w.id, w.fate]));
	assert.deepEqual(fates, { [workspace]: 'goes', [shared.session.workspace]: 'stays', [owned.session.workspace]: 'hand-over' });
	const rows = Object.fromEntries(reply.json.tables.map((t) => [`${t.name} ${t.fate}`, t.rows]));
	assert.equal(rows['person delete'], 1);
	assert.equal(rows['invitation delete'], 1);
	assert.ok(rows['session delete'] >= 1);
	assert.equal(rows['project workspace'], 1);
	assert.equal(rows['project pseudonymise'], undefined);
	const activity = reply.json.tables.find((t) => t.name === 'activity' && t.fate === 'pseudonymise');
	assert.ok(activity.rows > 0 && activity.kept.length > 0 && !activity.is_more);
	assert.match(activity.about, /^What people did/);
	assert.equal(activity.why, 'Who; null: a stranger or the system.');
});

test('GET /certificates/{id}: whoever has its address reads it, nobody else', async () => {
	const person = await newOwner();
	const { certificate } = await freeze(person);
	isProblem(await new Client().get(`${API}/certificates/${certificate}`), 404, 'not-found', []);
	isProblem(await new Client().get(`${API}/certificates/${NOBODY}`), 404, 'not-found', []);
	await makeDue(certificate);
	const { statement, signature, key } = await certified(new Client(), certificate);
	assert.ok(signature.length === 86 && key.length === 43);
	const said = JSON.parse(statement);
	assert.equal(said.certificate, certificate);
	assert.equal(said.found_afterwards, 0);
	assert.equal(said.workspaces_removed, 1);
	const today = new Date().toISOString().slice(0, 10);
	assert.deepEqual([said.asked_on, said.erased_on, said.replayed_on], [today, today, null]);
	// How long copies are kept is the operator's affair: they have not said it here.
	assert.equal(said.backups_until, null);
	const table = (name) => said.tables.find((t) => t.table === name);
	assert.deepEqual([table('activity').retain, table('person').retain], ['workspace', null], 'only what stays, stays until something');
	for (const word of [person.username, person.email, person.client.session.person, person.client.session.workspace])
		assert.ok(!statement.includes(word), `the certificate says ${word}`);
});

test('GET /certificate-key: the key that certificates are signed with', async () => {
	const { key } = await erase(await newOwner());
	assert.deepEqual((await new Client().get(`${API}/certificate-key`)).json, { algorithm: 'Ed25519', key });
});
