// What every subject is given: an instance with callers in it, contenders that
// take turns, and a table to put rows into.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { insertCallers, makeCallers } from "./data.mjs";
import { median, pgbench, wrk, wrkScript } from "./load.mjs";

const run = promisify(execFile);

/**
 * The bench:
 *   url, home, plain           the instance, its folder, an nginx that answers by itself
 *   rounds, seconds, connections, limitPercent
 *   callers, work              who asks (data.mjs), and a folder for files
 *   psql(sql)                  as the superuser; what it prints
 *   load(name, requests, n)    a contender: these requests by n connections, over and over
 *   pgbench(scripts)           a contender: these scripts
 *   compete({name: contender}) each one's medians: {name: {rate, p50, p99}}
 *   residentMegabytes(handler) of each of its processes
 *   mostMegabytes(handler)     the most that each of them has had until now
 *   row(…)                     a line of the table and of bench.json
 */
export async function openBench() {
  const { OBELUS_URL: url, OBELUS_RUN_DIR: home, OBELUS_BENCH_PLAIN: plain } = process.env;
  const rounds = Number(process.env.ROUNDS ?? 5);
  const seconds = Number(process.env.SECONDS_EACH ?? 5);
  const connections = Number(process.env.CONNECTIONS ?? 16);
  const limitPercent = Number(process.env.LIMIT_PERCENT);
  const work = await mkdtemp(join(tmpdir(), "obelus-bench-"));
  const callers = makeCallers();
  const results = [];

  async function psql(sql) {
    const file = join(work, "setup.sql");
    await writeFile(file, sql, { mode: 0o644 });
    const { stdout } = await run("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-h", join(home, "sock"), "-p", "5432", "-U", "postgres", "-d", "obelus", "-f", file]);
    return stdout.trim();
  }

  async function residentMegabytes(handler) {
    const supervisor = (await readFile(join(home, "pid", handler), "utf8")).trim();
    const { stdout } = await run("ps", ["-o", "rss=", "--pid", supervisor, "--ppid", supervisor]);
    return stdout.trim().split("\n").map((kb) => Number(kb) / 1024);
  }

  /** As the kernel counts it (proc(5): VmHWM); of a process that has ended meanwhile nothing. */
  async function mostMegabytes(handler) {
    const supervisor = (await readFile(join(home, "pid", handler), "utf8")).trim();
    const { stdout } = await run("ps", ["-o", "pid=", "--pid", supervisor, "--ppid", supervisor]);
    const told = await Promise.all(stdout.trim().split(/\s+/).map((pid) => readFile(`/proc/${pid}/status`, "utf8").catch(() => "")));
    return told.map((status) => Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  }

  async function load(name, requests, n) {
    const script = join(work, `${name}.lua`);
    await wrkScript(script, requests);
    return () => wrk({ url, script, connections: n, seconds });
  }

  const password = (await readFile(join(home, "secret", "annotations.pgpass"), "utf8")).trim().split(":").at(-1);
  const database = { socket: join(home, "sock"), port: 5432, user: "obelus_annotations", password };

  /** One round more than is counted: in the first, what is compiled or cached on the way comes to be. */
  async function compete(contenders) {
    const names = Object.keys(contenders);
    const seen = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++)
      for (let i = 0; i < names.length; i++) {
        const name = names[(i + round) % names.length];
        const got = await contenders[name]();
        if (round > 0) seen[name].push(got);
      }
    const of = (name, what) => median(seen[name].map((r) => r[what] ?? 0));
    return Object.fromEntries(names.map((name) => [name, { rate: of(name, "rate"), p50: of(name, "p50"), p99: of(name, "p99") }]));
  }

  /** What was measured; `ratio`, if it is compared: to what, and what it should be. */
  function row(name, value, unit, { ratio = null, of = "", target = "" } = {}) {
    results.push({ name, value: Number(value.toFixed(2)), unit, vs: of, ratio: ratio === null ? null : Number(ratio.toFixed(3)), target });
    const compared = ratio === null ? "" : `${ratio.toFixed(2).padStart(6)} of ${of}  ${target && `target ${target}`}`;
    console.log(`${name.padEnd(48)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(6)} ${compared}`.trimEnd());
  }

  await psql(insertCallers(callers));
  return {
    url, home, plain, rounds, seconds, connections, limitPercent, callers, work, results,
    psql, residentMegabytes, mostMegabytes, load, compete, row,
    plainLoad: (target, n) => () => wrk({ url: target, connections: n, seconds }),
    pgbench: (scripts) => () => pgbench({ ...database, scripts, connections, seconds }),
    close: () => rm(work, { recursive: true }),
  };
}
