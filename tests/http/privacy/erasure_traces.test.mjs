/* After an erasure nothing leads to the person, and nothing of anybody else's has changed. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { addInvitation, addToken, endLeases, setRole, sql } from '../lib/database.mjs';
import { certified, contentOf, erase, freeze, makeDue, waysTo, whereIs } from '../lib/erasing.mjs';
import { inRun, until } from '../lib/instance.mjs';
import { addJob, newWorkplace, next, NOTHING, skip, submit } from '../lib/labelling.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { logIn, newOwner, stranger } from '../lib/people.mjs';
import { childrenOf, end, pidOf } from '../lib/processes.mjs';
import { addSpan, addTag, addText } from '../lib/world.mjs';

const API = '/api/annotations';
const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4/;

/** Someone who belongs to another's workspace and has left something of every kind there: {person, id, place, job, spanned}. */
async function busyPerson() {
	const place = await newWorkplace();
	const person = await newOwner();
	const id = person.client.session.person;
	await setRole(place.workspace, id, 'manager');
	const home = person.client.session.workspace;
	await person.client.post(`${API}/projects`, { name: `of ${person.username}` });
	const moved = await person.client.send('PUT', '/api/auth/session/workspace', { json: { workspace: place.workspace } });
	person.client.csrf = moved.json.csrf;
	const job = await addJob(person.client, place.project, { examples: 3, annotators: 2 });
	const handed = await next(person.client, { job: job.id });
	const labels = [{ label: job.labels.Person, start: 0, end: 4, text: 'Text' }];
	assert.equal((await submit(person.client, handed.id, { schema_version: 1, spans: labels })).status, 200);
	assert.equal((await skip(person.client, (await next(person.client, { job: job.id })).id, `as ${person.username} says`)).status, 200);
	assert.ok((await next(person.client, { job: job.id })).id);
	const tag = await addTag(person.client, place.project, { name: stranger().username });
	const text = await addText(person.client, place.project, 'Vienna');
	await addSpan(person.client, text.id, { tag: tag.id, start: 0, end: 6, text: 'Vienna' });
	const team = await place.client.post('/api/auth/teams', { name: stranger().username });
	await place.client.post(`/api/auth/teams/${team.json.id}/teammates`, { person: id });
	await person.client.post('/api/auth/teams', { name: stranger().username });
	await place.client.patch(`/api/auth/members/${id}`, { role: 'admin' }, '"1"');
	await person.client.post('/api/auth/invitations', { email: stranger().email, role: 'annotator' });
	await addInvitation(place.workspace, place.client.session.person, person.email.replace(/^t/, 'T'));
	await addToken({ person: id, workspace: place.workspace });
	await person.client.post('/api/auth/addresses', { email: stranger().email });
	return { person, id, place, job, home };
}

