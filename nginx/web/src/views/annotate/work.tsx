import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Failed, Flash, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { asProblem } from '../../problem.ts';
import * as left from '../../store/left.ts';
import { may } from '../../store/may.ts';
import * as outbox from '../../store/outbox.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { assignment_row } from '../../types.gen.ts';
import { Denied } from './denied.tsx';
import { Unsent } from './unsent.tsx';

const states: Readonly<Record<assignment_row['state'], string>> = {
	leased: 'In your hands',
	lost: 'Not in your hands any more',
	skipped: 'Skipped',
	submitted: 'Submitted',
};

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function WorkPage() {
	return may('span.write') ? <Work /> : <Denied title="Your work" />;
}

/** What one was handed, newest first. */
function Work() {
	const after = place.current.value.query.get('after');
	const { value, problem, reload } = useResource(`work ${after}`, async (signal) => {
		/* What is kept here comes first, or the list would be older than what it says of itself. */
		await outbox.drain();
		return api.listAssignments(after, signal);
	});
	const [failure, setFailure] = useState<string | null>(null);
	const done = (act: () => Promise<unknown>, said: string) => (): void => {
		setFailure(null);
		act().then(
			() => {
				say(said);
				reload();
			},
			(thrown) => setFailure(`${asProblem(thrown).message}.`),
		);
	};
	const actions = (
		<a class="button main" href="/label">
			{value?.items.length === 0 && after === null ? 'Start labelling' : 'Go on labelling'}
		</a>
	);
	return (
		<Page title="Your work" actions={actions}>
			<Unsent />
			{failure !== null && <Flash kind="bad">{failure}</Flash>}
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="your work" />
			) : value.items.length === 0 ? (
				<Empty>
					<h2>Nothing here yet</h2>
					<p>The texts that you label are listed here, to be looked at again and changed.</p>
				</Empty>
			) : (
				<>
					<table class="table work">
						<Heads of={['Text', 'Job', 'State', 'When']} acts />
						<tbody>
							{value.items.map((row) => (
								<Row key={row.id} row={row} done={done} />
							))}
						</tbody>
					</table>
					<Pager first="/work" after={after} next={value.next} of="your work" />
				</>
			)}
		</Page>
	);
}

interface row_props {
	row: assignment_row;
	done: (act: () => Promise<unknown>, said: string) => () => void;
}

function Row({ row, done }: row_props) {
	const beginning = left.beginningOf(row.beginning, row.cut);
	const isChanged = left.isChanged(row);
	const about = <span class="unseen"> {beginning}</span>;
	return (
		<tr>
			<th scope="row" dir="auto">
				<a href={`/label/${row.id}`}>{beginning}</a>
			</th>
			<td data-name="Job" dir="auto">
				{row.job_name}
			</td>
			<td data-name="State">
				{isChanged ? 'Submitted, changes not submitted' : states[row.state]}
			</td>
			<td data-name="When">{moment.format(new Date(row.submitted_at ?? row.created_at))}</td>
			<td>
				{isChanged && (
					<a class="go-on" href={`/label/${row.id}`}>
						Go on<span class="unseen"> with the changes</span>
						{about}
					</a>
				)}
				{(row.state === 'submitted' || row.state === 'skipped') && (
					<button type="button" class="quiet" onClick={done(() => api.takeBack(row.id), 'It is in your hands again')}>
						Take back{about}
					</button>
				)}
				{row.state === 'leased' && (
					<button type="button" class="quiet" onClick={done(() => api.giveBack(row.id), 'Given back')}>
						Give back{about}
					</button>
				)}
			</td>
		</tr>
	);
}
