/* A new version of the privacy policy: it waits for two of the staff, and is told on everyone's pages until they have seen it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { activityOf, sql } from '../lib/database.mjs';
import { erase } from '../lib/erasing.mjs';
import { inRun, root } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';
import { askPersonalExport, downloadPersonalExport, linesOf, personalExportIn, unzipped } from '../lib/personal_export.mjs';
import { AFTER, mode, NEXT, POLICY, publish, ship, SHIPPED, takeEffect, unpublish } from '../lib/policy.mjs';
import { endStaff, makeStaff } from '../lib/requests.mjs';

const STAFF = '/api/privacy/staff';
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
let ada;
let ben;
let cyd;
before(async () => {
	await endStaff();
	[ada, ben, cyd] = [await newOwner(), await newOwner(), await newOwner()];
	for (const { client } of [ada, ben]) await makeStaff(client.session.person);
});
beforeEach(unpublish);
after(async () => {
	unpublish();
	await endStaff();
});

const made = async (reply, status = 200) => {
	const got = await reply;
	assert.equal(got.status, status, got.text);
	return got.json;
};
const decide = ({ client }, said) => client.post(`${STAFF}/policy/decisions`, { number: NEXT, class: 'minor', effective_from: inDays(31), ...said });
const list = async ({ client } = ada) => (await made(client.get(`${STAFF}/policies`))).versions;
const read = ({ client }, number = NEXT) => client.get(`${STAFF}/policy`, { query: { number } });
const log = () => made(new Client().get(`${POLICY}/changes`));
const alertOf = async ({ client }) => (await made(client.get(`${POLICY}/alert`))).alerts[0] ?? null;
const dismiss = ({ client }, number = NEXT) => client.post(`${POLICY}/dismissals`, { number });
const noticesOf = ({ client }) => sql`select version, job, dismissed_at from policy_notice where person = ${client.session.person} order by version`;

/** A database of its own, to which releases are applied, each with one text more: what scripts/migrate prints. */
function installation() {
	const database = `obelus_policy_${process.pid}`;
	const folder = mkdtempSync(join(tmpdir(), 'policy-'));
	const psql = (words, statement) => execFileSync('psql', ['-XqAt', '-h', inRun('sock'), '-U', 'postgres', '-d', words, '-c', statement], { encoding: 'utf8' }).trim();
	cpSync(join(root, 'sql/policy'), join(folder, 'sql/policy'), { recursive: true });
	return {
		add(number, entry = `2026-12-0${number} ours Another word.`) {
			const text = readFileSync(join(folder, `sql/policy/saas-${number - 1}.txt`), 'utf8');
			const head = text.slice(0, text.indexOf('\nchange ')).replace(/^number: .*$/m, `number: ${number}`);
			writeFileSync(join(folder, `sql/policy/saas-${number}.txt`), `${head}\nchange ${entry}\n${text.slice(text.indexOf('\n## '))}`);
		},
		migrate: () =>
			execFileSync(join(root, 'scripts/migrate'), {
				env: { PATH: process.env.PATH, PGHOST: inRun('sock'), PGPORT: '5432', PGUSER: 'postgres', PGDATABASE: database, TOP: folder }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
			}).split('\n'),
		sql: (statement) => psql(database, statement),
		remove() {
			for (const name of [database, `${database}_keys`]) psql('postgres', `drop database if exists ${name}`);
			rmSync(folder, { recursive: true });
		},
	};
}

