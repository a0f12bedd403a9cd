// What a flood of log-ins costs those who annotate: a thousand attempts a
// second, some eight times what two cores can hash.  Once they come from
// everywhere, as it were: with the limits lifted only the bound on hashes in
// hand is between them and us.  Once they come from one address, with the
// limits of log-ins as they ship.
//
// Their client runs at the lowest priority: in life it has a machine of its own.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readRequests } from "../data.mjs";
import { askSocket, wrk, wrkScript } from "../load.mjs";

const CONNECTIONS = 64;
const FLOOD = { connections: 64, pauseMs: 64 };
const MOST = 1.2;

/** Log-ins of many names, none of which is anyone's. */
function attempts() {
  return Array.from({ length: 500 }, (_, i) => ({
    method: "POST",
    path: "/api/auth/sessions",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username: `nobody-${i}`, password: "not the password of anyone" }),
  }));
}

/** Passwords that auth has checked: each answer that they were wrong. */
async function checked(home) {
  const text = await askSocket(join(home, "sock", "metrics.sock"), "/metrics/auth");
  const line = /^obelus_requests_total\{handler="auth",method="POST",route="\/sessions",status="401"\} (\d+)/m.exec(text);
  return Number(line?.[1] ?? 0);
}

async function childrenOf(pid) {
  return (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim().split(" ");
}

/** Rewrite a file of the instance and have its owner read it; returns when its processes are new ones. */
async function configure(home, owner, file, edit) {
  const path = join(home, "etc", file);
  const pid = Number(await readFile(join(home, "pid", owner), "utf8"));
  const before = await childrenOf(pid);
  await writeFile(path, edit(await readFile(path, "utf8")));
  process.kill(pid, "SIGHUP");
  while ((await childrenOf(pid)).some((child) => before.includes(child))) await new Promise((go) => setTimeout(go, 50));
}

/** Log-in's limits times `by`, at nginx and in the handler; nobody else's. */
async function scaleLimits(home, by) {
  const scaled = (match, n) => match.replace(n, Math.round(n * by));
  await configure(home, "auth", "auth.env", (text) => text.replace(/OBELUS_LIMIT_PERCENT=(\d+)/, scaled));
  await configure(home, "nginx", "nginx/limits.conf", (text) => text.replace(/zone=guesses:2m rate=(\d+)r/, scaled));
}

/** A contender: the read beside the flood; what became of the flood is added up in `of`. */
function flooded({ url, home, work, seconds }, read, of) {
  return async () => {
    const before = await checked(home);
    const flood = wrk({ url, script: join(work, "flood.lua"), seconds: seconds + 1, connections: FLOOD.connections, niceness: 19, takesAll: true });
    const seen = await read();
    const { rate } = await flood;
    of.sent += rate * (seconds + 1);
    of.checked += (await checked(home)) - before;
    of.seconds += seconds + 1;
    return seen;
  };
}

async function measure(bench, read, what) {
  const of = { sent: 0, checked: 0, seconds: 0 };
  const { quiet, loud } = await bench.compete({ quiet: read, loud: flooded(bench, read, of) });
  assert.ok(of.sent > 2 * of.checked, "a flood is more than is checked");
  bench.row("read p99, nobody logging in", quiet.p99, "ms");
  bench.row(`read p99 beside log-ins ${what}`, loud.p99, "ms", { ratio: loud.p99 / quiet.p99, of: "quiet p99", target: `<= ${MOST}` });
  bench.row(`reads beside log-ins ${what}`, loud.rate, "req/s", { ratio: loud.rate / quiet.rate, of: "quiet rate" });
  bench.row(`log-ins ${what}`, of.sent / of.seconds, "/s");
  bench.row("passwords checked of these", of.checked / of.seconds, "/s");
  return of;
}

export default async function login(bench) {
  const { home, callers, work, load, limitPercent } = bench;
  const read = await load("login-read", readRequests(callers), CONNECTIONS);
  await wrkScript(join(work, "flood.lua"), attempts(), FLOOD.pauseMs);
  const lifted = await measure(bench, read, "from everywhere");
  assert.ok(lifted.checked > 0, "no password was checked: every log-in was refused before");
  await scaleLimits(home, 100 / limitPercent);
  await measure(bench, read, "from one address");
  await scaleLimits(home, limitPercent / 100);
}
