/* What is in a person's copy: what the columns' comments say, all of it, and nothing of anybody else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { addAssignment, addColleague, addInvitation, addTeam, addToken, sql } from '../lib/database.mjs';
import { root } from '../lib/instance.mjs';
import { addPersonalExport, copyOf, downloadPersonalExport, linesOf, unzipped } from '../lib/personal_export.mjs';
import { stranger } from '../lib/people.mjs';
import { addImport, addProject, addText, newWorld } from '../lib/world.mjs';

const SCRIPT = '<script>alert("1")</script> & more';
let world, person, client, other, found, copy, rows;

/** What there is to be in it, read from the catalogue without the help of what makes the copy: {file: rows}. */
async function expected() {
	const parts = await sql`select relation, subject, subject_kind, json_agg(name order by position)::text as names,
			count(*) over (partition by relation) as ways
		from catalogue() where export and subject_kind in ('person', 'address') group by relation, subject, subject_kind`;
	const all = {};
	for (const { relation, subject, subject_kind, names, ways } of parts) {
		const keys = subject_kind === 'person' ? [person] : [world.owner.email];
		const columns = JSON.parse(names).map((name) => `"${name}"`);
		const lines = await sql([
			`select to_json(x)::text as line from (select ${columns.join(', ')} from ${relation} where ${subject} = any ('{${keys}}')) x`,
		]);
		all[Number(ways) === 1 ? relation : `${relation}.${subject}`] = lines.map(({ line }) => JSON.parse(line));
	}
	return all;
}

const sorted = (list) => list.map((row) => JSON.stringify(row)).sort();

before(async () => {
	world = await newWorld();
	({ client } = world.owner);
	({ person } = client.session);
	const { workspace } = client.session;
	await addToken({ person, workspace });
	await sql`update access_token set name = ${SCRIPT} where person = ${person}`;
	await addInvitation(workspace, person, stranger().email);
	await addImport(client, world.dataset.id);
	await addAssignment(world.job, person, 'skipped');
	await addAssignment(world.job, person);
	const team = await addTeam(workspace);
	await sql`update team set created_by = ${person} where id = ${team.id}`;
	await sql`insert into team_member (workspace, team, person) values (${workspace}, ${team.id}, ${person})`;
	// Somebody else, who works beside them, and invites them elsewhere.
	other = await addColleague(workspace, 'manager');
	other.project = `Project ${other.username}`;
	other.text = `Text of ${other.username}`;
	const project = await addProject(other.client, { name: other.project });
	await addText(other.client, project.id, other.text, `${other.username}.txt`);
	await addAssignment(world.job, other.id, 'skipped');
	await sql`update assignment set reason = ${`Because of ${other.username}`} where person = ${other.id}`;
	await addInvitation(workspace, other.id, world.owner.email);
	found = await addPersonalExport(client);
	rows = await expected();
	copy = unzipped((await downloadPersonalExport(client, found)).bytes);
});

test('all that the catalogue says is theirs is in it, column by column, and no row more (PR-1, PR-11)', () => {
	const full = Object.keys(rows).filter((name) => rows[name].length);
	for (const name of ['activity', 'annotation_job', 'assignment', 'dataset', 'document', 'import', 'invitation.email_key', 'invitation.invited_by',
		'access_token', 'job_day', 'known_browser', 'label_schema', 'mailed_token.email_key', 'mailed_token.person', 'member', 'person', 'personal_export', 'project', 'session', 'span', 'team', 'team_member'])
		assert.ok(full.includes(name), `${name} is empty: it proves nothing`);
	const files = Object.keys(copy).filter((name) => name.startsWith('data/'));
	assert.deepEqual(files.sort(), full.map((name) => `data/${name}.jsonl`).sort());
	for (const name of full) {
		const columns = Object.keys(rows[name][0]);
		const lines = linesOf(copy[`data/${name}.jsonl`]).map((line) => Object.fromEntries(columns.map((c) => [c, line[c]])));
		// Its own row has gone on since.
		for (const row of name === 'personal_export' ? [...lines, ...rows[name]] : []) row.built_at = row.expires_at = null;
		assert.deepEqual(sorted(lines), sorted(rows[name]), name);
	}
});

