/** Teams: members who get the same work. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { useHeading } from '../../parts/confirm.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Empty } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { whoMay } from '../../parts/roles.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { team } from '../../types.gen.ts';
import { Team } from './team.tsx';
import { Workspace } from './workspace.tsx';

/** So many are opened at once. */
const FEW = 8;

export function Teams() {
	const found = useResource('teams', (signal) => api.listTeams(signal));
	return (
		<Workspace part="Teams">
			<Ready of={found} what="the teams">
				{(teams) => <List teams={teams} change={found.change} />}
			</Ready>
		</Workspace>
	);
}

function List({ teams, change }: { teams: readonly team[]; change: resource<team[]>['change'] }) {
	const [isMaking, setMaking] = useState(false);
	const { heading, focus } = useHeading();
	const mine = may('team.write');
	const close = (made?: team): void => {
		setMaking(false);
		focus();
		if (!made) return;
		change((now) => [...now, made]);
		say(`The team ${made.name} was made.`);
	};
	const changed = (of: team, now: team | null): void => {
		change((all) => all.flatMap((t) => (t.id === of.id ? (now ?? []) : t)));
		if (now) return;
		focus();
		say(`The team ${of.name} was removed.`);
	};
	return (
		<section class="listed" aria-labelledby="teams-heading">
			<div class="headline">
				<h2 id="teams-heading" tabIndex={-1} ref={heading}>
					Teams
				</h2>
				{mine && !isMaking && (
					<button type="button" class="main" onClick={() => setMaking(true)}>
						Make a team
					</button>
				)}
			</div>
			<p class="hint">
				A team is members who get the same work: a job is for everyone, or for teams.
				{!mine && ` ${whoMay('team.write')} make and fill teams.`}
			</p>
			{isMaking && <Make close={close} />}
			{teams.length === 0 && !isMaking ? (
				<Empty>
					<p>There are no teams: each job is for everyone who labels.{mine && ' Make one to give jobs to some of them only.'}</p>
				</Empty>
			) : (
				<ul class="teams">
					{teams.map((t) => (
						<Team key={t.id} team={t} isOpen={teams.length <= FEW} changed={(now) => changed(t, now)} />
					))}
				</ul>
			)}
		</section>
	);
}

const fields: readonly field[] = [{ name: 'name', label: 'Name', maxLength: 200 }];

function Make({ close }: { close: (made?: team) => void }) {
	const submit = async ({ name }: values): Promise<void> => close(await api.makeTeam(name!.trim()));
	return (
		<section class="panel" aria-label="New team">
			<Form fields={fields} action="Make the team" doing="Making it…" submit={submit} cancel={() => close()} />
		</section>
	);
}
