/** The versions of the policy, for the staff: which wait to be decided on, and what became of the others. */
import { listVersions } from '../../api/staff_policy.ts';
import { dayOf } from '../../parts/day.ts';
import { Heads } from '../../parts/heads.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { upper } from '../../parts/words.ts';
import type { staff_policy_item } from '../../types.gen.ts';
import '../request/parts.tsx';
import { tabs } from '../request/tabs.ts';
import { mailsOf, standings, wordsOf } from './words.ts';

export function PolicyList() {
	const found = useResource('versions', (signal) => listVersions(signal));
	return (
		<Page title="Versions of the privacy policy" tabs={tabs}>
			{found.problem?.status === 403 ? (
				<Flash kind="bad">This is for the staff, whom the operator of this installation names. You are not one of them.</Flash>
			) : (
				<Ready of={found} what="the versions">
					{({ versions }) => <Rows of={versions} />}
				</Ready>
			)}
		</Page>
	);
}

function Rows({ of }: { of: readonly staff_policy_item[] }) {
	const isWaiting = of.some((v) => v.standing === 'waiting');
	return (
		<section class="listed request" aria-labelledby="versions-heading">
			<h2 class="unseen" id="versions-heading">
				Versions
			</h2>
			<p class="hint">
				A new version comes with a release of the program, and nobody sees it until two of the staff have said what it is and from
				when it is in force.{!isWaiting && ' None waits for that now.'}
			</p>
			<table class="table">
				<Heads of={['Version', 'How it stands', 'Change', 'In force from', 'Mails']} />
				<tbody>
					{of.map((v) => (
						<tr key={v.number}>
							<th scope="row">
								<a href={`/staff/policy/${v.number}`}>Version {v.number}</a>
							</th>
							<td data-name="How it stands">
								{v.standing === 'past' && v.published_at === null ? 'Passed over by a later one' : standings[v.standing]}
								{v.proposals.map((p) => (
									<p class="hint" key={p.class}>
										{p.is_mine ? 'You propose' : 'Someone proposes'}: {wordsOf(p)}
									</p>
								))}
							</td>
							<td data-name="Change">{upper(v.class ?? `${v.suggested_class}, as its authors see it`)}</td>
							<td data-name="In force from">{v.effective_from && dayOf(v.effective_from)}</td>
							<td data-name="Mails">{mailsOf(v)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