test('besides there is only what tells rows apart, and is about nobody', async () => {
	for (const [name, text] of Object.entries(copy).filter(([file]) => file.startsWith('data/'))) {
		const [relation, subject] = name.slice('data/'.length, -'.jsonl'.length).split('.');
		const may = await sql`select c.name from catalogue() c left join pg_attribute a on a.attrelid = c.relation::regclass and a.attname = c.name
			left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
			where c.relation = ${relation} and ((c.export and (${subject ?? null}::text is null or c.subject = ${subject ?? null}))
			      or (c.class is null and a.attnum = any (i.indkey)))`;
		const names = new Set(linesOf(text).flatMap((line) => Object.keys(line)));
		for (const column of names) assert.ok(may.some((m) => m.name === column), `${name}: ${column}`);
	}
});

test('rows come in the order of time where their ids do', () => {
	const ids = linesOf(copy['data/activity.jsonl']).map((row) => row.id);
	assert.ok(ids.length > 10);
	assert.deepEqual(ids, [...ids].sort());
});

test('nothing of another person is in it, though they work side by side (PV-8)', () => {
	const all = Object.values(copy).join('\n');
	assert.ok(all.includes(world.owner.username) && all.includes(world.owner.email));
	for (const word of [other.username, other.project, other.text, `${other.username}@example.org`]) assert.ok(!all.includes(word), word);
	// Not even who invited them.
	assert.deepEqual(linesOf(copy['data/invitation.email_key.jsonl']).map((row) => Object.keys(row).includes('invited_by')), [false]);
});

test('no secret is in it: no password, no hash, no token (SE-1)', async () => {
	const all = Object.values(copy).join('\n');
	const secrets = await sql`select relation, name, subject from catalogue() where class = 'user.credential' and subject_kind in ('person', 'address')`;
	assert.ok(secrets.length >= 5);
	let seen = 0;
	for (const { relation, name, subject } of secrets) {
		const values = await sql([`select ${name}::text as value from ${relation} where ${subject}::text in ('${person}', '${world.owner.email}') and ${name} is not null`]);
		for (const { value } of values) assert.ok(!all.includes(value), `${relation}.${name}`);
		seen += values.length;
	}
	assert.ok(seen >= 4, `${seen}`);
	for (const value of [world.owner.password, client.cookie.split('=')[1], client.csrf]) assert.ok(!all.includes(value));
});

test('about.json says of each thing why, by which right, from where and until when (Article 15; PR-11, PR-12)', async () => {
	const about = JSON.parse(copy['about.json']);
	assert.deepEqual([about.person.id, about.person.username, about.person.email], [person, world.owner.username, world.owner.email]);
	assert.deepEqual(about.person.workspaces.map((w) => w.id), [client.session.workspace]);
	const { recipients, transfers } = (await new Client().get('/api/privacy/practices')).json;
	const told = (list) => Object.fromEntries(list.map((one) => [one.name, one.about]));
	assert.deepEqual([about.recipients, about.transfers], [told(recipients), told(transfers)], 'as everyone is told');
	assert.ok(Object.keys(about.rights).length >= 7);
	const said = await sql`select relation, name, about, class, purposes, basis, source, clauses, retain, erase, subject from catalogue()
		where export and subject_kind in ('person', 'address')`;
	for (const c of said) {
		const table = about.tables.find((t) => t.name === c.relation || t.name === `${c.relation}.${c.subject}`);
		const column = table?.columns.find((k) => k.name === c.name);
		assert.ok(column, `${c.relation}.${c.name}`);
		assert.deepEqual(
			[column.about, column.class, column.purposes.join(), column.basis, column.source, column.clauses.join(), column.retain, column.erase],
			[c.about, c.class, c.purposes, c.basis, c.source, c.clauses, c.retain, c.erase],
		);
		for (const purpose of column.purposes) assert.ok(about.purposes[purpose], purpose);
		assert.ok(about.bases[column.basis] && about.sources[column.source] && about.retention[column.retain.split('+')[0]], JSON.stringify(column));
	}
	for (const table of about.tables) {
		assert.equal(table.rows, rows[table.name].length, table.name);
		assert.equal(table.file, table.rows ? `data/${table.name}.jsonl` : null);
	}
});

test('its words are those of the catalogue', () => {
	const about = JSON.parse(copy['about.json']);
	const words = { purpose: {}, basis: {}, source: {}, retain: {} };
	for (const line of readFileSync(join(root, 'sql/catalogue.txt'), 'utf8').split('\n')) {
		const [, kind, word, meaning] = /^(\w+) (\S+) +(.+)$/.exec(line) ?? [];
		if (words[kind]) words[kind][word] = meaning;
	}
	assert.deepEqual([about.purposes, about.bases, about.sources, about.retention], [words.purpose, words.basis, words.source, words.retain]);
});