test('what an installation gets first is published, a later version is shipped and waits, and a line says so (CG-3)', () => {
	const other = installation();
	try {
		other.add(NEXT);
		const lines = other.migrate();
		assert.ok(lines.includes('published sql/policy/saas-1.txt') && lines.includes(`published sql/policy/saas-${NEXT}.txt`), lines.join('\n'));
		assert.equal(other.sql("select number from policy_in_force('saas')"), String(NEXT), 'nobody is there who has read another');
		other.add(AFTER);
		const [shipped, waiting] = other.migrate().slice(-3);
		assert.equal(shipped, `shipped sql/policy/saas-${AFTER}.txt`);
		assert.equal(waiting, `waiting at /staff/policy, each in installations of its mode, for two of the staff, who say from when it is in force: sql/policy/saas-${AFTER}.txt`);
		assert.ok(other.migrate().includes(waiting), 'as long as it waits');
		assert.equal(other.sql(`select count(*) from policy_publication where mode = 'saas' and number = ${AFTER}`), '0');
		/* What people are told of a version is what is new in it. */
		other.add(AFTER + 1, `2026-12-0${NEXT} ours Another word.`);
		assert.throws(() => other.migrate(), ({ stderr }) => stderr.includes(`this entry stands in sql/policy/saas-${NEXT}.txt already`));
	} finally {
		other.remove();
	}
});

test('GET /staff/policies: a version that waits is there for the staff alone (CG-3)', async () => {
	const before = await log();
	ship({ number: NEXT });
	isProblem(await new Client().get(POLICY, { query: { number: NEXT } }), 404, 'not-found', []);
	assert.deepEqual(await log(), before);
	assert.equal((await made(new Client().get(POLICY))).number, SHIPPED);
	assert.equal(await alertOf(ada), null);
	isProblem(await dismiss(ada), 404, 'not-found', []);
	const [second, first] = await list();
	assert.deepEqual([second.number, second.standing, second.suggested_class, second.proposals], [NEXT, 'waiting', 'material', []]);
	assert.deepEqual([second.class, second.published_at, second.effective_from, second.to_tell, second.told], [null, null, null, null, null]);
	assert.deepEqual([first.number, first.standing], [SHIPPED, 'in_force']);
});

test('GET /staff/policy: the staff reads a version that waits, whole, and what it changes (CG-3)', async () => {
	const { sentences } = await made(new Client().get(POLICY));
	ship({ number: NEXT, sentences: [...sentences, { heading: 'News', clauses: 'SC-5', sentence: 'A word more.' }], changes: ['One more word.'] });
	const [second] = await list();
	const text = await made(read(ada));
	assert.deepEqual([text.mode, text.number, text.sha256, text.supersedes, text.standing], [mode, NEXT, second.sha256, SHIPPED, 'waiting']);
	assert.equal(text.sentences.at(-1).sentence, 'A word more.');
	assert.deepEqual(text.changes.map((c) => [c.version, c.summary]), [[NEXT, 'One more word.']]);
	assert.deepEqual((await made(read(ada, SHIPPED))).sentences, sentences);
});

test('who is not of the staff is refused the list and told that there is no version, and so is who asks for a version that there is not (CG-3)', async () => {
	ship({ number: NEXT });
	isProblem(await cyd.client.get(`${STAFF}/policies`), 403, 'forbidden', []);
	for (const reply of [await read(cyd), await decide(cyd), await read(ada, AFTER), await decide(ada, { number: AFTER })])
		isProblem(reply, 404, 'not-found', []);
	assert.deepEqual((await list())[0].proposals, []);
});

