// Fastify as scripts/bench put it behind our nginx (contender.mjs), and the
// proof that it answers as we do: nobody is compared with an error page.
import assert from "node:assert/strict";

/** Where its routes are: one process, and two with half the connections each. */
export const FASTIFY = { one: "/api/fastify-one", two: "/api/fastify-two" };

async function answerOf(url, { method = "GET", path, headers, body }) {
  const reply = await fetch(`${url}${path}`, { method, headers, body });
  return { status: reply.status, type: reply.headers.get("Content-Type"), etag: reply.headers.get("ETag"), body: await reply.json() };
}

/** But for what is made anew each time; that it was made is asked here. */
function withoutMade({ body: { id, created_at: at, ...rest }, ...answer }, isMade) {
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  return { ...answer, body: isMade ? rest : { ...rest, id, created_at: at } };
}

/** Asks all three the same; throws unless their answers are alike.  Their bodies, ours first. */
export async function sameAnswers(url, request) {
  const answers = [];
  for (const api of [undefined, FASTIFY.one, FASTIFY.two]) answers.push(await answerOf(url, request(api)));
  const isMade = answers[0].status === 201;
  assert.ok(isMade || answers[0].status === 200, JSON.stringify(answers[0]));
  for (const theirs of answers.slice(1)) {
    assert.equal(theirs.status, answers[0].status, JSON.stringify(theirs));
    assert.deepEqual(withoutMade(theirs, isMade), withoutMade(answers[0], isMade));
  }
  return answers.map((answer) => answer.body);
}
