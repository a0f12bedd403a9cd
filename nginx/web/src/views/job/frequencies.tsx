/** How often each label was given, and by whom: bars with their names and numbers. */
import * as api from '../../api.ts';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { figure } from '../../parts/words.ts';
import type { annotation_job, frequency } from '../../types.gen.ts';
import { useChanges } from './days.tsx';
import { nameOf } from './name.ts';

export function Frequencies({ job }: { job: annotation_job }) {
	const { value, problem, reload } = useResource(job.id, (signal) => api.listFrequencies(job.id, signal));
	useChanges(job.revision, reload);
	return (
		<section class="frequencies" aria-labelledby="frequencies-heading">
			<h2 id="frequencies-heading">How often each label was given</h2>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="the labels" />
			) : value.length === 0 ? (
				<Empty>
					<p>The schema has no labels.</p>
				</Empty>
			) : (
				<Table all={value} />
			)}
		</section>
	);
}

function Table({ all }: { all: readonly frequency[] }) {
	const most = Math.max(1, ...all.map((f) => f.count));
	const names = new Map(all.flatMap((f) => f.people.map((p) => [p.person, nameOf(p)])));
	const people = [...names].sort(([, a], [, b]) => a.localeCompare(b));
	return (
		<div class="scroll" role="region" aria-label="Labels by person" tabIndex={0}>
			<table class="table">
				<thead>
					<tr>
						<th scope="col">Label</th>
						<th scope="col">In all</th>
						{people.map(([person, name]) => (
							<th key={person} scope="col" class="number">
								<bdi>{name}</bdi>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{all.map((f) => (
						<tr key={f.id}>
							<th scope="row">
								<bdi>{f.name}</bdi>
								<span class="hint">
									{f.kind === 'class' && ' class'}
									{f.retired && ' (retired)'}
								</span>
							</th>
							<td class="amount">
								<span class="track" aria-hidden="true">
									<span class="done" style={{ '--part': (f.count / most) * 100 }} />
								</span>
								<span class="figure">{figure(f.count)}</span>
							</td>
							{people.map(([person, name]) => (
								<td key={person} class="number" data-name={name}>
									{figure(f.people.find((x) => x.person === person)?.count ?? 0)}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
