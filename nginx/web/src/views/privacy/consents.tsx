/** What one agreed to and took back, with a receipt of each. */
import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { give } from '../../parts/give.ts';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Flash } from '../../parts/notice.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { moment, upper } from '../../parts/words.ts';
import { asProblem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import type { consent_event } from '../../types.gen.ts';

/** turn: grows with each act, after which the list is read again. */
export function Consents({ turn }: { turn: number }) {
	const after = place.current.value.query.get('after');
	const found = useResource(`consents ${after}`, (signal) => api.listConsents(after, signal));
	const seen = useRef(turn);
	useEffect(() => {
		if (seen.current !== turn) found.reload();
		seen.current = turn;
	}, [turn]);
	return (
		<section class="listed consents" aria-labelledby="consents-heading">
			<h2 id="consents-heading">What you agreed to</h2>
			<Ready of={found} what="what you agreed to">
				{({ items, next }) =>
					items.length === 0 && after === null ? (
						<Empty>
							<p>You never switched any of this on or off.</p>
						</Empty>
					) : (
						<>
							<p class="hint">Each is kept as it was for as long as you have an account. A receipt is a file that we have signed.</p>
							<table class="table">
								<Heads of={['When', 'What', 'How', 'Privacy policy']} acts />
								<tbody>
									{items.map((e) => (
										<Row key={e.id} of={e} />
									))}
								</tbody>
							</table>
							<Pager first="/account/mail" after={after} next={next} of="what you agreed to" />
						</>
					)
				}
			</Ready>
		</section>
	);
}

const acts: Record<consent_event['act'], string> = { given: 'Switched on', refused: 'Left off', withdrawn: 'Switched off' };
const names: Record<consent_event['category'], string> = { news: 'News', feedback: 'Questions to you' };
const ways: Record<consent_event['method'], string> = {
	page: 'On this page',
	one_click: 'By the link in a mail',
	restore: 'By us: a backup was restored',
};

function Row({ of }: { of: consent_event }) {
	const [isBusy, setBusy] = useState(false);
	const [flaw, setFlaw] = useState<string | null>(null);
	const download = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		setFlaw(null);
		try {
			give(`receipt-${of.id}.json`, await api.fetchReceipt(of.id));
		} catch (thrown) {
			setFlaw(`${upper(asProblem(thrown).message)}.`);
		}
		setBusy(false);
	};
	const what = `${names[of.category]}: ${acts[of.act].toLocaleLowerCase()}`;
	return (
		<tr>
			<th scope="row">
				<time dateTime={of.at}>{moment(of.at)}</time>
			</th>
			<td data-name="What">
				{what}
				{of.text !== null && (
					<details>
						<summary>
							What you were shown<span class="unseen"> on {moment(of.at)}</span>
						</summary>
						<p class="hint">
							{of.title}. {of.text} “{of.label}”
						</p>
					</details>
				)}
				{flaw && <Flash kind="bad">{flaw}</Flash>}
			</td>
			<td data-name="How">
				{ways[of.method]}
				{of.despite_signal && ', though your browser asks for privacy'}
			</td>
			<td data-name="Privacy policy">
				<a href={`/legal/privacy/versions/${of.policy_version}`}>Version {of.policy_version}</a>
			</td>
			<td class="act">
				<button type="button" aria-disabled={isBusy} onClick={download}>
					{isBusy ? 'Downloading…' : 'Receipt'}
					<span class="unseen">
						{' '}
						of “{what}”, {moment(of.at)}
					</span>
				</button>
			</td>
		</tr>
	);
}
