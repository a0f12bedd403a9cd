/** A project's datasets. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
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
	const after = place.current.value.query.get('after');
	const { value, problem, reload } = useResource(`${project} ${after}`, (signal) =>
		api.listDatasets(project, after, signal),
	);
	if (problem) return <Failed problem={problem} retry={reload} />;
	if (!value) return <Loading what="the datasets" />;
	if (value.items.length === 0)
		return (
			<Empty>
				<h2>No datasets yet</h2>
				<p>A dataset holds texts that belong together: a file of letters, a month of messages.</p>
				{may('project.write') && (
					<p>
						<button type="button" onClick={make}>
							Make the first dataset
						</button>
					</p>
				)}
			</Empty>
		);
	return (
		<>
			<Table rows={value.items} />
			<Pager first={`/projects/${project}`} after={after} next={value.next} of="datasets" />
		</>
	);
}

function Table({ rows }: { rows: readonly dataset[] }) {
	return (
		<table class="table">
			<caption class="unseen">Datasets</caption>
			<thead>
				<tr>
					<th scope="col">Name</th>
					<th scope="col">Where its texts come from</th>
					<th scope="col" class="number">
						Texts
					</th>
					<th scope="col">Made</th>
				</tr>
			</thead>
			<tbody>
				{rows.map((d) => (
					<tr key={d.id}>
						<th scope="row">
							<a href={`/datasets/${d.id}`}>
								<bdi>{d.name}</bdi>
							</a>
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
