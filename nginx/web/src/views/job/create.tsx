/** A new job: one sentence, and what goes with it. */
import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { useUnsaved } from '../../parts/unsaved.ts';
import { asProblem, Problem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import { Denied } from '../../parts/denied.tsx';
import { toTop } from './change.ts';
import { Enough, numberOf, Sentence, type sentence, Sum } from './sentence.tsx';
import { Below, type below, First, leave } from './top.tsx';
import { Who, type who } from './who.tsx';

const HALF_AN_HOUR = 1800;
const LEASES: readonly [seconds: number, name: string][] = [
	[300, '5 minutes'],
	[900, '15 minutes'],
	[HALF_AN_HOUR, 'Half an hour'],
	[3600, 'One hour'],
	[14_400, 'Four hours'],
	[86_400, 'One day'],
	[604_800, 'Seven days'],
];

export function JobCreate({ id }: { id: string }) {
	const above = { name: 'Jobs', href: `/projects/${id}/jobs` };
	const isAllowed = may('project.write');
	const { value, problem, reload } = useResource(`${id} ${isAllowed}`, async (signal) =>
		isAllowed ? api.listJobParts(id, signal) : null,
	);
	if (!isAllowed)
		return (
			<Page title="New job" above={above}>
				<Denied need="project.write" what="make jobs" />
			</Page>
		);
	return (
		<Page title="New job" above={above}>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="datasets and schemas" />
			) : value.datasets.length === 0 || value.schemas.length === 0 ? (
				<Missing project={id} parts={value} />
			) : (
				<Wizard project={id} parts={value} />
			)}
		</Page>
	);
}

/** What has to be there before the sentence can be said, and where it is made. */
function Missing({ project, parts }: { project: string; parts: api.job_parts }) {
	const dataset = parts.datasets.at(-1)?.name;
	const schema = parts.schemas.at(-1)?.name;
	return (
		<div class="notice">
			<p class="words">
				3 annotators label dataset <strong>{dataset ?? '…'}</strong> with schema <strong>{schema ?? '…'}</strong>
			</p>
			<p>To say that, a project needs both:</p>
			<ul class="needed">
				<li>
					{dataset ? (
						'✓ A dataset is there.'
					) : (
						<>
							No dataset yet: <a href={`/projects/${project}`}>add one</a>. It holds the texts.
						</>
					)}
				</li>
				<li>
					{schema ? (
						'✓ A schema is there.'
					) : (
						<>
							No schema yet: <a href={`/projects/${project}/schemas`}>add one</a>. It says what can be labelled.
						</>
					)}
				</li>
			</ul>
		</div>
	);
}

/** Of these: the one that the address names, or else the newest. */
function first(of: readonly { readonly id: string }[], name: string): string {
	const named = place.current.value.query.get(name);
	return (of.find((x) => x.id === named) ?? of.at(-1))!.id;
}

function Wizard({ project, parts }: { project: string; parts: api.job_parts }) {
	const [what, setWhat] = useState<sentence>(() => ({
		annotators: '1',
		dataset: first(parts.datasets, 'dataset'),
		schema: first(parts.schemas, 'schema'),
	}));
	const [who, setWho] = useState<who>({ isForTeams: false, teams: [] });
	const [lease, setLease] = useState(HALF_AN_HOUR);
	const [isFirst, setFirst] = useState(false);
	const [below, setBelow] = useState<below | null>(null);
	const inTeams = useTeammates(who);
	const form = useRef<HTMLDivElement>(null);
	useUnsaved(() => below === null && form.current?.querySelector('textarea')?.value.trim() !== '');
	const name = (of: readonly { readonly id: string; readonly name: string }[], id: string) => of.find((x) => x.id === id)!.name;
	const fields: readonly field[] = [
		{
			name: 'name',
			label: 'Name',
			hint: 'What annotators see; once in a project',
			/* A guess, until something is typed. */
			value: `${name(parts.datasets, what.dataset)}, ${name(parts.schemas, what.schema)}`.slice(0, 200),
			maxLength: 200,
		},
		{
			name: 'guidelines',
			label: 'Guidelines',
			hint: 'How to label, in Markdown; annotators have them beside the text',
			lines: 8,
			isOptional: true,
		},
	];
	const submit = async ({ name, guidelines }: values): Promise<void> => {
		if (who.isForTeams && who.teams.length === 0) throw flawed('#/teams', 'needs at least one team');
		const made = await api.createJob(project, {
			name: name!.trim(),
			dataset: what.dataset,
			schema: what.schema,
			annotators: numberOf(what.annotators) ?? 0,
			lease_seconds: lease,
			...(guidelines!.trim() && { guidelines: guidelines! }),
			...(who.isForTeams && { teams: who.teams.map((id) => ({ id })) }),
		});
		if (isFirst) await toTop(made).then(() => leave(made), (thrown) => setBelow({ job: made, problem: asProblem(thrown) }));
		else leave(made);
	};
	if (below) return <Below {...below} />;
	const people = who.isForTeams ? inTeams : parts.people;
	return (
		<div ref={form}>
			<Form
				fields={fields}
				action="Make the job"
				doing="Making it…"
				submit={submit}
				cancel={() => place.go(`/projects/${project}/jobs`)}
				shows={['#/annotators', '#/dataset', '#/schema', '#/teams']}
				before={(problem) => (
					<>
						<div class="panel">
							<Sentence value={what} set={setWhat} parts={parts} problem={problem} />
							<Sum value={what} parts={parts} />
						</div>
						<Enough
							annotators={numberOf(what.annotators)}
							people={people}
							who={who.isForTeams ? 'these teams' : 'this workspace'}
						/>
					</>
				)}
				more={(problem) => (
					<>
						<Who value={who} set={setWho} teams={parts.teams} people={parts.people} problem={problem} />
						<Lease value={lease} set={setLease} />
						<First value={isFirst} set={setFirst} />
					</>
				)}
			/>
		</div>
	);
}

const flawed = (pointer: string, detail: string): Problem =>
	new Problem(422, 'invalid', 'Some fields are not valid', [{ pointer, detail }]);

/** How many people the chosen teams have, as soon as it is known. */
function useTeammates({ isForTeams, teams }: who): number | null {
	const wanted = isForTeams ? [...teams].sort() : [];
	const { value } = useResource(wanted.join(' '), async (signal) =>
		wanted.length === 0 ? null : api.countTeammates(wanted, signal),
	);
	return value;
}

function Lease({ value, set }: { value: number; set: (seconds: number) => void }) {
	return (
		<div class="field lease">
			<label for="lease">Kept for</label>
			<p class="hint" id="lease-hint">
				How long an example waits for the person it was handed to, before it goes to others. Saving a draft begins the
				time anew.
			</p>
			<select
				id="lease"
				aria-describedby="lease-hint"
				value={String(value)}
				onChange={(e) => set(Number(e.currentTarget.value))}
			>
				{LEASES.map(([seconds, name]) => (
					<option key={seconds} value={String(seconds)} selected={seconds === value}>
						{name}
					</option>
				))}
			</select>
		</div>
	);
}
