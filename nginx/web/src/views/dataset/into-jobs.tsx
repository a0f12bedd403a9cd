/** Before a file is sent: whom its rows come to. */
import type { annotation_job_row } from '../../types.gen.ts';

export function IntoJobs({ jobs }: { jobs: readonly annotation_job_row[] }) {
	if (jobs.length === 0) return null;
	const isOne = jobs.length === 1;
	const all = jobs.every((j) => j.state === 'paused') ? (isOne ? 'when it goes on' : 'when they go on') : 'at once';
	return (
		<section class="notice" aria-labelledby="into-jobs">
			<h2 id="into-jobs">{isOne ? 'One job labels this dataset' : `${jobs.length} jobs label this dataset`}</h2>
			<p>
				Rows that are added belong to {isOne ? 'it' : 'each of them'}, too, and are handed out {all}. To keep them apart,
				import the file into another dataset.
			</p>
			<ul class="unsent">
				{jobs.map((j) => (
					<li key={j.id}>
						<a href={`/jobs/${j.id}`}>
							<bdi>{j.name}</bdi>
						</a>
						{j.state === 'paused' && ' (paused)'}
					</li>
				))}
			</ul>
		</section>
	);
}
