/*
 * The instance's database as its superuser, to see what a request left there
 * and to move time.  One psql is kept for all questions of a test file.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { Client } from './client.mjs';
import { inRun } from './instance.mjs';

const END = '-- end of the answer --';

const literal = (value) => (value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`);

function connection() {
	const socket = readdirSync(inRun('sock')).find((name) => /^\.s\.PGSQL\.\d+$/.test(name));
	return ['-h', inRun('sock'), '-p', socket.split('.').at(-1), '-U', 'postgres', 'obelus'];
}

class Database {
	constructor() {
		this.psql = spawn('psql', ['-XqAt', '-v', 'VERBOSITY=verbose', ...connection()]);
		this.waiting = Promise.resolve();
		this.errors = '';
		this.psql.stderr.on('data', (chunk) => (this.errors += chunk));
		this.lines = createInterface({ input: this.psql.stdout })[Symbol.asyncIterator]();
		for (const handle of [this.psql, this.psql.stdin, this.psql.stdout, this.psql.stderr]) handle.unref();
	}

	/** What psql says to a statement; throws what PostgreSQL throws. */
	async ask(statement) {
		const hold = setInterval(() => {}, 1 << 30); // the process must not end while it waits
		try {
			return await this.answerTo(statement);
		} finally {
			clearInterval(hold);
		}
	}

	async answerTo(statement) {
		this.errors = '';
		this.psql.stdin.write(`${statement};\n\\echo ${END}\n\\warn ${END}\n`);
		const answer = [];
		for (;;) {
			const { value, done } = await this.lines.next();
			if (done) throw new Error(`psql ended: ${this.errors}`);
			if (value === END) break;
			answer.push(value);
		}
		while (!this.errors.includes(END)) {
			if (this.psql.exitCode !== null) throw new Error(`psql ended: ${this.errors}`);
			await new Promise((go) => setImmediate(go));
		}
		const error = this.errors.slice(0, this.errors.indexOf(END)).trim();
		if (error) throw new Error(`${error}\n${statement}`);
		return answer.join('\n');
	}
}

let kept = null;

/** Forget the connection: PostgreSQL was restarted. */
export function reconnect() {
	kept?.psql.kill();
	kept = null;
}

/** The rows of a query as objects:  await sql`select id from person where username = ${name}` */
export async function sql(parts, ...values) {
	const query = String.raw({ raw: parts }, ...values.map(literal));
	kept ??= new Database();
	const wrapped = /^\s*(select|with)\b/i.test(query)
		? `select coalesce(json_agg(q), '[]') from (${query}) q`
		: query;
	const turn = kept.waiting.then(() => kept.ask(wrapped));
	kept.waiting = turn.catch(() => {});
	const answer = await turn;
	return wrapped === query ? answer : JSON.parse(answer);
}

/** The activity rows that a request left, all their columns. */
export const activityOf = (reply) => sql`select * from activity where request = ${reply.id}`;

/** Make someone a member of a workspace, or nothing there when the role is null. */
export async function setRole(workspace, person, role) {
	await sql`delete from member where workspace = ${workspace} and person = ${person}`;
	if (role)
		await sql`insert into member (workspace, person, role) values (${workspace}, ${person}, ${role})`;
}

/** Someone who belongs to the workspace, and cannot log in: {id}. */
export async function addMember(workspace, role = 'annotator') {
	const id = randomUUID();
	const username = `m${id.slice(-12)}`;
	await sql`insert into person (id, username, password, email, email_key, confirmed_at)
		values (${id}, ${username}, '$argon2id$none', ${`${username}@example.org`}, ${`${username}@example.org`}, now())`;
	await setRole(workspace, id, role);
	return { id, username };
}

/** Someone who belongs to the workspace, with a session there: {id, username, client}. */
export async function addColleague(workspace, role = 'annotator') {
	const { id, username } = await addMember(workspace, role);
	const client = new Client();
	const token = randomBytes(32).toString('base64url');
	const hash = createHash('sha256').update(token).digest('hex');
	await sql`insert into session (id, token_hash, person, workspace, expires_at)
		values (${randomUUID()}, ${hash}, ${id}, ${workspace}, now() + interval '1 day')`;
	client.cookie = `__Host-obelus=${token}`;
	client.session = (await client.get('/api/auth/session')).json;
	client.csrf = client.session.csrf;
	return { id, username, client };
}

/** A team with someone in it: {id, person}. */
export async function addTeam(workspace) {
	const id = randomUUID();
	const person = (await addMember(workspace)).id;
	await sql`insert into team (workspace, id, name, created_by) values (${workspace}, ${id}, ${`Team ${id}`}, ${person})`;
	await sql`insert into team_member (workspace, team, person) values (${workspace}, ${id}, ${person})`;
	return { id, person };
}