test('schema.json names the members of each file', () => {
	const { files } = JSON.parse(copy['schema.json']);
	for (const [name, text] of Object.entries(copy).filter(([file]) => file.startsWith('data/')))
		for (const line of linesOf(text)) assert.deepEqual(Object.keys(line), files[name].map((column) => column.name), name);
});

test('index.html shows it without a script, a connection, or a value that could be one', () => {
	const page = copy['index.html'];
	assert.ok(!/<(script|img|iframe|link|a)\b|\bon\w+=|https?:|@import|url\(/i.test(page));
	assert.ok(page.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more'));
	assert.ok(page.includes(world.owner.email));
	for (const { about, name } of JSON.parse(copy['about.json']).tables) {
		assert.ok(page.includes(`<h2>${name}</h2>`), name);
		assert.ok(page.includes(about.replaceAll('&', '&amp;').replaceAll('"', '&quot;')), about);
	}
});

test('a column and a table of tomorrow are in it by their comments alone, and not where these say no (PR-11)', async () => {
	const privacy = (more) => `privacy: class=user.activity purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=delete ${more}`;
	await sql`set role obelus_owner`;
	try {
		await sql`alter table known_browser add column shoe text, add column hat text`;
		await sql([`comment on column known_browser.shoe is 'Which shoe. ${privacy('subject=person export=yes')}'`]);
		await sql([`comment on column known_browser.hat is 'Which hat. ${privacy('subject=person export=no')}'`]);
		await sql`create table toy (id int primary key, owner uuid, giver uuid, label text, price text)`;
		await sql`comment on table toy is 'What someone plays with. scope: global because a test. retain: account'`;
		await sql`comment on column toy.id is 'Which. privacy: none'`;
		await sql([`comment on column toy.owner is 'Whose. ${privacy('subject=owner export=yes').replace('user.activity', 'user.id')}'`]);
		await sql([`comment on column toy.giver is 'Of whom. ${privacy('subject=giver export=yes').replace('user.activity', 'user.id')}'`]);
		await sql([`comment on column toy.label is 'What it is. ${privacy('subject=owner export=yes')}'`]);
		await sql([`comment on column toy.price is 'What it cost. ${privacy('subject=giver export=yes')}'`]);
		await sql`reset role`;
		await sql`update known_browser set shoe = 'a boot', hat = 'a bowler' where person = ${person}`;
		await sql`insert into toy values (2, ${person}, ${other.id}, 'kite', 'nine'), (1, ${other.id}, ${person}, 'drum', 'five')`;
		const now = await copyOf(client);
		assert.deepEqual(linesOf(now['data/known_browser.jsonl']).map((row) => [row.shoe, row.hat]), [['a boot', undefined]]);
		assert.deepEqual(linesOf(now['data/toy.owner.jsonl']), [{ id: 2, owner: person, label: 'kite' }]);
		assert.deepEqual(linesOf(now['data/toy.giver.jsonl']), [{ id: 1, giver: person, price: 'five' }]);
		assert.ok(now['index.html'].includes('What someone plays with.') && now['index.html'].includes('<td>kite</td>'));
		for (const word of ['bowler', 'drum', 'nine']) assert.ok(!Object.values(now).join('\n').includes(word), word);
	} finally {
		await sql`reset role`;
		await sql`drop table toy`;
		await sql`alter table known_browser drop column shoe, drop column hat`;
	}
});

test('of a long table the page shows the beginning, and says how much more the file has', async () => {
	await sql`insert into activity (workspace, id, actor, verb, object_kind, object, request)
		select ${client.session.workspace}, gen_random_uuid(), ${person}, 'span.create', 'span', gen_random_uuid(), gen_random_uuid() from generate_series(1, 1000)`;
	const now = await copyOf(client);
	const all = linesOf(now['data/activity.jsonl']).length;
	const [, shown, of, more] = /(\d+) of (\d+) rows: (\d+) more stand in <code>data\/activity\.jsonl/.exec(now['index.html']);
	assert.ok(all > 1000 && Number(shown) >= 200);
	assert.deepEqual([Number(of), Number(more)], [all, all - Number(shown)]);
	const section = now['index.html'].split('<h2>activity</h2>')[1].split('<h2>')[0];
	assert.equal(section.match(/<tr><td>/g).length, Number(shown));
});
