/*
 * Another version of the policy for the instance's mode, as a release would ship it.  It is published by a superuser and
 * goes again with `unpublish`, past the triggers that refuse that to everyone else.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

import { inRun } from './instance.mjs';
import { settings } from './own_service.mjs';

export const POLICY = '/api/privacy/policy';
export const mode = settings('privacy').OBELUS_MODE;

const psql = (statements) =>
	execFileSync('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1', '-h', inRun('sock'), '-p', '5432', '-U', 'postgres', '-d', 'obelus'], {
		input: statements, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'],
	});
const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
const values = (...all) => all.map(quoted).join(', ');

/** The hash that is published, of the sentences as the API tells them. */
export const hashOf = (sentences) =>
	createHash('sha256').update(sentences.map((s) => `${s.heading}\t${s.clauses}\t${s.sentence}\n`).join('')).digest('hex');

/** Publish it in one transaction; `days`: from when it is in force. */
export function publish({ number, sentences, changes, days = 30, sha256 = hashOf(sentences) }) {
	const clauses = sentences.map((s, i) => `insert into policy_clause values (${values(mode, number, i + 1, s.heading, s.clauses, s.sentence)});`);
	const entries = changes.map((summary, i) => `insert into policy_change values (${values(mode, number, i + 1)}, current_date, 'ours', ${quoted(summary)});`);
	psql(`begin;
		insert into policy_version (mode, number, language, class, sha256, effective_from, supersedes)
		values (${values(mode, number, 'en', 'material', sha256)}, now() + interval '${days} days', ${number - 1});
		${clauses.join('\n')} ${entries.join('\n')} commit;`);
}

const PAST_TRIGGERS = 'set session_replication_role = replica;';

/** Its day has come. */
export const takeEffect = (number) => psql(`${PAST_TRIGGERS} update policy_version set effective_from = now() where mode = '${mode}' and number = ${number};`);

/** What tests have published is gone. */
export const unpublish = () =>
	psql(`${PAST_TRIGGERS} begin;
		delete from policy_change where mode = '${mode}' and version > 1;
		delete from policy_clause where mode = '${mode}' and version > 1;
		delete from policy_version where mode = '${mode}' and number > 1; commit;`);
