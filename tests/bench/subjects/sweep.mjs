// What a batch of the sweeper costs where ten thousand of a long history of
// sessions have had their time, beside the same of a short one.
import { median } from "../load.mjs";

const WORKER_MOST = 32; // MB
const ENDED = 10_000;
const BATCH = 1000;
const FEW = 100_000;

/** So many sessions of the person's that go on, or ended long ago; with ids and hashes in order, so that ten million are soon there. */
let made = 0;
function sessions(person, count, ends) {
  const first = made;
  made += count;
  return `
insert into session (id, token_hash, person, created_at, expires_at)
select lpad(to_hex(${first} + n), 32, '0')::uuid, lpad(to_hex(${first} + n), 64, '0'), '${person}', now() - interval '1 year', now() + ${ends}
  from generate_series(1, ${count}) n;
`;
}
const addHistory = (psql, person, count) =>
  psql(`${sessions(person, count, "interval '1 day' + n * interval '1 second'")}\nvacuum analyze session;\ncheckpoint;`);
const addEnded = (psql, person) => psql(sessions(person, ENDED, "interval '-60 days'"));

/** Milliseconds a batch, each in a transaction of its own, as the worker has them. */
async function sweep(psql, person) {
  await addEnded(psql, person);
  const batches = ENDED / BATCH;
  const said = await psql(`select extract(epoch from clock_timestamp());
${`select swept from retention_sweep('session', ${BATCH});\n`.repeat(batches)}
select extract(epoch from clock_timestamp());`);
  const [began, ...swept] = said.split("\n").map(Number);
  const ended = swept.pop();
  if (swept.some((n) => n !== BATCH)) throw new Error(`swept ${swept}`);
  return ((ended - began) * 1000) / batches;
}

/** The worker does it: {ms} from when it is called until all are gone, and the most {megabytes} that one of its processes has had. */
async function byWorker({ psql, mostMegabytes }, person) {
  await addEnded(psql, person);
  // Asked by the index, as the worker asks: a look at all rows would have the processor for itself.
  const areLeft = async () => (await psql("select exists (select from session where least(expires_at, revoked_at) < now() - interval '50 days')")) === "t";
  let megabytes = 0;
  const began = performance.now();
  await psql("update job set state = 'ready', run_at = now() where handler = 'privacy' and kind = 'retention'");
  while (await areLeft()) {
    megabytes = Math.max(megabytes, ...(await mostMegabytes("privacy-work")));
    await new Promise((go) => setTimeout(go, 10));
  }
  const ms = performance.now() - began;
  return { ms, megabytes: Math.max(megabytes, ...(await mostMegabytes("privacy-work"))) };
}

export default async function sweeping(bench) {
  const { callers: [{ person }], psql, rounds, row } = bench;
  const many = Number(process.env.SWEEP_ROWS ?? 10_000_000);
  const seen = { few: [], many: [] };
  await addHistory(psql, person, FEW);
  for (let round = 0; round <= rounds; round++) seen.few.push(await sweep(psql, person));
  await addHistory(psql, person, many - FEW);
  for (let round = 0; round <= rounds; round++) seen.many.push(await sweep(psql, person));
  // In the first round, what is cached on the way comes to be.
  const [few, more] = [seen.few, seen.many].map((times) => median(times.slice(1)));
  const worker = await byWorker(bench, person);
  await psql("delete from session where created_at < now() - interval '300 days'; vacuum session;");
  row(`sweep ${BATCH} of ${FEW} sessions`, few, "ms");
  row(`the same, ${many} sessions`, more, "ms", { ratio: more / few, of: `that of ${FEW}`, target: "<= 1.2" });
  row(`the worker, ${ENDED} of them`, worker.ms, "ms");
  row("the most of its memory", worker.megabytes, "MB", { ratio: worker.megabytes / WORKER_MOST, of: `${WORKER_MOST} MB`, target: "<= 1" });
}