/** An invitation as if its link had been mailed: {id, token}. */
export async function addInvitation(workspace, by, email, role = 'annotator') {
	const id = randomUUID();
	const token = randomBytes(32).toString('base64url');
	const hash = createHash('sha256').update(token).digest('hex');
	await sql`insert into invitation (id, workspace, token_hash, email, email_key, role, invited_by, expires_at)
		values (${id}, ${workspace}, ${hash}, ${email}, ${email}, ${role}, ${by}, now() + interval '7 days')`;
	return { id, token };
}

/** CRC-32 (ISO 3309) in six digits of base 62. */
function checksum(text) {
	const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
	let crc = 0xffffffff;
	for (const byte of Buffer.from(text)) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	let [left, out] = [~crc >>> 0, ''];
	for (let i = 0; i < 6; i++, left = Math.floor(left / 62)) out = digits[left % 62] + out;
	return out;
}

/** An access token of the person's as if it had been made by the API: {id, access_token}. */
export async function addToken({ person, workspace }, scopes = ['project.read']) {
	const id = randomUUID();
	const random = `obl_${randomBytes(15).toString('hex')}`;
	const token = random + checksum(random);
	const hash = createHash('sha256').update(token).digest('hex');
	await sql`insert into access_token (id, token_hash, hint, person, workspace, name, scopes, expires_at)
		values (${id}, ${hash}, 'obl_test', ${person}, ${workspace ?? (await workspaceOf(person))}, 'Test', ${`{${scopes.join(',')}}`}, now() + interval '1 day')`;
	return { id, access_token: token };
}

/** A workspace of the person's: one they belong to, or a new one. */
export async function workspaceOf(person) {
	const [own] = await sql`select workspace from member where person = ${person} order by created_at limit 1`;
	if (own) return own.workspace;
	const id = randomUUID();
	await sql`insert into workspace (id, name) values (${id}, 'Elsewhere')`;
	await setRole(id, person, 'owner');
	return id;
}

/** A certificate as if something had been erased: {id}. */
export async function addCertificate() {
	const id = randomUUID();
	await sql`insert into certificate (id, statement, signature, key) values (${id}, '{}', ${'A'.repeat(86)}, ${'A'.repeat(43)})`;
	return { id };
}

/** As if the person had taken their erasure back. */
export const thaw = (person) => sql`update person set frozen_at = null where id = ${person}`;

/** So many examples behind the others of a dataset, with texts that differ. */
export async function addExamples(dataset, count) {
	await sql`insert into example (workspace, id, dataset, position, content, length)
		select workspace, gen_random_uuid(), id, places + n, 'Text ' || places + n, length('Text ' || places + n)
		  from dataset, generate_series(0, ${count - 1}) n where id = ${dataset}`;
	await sql`update dataset set examples = examples + ${count}, places = places + ${count} where id = ${dataset}`;
}

/** A new example of the job in someone's hands, or skipped by them: {id}. */
export async function addAssignment(job, person, state = 'leased') {
	const example = (await addExample(job.dataset)).id;
	const id = randomUUID();
	const isLeased = state === 'leased';
	await sql`update annotation_job set touched = touched + 1, tickets = tickets + 1, skips = skips + ${isLeased ? 0 : 1},
		reached = (select position from example where id = ${example}) where id = ${job.id}`;
	await sql`insert into task (workspace, job, example, room, taken, done, ticket)
		select workspace, id, ${example}, annotators, ${isLeased ? 1 : 0}, 0, tickets from annotation_job where id = ${job.id}`;
	await sql`insert into assignment (workspace, id, job, example, person, state, handed_version, lease_until, counted_on, reason)
		select workspace, ${id}, id, ${example}, ${person}, ${state}, 1,
		       case when ${isLeased} then now() + interval '1 hour' end, case when not ${isLeased} then date_trunc('day', now(), 'UTC') end,
		       case when not ${isLeased} then 'unclear' end
		  from annotation_job where id = ${job.id}`;
	if (!isLeased)
		await sql`insert into job_day (workspace, id, job, day, person, submissions, spans, classes, nothings, skips, seconds)
			select workspace, gen_random_uuid(), id, date_trunc('day', now(), 'UTC'), ${person}, 0, 0, 0, 0, 1, 0
			  from annotation_job where id = ${job.id}
			on conflict on constraint job_day_is_taken do update set skips = job_day.skips + 1`;
	return { id };
}

/** An example behind the others of a dataset, as if it had been imported: {id}. */
export async function addExample(dataset, { content = 'text', metadata = null, external_id = null } = {}) {
	const id = randomUUID();
	await sql`insert into example (workspace, id, dataset, position, content, length, metadata, external_id)
		select workspace, ${id}, id, places, ${content}, ${[...content].length}, ${metadata}, ${external_id}
		  from dataset where id = ${dataset}`;
	await sql`update dataset set examples = examples + 1, places = places + 1 where id = ${dataset}`;
	return { id };
}

/** The leases of a handler's jobs run out, and who has looked already how long they last looks again. */
export async function endLeases(handler) {
	await sql`update job set leased_until = now() where handler = ${handler} and state = 'running'`;
	await sql`select pg_notify(${`job_${handler}`}, '')`;
}
