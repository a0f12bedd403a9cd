// What a job's people have labelled, downloaded in both forms, beside psql's
// \copy of the same rows out of the same tables.
import { median } from "../load.mjs";
import { addJob } from "../jobs.mjs";

const LEAST = 0.4;

/** Milliseconds until the last byte is here; how many lines they were. */
async function download(url, token, path) {
  const began = performance.now();
  const reply = await fetch(`${url}/api/annotations/${path}`, { headers: { Cookie: `__Host-obelus=${token}` } });
  if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
  let lines = 0;
  for await (const chunk of reply.body) for (let at = -1; (at = chunk.indexOf(10, at + 1)) >= 0; ) lines++;
  return { took: performance.now() - began, lines };
}

export default async function exporting({ url, callers: [owner], psql, work, rounds, residentMegabytes, row }) {
  const rows = Number(process.env.EXPORT_ROWS ?? 200_000);
  const job = await addJob(psql, owner, { examples: rows, done: rows, annotators: 1, by: owner.person });
  await psql("vacuum analyze example; vacuum analyze task; vacuum analyze assignment;");
  const columns = "e.id, e.position, e.external_id, e.group_key, e.order_key, e.content, e.metadata, a.person, a.version, a.schema_version, a.submitted_at, a.submission";
  const copied = `select ${columns} from example e join assignment a on a.workspace = e.workspace and a.job = '${job.id}' and a.example = e.id where e.workspace = '${owner.workspace}' and e.dataset = '${job.dataset}' order by e.position`;
  const seen = { copy: [], labels: [], lighttag: [] };
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await psql(`\\copy (${copied}) to '${work}/labels'\n`);
    seen.copy.push(performance.now() - began);
    for (const form of ["labels", "lighttag"]) {
      const { took, lines } = await download(url, owner.token, `jobs/${job.id}/${form}`);
      if (lines !== rows) throw new Error(`${form}: ${lines} lines of ${rows}`);
      seen[form].push(took);
    }
  }
  const [copy, labels, lighttag] = [seen.copy, seen.labels, seen.lighttag].map(median);
  const memory = Math.max(...(await residentMegabytes("annotations")));
  row(`\\copy of ${rows} labelled examples`, copy, "ms");
  row("download of the same, all that is known", labels, "ms", { ratio: copy / labels, of: "\\copy (its rate)", target: `>= ${LEAST}` });
  row("download of the same, LightTag's shape", lighttag, "ms", { ratio: copy / lighttag, of: "\\copy (its rate)" });
  row("memory of the process that wrote them", memory, "MB", { ratio: memory / 32, of: "32 MB" });
}
