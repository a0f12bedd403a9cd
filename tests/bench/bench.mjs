// make bench: speed and memory as ratios within one run.  Contenders take
// turns, five rounds, medians; each has the same number of database
// connections and does the same work.  Prints a table, writes build/bench.json.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { anyDocument, DOCUMENTS, insertCallers, makeCallers, place, readRequests, writeRequests } from "./data.mjs";
import { median, pgbench, wrk, wrkScript } from "./load.mjs";
import { pgbenchScripts, statement } from "./statements.mjs";

const run = promisify(execFile);
const { OBELUS_URL: url, OBELUS_RUN_DIR: home, OBELUS_BENCH_PLAIN: plain } = process.env;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS_EACH ?? 5);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 16);
const QUERIES = "handlers/annotations/queries.sql";

const database = { socket: join(home, "sock"), port: 5432 };

async function psql(sql) {
  const file = join(work, "setup.sql");
  await writeFile(file, sql, { mode: 0o644 });
  await run("psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "-h", database.socket, "-p", "5432", "-U", "postgres", "-d", "obelus", "-f", file]);
}

/** Resident memory of each process of a handler, in MB. */
async function residentMegabytes(handler) {
  const supervisor = (await readFile(join(home, "pid", handler), "utf8")).trim();
  const { stdout } = await run("ps", ["-o", "rss=", "--pid", supervisor, "--ppid", supervisor]);
  return stdout.trim().split("\n").map((kb) => Number(kb) / 1024);
}

const work = await mkdtemp(join(tmpdir(), "obelus-bench-"));
const results = [];
function row(name, value, unit, vs, ratio, target = "") {
  results.push({ name, value: Number(value.toFixed(2)), unit, vs, ratio: ratio === null ? null : Number(ratio.toFixed(3)) });
  const ratioText = ratio === null ? "" : ratio.toFixed(2);
  console.log(`${name.padEnd(44)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(6)} ${ratioText.padStart(6)} ${vs ? `of ${vs}` : ""}  ${target}`);
}

/** Let the contenders take turns; medians of rate, p50 and p99 of each. */
async function compete(contenders) {
  const seen = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const names = Object.keys(contenders);
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      seen[name].push(await contenders[name]());
    }
  const of = (name, what) => median(seen[name].map((r) => r[what] ?? 0));
  return Object.fromEntries(names.map((name) => [name, { rate: of(name, "rate"), p50: of(name, "p50"), p99: of(name, "p99") }]));
}

try {
  const callers = makeCallers();
  await psql(insertCallers(callers));
  const password = (await readFile(join(home, "secret", "annotations.pgpass"), "utf8")).trim().split(":").at(-1);
  const identity = (c) => ({ workspace: c.workspace, person: c.person });
  const readScripts = await pgbenchScripts(work, "read", await statement(QUERIES, "document_by_id"),
    callers.map((c) => ({ ...identity(c), values: { workspace: c.workspace, id: anyDocument(c) } })), DOCUMENTS);
  const fresh = { sql: "gen_random_uuid()" };
  const writeScripts = await pgbenchScripts(work, "write", await statement(QUERIES, "span_create"),
    callers.map((c, i) => ({
      ...identity(c),
      values: { ...place(i), workspace: c.workspace, id: fresh, document: anyDocument(c), tag: c.tag, person: c.person, activity: fresh, request: fresh },
    })), DOCUMENTS);
  await wrkScript(join(work, "read.lua"), readRequests(callers));
  await wrkScript(join(work, "write.lua"), writeRequests(callers));

  const bench = (scripts) => () => pgbench({ ...database, user: "obelus_annotations", password, scripts, connections: CONNECTIONS, seconds: SECONDS });
  const http = (path, script, connections = 64) => () => wrk({ url: path, script: script && join(work, script), connections, seconds: SECONDS });

  console.log(`${ROUNDS} rounds of ${SECONDS} s, contenders in turn, medians; ${CONNECTIONS} database connections each\n`);
  const hello = await compete({ plain: http(plain), health: http(`${url}/api/annotations/health`) });
  row("nginx return 200", hello.plain.rate, "req/s", "", null);
  row("health", hello.health.rate, "req/s", "nginx return 200", hello.health.rate / hello.plain.rate, "target >= 0.5");

  const read = await compete({ pgbench: bench(readScripts), read: http(url, "read.lua") });
  row("pgbench, the read's pipeline", read.pgbench.rate, "tps", "", null);
  row("read of a document", read.read.rate, "req/s", "pgbench", read.read.rate / read.pgbench.rate, "target >= 1.0");
  row("read p50 at 64 connections", read.read.p50, "ms", "", null);
  row("read p99 at 64 connections", read.read.p99, "ms", "its median", read.read.p99 / read.read.p50, "target <= 8");

  const write = await compete({ pgbench: bench(writeScripts), write: http(url, "write.lua") });
  row("pgbench, the write's pipeline", write.pgbench.rate, "tps", "", null);
  row("write of a span", write.write.rate, "req/s", "pgbench", write.write.rate / write.pgbench.rate, "target >= 0.9");
  row("write p99 at 64 connections", write.write.p99, "ms", "its median", write.write.p99 / write.write.p50);

  for (const handler of ["annotations", "auth", "billing", "support", "privacy"])
    row(`memory of ${handler}'s largest process`, Math.max(...(await residentMegabytes(handler))), "MB", "24 MB", Math.max(...(await residentMegabytes(handler))) / 24, "target <= 1");

  const { importing } = await import("./import.mjs");
  const rows = Number(process.env.IMPORT_ROWS ?? 200_000);
  const seen = await importing({ url, caller: callers[0], psql, work, rows, rounds: Math.min(ROUNDS, 3) });
  const [ours, copy, few, many] = [seen.ours, seen.copy, seen.few, seen.many].map(median);
  row(`\\copy of ${rows} examples`, copy, "ms", "", null);
  row("import of the same, sent and read", ours, "ms", "\\copy (its rate)", copy / ours, "target >= 0.5");
  row("import of one example, dataset almost empty", few, "ms", "", null);
  row(`the same, dataset of ${rows}`, many, "ms", "almost empty", many / few, "target <= 1.2");
  row("memory of the worker that read them", Math.max(...(await residentMegabytes("annotations-work"))), "MB", "32 MB", Math.max(...(await residentMegabytes("annotations-work"))) / 32, "target <= 1");

  const { hashing } = await import("./hashing.mjs");
  const { quiet, loud, hashes } = await hashing({ url, callers, compete, work, wrkScript });
  row("read of the session, nobody logging in", quiet.rate, "req/s", "", null);
  row("the same beside 4 concurrent password hashes", loud.rate, "req/s", "quiet", loud.rate / quiet.rate);
  row("its p99", loud.p99, "ms", "quiet p99", loud.p99 / quiet.p99);
  row("password hashes meanwhile", hashes, "/s", "", null);
} finally {
  await rm(work, { recursive: true });
}
await writeFile("build/bench.json", `${JSON.stringify(results, null, 2)}\n`);
