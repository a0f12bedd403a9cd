// What four concurrent password hashes cost the reads of the same process:
// four clients log in, wrongly, without a pause, while others read.
import { cookie } from "../data.mjs";

export default async function hashing({ url, callers, compete, load, row }) {
  const read = await load("session", callers.map((c) => ({ path: "/api/auth/session", headers: cookie(c) })), 16);
  let answered = 0;
  let seconds = 0;

  /** Log in wrongly until told to stop. */
  async function flood(state) {
    while (!state.over) {
      const reply = await fetch(`${url}/api/auth/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ username: "nobody-of-this-name", password: "not the password of anyone" }),
      });
      await reply.arrayBuffer();
      if (reply.status === 401) answered++;
    }
  }

  async function besideHashes() {
    const state = { over: false };
    const started = performance.now();
    const floods = Array.from({ length: 4 }, () => flood(state));
    const seen = await read();
    state.over = true;
    await Promise.all(floods);
    seconds += (performance.now() - started) / 1000;
    return seen;
  }

  const { quiet, loud } = await compete({ quiet: read, loud: besideHashes });
  if (!answered) throw new Error("no password was hashed: every log-in was refused before");
  row("read of the session, nobody logging in", quiet.rate, "req/s");
  row("the same beside 4 concurrent password hashes", loud.rate, "req/s", { ratio: loud.rate / quiet.rate, of: "quiet" });
  row("its p99", loud.p99, "ms", { ratio: loud.p99 / quiet.p99, of: "quiet p99" });
  row("password hashes meanwhile", answered / seconds, "/s");
}
