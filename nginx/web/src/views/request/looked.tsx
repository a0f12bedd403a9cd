/** When the staff looked at what is about oneself. */
import { listLooks } from '../../api/request.ts';
import { Heads } from '../../parts/heads.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { moment } from '../../parts/words.ts';
import { nouns, reasons } from './words.ts';

export function WhoLooked() {
	const found = useResource('looks', (signal) => listLooks(signal));
	return (
		<section class="listed" aria-labelledby="looked-heading">
			<h2 id="looked-heading">Who looked at your data</h2>
			<Ready of={found} what="who looked at your data">
				{({ reads }) =>
					reads.length === 0 ? (
						<p class="hint">Nobody of the staff has looked at a request of yours.</p>
					) : (
						<table class="table">
							<Heads of={['When', 'Who', 'At what', 'Why']} />
							<tbody>
								{reads.map((l) => (
									<tr key={l.id}>
										<th scope="row">
											<time dateTime={l.at}>{moment(l.at)}</time>
										</th>
										<td data-name="Who">Staff</td>
										<td data-name="At what">{l.request_type === null ? 'A request that is removed' : `Request: ${nouns[l.request_type].toLowerCase()}`}</td>
										<td data-name="Why">{reasons[l.reason]}</td>
									</tr>
								))}
							</tbody>
						</table>
					)
				}
			</Ready>
		</section>
	);
}
