/* A job with people who have labelled on several days, made by the API, as the tests of the pages need it. */
import { addColleague, addTeam, sql } from '../http/lib/database.mjs';
import { addJob, next, NOTHING, skip, submit } from '../http/lib/labelling.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addProject } from '../http/lib/world.mjs';

export const API = '/api/annotations';

const DAY_MS = 86_400_000;

/** The day so many days ago: YYYY-MM-DD, UTC. */
export const daysAgo = (n) => new Date(Date.now() - n * DAY_MS).toISOString().slice(0, 10);

/** What was done for the job today counts for so many days ago from now on. */
async function backdate(job, n) {
	await sql`update job_day set day = day - ${n} * interval '1 day' where job = ${job} and day > now() - interval '1 day'`;
	await sql`update assignment set counted_on = counted_on - ${n} * interval '1 day' where job = ${job} and counted_on > now() - interval '1 day'`;
}

const at = (label, start) => ({ label, start, end: start + 1, text: 'Text'[start] });

/**
 * An owner, a project, two annotators and a job of 12 examples and two
 * annotators. On three days, with a day of rest between, they submit and skip.
 */
export async function newTeamwork() {
	const owner = await newOwner();
	const { workspace } = owner.client.session;
	const project = await addProject(owner.client, { name: 'Letters' });
	const guidelines = '# Who\n\nMark every *person*, with their title.\n\n- Herr Ludwig van Beethoven\n- not: he, she';
	const job = await addJob(owner.client, project.id, { name: 'People in letters', examples: 12, annotators: 2, guidelines, schema: { name: 'People and places', classes: 'multi' } });
	const [ada, bo] = [await addColleague(workspace), await addColleague(workspace)];
	const { Person, Place, Letter } = job.labels;
	const take = async (who) => (await next(who.client, { job: job.id })).id;
	const label = async (who, ...starts) => {
		const spans = starts.map((start) => at(start % 2 ? Place : Person, start));
		const reply = await submit(who.client, await take(who), { schema_version: 1, spans, classes: [{ label: Letter }], seconds: 20 });
		if (reply.status !== 200) throw new Error(reply.text);
	};
	await label(ada, 0, 1, 2);
	await label(ada, 0);
	await label(bo, 0, 2);
	await backdate(job.id, 3);
	await label(bo, 0, 1);
	await submit(ada.client, await take(ada), NOTHING);
	await skip(bo.client, await take(bo), 'not in our language');
	await backdate(job.id, 1);
	await label(ada, 0, 1, 2, 3);
	await label(bo, 1);
	await skip(ada.client, await take(ada), 'cut off in the middle');
	const team = await addTeam(workspace);
	return { ...owner, owner, workspace, project, job, ada, bo, team };
}