test('POST /staff/policy/decisions: nobody decides alone, nor two who say something else; two who say the same do (CG-3)', async () => {
	const before = await made(new Client().get(POLICY));
	ship({ number: NEXT });
	const said = { class: 'minor', effective_from: inDays(33) };
	const first = await decide(ada, said);
	const proposed = await made(first);
	assert.deepEqual([proposed.standing, proposed.proposals], ['waiting', [{ ...said, effective_from: proposed.proposals[0].effective_from, is_mine: true }]]);
	assert.equal(Date.parse(proposed.proposals[0].effective_from), Date.parse(said.effective_from));
	assert.equal((await list(ben))[0].proposals[0].is_mine, false);
	isProblem(await decide(ada, said), 409, 'conflict', []);
	for (const [who, other] of [[ben, { ...said, class: 'material' }], [ada, { ...said, effective_from: inDays(32) }], [ben, said]])
		assert.equal((await made(decide(who, other))).standing, 'waiting', 'another word is another proposal');
	isProblem(await new Client().get(POLICY, { query: { number: NEXT } }), 404, 'not-found', []);
	const last = await decide(ada, said);
	const done = await made(last);
	assert.deepEqual([done.standing, done.class, done.proposals], ['announced', 'minor', []]);
	assert.equal(Date.parse(done.effective_from), Date.parse(said.effective_from));
	for (const who of [ada, ben]) isProblem(await decide(who, { ...said, class: 'material' }), 409, 'conflict', []);
	assert.deepEqual((await log()).versions.slice(0, 2).map((v) => [v.number, v.class, v.in_force]), [[NEXT, 'minor', false], [SHIPPED, before.class, true]]);
	assert.equal((await made(new Client().get(POLICY, { query: { number: NEXT } }))).class, 'minor', 'as was decided, whatever its authors took it for');
	/* Who did what is in the record of changes, and nowhere else. */
	const [{ id }] = await sql`select id from policy_version where mode = ${mode} and number = ${NEXT}`;
	for (const [reply, { client }] of [[first, ada], [last, ada]])
		assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.actor, a.object_kind, a.object]), [['policy.decide', client.session.person, 'policy_version', id]]);
	assert.deepEqual(await sql`select proposed_by from policy_proposal where version > ${SHIPPED}`, []);
});

test('POST /staff/policy/decisions: thirty days ahead, for whoever proposes and for whoever confirms (CG-1, CG-3)', async () => {
	ship({ number: NEXT });
	for (const kind of ['minor', 'material']) isProblem(await decide(ada, { class: kind, effective_from: inDays(29) }), 422, 'invalid', ['#/effective_from']);
	isProblem(await decide(ada, { class: 'material', effective_from: inDays(30.9) }), 422, 'invalid', ['#/effective_from']);
	isProblem(await decide(ada, { effective_from: 'soon' }), 422, 'invalid', ['#/effective_from']);
	/* What was far enough ahead when it was proposed is not by itself when it is confirmed. */
	const day = inDays(29.9);
	await sql`insert into policy_proposal (mode, version, proposed_by, class, effective_from) values (${mode}, ${NEXT}, ${ada.client.session.person}, 'minor', ${day})`;
	isProblem(await decide(ben, { effective_from: day }), 422, 'invalid', ['#/effective_from']);
	assert.deepEqual(await sql`select number from policy_publication where mode = ${mode} and number > ${SHIPPED}`, []);
});

test('POST /staff/policy/decisions: a later version does not take effect before one that was announced, whose news it has (CG-1, CG-3)', async () => {
	publish({ number: NEXT, days: 60 });
	ship({ number: AFTER });
	isProblem(await decide(ada, { number: AFTER, effective_from: inDays(59) }), 422, 'invalid', ['#/effective_from']);
	assert.equal((await made(decide(ada, { number: AFTER, effective_from: inDays(61) }))).standing, 'waiting');
});

test('GET /staff/policies: how many of the mails could not be sent (CG-3)', async () => {
	const { person } = cyd.client.session;
	publish({ number: NEXT });
	const [dead, waiting] = [randomUUID(), randomUUID()];
	await sql`insert into job (id, handler, kind, payload, state, run_at)
		values (${dead}, 'privacy', 'mail', '{}', 'dead', now()), (${waiting}, 'privacy', 'mail', '{}', 'ready', now() + interval '1 hour')`;
	await sql`insert into policy_telling (mode, number, to_tell, told) values (${mode}, ${NEXT}, 2, 2)`;
	await sql`insert into policy_notice (mode, version, person, job)
		values (${mode}, ${NEXT}, ${person}, ${dead}), (${mode}, ${NEXT}, ${ben.client.session.person}, ${waiting})`;
	const [second, first] = await list();
	await sql`delete from job where id in (${dead}, ${waiting})`;
	assert.deepEqual([second.told, second.failed, first.failed, (await list())[0].failed], [2, 1, null, 0]);
});

