/** A project's datasets. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Listed } from '../../parts/listed.tsx';
import { counted, date, figure } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { dataset } from '../../types.gen.ts';
import { ProjectFrame } from '../project/frame.tsx';

export function ProjectDatasets({ id }: { id: string }) {
	const [isMaking, setMaking] = useState(false);
	const actions = () =>
		may('project.write') && (
			<button type="button" class="main" aria-expanded={isMaking} onClick={() => setMaking(!isMaking)}>
				New dataset
			</button>
		);
	return (
		<ProjectFrame id={id} actions={actions}>
			{() => (
				<>
					{isMaking && <Create project={id} close={() => setMaking(false)} />}
					<Datasets project={id} make={() => setMaking(true)} />
				</>
			)}
		</ProjectFrame>
	);
}

const fields: readonly field[] = [
	{ name: 'name', label: 'Name of the dataset' },
	{ name: 'description', label: 'Where its texts come from', isOptional: true },
];

function Create({ project, close }: { project: string; close: () => void }) {
	const submit = async ({ name, description }: values): Promise<void> => {
		const made = await api.createDataset(project, {
			name: name!.trim(),
			...(description!.trim() && { description: description!.trim() }),
		});
		place.go(`/datasets/${made.id}`);
	};
	return (
		<section class="panel" aria-label="New dataset">
			<Form fields={fields} action="Make the dataset" doing="Making it…" submit={submit} cancel={close} takesFocus />
		</section>
	);
}

function Datasets({ project, make }: { project: string; make: () => void }) {
	const none = (
		<>
			<h2>No datasets yet</h2>
			<p>A dataset holds texts that belong together: a file of letters, a month of messages.</p>
			{may('project.write') && (
				<p>
					<button type="button" onClick={make}>
						Make the first dataset
					</button>
				</p>
			)}
		</>
	);
	return (
		<Listed
			of="datasets"
			first={`/projects/${project}`}
			read={(after, signal) => api.listDatasets(project, after, signal)}
			none={none}
		>
			{(datasets) => <Table rows={datasets} />}
		</Listed>
	);
}

function Table({ rows }: { rows: readonly dataset[] }) {
	return (
		<table class="table">
			<caption class="unseen">Datasets</caption>
			<Heads of={['Name', 'Where its texts come from', { number: 'Texts' }, 'Made']} />
			<tbody>
				{rows.map((d) => (
					<tr key={d.id}>
						<th scope="row" dir="auto">
							<a href={`/datasets/${d.id}`}>{d.name}</a>
						</th>
						<td class="faint" dir="auto">
							{d.description}
						</td>
						<td class="number">
							<span class="only-narrow">{counted(d.examples, 'text')}</span>
							<span class="only-wide">{figure(d.examples)}</span>
						</td>
						<td class="faint nowrap">{date(d.created_at)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
