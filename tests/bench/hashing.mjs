// What four concurrent password hashes cost the reads of the same process:
// four clients log in, wrongly, without a pause, while others read.
import { join } from "node:path";
import { wrk } from "./load.mjs";

const SECONDS = Number(process.env.SECONDS_EACH ?? 5);

export async function hashing({ url, callers, compete, work, wrkScript }) {
  await wrkScript(join(work, "session.lua"), callers.map((c) => ({ path: "/api/auth/session", headers: { Cookie: `__Host-obelus=${c.token}` } })));
  const read = () => wrk({ url, script: join(work, "session.lua"), connections: 16, seconds: SECONDS });
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
  return { quiet, loud, hashes: answered / seconds };
}