test('what somebody proposed who is of the staff no more needs two others (CG-3)', async () => {
	ship({ number: NEXT });
	const said = { class: 'minor', effective_from: inDays(40) };
	await makeStaff(cyd.client.session.person);
	await made(decide(cyd, said));
	await sql`delete from staff where person = ${cyd.client.session.person}`;
	assert.deepEqual((await list())[0].proposals, []);
	assert.equal((await made(decide(ada, said))).standing, 'waiting');
	assert.equal((await made(decide(ben, said))).standing, 'announced');
});

test('two who say it at once announce it once (CG-3)', async () => {
	ship({ number: NEXT });
	const said = { class: 'minor', effective_from: inDays(40) };
	await makeStaff(cyd.client.session.person);
	await made(decide(ada, said));
	const statuses = (await Promise.all([decide(ben, said), decide(cyd, said)])).map((reply) => reply.status);
	await sql`delete from staff where person = ${cyd.client.session.person}`;
	assert.deepEqual(statuses.sort(), [200, 409]);
	assert.equal((await list())[0].standing, 'announced');
});

test('a version that waits may be passed over, and what it changes is told with the one in its place (CG-2)', async () => {
	ship({ number: NEXT, changes: ['The second.'] });
	ship({ number: AFTER, changes: ['The third.'], suggested: 'minor' });
	assert.deepEqual((await list()).slice(0, 2).map((v) => v.suggested_class), ['material', 'material'], 'it has what is material in the second');
	const said = { number: AFTER, class: 'minor', effective_from: inDays(40) };
	await made(decide(ada, said));
	await made(decide(ben, said));
	assert.deepEqual((await list()).slice(0, 3).map((v) => v.standing), ['announced', 'past', 'in_force']);
	isProblem(await decide(ada, { ...said, number: NEXT }), 409, 'conflict', []);
	isProblem(await new Client().get(POLICY, { query: { number: NEXT } }), 404, 'not-found', []);
	assert.equal((await made(new Client().get(POLICY, { query: { number: AFTER } }))).supersedes, SHIPPED);
	const { changes } = await log();
	assert.deepEqual(changes.slice(0, 2).map((c) => [c.version, c.summary]), [[AFTER, 'The third.'], [AFTER, 'The second.']]);
	assert.deepEqual((await alertOf(cyd)).changes.map((c) => c.summary), ['The third.', 'The second.']);
});

test('GET /policy/alert: a minor version is told on everyone’s pages, and mailed to nobody (CG-3, CG-4)', async () => {
	await sql`update person set created_at = '2020-01-01' where id = ${cyd.client.session.person}`;
	assert.equal(await alertOf(cyd), null, 'what an installation got first is no news, also for whoever was there before it');
	ship({ number: NEXT, changes: ['One more word.'] });
	const said = { class: 'minor', effective_from: inDays(40) };
	await made(decide(ada, said));
	assert.equal(await alertOf(cyd), null, 'nor is what one of the staff proposes');
	await made(decide(ben, said));
	for (const who of [ada, cyd, await newOwner()]) {
		const alert = await alertOf(who);
		assert.deepEqual([alert.number, alert.class, alert.in_force], [NEXT, 'minor', false]);
		assert.deepEqual([Date.parse(alert.effective_from), alert.changes.map((c) => [c.version, c.summary])], [Date.parse(said.effective_from), [[NEXT, 'One more word.']]]);
	}
	assert.deepEqual(await sql`select id from job where kind = 'policy_notice'`, []);
	assert.deepEqual([(await list())[0].to_tell, (await list())[0].told], [null, null]);
	isProblem(await new Client().get(`${POLICY}/alert`), 401, 'unauthorized', []);
});

