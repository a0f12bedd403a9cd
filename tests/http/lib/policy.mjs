/*
 * Another version of the policy for the instance's mode, as a release would ship it.  It is shipped and published by a superuser and
 * goes again with `unpublish`, past the triggers that refuse that to everyone else.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { inRun, root } from './instance.mjs';
import { settings } from './own_service.mjs';

export const POLICY = '/api/privacy/policy';
export const mode = settings('privacy').OBELUS_MODE;

/** The newest that this release has, in force where nobody has read another, and the numbers of what comes after it. */
export const SHIPPED = Math.max(...readdirSync(join(root, 'sql/policy')).map((name) => Number(name.match(`^${mode}-(\\d+)\\.txt$`)?.[1] ?? 0)));
export const [NEXT, AFTER] = [SHIPPED + 1, SHIPPED + 2];

const psql = (statements) =>
	execFileSync('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1', '-h', inRun('sock'), '-p', '5432', '-U', 'postgres', '-d', 'obelus'], {
		input: statements, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'],
	});
const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
const values = (...all) => all.map(quoted).join(', ');
const WORDS = [{ heading: 'News', clauses: 'SC-5', sentence: 'A word more.' }];

/** The hash that is published, of the sentences as the API tells them. */
export const hashOf = (sentences) =>
	createHash('sha256').update(sentences.map((s) => `${s.heading}\t${s.clauses}\t${s.sentence}\n`).join('')).digest('hex');

/** The statements that ship it, for one transaction. */
export function shipping({ number, suggested = 'material', sentences = WORDS, changes = ['A word more.'], sha256 = hashOf(sentences) }) {
	const clauses = sentences.map((s, i) => `insert into policy_clause values (${values(mode, number, i + 1, s.heading, s.clauses, s.sentence)});`);
	const entries = changes.map((summary, i) => `insert into policy_change values (${values(mode, number, i + 1)}, current_date, 'ours', ${quoted(summary)});`);
	return `insert into policy_version (mode, number, language, suggested_class, sha256, supersedes) values (${values(mode, number, 'en', suggested, sha256)}, ${number - 1});
		${clauses.join('\n')} ${entries.join('\n')}`;
}

/** Ship it: it waits for two of the staff. */
export const ship = (version) => psql(`begin; ${shipping(version)} commit;`);

/** Ship it and publish it in one transaction; `days`: from when it is in force.  Nobody is mailed. */
export const publish = ({ days = 31, ...version }) =>
	psql(`begin; ${shipping(version)}
		insert into policy_publication (mode, number, class, effective_from, supersedes)
		select ${values(mode, version.number, 'material')}, now() + interval '${days} days', max(number) from policy_publication where mode = '${mode}'; commit;`);

const PAST_TRIGGERS = 'set session_replication_role = replica;';

/** Its day has come. */
export const takeEffect = (number) =>
	psql(`${PAST_TRIGGERS} update policy_publication set published_at = now() - interval '30 days', effective_from = now() where mode = '${mode}' and number = ${number};`);

/** What tests have shipped and published is gone, and what was said of it. */
export const unpublish = () =>
	psql(`${PAST_TRIGGERS} begin;
		${['policy_notice', 'policy_proposal', 'policy_change', 'policy_clause'].map((table) => `delete from ${table} where mode = '${mode}' and version > ${SHIPPED};`).join('\n')}
		${['policy_telling', 'policy_publication', 'policy_version'].map((table) => `delete from ${table} where mode = '${mode}' and number > ${SHIPPED};`).join('\n')} commit;`);
