// A document by its id, beside PostgreSQL doing the same and beside Fastify.
import { anyDocument, DOCUMENTS, readRequests } from "../data.mjs";
import { FASTIFY, sameAnswers } from "../fastify.mjs";
import { pgbenchScripts, statement } from "../statements.mjs";

const CONNECTIONS = 64;

export default async function read({ url, callers, work, compete, load, pgbench, row }) {
  const scripts = await pgbenchScripts(work, "read", await statement("handlers/annotations/queries.sql", "document_by_id"),
    callers.map((c) => ({ workspace: c.workspace, person: c.person, values: { workspace: c.workspace, id: anyDocument(c) } })), DOCUMENTS);
  await sameAnswers(url, (api) => readRequests(callers, api)[0]);
  const seen = await compete({
    pgbench: pgbench(scripts),
    read: await load("read", readRequests(callers), CONNECTIONS),
    one: await load("read-one", readRequests(callers, FASTIFY.one), CONNECTIONS),
    two: await load("read-two", readRequests(callers, FASTIFY.two), CONNECTIONS),
  });
  const better = Math.max(seen.one.rate, seen.two.rate);
  row("pgbench, the read's pipeline", seen.pgbench.rate, "tps");
  row("the same read in Fastify, one process", seen.one.rate, "req/s");
  row("the same read in Fastify, two processes", seen.two.rate, "req/s");
  row("read of a document", seen.read.rate, "req/s", { ratio: seen.read.rate / seen.pgbench.rate, of: "pgbench", target: ">= 1.0" });
  row("read, beside Fastify", seen.read.rate, "req/s", { ratio: seen.read.rate / better, of: "the better Fastify", target: ">= 2.0" });
  row(`read p50 at ${CONNECTIONS} connections`, seen.read.p50, "ms");
  row(`read p99 at ${CONNECTIONS} connections`, seen.read.p99, "ms", { ratio: seen.read.p99 / seen.read.p50, of: "its median", target: "<= 8" });
}
