// The copy, and then the erasure, of somebody with a million activity rows and
// a hundred thousand labelled examples: how long, with how much memory, and what
// it costs those who read and write meanwhile.  They ask at the pace of people,
// not as fast as they can: of a machine that is full nobody gets more.
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { readRequests, writeRequests } from "../data.mjs";
import { addJob, addPeople } from "../jobs.mjs";
import { median, wrk, wrkScript } from "../load.mjs";

const LABELLED = 100_000;
const OTHERS = { connections: 32, pauseMs: 50 };
const P99_MOST = 1.2;
const LOOK_MS = 1000;
const WORKER_MOST = 32; // MB

const addActivity = (psql, { workspace, project }, person, count) =>
  psql(`
insert into activity (workspace, id, actor, verb, object_kind, object, project, request, at)
select '${workspace}', gen_random_uuid(), '${person}', 'assignment.submit', 'assignment', gen_random_uuid(), '${project}', gen_random_uuid(), now() - n * interval '1 second'
  from generate_series(1, ${count}) n;
update person set email = username || '@example.org', email_key = username || '@example.org' where id = '${person}';
vacuum analyze activity, assignment, example, task;
checkpoint;`);

/** What somebody asks of privacy: the reply's JSON. */
function asking(url, token) {
  const headers = {
    Cookie: `__Host-obelus=${token}`, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin",
    "X-CSRF-Token": createHmac("sha256", token).update("csrf").digest("base64url"),
  };
  return async (path, body) => {
    const reply = await fetch(`${url}/api/privacy/${path}`, { method: "POST", headers, body: body && JSON.stringify(body) });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`POST ${path}: ${reply.status} ${text}`);
    return JSON.parse(text);
  };
}

/**
 * Until it is done: {ms, megabytes, p99s}, of the worker at its largest and of each run of the others that lay within.
 * Whoever looks costs something, too: so that nothing else differs, what there is without is measured by this as well.
 */
async function beside({ residentMegabytes, read }, isDone) {
  const began = performance.now();
  const seen = { ms: 0, megabytes: 0, p99s: [] };
  async function others() {
    while (!seen.ms) {
      const { p99 } = await read();
      if (!seen.ms) seen.p99s.push(p99);
    }
  }
  const asked = others();
  while (!(await isDone(seen))) {
    seen.megabytes = Math.max(seen.megabytes, ...(await residentMegabytes("privacy-work")));
    await new Promise((go) => setTimeout(go, LOOK_MS));
  }
  seen.ms = performance.now() - began;
  await asked;
  if (seen.p99s.length === 0) throw new Error("it was over before the others' load was: SECONDS_EACH is too much");
  return seen;
}

function rows(row, what, seen, quiet) {
  const p99 = median(seen.p99s);
  row(what, seen.ms / 1000, "s");
  row("its worker's memory", seen.megabytes, "MB", { ratio: seen.megabytes / WORKER_MOST, of: `${WORKER_MOST} MB`, target: "<= 1" });
  row("p99 of others meanwhile", p99, "ms", { ratio: p99 / quiet, of: "that without", target: `<= ${P99_MOST}` });
}

export default async function rights(bench) {
  const { url, work, callers, psql, seconds, rounds, row } = bench;
  const many = Number(process.env.MOST_ROWS ?? 1_000_000);
  const [owner, ...others] = callers;
  const [one] = await addPeople(psql, owner, 1);
  await addJob(psql, owner, { examples: LABELLED, done: LABELLED, annotators: 1, by: one.person });
  await addActivity(psql, owner, one.person, many);
  const script = join(work, "rights.lua");
  await wrkScript(script, [...readRequests(others), ...writeRequests(others).slice(0, 200)], OTHERS.pauseMs);
  const read = () => wrk({ url, script, seconds, connections: OTHERS.connections });
  await read();
  // Before, between and after: a machine is not as fast at all times.
  const alone = [];
  const nothing = async () =>
    alone.push(...(await beside({ ...bench, read }, async ({ p99s }) => (await psql("select 'done'")) && p99s.length >= rounds)).p99s);
  await nothing();
  const ask = asking(url, one.token);

  const copy = await ask("exports");
  const copied = await beside({ ...bench, read }, async () => (await psql(`select state from personal_export where id = '${copy.id}'`)) === "available");
  await nothing();
  const username = await psql(`select username from person where id = '${one.person}'`);
  const { certificate } = await ask("erasures", { username });
  await psql(`update erasure set ends_at = now() where id = '${certificate}';
update job set run_at = now() where handler = 'privacy' and kind = 'erase' and payload ->> 'erasure' = '${certificate}';`);
  // Its worker looks every half minute.
  while ((await psql(`select state from erasure where id = '${certificate}'`)) === "frozen") await new Promise((go) => setTimeout(go, LOOK_MS));
  const erased = await beside({ ...bench, read }, async () => (await psql(`select state from erasure where id = '${certificate}'`)) === "done");
  await nothing();
  const without = median(alone);

  row("p99 of reads and writes, no copy, no erasure", without, "ms");
  rows(row, `copy of ${many} deeds, ${LABELLED} labelled examples`, copied, without);
  rows(row, "erasure of the same", erased, without);
}
