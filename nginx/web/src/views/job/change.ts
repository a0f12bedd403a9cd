/** Changes of a job that another person may be changing, too. */
import * as api from '../../api.ts';
import { Problem } from '../../problem.ts';
import type { annotation_job, annotation_job_change } from '../../types.gen.ts';

/** What one is about to change was changed by somebody else: this is how it is now. */
export class Overtaken extends Error {
	constructor(readonly theirs: annotation_job) {
		super('Someone else changed it meanwhile');
	}
}

type part = Pick<annotation_job_change, 'name' | 'guidelines' | 'annotators' | 'state'>;

const teamsOf = (job: annotation_job): string => job.teams.map((t) => t.id).sort().join(' ');

/**
 * Sends a change. When the job is not the one that was seen any more, but
 * other parts of it have changed than this, the change is made all the same.
 */
async function over(
	seen: annotation_job,
	isSame: (theirs: annotation_job) => boolean,
	send: (version: number) => Promise<annotation_job>,
): Promise<annotation_job> {
	for (let job = seen; ; ) {
		try {
			return await send(job.version);
		} catch (thrown) {
			if (!(thrown instanceof Problem) || thrown.status !== 412) throw thrown;
			job = await api.showJob(seen.id);
			if (!isSame(job)) throw new Overtaken(job);
		}
	}
}

export function change(seen: annotation_job, changes: part): Promise<annotation_job> {
	const names = Object.keys(changes) as (keyof part)[];
	return over(
		seen,
		(theirs) => names.every((name) => theirs[name] === seen[name]),
		(version) => api.updateJob(seen.id, version, changes),
	);
}

export function staff(seen: annotation_job, teams: readonly string[]): Promise<annotation_job> {
	return over(
		seen,
		(theirs) => theirs.for_teams === seen.for_teams && teamsOf(theirs) === teamsOf(seen),
		(version) => api.staffJob(seen.id, version, teams),
	);
}

/** Before all others of the queue, wherever it stands now. */
export const toTop = (seen: annotation_job): Promise<annotation_job> =>
	over(
		seen,
		() => true,
		(version) => api.updateJob(seen.id, version, { queue: 'top' }),
	);
