// What the bench runs on: workspaces with one person, one session and some
// texts each, put in by SQL because ten thousand sign-ups would be the bench.
import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";

export const WORKSPACES = 50;
export const DOCUMENTS = 40;
// No one logs in with it: the hash of nothing.
const PHC = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const SENTENCE = "Everyone has the right to freedom of opinion and expression; ";

/** Ids that differ in their last digits, so that pgbench can make them of a random number. */
function documentIds(pattern) {
  return Array.from({ length: DOCUMENTS }, (_, n) => pattern.slice(0, 24) + String(n + 1).padStart(12, "0"));
}

/** SQL for any one of these documents: pgbench sets :n. */
export function anyDocument(caller) {
  return { sql: `('${caller.documents[0].slice(0, 24)}' || to_char(:n::int, 'FM000000000000'))::uuid` };
}

export function makeCallers() {
  return Array.from({ length: WORKSPACES }, () => {
    const token = randomBytes(32).toString("base64url");
    return {
      token,
      hash: createHash("sha256").update(token).digest("hex"),
      csrf: createHmac("sha256", token).update("csrf").digest("base64url"),
      person: randomUUID(),
      workspace: randomUUID(),
      session: randomUUID(),
      project: randomUUID(),
      tag: randomUUID(),
      documents: documentIds(randomUUID()),
    };
  });
}

/** SQL for a superuser that makes all of it. */
export function insertCallers(callers) {
  const text = SENTENCE.repeat(16);
  const of = (row) => callers.flatMap((c, i) => row(c, i).map((values) => `(${values.map((v) => (v === null ? "null" : `'${v}'`)).join(",")})`)).join(",\n");
  return `
insert into person (id, username, password, confirmed_at) values ${of((c, i) => [[c.person, `bench${i}`, PHC, "now"]])};
insert into workspace (id, name) values ${of((c, i) => [[c.workspace, `bench ${i}`]])};
insert into member (workspace, person, role) values ${of((c) => [[c.workspace, c.person, "owner"]])};
insert into session (id, token_hash, person, workspace, expires_at) values ${of((c) => [[c.session, c.hash, c.person, c.workspace, "tomorrow"]])};
insert into project (workspace, id, name, created_by, documents) values ${of((c) => [[c.workspace, c.project, "bench", c.person, DOCUMENTS]])};
insert into tag (workspace, id, project, name, colour, position) values ${of((c) => [[c.workspace, c.tag, c.project, "right", "#1f77b4", 0]])};
insert into document (workspace, id, project, name, text, length, created_by) values ${of((c) => c.documents.map((id, n) => [c.workspace, id, c.project, `text ${n}`, text, text.length, c.person]))};
analyze;
`;
}

const OURS = "/api/annotations";

/** Requests of the read and of the write, each by its own caller, of us or of who is behind another path. */
export function readRequests(callers, api = OURS) {
  return callers.flatMap((c) => c.documents.map((id) => ({ path: `${api}/documents/${id}`, headers: cookie(c) })));
}

export function writeRequests(callers, api = OURS) {
  return callers.flatMap((c) =>
    c.documents.map((id, n) => ({
      method: "POST",
      path: `${api}/documents/${id}/spans`,
      headers: { ...cookie(c), "Content-Type": "application/json", "X-CSRF-Token": c.csrf, "Sec-Fetch-Site": "same-origin" },
      body: JSON.stringify({ tag: c.tag, ...place(n) }),
    })),
  );
}

/** A span of the n-th text: where, and what it covers. */
export function place(n) {
  const start = n % 20;
  return { start, end: start + 8, text: SENTENCE.slice(start, start + 8) };
}

export function cookie(caller) {
  return { Cookie: `__Host-obelus=${caller.token}` };
}
