// The pages, in Chromium: an assignment of 100,000 characters and 5,000 spans.
// How long a frame takes while the text is scrolled, and how long it is from a
// key to what it has painted.  The same as one paragraph without an end is told,
// without a target: few texts are like that.
import { randomUUID } from "node:crypto";
import { chromium } from "playwright-core";

const LENGTH = 100_000;
const SPANS = 5_000;
const FRAME_MS = 33;
const KEY_MS = 50;
const LINE = "Der 😀 Brief kam gestern aus Wien, וירושלים רחוקה, and the answer left for Prague this morning. ";

/** What people press, and how often: the cursor is somewhere in the middle of the text when they begin. */
const KEYS = [
  ["a mark", ["p", "ArrowRight", "ArrowRight"], 20],
  ["undo", ["Control+z"], 20],
  ["the next mark", ["]"], 20],
  ["another tag", ["l", "p"], 10],
  ["the cursor, by word", ["ArrowRight", "ArrowLeft"], 10],
  ["the cursor, by line", ["ArrowDown", "ArrowUp"], 10],
  ["a longer selection", ["Shift+ArrowRight", "Shift+ArrowRight"], 10],
  ["from end to end", ["Control+End", "Control+Home"], 10],
];

const percentile = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];

/** A text of so many code points, in paragraphs of one line each or as one. */
function textOf(ending) {
  const letters = [...LINE.trimEnd(), ...ending];
  return Array.from({ length: LENGTH }, (_, i) => letters[i % letters.length]).join("");
}

/** A span every twenty letters or so, each third over the one before. */
function spansOf(text, labels) {
  const letters = [...text];
  return Array.from({ length: SPANS }, (_, i) => {
    const start = Math.floor((i * (LENGTH - 20)) / SPANS) - (i % 3 === 2 ? 16 : 0);
    const end = start + (i % 3 === 1 ? 12 : 6);
    return { label: labels[i % labels.length], start, end, text: letters.slice(start, end).join("") };
  });
}

/** Puts such an assignment into the caller's hands. */
async function hand(psql, caller, text) {
  const [dataset, schema, job, example, assignment, ...labels] = Array.from({ length: 9 }, randomUUID);
  const keys = ["p", "l", "o", "k"];
  const tags = labels.map((id, i) => ({ id, kind: "tag", name: ["Person", "Place", "Object", "Kind"][i], description: null, colour: ["#1f77b4", "#d95f02", "#2a9d5c", "#c2255c"][i], key: keys[i] }));
  const draft = JSON.stringify({ schema_version: 1, spans: spansOf(text, labels), classes: [], nothing: false });
  const w = `'${caller.workspace}'`;
  await psql(`
insert into dataset (workspace, id, project, name, created_by, examples, places) values (${w}, '${dataset}', '${caller.project}', '${dataset}', '${caller.person}', 1, 1);
insert into label_schema (workspace, id, project, name, overlap, classes, labels, created_by) values (${w}, '${schema}', '${caller.project}', '${schema}', 'allow', 'single', '${JSON.stringify(tags)}', '${caller.person}');
insert into schema_label (workspace, id, schema, kind, name) values ${tags.map((t) => `(${w}, '${t.id}', '${schema}', 'tag', '${t.name}')`).join(",")};
insert into schema_version (workspace, id, schema, version, overlap, classes, labels, created_by) values (${w}, '${schema}', '${schema}', 1, 'allow', 'single', '${JSON.stringify(tags)}', '${caller.person}');
insert into example (workspace, id, dataset, position, content, length) values (${w}, '${example}', '${dataset}', 0, $t$${text}$t$, ${LENGTH});
insert into annotation_job (workspace, id, project, dataset, schema, name, annotators, lease_seconds, for_teams, rank, created_by, reached, tickets, touched, done, submissions)
  values (${w}, '${job}', '${caller.project}', '${dataset}', '${schema}', '${job}', 1, 86400, false, 1, '${caller.person}', 0, 1, 1, 0, 0);
insert into task (workspace, job, example, room, taken, done, ticket) values (${w}, '${job}', '${example}', 1, 1, 0, 1);
insert into assignment (workspace, id, job, example, person, state, draft, handed_version, lease_until)
  values (${w}, '${assignment}', '${job}', '${example}', '${caller.person}', 'leased', $d$${draft}$d$, 1, now() + interval '1 day');
`);
  return assignment;
}

/** A page of Chromium in which the caller is logged in. */
async function open(browser, url, caller) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: "__Host-obelus", value: caller.token, domain: new URL(url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  return context.newPage();
}

/** How long the frames took, in ms, while the text was scrolled through. */
const scrolled = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const took = [];
        let last = performance.now();
        const frame = (now) => {
          took.push(now - last);
          last = now;
          if (took.length === 400) return done(took.slice(5));
          window.scrollBy(0, 120);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
  );

/** From now on each key leaves in `took` how long it was from the key to the end of its frame. */
const watchKeys = (page) =>
  page.evaluate(() => {
    window.took = [];
    window.addEventListener(
      "keydown",
      (e) => {
        if (["Control", "Shift"].includes(e.key)) return;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => window.took.push(performance.now() - e.timeStamp);
          channel.port2.postMessage(0);
        });
      },
      true,
    );
  });

/** Presses them, each as soon as the one before is painted and what people take to find the next key. */
async function pressed(page, keys, times) {
  const before = await page.evaluate(() => window.took.length);
  let n = before;
  for (let i = 0; i < times; i++)
    for (const key of keys) {
      await page.keyboard.press(key);
      n++;
      await page.waitForFunction((n) => window.took.length >= n, n);
      await page.waitForTimeout(80);
    }
  return page.evaluate((before) => window.took.slice(before), before);
}

async function measured(browser, url, caller, id) {
  const page = await open(browser, url, caller);
  await page.goto(`/label/${id}`);
  await page.getByRole("textbox").waitFor();
  await page.waitForFunction((n) => document.querySelectorAll("#text .label").length >= n, SPANS, { timeout: 120_000 });
  const frames = await scrolled(page);
  await page.getByRole("textbox").focus();
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowDown");
  await watchKeys(page);
  const keys = {};
  for (const [name, list, times] of KEYS) keys[name] = await pressed(page, list, times);
  await page.context().close();
  return { frames, keys };
}

export default async function labelling({ url, callers: [caller], psql, row }) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  try {
    for (const [shape, ending, isAimedAt] of [["paragraphs", "\n", true], ["one paragraph", " ", false]]) {
      const { frames, keys } = await measured(browser, url, caller, await hand(psql, caller, textOf(ending)));
      const target = isAimedAt ? "<= 1" : "";
      const p95 = percentile(frames, 0.95);
      row(`scrolling ${SPANS} spans, ${shape}: p95 of a frame`, p95, "ms", { ratio: p95 / FRAME_MS, of: `${FRAME_MS} ms`, target });
      for (const [name, took] of Object.entries(keys)) {
        const key = percentile(took, 0.95);
        row(`key to paint, ${shape}: ${name}: p95`, key, "ms", { ratio: key / KEY_MS, of: `${KEY_MS} ms`, target });
      }
    }
  } finally {
    await browser.close();
  }
}
