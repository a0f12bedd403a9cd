// A span with its activity row, beside PostgreSQL doing the same and beside Fastify.
import assert from "node:assert/strict";
import { anyDocument, DOCUMENTS, place, writeRequests } from "../data.mjs";
import { FASTIFY, sameAnswers } from "../fastify.mjs";
import { pgbenchScripts, statement } from "../statements.mjs";

const CONNECTIONS = 64;
const fresh = { sql: "gen_random_uuid()" };

export default async function write({ url, callers, work, psql, compete, load, pgbench, row }) {
  const scripts = await pgbenchScripts(work, "write", await statement("handlers/annotations/queries.sql", "span_create"),
    callers.map((c, i) => ({
      workspace: c.workspace,
      person: c.person,
      values: { ...place(i), workspace: c.workspace, id: fresh, document: anyDocument(c), tag: c.tag, person: c.person, activity: fresh, request: fresh },
    })), DOCUMENTS);
  const made = await sameAnswers(url, (api) => writeRequests(callers, api)[0]);
  for (const span of made) {
    const left = await psql(`select count(*) from activity a join span s on s.workspace = a.workspace and s.id = a.object where s.id = '${span.id}' and a.verb = 'span.create';`);
    assert.equal(left, "1", "a span and its activity row are there when the answer is");
  }
  const seen = await compete({
    pgbench: pgbench(scripts),
    write: await load("write", writeRequests(callers), CONNECTIONS),
    one: await load("write-one", writeRequests(callers, FASTIFY.one), CONNECTIONS),
    two: await load("write-two", writeRequests(callers, FASTIFY.two), CONNECTIONS),
  });
  const better = Math.max(seen.one.rate, seen.two.rate);
  row("pgbench, the write's pipeline", seen.pgbench.rate, "tps");
  row("the same write in Fastify, one process", seen.one.rate, "req/s");
  row("the same write in Fastify, two processes", seen.two.rate, "req/s");
  row("write of a span", seen.write.rate, "req/s", { ratio: seen.write.rate / seen.pgbench.rate, of: "pgbench", target: ">= 0.9" });
  row("write, beside Fastify", seen.write.rate, "req/s", { ratio: seen.write.rate / better, of: "the better Fastify", target: ">= 1.3" });
  row(`write p99 at ${CONNECTIONS} connections`, seen.write.p99, "ms", { ratio: seen.write.p99 / seen.write.p50, of: "its median" });
}
