/** What the staff has to answer, the first due first. */
import { listRequests } from '../../api/request.ts';
import { dayOf } from '../../parts/day.ts';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Flash } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import * as place from '../../store/place.ts';
import type { staff_item } from '../../types.gen.ts';
import './parts.tsx';
import { tabs } from './tabs.ts';
import { nouns, standings, states } from './words.ts';

/* What stands where there is none. */
const empty = {
	open: 'Nobody waits for an answer. You are told by mail when a request comes, and when one is nearly due.',
	unconfirmed: 'No address waits to be confirmed.',
	closed: 'No request was closed yet.',
};

export function RequestQueue() {
	const { path, query } = place.current.value;
	const after = query.get('after');
	const which = path.endsWith('/closed') ? 'closed' : path.endsWith('/unconfirmed') ? 'unconfirmed' : 'open';
	const found = useResource(`requests ${which} ${after}`, (signal) => listRequests(which, after, signal));
	return (
		<Page title="People’s requests" part={tabs.find((t) => t.href === path)?.name ?? 'To answer'} tabs={tabs}>
			{found.problem?.status === 403 ? (
				<Flash kind="bad">These are for the staff, whom the operator of this installation names. You are not one of them.</Flash>
			) : (
				<Ready of={found} what="the requests">
					{({ items, next }) => (
						<>
							{items.length === 0 && after === null ? <Empty>{empty[which]}</Empty> : <Rows requests={items} which={which} />}
							<Pager first={path} after={after} next={next} of="the requests" />
						</>
					)}
				</Ready>
			)}
		</Page>
	);
}

function Rows({ requests, which }: { requests: readonly staff_item[]; which: keyof typeof empty }) {
	return (
		<section class="listed request" aria-labelledby="queue-heading">
			<h2 class="unseen" id="queue-heading">
				Requests
			</h2>
			<p class="hint">
				Whose they are is shown when you look at one, which is kept, with why.{which === 'unconfirmed' && ' Nobody has shown yet that these addresses are theirs; after a week they are let go.'}
			</p>
			<table class="table">
				<Heads of={['Request', 'Answer by', 'How it stands', 'State']} />
				<tbody>
					{requests.map((r) => (
						<tr key={r.id}>
							<th scope="row">
								<a href={`/staff/requests/${r.id}`}>
									{nouns[r.type]}, received {dayOf(r.received_at)}
								</a>
							</th>
							<td data-name="Answer by">
								<time dateTime={r.due_at}>{dayOf(r.due_at)}</time>
								{r.is_extended && ' (put off)'}
							</td>
							<td data-name="How it stands">
								<span class={`standing ${r.standing}`}>{standings[r.standing]}</span>
							</td>
							<td data-name="State">
								{states[r.state]}
								{r.proposal !== null && `: ${states[r.proposal].toLowerCase()}, as ${r.is_proposed_by_me ? 'you propose' : 'someone proposes'}`}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