test('POST /policy/dismissals: who has seen it is told no more, and that they have is kept, with its version, as it was said first (CG-4)', async () => {
	publish({ number: NEXT });
	const reply = await dismiss(cyd);
	assert.equal(reply.status, 204, reply.text);
	assert.deepEqual((await activityOf(reply)).map((a) => [a.verb, a.actor]), [['policy.dismiss', cyd.client.session.person]]);
	assert.equal(await alertOf(cyd), null);
	assert.equal((await alertOf(ada)).number, NEXT, 'each for themselves');
	const [row, ...more] = await noticesOf(cyd);
	assert.deepEqual([row.version, row.job, more], [NEXT, null, []]);
	assert.ok(Math.abs(Date.now() - Date.parse(row.dismissed_at)) < 60_000, row.dismissed_at);
	const again = await dismiss(cyd);
	assert.equal(again.status, 204);
	assert.deepEqual([await activityOf(again), await noticesOf(cyd)], [[], [row]]);
	isProblem(await dismiss(cyd, AFTER), 404, 'not-found', []);
	/* The next one is told again. */
	publish({ number: AFTER });
	assert.equal((await alertOf(cyd)).number, AFTER);
	const unseen = async (who) => (await made(who.client.get(`${POLICY}/alert`))).alerts.map((alert) => alert.number);
	assert.deepEqual([await unseen(ada), await unseen(cyd)], [[AFTER, NEXT], [AFTER]], 'of each new version');
	assert.equal((await dismiss(ada, AFTER)).status, 204);
	assert.deepEqual(await unseen(ada), [NEXT]);
	assert.equal((await dismiss(cyd, AFTER)).status, 204);
	assert.deepEqual((await noticesOf(cyd)).map((n) => [n.version, n.dismissed_at !== null]), [[NEXT, true], [AFTER, true]]);
	assert.equal(await alertOf(cyd), null);
	isProblem(await new Client().post(`${POLICY}/dismissals`, { number: NEXT }), 401, 'unauthorized', []);
});

test('whoever made their account when a version was in force already has known no other (CG-4)', async () => {
	publish({ number: NEXT });
	const early = await newOwner();
	takeEffect(NEXT);
	const late = await newOwner();
	assert.deepEqual([(await alertOf(early)).in_force, await alertOf(late)], [true, null]);
	assert.deepEqual((await list()).slice(0, 2).map((v) => v.standing), ['in_force', 'past']);
});

test('what a person was told and has seen is in their records and in their copy, and goes with their account (PR-1, PR-9)', async () => {
	const dan = await newOwner();
	const { person } = dan.client.session;
	ship({ number: NEXT });
	await makeStaff(person);
	await made(decide(dan, { class: 'minor', effective_from: inDays(40) }));
	assert.equal((await dismiss(dan, SHIPPED)).status, 204);
	const { tables } = await made(dan.client.get('/api/privacy/records'));
	const told = (name) => tables.find((t) => t.table === name);
	assert.deepEqual([told('policy_notice').records, told('policy_notice').sample[0].version], [1, SHIPPED]);
	assert.deepEqual([told('policy_proposal').records, told('policy_proposal').sample[0].class], [1, 'minor']);
	const copy = await askPersonalExport(dan.client);
	await personalExportIn(dan.client, copy, 'available');
	const files = unzipped((await downloadPersonalExport(dan.client, copy)).bytes);
	assert.deepEqual(linesOf(files['data/policy_notice.jsonl']).map((n) => [n.person, n.version]), [[person, SHIPPED]]);
	assert.deepEqual(linesOf(files['data/policy_proposal.jsonl']).map((n) => [n.proposed_by, n.class]), [[person, 'minor']]);
	await erase(dan);
	assert.deepEqual(await sql`select person from policy_notice where person = ${person}`, []);
	assert.deepEqual(await sql`select proposed_by from policy_proposal where proposed_by = ${person}`, []);
});
