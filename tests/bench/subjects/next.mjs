// What "next" costs someone who has labelled half of a million examples, while
// fifty others ask for theirs, beside the same in a job of a thousand.  All give
// back what they are handed, so that a small job lasts as long as a large one.
import http from "node:http";
import { addJob, addPeople } from "../jobs.mjs";

const OTHERS = 50;
const MOST = 1.5;

/** One person's connection: ask(method, path, body) → the reply's JSON. */
async function caller(url, token) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { Cookie: `__Host-obelus=${token}`, "Sec-Fetch-Site": "same-origin" };
  const ask = (method, path, body) =>
    new Promise((done, failed) => {
      const request = http.request(`${url}/api/${path}`, { method, agent, headers: body ? { ...headers, "Content-Type": "application/json" } : headers }, (reply) => {
        const chunks = [];
        reply.on("data", (chunk) => chunks.push(chunk));
        reply.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          if (reply.statusCode === 200) done(JSON.parse(text));
          else failed(new Error(`${method} ${path}: ${reply.statusCode} ${text}`));
        });
        reply.on("error", failed);
      });
      request.on("error", failed);
      request.end(body);
    });
  headers["X-CSRF-Token"] = (await ask("GET", "auth/session")).csrf;
  return { ask, close: () => agent.destroy() };
}

/** Is handed something and gives it back; how long the handing took, in ms. */
async function turn({ ask }, job) {
  const began = performance.now();
  const { id } = await ask("POST", "annotations/assignments", JSON.stringify({ job }));
  const took = performance.now() - began;
  if (!id) throw new Error("there was nothing to hand out");
  await ask("DELETE", `annotations/assignments/${id}`);
  return took;
}

/** A contender: one who has done half, beside the others. */
function asking(url, seconds, job, one, others) {
  return async () => {
    const callers = await Promise.all(others.map((o) => caller(url, o.token)));
    const end = performance.now() + seconds * 1000;
    const load = callers.map(async (c) => {
      while (performance.now() < end) await turn(c, job.id);
    });
    const took = [];
    while (performance.now() < end) took.push(await turn(one, job.id));
    await Promise.all(load);
    for (const c of callers) c.close();
    took.sort((a, b) => a - b);
    return { rate: took.length / seconds, p50: took[took.length >> 1], p99: took[Math.floor(took.length * 0.99)] };
  };
}

export default async function next({ url, callers: [owner], psql, seconds, compete, row }) {
  const many = Number(process.env.MOST_ROWS ?? 1_000_000);
  const one = await caller(url, owner.token);
  const others = await addPeople(psql, owner, OTHERS);
  const job = (examples) => addJob(psql, owner, { examples, done: examples / 2, annotators: 3, by: owner.person });
  const [small, large] = [await job(1_000), await job(many)];
  await psql("vacuum analyze example; vacuum analyze task; vacuum analyze assignment;");
  const seen = await compete({ small: asking(url, seconds, small, one, others), large: asking(url, seconds, large, one, others) });
  one.close();
  row("next, 1000 examples, 50 others asking: p50", seen.small.p50, "ms");
  row("its p99", seen.small.p99, "ms");
  row(`next, ${many} examples, half of them one's own: p50`, seen.large.p50, "ms", { ratio: seen.large.p50 / seen.small.p50, of: "that of 1000" });
  row("its p99", seen.large.p99, "ms", { ratio: seen.large.p99 / seen.small.p99, of: "that of 1000", target: `<= ${MOST}` });
}
