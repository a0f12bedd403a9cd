// make bench: speed and memory as ratios within one run.  Contenders take
// turns, five rounds, medians; each has the same number of database
// connections and does the same work.  Prints a table, writes build/bench.json.
//
// A subject is a file of subjects/: its default function is given the bench
// (open.mjs), measures, and puts down its rows.
import { writeFile } from "node:fs/promises";
import { openBench } from "./open.mjs";

const SUBJECTS = ["health", "read", "write", "memory", "import", "next", "export", "hashing", "login", "labelling", "sweep", "rights"];

const only = process.env.ONLY ?? "";
const bench = await openBench();
const { rounds, seconds, connections } = bench;
console.log(`${rounds} rounds of ${seconds} s, contenders in turn, medians; ${connections} database connections each\n`);
try {
  for (const name of SUBJECTS.filter((subject) => subject.includes(only))) {
    const subject = await import(`./subjects/${name}.mjs`);
    await subject.default(bench);
  }
} finally {
  await bench.close();
}
await writeFile("build/bench.json", `${JSON.stringify(bench.results, null, 2)}\n`);
