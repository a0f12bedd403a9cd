/** What brings kept work to the server is no part of the first file. */
const SOONEST_MS = 1000;
const LATEST_MS = 60_000;

/** Where it cannot be fetched, it is asked for again until it can. */
export async function outbox(wait = SOONEST_MS): Promise<typeof import('../store/outbox.ts')> {
	try {
		return await import('../store/outbox.ts');
	} catch {
		await new Promise((done) => setTimeout(done, wait));
		return outbox(Math.min(wait * 2, LATEST_MS));
	}
}
