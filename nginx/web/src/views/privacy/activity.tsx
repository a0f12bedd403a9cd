/** What one did, newest first, everywhere: the record that is kept of it. */
import * as api from '../../api.ts';
import { Heads } from '../../parts/heads.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { moment, upper } from '../../parts/words.ts';
import * as place from '../../store/place.ts';
import type { own_deed } from '../../types.gen.ts';
import { Account } from '../person/account.tsx';
import { WhoLooked } from '../request/looked.tsx';

export function YourActivity() {
	const after = place.current.value.query.get('after');
	const found = useResource(`own activity ${after}`, (signal) => api.listDeeds(after, signal));
	return (
		<Account part="Activity">
			<Ready of={found} what="what you did">
				{({ items, next }) => (
					<section class="listed" aria-labelledby="deeds-heading">
						<h2 id="deeds-heading">What you did</h2>
						<p class="hint">
							Every change leaves a line: who, what, when and where, and nothing of any text. Who runs a project sees what
							was done in it. Names of workspaces and projects are shown while you belong to them; they are not part of the
							record.
						</p>
						<table class="table">
							<Heads of={['When', 'What', 'Where']} />
							<tbody>
								{items.map((d) => (
									<Row key={d.id} deed={d} />
								))}
							</tbody>
						</table>
						<Pager first="/account/activity" after={after} next={next} of="what you did" />
					</section>
				)}
			</Ready>
			<WhoLooked />
		</Account>
	);
}

function Row({ deed }: { deed: own_deed }) {
	return (
		<tr>
			<th scope="row">
				<time dateTime={deed.at}>{moment(deed.at)}</time>
			</th>
			<td data-name="What">{upper(deed.about)}</td>
			<td data-name="Where">
				<Where deed={deed} />
			</td>
		</tr>
	);
}

function Where({ deed }: { deed: own_deed }) {
	if (deed.workspace === null) return <>Your account</>;
	if (deed.workspace_name === null) return <>A workspace that you left</>;
	return (
		<>
			<bdi>{deed.workspace_name}</bdi>
			{deed.project_name !== null && (
				<>
					{' '}
					· <bdi>{deed.project_name}</bdi>
				</>
			)}
		</>
	);
}
