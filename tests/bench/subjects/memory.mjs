// What the handlers hold when they have done all that was measured before.
const HANDLERS = ["annotations", "auth", "billing", "support", "privacy"];
const MOST = 24;

export default async function memory({ residentMegabytes, row }) {
  for (const handler of HANDLERS) {
    const largest = Math.max(...(await residentMegabytes(handler)));
    row(`memory of ${handler}'s largest process`, largest, "MB", { ratio: largest / MOST, of: `${MOST} MB`, target: "<= 1" });
  }
}
