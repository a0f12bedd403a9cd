/* The sweeper, run when a test wants it to. */
import { sql } from './database.mjs';
import { until } from './instance.mjs';

const waiting = () => sql`select id, state from job where handler = 'privacy' and kind = 'retention' and state <> 'dead'`;

/** Make the sweeper's next time now; the job's id. */
export async function begin() {
	const [{ id }] = await until('the sweeper to be there for its next time', async () => {
		const jobs = await waiting();
		return jobs.length === 1 && jobs[0].state === 'ready' && jobs;
	});
	await sql`update job set state = 'ready', run_at = now() where id = ${id}`;
	return id;
}

export const end = (id) => until('the sweeper to be done', async () => (await waiting()).every((job) => job.id !== id), 60_000);

export async function sweep() {
	await end(await begin());
}
