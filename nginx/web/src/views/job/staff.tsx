/** Who works on a job, and others instead. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Both } from '../../parts/both.tsx';
import { Form } from '../../parts/form.tsx';
import { Failed, Flash, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { asProblem, Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job, team } from '../../types.gen.ts';
import { Overtaken, staff } from './change.ts';
import { Changeable } from './changeable.tsx';
import { Who, type who } from './who.tsx';

interface props {
	job: annotation_job;
	replace: (job: annotation_job) => void;
	mayChange: boolean;
}

export function Staff({ job, replace, mayChange }: props) {
	const { value, problem, reload } = useResource('teams', (signal) => api.listJobTeams(signal));
	return (
		<Changeable
			title="Who labels"
			change={mayChange && value ? 'Change who labels' : null}
			edit={(done) => value && <Edit job={job} teams={value} done={done} />}
			replace={replace}
		>
			{problem ? <Failed problem={problem} retry={reload} /> : !value ? <Loading what="the teams" /> : <p>{namesOf(job, value)}</p>}
		</Changeable>
	);
}

function namesOf(job: annotation_job, teams: readonly team[]): string {
	if (!job.for_teams) return 'Everyone in the workspace.';
	const names = job.teams.map((t) => teams.find((x) => x.id === t.id)?.name ?? 'a team that was removed');
	return names.length === 0 ? 'Nobody: its teams were removed.' : names.join(', ');
}

interface clash {
	readonly theirs: annotation_job;
	readonly mine: readonly string[];
}

function Edit({ job, teams, done }: { job: annotation_job; teams: readonly team[]; done: (changed?: annotation_job) => void }) {
	const [seen, setSeen] = useState(job);
	const [value, set] = useState<who>({ isForTeams: job.for_teams, teams: job.teams.map((t) => t.id) });
	const [clash, setClash] = useState<clash | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const save = async (from: annotation_job, mine: readonly string[]): Promise<void> => {
		try {
			const changed = await staff(from, mine);
			say(`Who labels is saved: ${namesOf(changed, teams)}`);
			done(changed);
		} catch (thrown) {
			if (!(thrown instanceof Overtaken)) throw thrown;
			setClash({ theirs: thrown.theirs, mine });
		}
	};
	const submit = async (): Promise<void> => {
		if (value.isForTeams && value.teams.length === 0)
			throw new Problem(422, 'invalid', 'Some fields are not valid', [{ pointer: '#/teams', detail: 'needs at least one team' }]);
		await save(seen, value.isForTeams ? value.teams : []);
	};
	const insist = (): void => {
		const { theirs, mine } = clash!;
		setClash(null);
		save(theirs, mine).catch((thrown) => setProblem(asProblem(thrown)));
	};
	const inWords = (ids: readonly string[]): string =>
		namesOf({ ...job, for_teams: ids.length > 0, teams: ids.map((id) => ({ id })) }, teams);
	return (
		<div class="panel">
			{clash && (
				<Both
					what="who labels"
					theirs={namesOf(clash.theirs, teams)}
					mine={inWords(clash.mine)}
					takeTheirs={() => done(clash.theirs)}
					keepMine={insist}
					goOn={() => {
						setSeen(clash.theirs);
						setClash(null);
					}}
				/>
			)}
			{problem && <Flash kind="bad">Not saved: {problem.message}.</Flash>}
			<Form
				fields={[]}
				action="Save"
				doing="Saving…"
				submit={submit}
				cancel={() => done()}
				shows={['#/teams']}
				before={(flawed) => <Who value={value} set={set} teams={teams} problem={flawed} />}
			/>
		</div>
	);
}
