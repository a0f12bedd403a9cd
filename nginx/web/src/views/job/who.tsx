/** Who is to work on a job: everyone of the workspace, or some teams. */
import { useId } from 'preact/hooks';
import { counted } from '../../parts/words.ts';
import type { Problem } from '../../problem.ts';
import type { team } from '../../types.gen.ts';

export interface who {
	readonly isForTeams: boolean;
	readonly teams: readonly string[];
}

interface props {
	value: who;
	set: (value: who) => void;
	teams: readonly team[];
	/** How many of the workspace may label, where it is known. */
	people?: number;
	problem: Problem | null;
}

export function Who({ value, set, teams, people, problem }: props) {
	const id = useId();
	const flaw = problem?.at('#/teams') ?? null;
	const choose = (isForTeams: boolean) => set({ ...value, isForTeams });
	const toggle = (team: string, isIn: boolean): void =>
		set({ isForTeams: true, teams: isIn ? [...value.teams, team] : value.teams.filter((t) => t !== team) });
	return (
		<fieldset class="who" aria-describedby={flaw ? id : undefined}>
			<legend>Who labels</legend>
			<label class="option">
				<input type="radio" name={`${id}-who`} checked={!value.isForTeams} onChange={() => choose(false)} />
				Everyone in the workspace{people !== undefined && ` (${counted(people, 'person', 'people')})`}
			</label>
			{teams.length === 0 ? (
				<p class="hint">
					There are no teams yet: <a href="/workspace">make one</a>
				</p>
			) : (
				<>
					<label class="option">
						<input
							type="radio"
							name={`${id}-who`}
							checked={value.isForTeams}
							aria-invalid={flaw !== null}
							onChange={() => choose(true)}
						/>
						Only these teams
					</label>
					<ul class="options">
						{teams.map((t) => (
							<li key={t.id}>
								<label class="option">
									<input
										type="checkbox"
										checked={value.isForTeams && value.teams.includes(t.id)}
										onChange={(e) => toggle(t.id, e.currentTarget.checked)}
									/>
									<bdi>{t.name}</bdi>
								</label>
							</li>
						))}
					</ul>
				</>
			)}
			{flaw && (
				<p class="flaw" id={id}>
					<span aria-hidden="true">⚠ </span>Who labels {flaw}.
				</p>
			)}
		</fieldset>
	);
}
