// How close nginx with a handler behind it comes to nginx that answers by itself.
const CONNECTIONS = 64;

export default async function health({ url, plain, compete, plainLoad, row }) {
  const seen = await compete({
    plain: plainLoad(plain, CONNECTIONS),
    health: plainLoad(`${url}/api/annotations/health`, CONNECTIONS),
  });
  row("nginx return 200", seen.plain.rate, "req/s");
  row("health", seen.health.rate, "req/s", { ratio: seen.health.rate / seen.plain.rate, of: "nginx return 200", target: ">= 0.5" });
}
