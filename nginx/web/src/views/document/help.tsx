import { keys } from '../../keys.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { TagName } from '../../parts/tag.tsx';
import type { label } from '../../store/desk.ts';

export function Help({ tags, close }: { tags: readonly label[]; close: () => void }) {
	const keyed = tags.filter((t) => t.key);
	return (
		<Dialog title="Keys" close={close}>
			<p class="hint">They work while the text or the list of marks has the focus.</p>
			<table class="keys">
				<thead class="unseen">
					<tr>
						<th scope="col">Key</th>
						<th scope="col">What it does</th>
					</tr>
				</thead>
				<tbody>
					{keyed.map((t) => (
						<tr key={t.id}>
							<th scope="row">
								<kbd>{t.key}</kbd>
							</th>
							<td>
								Mark as <TagName tag={{ ...t, key: null }} />
								{t.description && <p class="hint">{t.description}</p>}
							</td>
						</tr>
					))}
					{keys.map((k) => (
						<tr key={k.does}>
							<th scope="row">
								{k.shows.map((s) => (
									<kbd key={s}>{s}</kbd>
								))}
							</th>
							<td>{k.does}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Dialog>
	);
}
