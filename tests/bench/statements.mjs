// The product's own statements as pgbench scripts, so that both sides run the
// very same SQL: set_config and the statement in one pipeline with one Sync.
import { readFile, writeFile } from "node:fs/promises";

/** The text of one statement of a queries.sql, with its :names. */
export async function statement(file, name) {
  const text = await readFile(file, "utf8");
  const start = text.indexOf(`-- ${name}(`);
  if (start < 0) throw new Error(`${file} has no statement ${name}`);
  const rest = text.slice(start).split("\n\n")[0];
  return rest.split("\n").filter((line) => !line.startsWith("--")).join("\n");
}

/** Values in place of the names.  A value {sql} goes in as it is, others are quoted. */
function fill(sql, values) {
  return sql.replace(/(?<![:\w]):([a-z_]+)/g, (_, name) => {
    if (!(name in values)) throw new Error(`no value for :${name}`);
    const value = values[name];
    return typeof value === "object" ? value.sql : typeof value === "number" ? String(value) : `'${value}'`;
  });
}

/** The same with $1, $2 … in place of the names, and the names in that order. */
export function positional(sql) {
  const names = [];
  const text = sql.replace(/(?<![:\w]):([a-z_]+)/g, (_, name) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text, names };
}

/** One script file for each caller, each about a random one of its documents; returns their paths. */
export async function pgbenchScripts(folder, prefix, sql, callers, documents) {
  return Promise.all(
    callers.map(async (caller, i) => {
      const file = `${folder}/${prefix}-${i}.sql`;
      const claim = `select set_config('obelus.workspace', '${caller.workspace}', true), set_config('obelus.person', '${caller.person}', true);`;
      await writeFile(file, `\\set n random(1, ${documents})\n\\startpipeline\n${claim}\n${fill(sql, caller.values)}\n\\endpipeline\n`);
      return file;
    }),
  );
}
