/* Mail that nobody has to get: chosen, made and ended as a test needs it. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from './database.mjs';
import { inRun, root } from './instance.mjs';
import { newOwner } from './people.mjs';

export const PREFERENCES = '/api/privacy/mail-preferences';
export const ONE_CLICK = 'List-Unsubscribe=One-Click';
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** The same as a form of parts (RFC 7578). */
export const partsOf = (name = 'List-Unsubscribe', value = 'One-Click', more = '') =>
	`--xYz\r\nContent-Disposition: form-data; name="${name}"\r\n${more}\r\n${value}\r\n--xYz--\r\n`;

/** What the page shows: {signal, policy_version, policy_sha256, categories, of(category)}. */
export async function preferences(client, headers) {
	const reply = await client.get(PREFERENCES, { headers });
	assert.equal(reply.status, 200, reply.text);
	return { ...reply.json, of: (category) => reply.json.categories.find((c) => c.category === category) };
}

/** The body of a choice, as a page that has shown the words makes it; null wanted: the other way round. */
export async function choiceOf(client, category = 'news', wanted = null) {
	const shown = await preferences(client);
	const { text_sha256, wanted: before } = shown.of(category);
	return { category, wanted: wanted ?? !before, text_sha256, policy_sha256: shown.policy_sha256 };
}

export async function choose(client, category, wanted) {
	const reply = await client.send('PUT', PREFERENCES, { json: await choiceOf(client, category, wanted) });
	assert.equal(reply.status, 200, reply.text);
	return reply;
}

/** An id that tells the time (RFC 9562, 5.7), as the program makes them. */
function newId() {
	const time = Date.now().toString(16).padStart(12, '0');
	return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Somebody says so, though no session of theirs is known: {id}, the act. */
export async function addConsent(person, wanted = null, category = 'news') {
	const id = newId();
	const sha256 = createHash('sha256').update('T\nt\nl\n').digest('hex');
	const shown = { title: 'T', text: 't', label: 'l', language: 'en', text_sha256: sha256 };
	const [before] = await sql`select wanted from mail_preference where person = ${person} and category = ${category}`;
	const [policy] = await sql`select mode, number as version from policy_version limit 1`;
	const said = JSON.stringify({ method: 'page', despite_signal: false, ...policy, ...shown });
	await sql`select wanted from mail_preference_set(${person}, ${category}, ${wanted ?? !before?.wanted}, ${id}, ${said})`;
	return { id };
}

/** What a page would send for them: the other way round. */
let shown;
export async function otherChoiceOf(person, category = 'news') {
	shown ??= await preferences((await newOwner()).client);
	const [before] = await sql`select wanted from mail_preference where person = ${person} and category = ${category}`;
	return { category, wanted: !before?.wanted, text_sha256: shown.of(category).text_sha256, policy_sha256: shown.policy_sha256 };
}

/** A mail that somebody had asked for, as its link knows it: {id}, the token. */
export async function addUnsubscription(person, category = 'news') {
	await addConsent(person, true, category);
	const [id, mailing] = [randomUUID(), randomUUID()];
	await sql`insert into mailing (id, category, subject, text, sha256) values (${mailing}, ${category}, 'News', ${mailing}, encode(sha256(${mailing}::bytea), 'hex'))`;
	await sql`insert into mail_delivery (mailing, person, category, token_hash, job)
		values (${mailing}, ${person}, ${category}, ${createHash('sha256').update(id).digest('hex')}, ${randomUUID()})`;
	return { id };
}

/** What an operator types: make news FILE=… SUBJECT=… */
export function sendNews(text, { subject = 'What is new', category = 'news' } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'news-'));
	try {
		writeFileSync(join(folder, 'text'), text);
		const env = { ...process.env, RUN_DIR: inRun(), FILE: join(folder, 'text'), SUBJECT: subject, CATEGORY: category };
		return execFileSync(join(root, 'scripts/dev'), ['news'], { env, encoding: 'utf8' });
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The link in such a mail, as its header says it and as its text shows it. */
export const linksOf = ({ headers, text }) => ({
	header: /^<(\S+)>$/.exec(headers['list-unsubscribe'] ?? '')?.[1],
	text: /^(https?:\/\/\S+\/u\/\S+)$/m.exec(text)?.[1],
});
