import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addInvitation, setRole, sql } from '../lib/database.mjs';
import { next, newWorkplace, addJob, skip } from '../lib/labelling.mjs';
import { newOwner } from '../lib/people.mjs';
import { addProject } from '../lib/world.mjs';

const RECORDS = '/api/privacy/records';
const ACTIVITY = '/api/privacy/activity';

async function recordsOf(client) {
	const reply = await client.get(RECORDS);
	assert.equal(reply.status, 200, reply.text);
	return reply.json;
}
const of = ({ tables }, name, by) => tables.find((t) => t.table === name && (!by || t.why === by));

test('GET /records: a person sees what the account is made of, and no secret (PR-11)', async () => {
	const { username, email, client } = await newOwner();
	const own = await recordsOf(client);
	const person = of(own, 'person');
	assert.equal(person.records, 1);
	const [row] = person.sample;
	assert.deepEqual([row.id, row.username, row.email], [client.session.person, username, email]);
	assert.equal(of(own, 'session').records, 1);
	assert.equal(of(own, 'member').sample[0].role, 'owner');
	const [secrets] = await sql`
		select p.password, s.token_hash from person p join session s on s.person = p.id where p.username = ${username}`;
	for (const secret of Object.values(secrets)) assert.ok(!JSON.stringify(own).includes(secret));
});

test('GET /records: every table that has something about people is asked, and nothing of others is told', async () => {
	const { client, project, colleagues } = await newWorkplace();
	const [ana, ben] = await colleagues(2);
	const job = await addJob(client, project, { examples: 2, annotators: 2 });
	for (const { client: who } of [ana, ben]) {
		const { id } = await next(who, { job: job.id });
		assert.equal((await skip(who, id, `unclear to ${who.session.username}`)).status, 200);
	}
	const own = await recordsOf(ana.client);
	const asked = await sql`select distinct relation from catalogue() where subject_kind in ('person', 'address') and export`;
	assert.deepEqual([...new Set(own.tables.map((t) => t.table))].sort(), asked.map((t) => t.relation).sort());
	const { records, sample } = of(own, 'assignment');
	assert.deepEqual([records, sample[0].person, sample[0].reason], [1, ana.id, `unclear to ${ana.username}`]);
	const text = JSON.stringify(own);
	assert.ok(text.includes(ana.username) && !text.includes(ben.username) && !text.includes(ben.id));
});

test('GET /records: what was sent to an address is its owner\'s', async () => {
	const inviter = await newOwner();
	const { client, email } = await newOwner();
	await addInvitation(inviter.client.session.workspace, inviter.client.session.person, email, 'reviewer');
	const theirs = (await recordsOf(client)).tables.filter((t) => t.table === 'invitation' && t.records > 0);
	assert.deepEqual(theirs.map((t) => t.sample.map((row) => [row.email, row.role])), [[[email, 'reviewer']]]);
	const sent = (await recordsOf(inviter.client)).tables.filter((t) => t.table === 'invitation' && t.records > 0);
	assert.deepEqual(sent.map((t) => t.sample.map((row) => Object.keys(row))), [[['invited_by']]]);
});

test('GET /records: to ask for a link to an address makes nothing of it one\'s own (PR-11)', async () => {
	const [inviter, asker, victim] = [await newOwner(), await newOwner(), await newOwner()];
	await addInvitation(inviter.client.session.workspace, inviter.client.session.person, victim.email, 'reviewer');
	assert.equal((await asker.client.post('/api/auth/addresses', { email: victim.email })).status, 202);
	const shown = (await recordsOf(asker.client)).tables.filter((t) => t.table === 'invitation').map((t) => t.records);
	assert.deepEqual(shown, [0, 0]);
});

test('GET /records: a column of a later migration is told because of its comment alone', async () => {
	const { client } = await newOwner();
	const said = (exported) =>
		`Which kite. privacy: class=user.activity subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=delete export=${exported}`;
	await sql`create table kite (person uuid primary key, colour text, secret text)`;
	try {
		await sql`comment on table kite is 'Kites. scope: global because a test. retain: account'`;
		await sql`comment on column kite.person is 'Whose. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=delete export=yes'`;
		await sql`comment on column kite.colour is ${said('yes')}`;
		await sql`comment on column kite.secret is ${said('no')}`;
		await sql`grant select on kite to obelus_rights`;
		await sql`insert into kite values (${client.session.person}, 'blue', 'hidden')`;
		const { about, why, records, sample } = of(await recordsOf(client), 'kite');
		assert.deepEqual([about, why, records, sample], ['Kites.', 'Whose.', 1, [{ person: client.session.person, colour: 'blue' }]]);
	} finally {
		await sql`drop table kite`;
	}
});

test('GET /records: of many rows the newest are shown, and no more are counted than said', async () => {
	const { client } = await newOwner();
	const { person, workspace } = client.session;
	await sql`insert into activity (workspace, id, actor, verb, object_kind, request)
		select ${workspace}, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ${person}, 'login', 'session', gen_random_uuid()
		  from generate_series(1, 10100) n`;
	const { counted, ...own } = await recordsOf(client);
	const { records, sample } = of(own, 'activity');
	assert.deepEqual([counted, records, sample.length], [10_000, 10_000, 20]);
	const latest = await sql`select at from activity where actor = ${person} order by id desc limit 20`;
	assert.deepEqual(sample.map((row) => Date.parse(row.at)), latest.map((row) => Date.parse(row.at)));
});

test('GET /activity: who did it sees every deed of theirs, newest first, page by page (US-1, US-2)', async () => {
	const { client } = await newOwner();
	const { id } = await addProject(client, { name: 'Letters home' });
	const deeds = [];
	for (let after; deeds.length < 10; ) {
		const reply = await client.get(ACTIVITY, { query: { limit: 2, ...(after && { after }) } });
		assert.equal(reply.status, 200, reply.text);
		deeds.push(...reply.json.items);
		after = reply.json.next;
		if (!after) break;
	}
	assert.deepEqual(
		deeds.map(({ verb, about, workspace, workspace_name, project, project_name }) => [
			...[verb, about, workspace, workspace_name, project, project_name],
		]),
		[
			['project.create', 'made a project', client.session.workspace, client.session.username, id, 'Letters home'],
			['login', 'logged in', null, null, null, null],
			['email.confirm', 'confirmed an address', null, null, null, null],
			['signup', 'asked for an account', null, null, null, null],
		],
	);
	const all = await sql`select id from activity where actor = ${client.session.person} order by id desc`;
	assert.deepEqual(deeds.map((d) => d.id), all.map((d) => d.id));
});

test('GET /activity: a workspace and a project are named to who belongs there, and to nobody else', async () => {
	const owner = await newOwner();
	const { client } = await newOwner();
	await setRole(owner.client.session.workspace, client.session.person, 'manager');
	const moved = await client.send('PUT', '/api/auth/session/workspace', { json: { workspace: owner.client.session.workspace } });
	client.session = moved.json;
	client.csrf = moved.json.csrf;
	await addProject(client, { name: 'Hidden later' });
	const named = async () => {
		const { items } = (await client.get(ACTIVITY)).json;
		const { workspace_name, project_name } = items.find((d) => d.verb === 'project.create');
		return [workspace_name, project_name];
	};
	assert.deepEqual(await named(), [owner.username, 'Hidden later']);
	await setRole(owner.client.session.workspace, client.session.person, 'billing');
	assert.deepEqual(await named(), [owner.username, null]);
});
