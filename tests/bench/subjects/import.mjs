// Filling a dataset beside psql's \copy of the same rows into the same table,
// and what one more example costs a dataset that has many.
import { median } from "../load.mjs";

const WORKER_MOST = 32; // MB
const SENTENCE = "The quick brown fox jumps over the lazy dog. ";
const API = "/api/annotations";

function file(rows) {
  const lines = Array.from({ length: rows }, (_, i) => JSON.stringify({ id: `e${i}`, text: `${i} ${SENTENCE.repeat(1 + (i % 8))}`, source: "bench" }));
  return `${lines.join("\n")}\n`;
}

/** What a caller asks of the instance; each must succeed. */
function asking(url, caller) {
  const known = { Cookie: `__Host-obelus=${caller.token}`, "X-CSRF-Token": caller.csrf, "Sec-Fetch-Site": "same-origin" };
  return async (method, path, body, type = "application/json") => {
    const headers = body === undefined ? known : { ...known, "Content-Type": type };
    const reply = await fetch(`${url}${API}${path}`, { method, headers, body });
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`);
    return reply.json();
  };
}

/** Milliseconds from the first byte that is sent until the last example is there. */
async function fill(ask, dataset, text) {
  const form = { format: "jsonl", content_field: "text", id_field: "id" };
  const { id } = await ask("POST", `/datasets/${dataset}/imports`, JSON.stringify(form));
  const began = performance.now();
  let now = await ask("PUT", `/imports/${id}/content?offset=0&last=true`, text, "application/octet-stream");
  for (; !now.ended_at; await new Promise((go) => setTimeout(go, 2))) now = await ask("GET", `/imports/${id}`);
  if (now.state !== "done" || now.flaws) throw new Error(JSON.stringify(now));
  return performance.now() - began;
}

/** So many examples behind the others, as if they had been imported. */
async function addExamples(psql, dataset, count) {
  await psql(`
insert into example (workspace, id, dataset, position, content, length, external_id)
  select workspace, gen_random_uuid(), id, places + n, '${SENTENCE}', ${SENTENCE.length}, 'more ' || n
    from dataset, generate_series(0, ${count - 1}) n where id = '${dataset}';
update dataset set examples = examples + ${count}, places = places + ${count} where id = '${dataset}';
vacuum analyze example;
`);
}

async function importing({ url, caller, psql, work, rows, most, rounds }) {
  const ask = asking(url, caller);
  const seen = { ours: [], copy: [], few: [], many: [] };
  const text = file(rows);
  let count = 0;
  const dataset = async () => (await ask("POST", `/projects/${caller.project}/datasets`, JSON.stringify({ name: `import ${count++}` }))).id;
  const one = async (to) => fill(ask, to, JSON.stringify({ id: `one ${count++}`, text: "one more" }));
  const [empty, large] = [await dataset(), await dataset()];
  await addExamples(psql, large, most);
  for (let round = 0; round < rounds; round++) {
    const full = await dataset();
    seen.ours.push(await fill(ask, full, text));
    for (let i = 0; i < 5; i++) {
      seen.few.push(await one(empty));
      seen.many.push(await one(large));
    }
    await psql(`\\copy (select * from example where dataset = '${full}' order by position) to '${work}/rows'\ndelete from example where dataset = '${full}';\nvacuum example;\n`);
    const began = performance.now();
    await psql(`\\copy example from '${work}/rows'\n`);
    seen.copy.push(performance.now() - began);
  }
  return seen;
}

export default async function imports({ url, callers, psql, work, rounds, residentMegabytes, row }) {
  const rows = Number(process.env.IMPORT_ROWS ?? 200_000);
  const most = Number(process.env.MOST_ROWS ?? 1_000_000);
  const seen = await importing({ url, caller: callers[0], psql, work, rows, most, rounds: Math.min(rounds, 3) });
  const [ours, copy, few, many] = [seen.ours, seen.copy, seen.few, seen.many].map(median);
  const memory = Math.max(...(await residentMegabytes("annotations-work")));
  row(`\\copy of ${rows} examples`, copy, "ms");
  row("import of the same, sent and read", ours, "ms", { ratio: copy / ours, of: "\\copy (its rate)", target: ">= 0.5" });
  row("import of one example, dataset almost empty", few, "ms");
  row(`the same, dataset of ${most}`, many, "ms", { ratio: many / few, of: "almost empty", target: "<= 1.2" });
  row("memory of the worker that read them", memory, "MB", { ratio: memory / WORKER_MOST, of: `${WORKER_MOST} MB`, target: "<= 1" });
}
