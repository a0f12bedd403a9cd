// The contenders' load: wrk against nginx, pgbench against PostgreSQL.  Each
// run is a child process of its own, and says requests a second and latencies.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a program; its failure is its last words, not all it said. */
async function run(file, args, options) {
  try {
    return await execute(file, args, options);
  } catch (error) {
    throw new Error(`${file} failed: ${error.stderr.slice(-500)}`);
  }
}

const UNITS = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(text) {
  const [, number, unit] = /^([\d.]+)(us|ms|s)$/.exec(text);
  return Number(number) * UNITS[unit];
}

/** wrk's script: requests[i] = {method, path, headers, body}, sent in turn; each connection may pause before each. */
export async function wrkScript(file, requests, pauseMs = 0) {
  const quote = (s) => JSON.stringify(s).replace(/\\u([0-9a-f]{4})/g, "\\u{$1}");
  const rows = requests.map(({ method = "GET", path, headers = {}, body }) => {
    const fields = Object.entries(headers).map(([k, v]) => `[${quote(k)}]=${quote(v)}`).join(",");
    return `wrk.format(${quote(method)},${quote(path)},{${fields}},${body ? quote(body) : "nil"})`;
  });
  await writeFile(
    file,
    `local all, i = {}, 0
function init()
${rows.map((row) => `  all[#all + 1] = ${row}`).join("\n")}
end
function request()
  i = i % #all + 1
  return all[i]
end
${pauseMs ? `function delay() return ${pauseMs} end` : ""}
local bad = 0
function response(status)
  if status >= 300 then bad = bad + 1 end
end
`,
  );
}

/** Requests a second and latencies in ms; throws when an answer was not a 2xx, unless it takes all. */
export async function wrk({ url, script, connections, seconds, niceness = 0, takesAll = false }) {
  const args = ["-n", niceness, "wrk", "-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "--timeout", takesAll ? "30s" : "2s"];
  const { stdout } = await run("nice", [...args, ...(script ? ["-s", script] : []), url].map(String));
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (bad && !takesAll) throw new Error(`${bad[1]} answers of ${url} were not 2xx`);
  const broken = /Socket errors: (.*)/.exec(stdout);
  if (broken) throw new Error(`${url}: ${broken[0]}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
  };
}

/** Transactions a second of these script files, chosen at random. */
export async function pgbench({ socket, port, user, password, scripts, connections, seconds }) {
  const files = scripts.flatMap((file) => ["-f", file]);
  const { stdout, stderr } = await run(
    "/usr/lib/postgresql/15/bin/pgbench",
    ["-n", "-M", "prepared", "-c", connections, "-j", 1, "-T", seconds, ...files, "-h", socket, "-p", port, "-U", user, "obelus"].map(String),
    { env: { ...process.env, PGPASSWORD: password }, maxBuffer: 1 << 26 },
  );
  const failed = /number of failed transactions: (\d+)/.exec(stdout);
  if (failed && failed[1] !== "0") throw new Error(`pgbench: ${failed[1]} failed\n${stderr}`);
  return { rate: Number(/tps = ([\d.]+)/.exec(stdout)[1]) };
}

/** The body that a GET of the path answers on a Unix socket. */
export function askSocket(socketPath, path) {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path }, (reply) => {
      let text = "";
      reply.setEncoding("utf8");
      reply.on("data", (part) => (text += part));
      reply.on("end", () => resolve(text));
    });
    asked.on("error", reject).end();
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
