/** A dataset: the files that fill it, and its texts. */
import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Empty, Failed, Flash, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Rename } from '../../parts/rename.tsx';
import { useResource } from '../../parts/resource.ts';
import { whoMay } from '../../parts/roles.ts';
import { counted, date } from '../../parts/words.ts';
import { asProblem, type Problem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { dataset } from '../../types.gen.ts';
import { Examples } from './examples.tsx';
import { Imports } from './imports.tsx';
import { importSamples } from './samples.ts';

export function DatasetPage({ id }: { id: string }) {
	const { value, problem, reload, replace } = useResource(id, (signal) => api.showDataset(id, signal));
	if (value) return <Loaded dataset={value} reload={reload} replace={replace} problem={problem} />;
	return (
		<Page title="Dataset" above={{ name: 'Projects', href: '/projects' }}>
			{!may('project.read') ? (
				<Denied need="project.read" what="see datasets" />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : (
				<Loading what="the dataset" />
			)}
		</Page>
	);
}

/** The page above: the project of this id, by its name as soon as that is known. */
export function useAbove(project: string): { name: string; href: string } {
	const { value } = useResource(project, (signal) => api.showProject(project, signal));
	return { name: value?.name ?? 'Project', href: `/projects/${project}` };
}

interface props {
	dataset: dataset;
	problem: Problem | null;
	reload: () => void;
	replace: (dataset: dataset) => void;
}

function Loaded({ dataset, problem, reload, replace }: props) {
	const above = useAbove(dataset.project);
	const [isEditing, setEditing] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const canWrite = may('project.write');
	const edited = (changed?: dataset): void => {
		if (changed) replace(changed);
		setEditing(false);
		button.current?.focus();
	};
	const actions = canWrite && (
		<>
			<button type="button" ref={button} onClick={() => setEditing(!isEditing)} aria-expanded={isEditing}>
				Rename
			</button>
			<a class="button main" href={`/datasets/${dataset.id}/import`}>
				Import a file
			</a>
		</>
	);
	return (
		<Page title={dataset.name} above={above} actions={actions}>
			{isEditing && (
				<Rename
					of={dataset}
					group="Rename the dataset"
					hint="Where its texts come from"
					save={api.updateDataset}
					read={() => api.showDataset(dataset.id)}
					done={edited}
				/>
			)}
			{!isEditing && dataset.description && (
				<p class="lead" dir="auto">
					{dataset.description}
				</p>
			)}
			<p class="facts">
				{counted(dataset.examples, 'text')} · since {date(dataset.created_at)}
			</p>
			{problem && <Failed problem={problem} retry={reload} />}
			<Imports dataset={dataset.id} changed={reload} />
			{dataset.examples > 0 ? <Examples dataset={dataset} /> : <Nothing dataset={dataset.id} filled={reload} />}
		</Page>
	);
}

function Nothing({ dataset, filled }: { dataset: string; filled: () => void }) {
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const fill = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		setProblem(null);
		try {
			await importSamples(dataset);
			say('The sample texts are here.');
			filled();
		} catch (thrown) {
			setProblem(asProblem(thrown));
		}
		setBusy(false);
	};
	return (
		<Empty>
			<h2>No texts yet</h2>
			{may('project.write') ? (
				<>
					<p>Import a file: JSON, CSV, TSV or plain text in UTF-8. Or look around first with texts of ours.</p>
					<p class="buttons">
						<a class="button" href={`/datasets/${dataset}/import`}>
							Import a file
						</a>
						<button type="button" aria-disabled={isBusy} onClick={fill}>
							{isBusy ? 'Filling the dataset…' : 'Use sample texts'}
						</button>
					</p>
				</>
			) : (
				<p>Nobody has imported a file yet. {whoMay('project.write')} can.</p>
			)}
			{problem && <Flash kind="bad">{problem.message}.</Flash>}
		</Empty>
	);
}
