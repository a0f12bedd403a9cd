// Jobs for the bench, put in by SQL: a million requests would be the bench.
import { createHash, randomBytes, randomUUID } from "node:crypto";

const SENTENCE = "Everyone has the right to freedom of opinion and expression; ";

/** Others of a caller's workspace, with sessions: {person, token}. */
export async function addPeople(psql, caller, count) {
  const people = Array.from({ length: count }, () => ({ person: randomUUID(), session: randomUUID(), token: randomBytes(32).toString("base64url") }));
  const of = (values) => people.map((p, i) => `(${values(p, i).map((v) => `'${v}'`).join(",")})`).join(",");
  const hash = (token) => createHash("sha256").update(token).digest("hex");
  await psql(`
insert into person (id, username, password, confirmed_at) values ${of((p) => [p.person, `j${p.person.slice(0, 8)}${p.person.slice(-8)}`, "$argon2id$none", "now"])};
insert into member (workspace, person, role) values ${of((p) => [caller.workspace, p.person, "annotator"])};
insert into session (id, token_hash, person, workspace, expires_at) values ${of((p) => [p.session, hash(p.token), p.person, caller.workspace, "tomorrow"])};
`);
  return people;
}

/**
 * A job on so many examples, each for so many annotators, of which `by` has
 * submitted the first `done`, three spans each: {id, dataset, label}.  It stands
 * as if they had come one by one: who submits passes what they have submitted.
 */
export async function addJob(psql, caller, { examples, done, annotators, by }) {
  const [id, dataset, schema, label] = Array.from({ length: 4 }, randomUUID);
  const name = id.slice(0, 8);
  const spans = [0, 9, 13].map((start) => ({ label, start, end: start + 3, text: SENTENCE.slice(start, start + 3) }));
  const labels = JSON.stringify({ schema_version: 1, spans, classes: [], nothing: false, seconds: 5 });
  const tag = JSON.stringify([{ id: label, kind: "tag", name: "right", description: null, colour: "#1f77b4", key: null }]);
  const w = `'${caller.workspace}'::uuid`;
  const nth = (prefix) => `('${prefix.slice(0, 24)}' || to_char(n, 'FM000000000000'))::uuid`;
  const [example, assignment] = [randomUUID(), randomUUID()];
  await psql(`
insert into dataset (workspace, id, project, name, created_by, examples, places) values (${w}, '${dataset}', '${caller.project}', '${name}', '${caller.person}', ${examples}, ${examples});
insert into label_schema (workspace, id, project, name, overlap, classes, labels, created_by) values (${w}, '${schema}', '${caller.project}', '${name}', 'none', 'single', '${tag}', '${caller.person}');
insert into schema_label (workspace, id, schema, kind, name) values (${w}, '${label}', '${schema}', 'tag', 'right');
insert into schema_version (workspace, id, schema, version, overlap, classes, labels, created_by) values (${w}, '${schema}', '${schema}', 1, 'none', 'single', '${tag}', '${caller.person}');
insert into example (workspace, id, dataset, position, content, length, external_id)
  select ${w}, ${nth(example)}, '${dataset}', n, repeat('${SENTENCE}', 1 + n % 4), ${SENTENCE.length} * (1 + n % 4), 'e' || n from generate_series(0, ${examples - 1}) n;
insert into annotation_job (workspace, id, project, dataset, schema, name, annotators, lease_seconds, for_teams, rank, created_by, reached, tickets, touched, done, submissions)
  values (${w}, '${id}', '${caller.project}', '${dataset}', '${schema}', '${name}', ${annotators}, 1800, false, 1, '${caller.person}', ${done - 1}, ${2 * done}, ${done}, ${annotators === 1 ? done : 0}, ${done});
insert into task (workspace, job, example, room, taken, done, ticket)
  select ${w}, '${id}', ${nth(example)}, ${annotators}, 1, 1, 2 * n + 2 from generate_series(0, ${done - 1}) n;
insert into assignment (workspace, id, job, example, person, state, submission, schema_version, handed_version, counted_on, submitted_at, version, seconds)
  select ${w}, ${nth(assignment)}, '${id}', ${nth(example)}, '${by}', 'submitted', '${labels}', 1, 1, date_trunc('day', now(), 'UTC'), now(), 2, 5 from generate_series(0, ${done - 1}) n;
insert into job_cursor (workspace, job, person, level, ticket) values (${w}, '${id}', '${by}', 1, ${2 * done}), (${w}, '${id}', '${by}', 0, ${2 * done - 1}) on conflict do nothing;
`);
  return { id, dataset, label };
}
