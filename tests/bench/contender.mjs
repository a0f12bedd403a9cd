// The contender: the read and the write that the bench measures, as one would
// make them well in Fastify with pg and ioredis.  One process of it:
//
//   node contender.mjs SOCKET CONNECTIONS        PGUSER, PGPASSWORD, REDIS_PASSWORD
//
// It asks Redis for the same session, tells PostgreSQL who asks and runs the
// product's own statements, prepared, in one flush with one Sync.  Not asked
// of it, in its favour: rate limits, CSRF tokens, a log and metrics.
import { createHash, randomUUID } from "node:crypto";
import Fastify from "fastify";
import Redis from "ioredis";
import { openDatabase } from "./contender_database.mjs";
import { positional, statement } from "./statements.mjs";

const [socket, connections] = process.argv.slice(2);
const { OBELUS_RUN_DIR: home, REDIS_PASSWORD: password } = process.env;
const named = async (file, name) => ({ name, ...positional(await statement(file, name)) });
const documentById = await named("handlers/annotations/queries.sql", "document_by_id");
const spanCreate = await named("handlers/annotations/queries.sql", "span_create");
const sessionCheck = await named("common/queries.sql", "session_check");

// Commands of requests that are under way at once travel together, as ours do.
const redis = new Redis({ path: `${home}/sock/redis.sock`, username: "annotations", password, enableReadyCheck: false, enableAutoPipelining: true });
const database = await openDatabase({ socket: `${home}/sock`, connections: Number(connections) });

/** As uuid.c makes them: the later, the greater, or the indexes would grow all over. */
function newId() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

class Refused extends Error {
  constructor(statusCode) {
    super("refused");
    this.statusCode = statusCode;
  }
}

const COOKIE = /(?:^|; )__Host-obelus=([\w-]{43})(?:;|$)/;
const ANNOTATORS = new Set(["owner", "admin", "manager", "reviewer", "annotator"]);

/** Redis does not know the session: ask the row, and tell Redis for a quarter of an hour. */
async function fromRow(hash) {
  const row = await database.alone(sessionCheck, { workspace: "", person: "" }, [hash]);
  if (!row) throw new Refused(401);
  const entry = `1 ${row.session} ${row.person} ${row.workspace ?? "-"} ${row.role ?? "-"} 0`;
  await redis.set(`s:${hash}`, entry, "EX", 900, "NX");
  return entry;
}

/** The caller, by the SHA-256 of the cookie's token: see session.c for an entry's words. */
async function callerOf(request) {
  const token = COOKIE.exec(request.headers.cookie)?.[1];
  if (!token) throw new Refused(401);
  const hash = createHash("sha256").update(token).digest("hex");
  const words = ((await redis.get(`s:${hash}`)) ?? (await fromRow(hash))).split(" ");
  if (words[0] !== "1" || words.length !== 6) throw new Refused(401);
  return { person: words[2], workspace: words[3], role: words[4] };
}

const id = { type: "string", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" };
const text = { type: "string" };
const integer = { type: "integer" };
const params = { type: "object", properties: { id }, required: ["id"] };
const reply = (properties) => ({ type: "object", properties, required: Object.keys(properties) });
const documentReply = reply({ id: text, project: text, name: text, text, length: integer, spans: integer, created_at: text });
const spanReply = reply({ id: text, document: text, tag: text, start: integer, end: integer, version: integer, created_by: text, created_at: text });
const offset = { type: "integer", minimum: 0, maximum: 2 ** 31 - 2 };
const spanNew = {
  type: "object",
  properties: { tag: id, start: offset, end: { ...offset, minimum: 1 }, text: { type: "string", minLength: 1 } },
  required: ["tag", "start", "end", "text"],
  additionalProperties: false,
};

const app = Fastify({ logger: false, genReqId: newId, keepAliveTimeout: 72_000, ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } });

app.get("/documents/:id", { schema: { params, response: { 200: documentReply } } }, async (request, answer) => {
  const caller = await callerOf(request);
  const found = await database.shared(documentById, caller, [caller.workspace, request.params.id]);
  if (!found) throw new Refused(404);
  answer.header("X-Request-Id", request.id);
  return found;
});

app.post("/documents/:id/spans", { schema: { params, body: spanNew, response: { 201: spanReply } } }, async (request, answer) => {
  const caller = await callerOf(request);
  if (!ANNOTATORS.has(caller.role)) throw new Refused(403);
  if (request.body.end <= request.body.start) throw new Refused(422);
  const values = { ...request.body, workspace: caller.workspace, id: newId(), document: request.params.id, person: caller.person, activity: newId(), request: request.id };
  const made = await database.alone(spanCreate, caller, spanCreate.names.map((name) => values[name]));
  if (!made?.id) throw new Refused(made ? 422 : 404);
  answer.code(201).header("X-Request-Id", request.id).header("ETag", `"${made.version}"`);
  return made;
});

await app.listen({ path: socket, writableAll: true });
process.on("SIGTERM", () => process.exit(0));
