// PostgreSQL as pg allows it at its best: named statements, who asks and the
// statement in one flush with one Sync, and reads of one row sharing a
// connection in pg's pipeline mode, as ours do.  One shared connection was the
// fastest, by a fifth over eight and more: what is written at once is read at once.
import pg from "pg";

const CLAIM = { name: "claim", text: "select set_config('obelus.workspace', $1, true), set_config('obelus.person', $2, true)" };
const OPTIONS = "-c TimeZone=UTC -c jit=off -c statement_timeout=10000 -c lock_timeout=2000";

/** A query behind the claim of who asks; both are one transaction, for no Sync is between them. */
class Claimed extends pg.Query {
  constructor({ name, text }, caller, values, callback) {
    super({ name, text, values }, callback);
    this.caller = caller;
    this.isClaimed = false;
  }
  prepare(connection) {
    connection.bind({ statement: CLAIM.name, values: [this.caller.workspace, this.caller.person] });
    connection.execute();
    super.prepare(connection);
  }
  handleDataRow(message) {
    if (this.isClaimed) super.handleDataRow(message);
  }
  handleCommandComplete(message, connection) {
    if (this.isClaimed) super.handleCommandComplete(message, connection);
    this.isClaimed = true;
  }
}

/** 2026-11-24 10:00:00.12+00 as our API writes it; a Date would lose the microseconds. */
function moment(text) {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(6, "0")}Z`;
}

const TIMESTAMPTZ = 1184;
const types = { getTypeParser: (oid, format) => (oid === TIMESTAMPTZ ? moment : pg.types.getTypeParser(oid, format)) };

export async function openDatabase({ socket, connections }) {
  const settings = { host: socket, port: 5432, database: "obelus", options: OPTIONS, types };
  const claim = (client) => client.query({ ...CLAIM, values: ["", ""] });
  const lane = new pg.Client({ ...settings, pipeline: true });
  await lane.connect();
  await claim(lane);
  const pool = new pg.Pool({ ...settings, max: connections - 1, idleTimeoutMillis: 0, onConnect: claim });
  const all = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  for (const client of all) client.release();

  const run = (client, statement, caller, values) =>
    new Promise((resolve, reject) => {
      client.query(new Claimed(statement, caller, values, (error, result) => (error ? reject(error) : resolve(result.rows[0]))));
    });

  return {
    /** The row of a read by key; others may be under way on its connection. */
    shared: (statement, caller, values) => run(lane, statement, caller, values),

    /** The row of a statement that has a connection to itself. */
    async alone(statement, caller, values) {
      const client = await pool.connect();
      try {
        return await run(client, statement, caller, values);
      } finally {
        client.release();
      }
    },
  };
}
