/** One team: its name, and who is in it. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { Rename } from '../../parts/rename.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { roles } from '../../parts/roles.ts';
import { counted } from '../../parts/words.ts';
import { asProblem, isStatus, type Problem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { team, team_member } from '../../types.gen.ts';
import { Fill } from './team-fill.tsx';

interface props {
	team: team;
	/** Are its members shown from the start? */
	isOpen: boolean;
	/** What it is now; null when it is gone. */
	changed: (now: team | null) => void;
}

export function Team({ team, isOpen, changed }: props) {
	const [doing, setDoing] = useState<'rename' | 'remove' | null>(null);
	const [isShown, setShown] = useState(isOpen);
	const { heading, focus } = useHeading();
	const mine = may('team.write');
	const renamed = (now?: team): void => {
		setDoing(null);
		focus();
		if (now) changed(now);
	};
	return (
		<li class="panel">
			<div class="headline">
				<h3 dir="auto" tabIndex={-1} ref={heading}>
					{team.name}
				</h3>
				<div class="actions">
					{!isOpen && (
						<button type="button" class="quiet" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
							Members<span class="unseen"> of {team.name}</span>
						</button>
					)}
					{mine && (
						<button type="button" class="quiet" onClick={() => setDoing('rename')}>
							Rename<span class="unseen"> {team.name}</span>
						</button>
					)}
					{mine && (
						<button type="button" class="quiet" onClick={() => setDoing('remove')}>
							Remove<span class="unseen"> {team.name}</span>
						</button>
					)}
				</div>
			</div>
			{doing === 'rename' && (
				<Rename
					of={team}
					group={`Rename ${team.name}`}
					save={(seen, { name }) => api.renameTeam(seen, name)}
					read={() => latest(team)}
					done={renamed}
				/>
			)}
			{isShown && <Teammates team={team} />}
			{doing === 'remove' && (
				<Confirm
					title={`Remove ${team.name}`}
					action="Remove the team"
					doing="Removing…"
					run={async () => {
						await remove(team);
						setDoing(null);
						changed(null);
					}}
					close={() => setDoing(null)}
				>
					<p>
						The team <strong dir="auto">{team.name}</strong> is removed; its members stay in the workspace. Jobs that
						are for this team alone have nobody until you give them to others. This cannot be undone.
					</p>
				</Confirm>
			)}
		</li>
	);
}

const latest = async ({ id }: team): Promise<team | null> => (await api.listTeams()).find((t) => t.id === id) ?? null;

/** Whatever it is called by now: who removes it means the team, not its name. */
async function remove(team: team): Promise<void> {
	try {
		await api.removeTeam(team);
	} catch (thrown) {
		if (!isStatus(thrown, 404, 412)) throw thrown;
		const now = await latest(team);
		if (now) await api.removeTeam(now);
	}
}

function Teammates({ team }: { team: team }) {
	const found = useResource(team.id, (signal) => api.listTeammates(team.id, signal));
	return (
		<Ready of={found} what="the team">
			{(inside) => <Inside team={team} inside={inside} change={found.change} reload={found.reload} />}
		</Ready>
	);
}

interface inside_props {
	team: team;
	inside: readonly team_member[];
	change: resource<team_member[]>['change'];
	reload: () => void;
}

function Inside({ team, inside, change, reload }: inside_props) {
	const [isFilling, setFilling] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const { heading, focus } = useHeading();
	const mine = may('team.write');
	const takeOut = async (m: team_member): Promise<void> => {
		setProblem(null);
		try {
			await api.takeOutTeammate(team.id, m.id);
		} catch (thrown) {
			const found = asProblem(thrown);
			if (found.status !== 404) return setProblem(found);
		}
		change((now) => now.filter((o) => o.id !== m.id));
		focus();
		say(`${m.username} is not in ${team.name} any more.`);
	};
	return (
		<div class="inside">
			<h4 class="hint" tabIndex={-1} ref={heading}>
				{inside.length === 0 ? 'Nobody yet' : counted(inside.length, 'member')}
			</h4>
			{problem && <Failed problem={problem} />}
			{inside.length > 0 && (
				<ul class="chips" aria-label={`Members of ${team.name}`}>
					{inside.map((m) => (
						<li key={m.id}>
							{m.username} <span class="hint">{roles[m.role].name.toLowerCase()}</span>
							{mine && (
								<button type="button" class="quiet" title={`Take ${m.username} out`} onClick={() => takeOut(m)}>
									<span aria-hidden="true">✕</span>
									<span class="unseen">{`Take ${m.username} out of ${team.name}`}</span>
								</button>
							)}
						</li>
					))}
				</ul>
			)}
			{mine && (
				<button type="button" onClick={() => setFilling(true)}>
					Add members<span class="unseen"> to {team.name}</span>
				</button>
			)}
			{isFilling && (
				<Fill
					team={team}
					inside={inside}
					close={() => setFilling(false)}
					done={(count) => {
						setFilling(false);
						reload();
						focus();
						say(`${counted(count, 'member')} added to ${team.name}.`);
					}}
				/>
			)}
		</div>
	);
}