test('GET /certificates/{id}: when it is there, no way that the comments name leads to the person, and no row says their name (PR-9)', async () => {
	const { person, id, place, home } = await busyPerson();
	const addresses = [person.email, person.email.replace(/^t/, 'T')];
	const before = await waysTo(id, addresses);
	for (const way of ['activity.actor', 'activity.object_person', 'assignment.person', 'document.created_by', 'invitation.email_key',
		'invitation.invited_by', 'job_cursor.person', 'job_day.person', 'job_label.person', 'known_browser.person', 'mailed_token.person',
		'member.person', 'person.id', 'schema_version.created_by', 'session.person', 'span.created_by', 'team.created_by', 'team_member.person'])
		assert.ok(before.includes(way), `the test plants nothing at ${way}`);
	const words = [id, person.username, person.email];
	assert.ok((await whereIs(words)).length > 10);
	const done = await erase(person);
	assert.deepEqual(await waysTo(id, addresses), []);
	await until('the last mail to be sent', async () => !(await sql`select from job where recipient = ${person.email}`).length);
	// The ledger knows the ids alone.
	assert.deepEqual(await whereIs(words, { but: ['erasure_ledger'] }), []);
	assert.deepEqual(await whereIs([person.username, person.email]), []);
	assert.deepEqual((await sql`select from workspace where id = ${home}`).length, 0);
	assert.equal(done.said.workspaces_removed, 1);
	for (const t of done.said.tables) assert.ok(t.removed + t.pseudonymised > 0 && t.about.length > 0, JSON.stringify(t));
	const lines = readFileSync(inRun('ledger'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
	const ours = lines.filter((line) => line.erasure === done.certificate).map((line) => `${line.kind} ${line.subject}`);
	assert.deepEqual([...new Set(ours)].sort(), [`person ${id}`, `workspace ${home}`]);
	const [{ name }] = await sql`select name from workspace where id = ${place.workspace}`;
	assert.ok(name);
});

test('GET /certificates/{id}: labels stay a pseudonym’s, one a workspace, and every count is as before (PR-9)', async () => {
	const { person, id, place, job } = await busyPerson();
	const colleague = (await place.colleagues(1))[0];
	const theirs = await next(colleague.client, { job: job.id });
	await submit(colleague.client, theirs.id, NOTHING);
	const read = async (path) => (await place.client.get(`${API}/jobs/${job.id}${path}`)).text;
	const pages = async () => Object.fromEntries(await Promise.all(
		['', '/progress', '/days', '/frequencies', '/skips', '/labels'].map(async (path) => [path, await read(path)])));
	const elsewhere = (await newOwner()).client.session.workspace;
	const [neighbour, before] = [await contentOf(elsewhere), await contentOf(place.workspace)];
	const shown = await pages();
	await erase(person);
	const ids = await sql`
		select distinct person from assignment where workspace = ${place.workspace} and person not in (select person from member)
		union select created_by from project where id = ${job.project} and created_by not in (select person from member)
		union select person from job_day where job = ${job.id} and person <> ${colleague.id}
		union select actor from activity where workspace = ${place.workspace} and actor not in (select person from member)`;
	assert.equal(ids.length, 1);
	const [{ person: pseudonym }] = ids;
	assert.match(pseudonym, V4);
	const after = await contentOf(place.workspace);
	const became = (row) => row.replaceAll(id, pseudonym).replace(`"as ${person.username} says"`, '');
	for (const table of Object.keys(before)) {
		// Their place here has gone, and whom they invited; their last activity came after the look.
		if (['member', 'team_member', 'invitation', 'activity'].includes(table)) continue;
		assert.deepEqual(after[table], before[table].map(became).sort(), table);
	}
	assert.deepEqual(after.activity.filter((row) => before.activity.map((r) => r.replaceAll(id, pseudonym)).includes(row)).length, before.activity.length);
	assert.deepEqual(after.member, before.member.filter((row) => !row.includes(id)));
	assert.deepEqual(await contentOf(elsewhere), neighbour);
	const now = await pages();
	// Fewer people are left to label the rest, as when somebody leaves.
	const counted = (text) => ({ ...JSON.parse(text), people: 0, stuck: 0 });
	for (const path of ['', '/progress']) assert.deepEqual(counted(now[path]), counted(shown[path]), path);
	// In lists of who did what they have no name; whatever was counted still is.
	const days = (text) => JSON.parse(text).items.map((d) => [d.submissions, d.spans, d.skips]).sort();
	assert.deepEqual(days(now['/days']), days(shown['/days']));
	assert.deepEqual(JSON.parse(now['/days']).items.map((d) => d.username ?? null).sort(), [colleague.username, null].sort());
	const counts = (text) => JSON.parse(text).items.map((f) => [f.name, f.count]);
	assert.deepEqual(counts(now['/frequencies']), counts(shown['/frequencies']));
	assert.ok(now['/labels'].includes(pseudonym) && !now['/labels'].includes(person.username), now['/labels']);
	// In what belongs to no workspace another stands for them.
	const nil = '00000000-0000-0000-0000-000000000000';
	const [{ n }] = await sql`select count(*)::int as n from activity where workspace = ${nil} and actor = ${pseudonym}`;
	assert.equal(n, 0);
});

test('POST /erasures: a table that was added since is covered by its comments alone (PR-9)', async () => {
	const table = `toy_${randomUUID().slice(0, 8)}`;
	const says = (erase, rest = '') => `What. privacy: class=${rest || 'user.activity'} subject=wearer purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=${erase} export=yes`;
	await sql([`set role obelus_owner; create table ${table} (workspace uuid not null, id uuid primary key, wearer uuid, note text, size int);
		comment on table ${table} is 'What people wear. scope: global because a test. retain: account';
		comment on column ${table}.workspace is 'Where. privacy: none';
		comment on column ${table}.id is 'Its id. privacy: none';
		comment on column ${table}.wearer is '${says('pseudonymise', 'user.id')}';
		comment on column ${table}.note is '${says('null', 'content.text')}';
		comment on column ${table}.size is '${says('retain')}';
		create index on ${table} (wearer); reset role`]);
	try {
		const [person, other] = [await newOwner(), await newOwner()];
		const shared = other.client.session.workspace;
		for (const who of [person, other])
			await sql([`insert into ${table} values ('${shared}', gen_random_uuid(), '${who.client.session.person}', 'of ${who.username}', 42)`]);
		const preview = (await person.client.get('/api/privacy/erasures/preview')).json.tables.find((t) => t.name === table);
		assert.deepEqual([preview.fate, preview.rows, preview.kept], ['pseudonymise', 1, 'What.']);
		const done = await erase(person);
		const said = done.said.tables.find((t) => t.table === table);
		assert.deepEqual([said.removed, said.pseudonymised, said.retained], [0, 1, ['size']]);
		const rows = await sql([`select wearer, note, size from ${table} order by note nulls first`]);
		assert.deepEqual([rows[0].note, rows[0].size], [null, 42]);
		assert.match(rows[0].wearer, V4);
		assert.notEqual(rows[0].wearer, person.client.session.person);
		assert.deepEqual(rows[1], { wearer: other.client.session.person, note: `of ${other.username}`, size: 42 });
	} finally {
		await sql([`drop table ${table}`]);
	}
});

test('POST /erasures: what was sent to an address that was only asked for stays its owner’s (PR-9)', async () => {
	const [inviter, asker, victim] = [await newOwner(), await newOwner(), await newOwner()];
	const place = inviter.client.session;
	const invitation = await addInvitation(place.workspace, place.person, victim.email);
	const known = messagesTo(victim.email).length;
	assert.equal((await asker.client.post('/api/auth/addresses', { email: victim.email })).status, 202);
	await mailTo(victim.email, known + 1);
	// The owner's own erasure is under way at the same time.
	const theirs = await freeze(victim);
	await sql`insert into erasure_address (erasure, address) values (${theirs.certificate}, ${victim.email})`;
	await erase(asker);
	assert.equal((await sql`select from invitation where id = ${invitation.id}`).length, 1);
	assert.equal((await sql`select from erasure_address where erasure = ${theirs.certificate}`).length, 1);
});

test('POST /erasures: whoever carries it out is killed in the middle of it, and another goes on (PR-9)', async () => {
	const ROWS = 20_000;
	const person = await newOwner();
	const other = await newOwner();
	const id = person.client.session.person;
	const shared = other.client.session.workspace;
	await setRole(shared, id, 'annotator');
	await sql`insert into activity (workspace, id, actor, verb, object_kind, request)
		select ${shared}, gen_random_uuid(), ${id}, 'job.update', 'job', gen_random_uuid() from generate_series(1, ${ROWS})`;
	await sql`insert into known_browser (token_hash, person) select encode(sha256(gen_random_uuid()::text::bytea), 'hex'), ${id} from generate_series(1, ${ROWS})`;
	const asked = await freeze(person);
	await makeDue(asked.certificate);
	const done = async () => Number((await sql`select coalesce(sum(done), 0) as n from erasure_step where erasure = ${asked.certificate}`)[0].n);
	let kills = 0;
	for (let seen = 0; kills < 3; kills++) {
		await until('another thousand rows', async () => (await done()) > seen + 1000);
		seen = await done();
		for (const pid of childrenOf(pidOf('privacy-work'))) await end(pid);
		await endLeases('privacy');
	}
	assert.equal(kills, 3);
	const said = JSON.parse((await certified(person.client, asked.certificate)).statement);
	const rows = Object.fromEntries(said.tables.map((t) => [t.table, t.removed + t.pseudonymised]));
	assert.ok(rows.known_browser === ROWS + 1 && rows.activity > ROWS, JSON.stringify(rows));
	assert.deepEqual(await waysTo(id, [person.email]), []);
	const [{ actors, n }] = await sql`select count(distinct actor)::int as actors, count(*)::int as n from activity where workspace = ${shared} and verb = 'job.update'`;
	assert.deepEqual([actors, n], [1, ROWS]);
	assert.equal((await other.client.get('/api/auth/members')).json.items.length, 1);
	await logIn(other);
});
