/** What people left to others, and why. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { asProblem } from '../../problem.ts';
import type { annotation_job, skip } from '../../types.gen.ts';
import { useChanges } from './days.tsx';

const BEGINNING = 300;

interface props {
	job: annotation_job;
	nameOf: (person: string) => string;
}

export function Skips({ job, nameOf }: props) {
	const [pages, setPages] = useState<readonly (string | null)[]>([null]);
	const after = pages.at(-1)!;
	const { value, problem, reload } = useResource(`${job.id} ${after}`, (signal) => api.listSkips(job.id, after, signal));
	useChanges(job.revision, reload);
	return (
		<section class="skips" aria-labelledby="skips-heading">
			<h2 id="skips-heading">Skipped</h2>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="what was skipped" />
			) : value.items.length === 0 ? (
				<p class="hint">{after === null ? 'Nobody has skipped anything.' : 'There are no further skips.'}</p>
			) : (
				<Table skips={value.items} nameOf={nameOf} />
			)}
			{value && (pages.length > 1 || value.next !== null) && (
				<div class="buttons">
					{pages.length > 1 && (
						<button type="button" onClick={() => setPages(pages.slice(0, -1))}>
							Skips before
						</button>
					)}
					{value.next !== null && (
						<button type="button" onClick={() => setPages([...pages, value.next])}>
							Further skips
						</button>
					)}
				</div>
			)}
		</section>
	);
}

function Table({ skips, nameOf }: { skips: readonly skip[]; nameOf: (person: string) => string }) {
	return (
		<table class="table">
			<thead>
				<tr>
					<th scope="col">Why</th>
					<th scope="col">Who</th>
					<th scope="col">What</th>
				</tr>
			</thead>
			<tbody>
				{skips.map((s) => (
					<tr key={s.id}>
						<th scope="row" dir="auto">
							{s.reason}
						</th>
						<td>
							<bdi>{nameOf(s.person)}</bdi>
						</td>
						<td class="skipped">
							<Text of={s} by={nameOf(s.person)} />
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** The text itself, when somebody asks for it. */
function Text({ of, by }: { of: skip; by: string }) {
	const [text, setText] = useState<string | null>(null);
	const show = async (): Promise<void> => {
		try {
			const { content } = await api.showExample(of.example);
			const letters = [...content];
			setText(letters.length > BEGINNING ? `${letters.slice(0, BEGINNING).join('')}…` : content);
		} catch (thrown) {
			setText(`${asProblem(thrown).message}.`);
		}
	};
	if (text !== null)
		return (
			<span class="beginning" role="status" dir="auto">
				{text}
			</span>
		);
	return (
		<button type="button" class="quiet" onClick={show}>
			Show the text<span class="unseen"> that {by} skipped: {of.reason}</span>
		</button>
	);
}
