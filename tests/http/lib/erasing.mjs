/* Erasures: asked for, made due by moving time, and looked for afterwards everywhere. */
import assert from 'node:assert/strict';

import { sql } from './database.mjs';
import { until } from './instance.mjs';
import { messagesTo, tokenOf } from './mail.mjs';

const API = '/api/privacy';

export const ask = (person, username = person.username) => person.client.post(`${API}/erasures`, { username });

/** Ask, and read the mail: {certificate, ends_at, token, mail}. */
export async function freeze(person) {
	const reply = await ask(person);
	assert.equal(reply.status, 202, reply.text);
	const mail = await until(`word to ${person.email}`, () =>
		messagesTo(person.email).find((m) => m.text.includes(`certificates/${reply.json.certificate}`)));
	return { ...reply.json, token: tokenOf(mail), mail, reply };
}

/** Its window is over. */
export async function makeDue(certificate) {
	await sql`update erasure set ends_at = now() - interval '1 second' where id = ${certificate}`;
	await sql`update job set run_at = now(), state = 'ready', leased_until = null
		where handler = 'privacy' and kind = 'erase' and payload ->> 'erasure' = ${certificate}`;
}

/** The certificate as soon as it is there. */
export const certified = (client, certificate, ms = 30_000) =>
	until(`certificate ${certificate}`, async () => {
		const reply = await client.get(`${API}/certificates/${certificate}`);
		return reply.status === 200 && reply.json;
	}, ms, 50);

/** Asked for, waited for, done: the statement that was certified. */
export async function erase(person) {
	const asked = await freeze(person);
	await makeDue(asked.certificate);
	const certificate = await certified(person.client, asked.certificate);
	return { ...asked, ...certificate, said: JSON.parse(certificate.statement) };
}

const tables = async () =>
	(await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`).map((t) => t.relname);
const rowsOf = (table, where) => sql([`select t::text as row from "${table}" t where ${where}`]);

/** Where any of these words stands in any column of any row: [table, …]. */
export async function whereIs(words, { but = [] } = {}) {
	const found = [];
	for (const table of await tables()) {
		if (but.includes(table)) continue;
		const rows = await rowsOf(table, words.map((w) => `t::text ilike '%${w}%'`).join(' or '));
		if (rows.length) found.push(table);
	}
	return found.sort();
}

/** By what the comments say: each way to the person on which there is something, as table.column. */
export async function waysTo(person, addresses) {
	const ways = await sql`select distinct relation, subject, subject_kind as kind from catalogue() where subject_kind in ('person', 'address')`;
	const found = [];
	for (const { relation, subject, kind } of ways) {
		const values = kind === 'person' ? [person] : addresses;
		if ((await rowsOf(relation, values.map((v) => `"${subject}" = '${v}'`).join(' or '))).length) found.push(`${relation}.${subject}`);
	}
	return found.sort();
}

/** All rows of a workspace, by table, as text in a fixed order. */
export async function contentOf(workspace) {
	const tenants = await sql`select c.relname from pg_class c where c.relkind = 'r' and obj_description(c.oid, 'pg_class') like '%scope: tenant%'`;
	const content = {};
	for (const { relname } of tenants)
		content[relname] = (await rowsOf(relname, `workspace = '${workspace}'`)).map((r) => r.row).sort();
	content.workspace = (await rowsOf('workspace', `id = '${workspace}'`)).map((r) => r.row);
	return content;
}
