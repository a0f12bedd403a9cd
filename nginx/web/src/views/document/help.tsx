import { keys, type where } from '../../keys.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { TagName } from '../../parts/tag.tsx';
import type { label } from '../../store/desk.ts';

interface props {
	tags: readonly label[];
	classes?: readonly label[];
	/** Whose keys there are on the page. */
	places: readonly where[];
	close: () => void;
}

/** The keyboard map, as the page itself reads it. */
export function Help({ tags, classes = [], places, close }: props) {
	const isThere = (w: where): boolean => places.includes(w);
	return (
		<Dialog title="Keys" close={close}>
			<p class="hint">
				{isThere('page')
					? 'Arrows and the keys beside them work while the text or the list of marks has the focus; all others anywhere on the page.'
					: 'They work while the text or the list of marks has the focus.'}
			</p>
			<table class="keys">
				<thead class="unseen">
					<tr>
						<th scope="col">Key</th>
						<th scope="col">What it does</th>
					</tr>
				</thead>
				<tbody>
					{tags.map((t) => (
						<Label key={t.id} label={t} does="Mark as" />
					))}
					{classes.map((c) => (
						<Label key={c.id} label={c} does="Say of the whole text:" />
					))}
					{keys.filter((k) => k.where.some(isThere)).map((k) => (
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

/** Without a key it can be given by Tab and Enter; what it means is said all the same. */
function Label({ label, does }: { label: label; does: string }) {
	return (
		<tr>
			<th scope="row">{label.key ? <kbd>{label.key}</kbd> : <span class="hint">no key</span>}</th>
			<td>
				{does} <TagName tag={{ ...label, key: null }} />
				{label.description && <p class="hint">{label.description}</p>}
			</td>
		</tr>
	);
}
