/** What the job's people have labelled, to be taken along. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import type { annotation_job, labels_query } from '../../types.gen.ts';

const forms = [
	[
		'labels',
		'Complete',
		'All that is known of each example: who submitted what and when, with positions, covered text and metadata. It fills another dataset again.',
	],
	['lighttag', 'As LightTag', 'The same labels in the form in which LightTag handed them over, for programs that read that.'],
] as const;

export function Download({ job }: { job: annotation_job }) {
	const [query, setQuery] = useState<labels_query>({});
	return (
		<section class="download" aria-labelledby="download-heading">
			<h2 id="download-heading">Download</h2>
			<fieldset class="views">
				<legend class="unseen">Which examples</legend>
				<label class="option">
					<input type="radio" name="which" checked={!query.only} onChange={() => setQuery({})} />
					All examples
				</label>
				<label class="option">
					<input type="radio" name="which" checked={query.only === 'labelled'} onChange={() => setQuery({ only: 'labelled' })} />
					Only those that someone has labelled
				</label>
			</fieldset>
			<ul class="ways">
				{forms.map(([form, name, about]) => (
					<li key={form}>
						<a class="button" href={api.labelsPath(job.id, form, query)} download aria-describedby={`${form}-about`}>
							Download {name.toLowerCase().replace('lighttag', 'LightTag')}
						</a>
						<span class="hint" id={`${form}-about`}>
							{about}
						</span>
					</li>
				))}
			</ul>
			<p class="hint">
				JSON Lines: one example a line, in the order of the dataset. That you downloaded it, and when, is recorded in the
				workspace’s activity.
			</p>
		</section>
	);
}
