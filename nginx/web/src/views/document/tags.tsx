import type { ComponentChildren } from 'preact';
import { TagName } from '../../parts/tag.tsx';
import { counted, figure } from '../../parts/words.ts';
import type { Desk } from '../../store/desk.ts';

/** The tags, as buttons: each gives itself to the open mark or to what is selected. `none` is shown where there is none. */
export function TagPanel({ desk, none }: { desk: Desk; none?: ComponentChildren }) {
	const counts = desk.sheet.counts.value;
	const opened = desk.opened.value;
	const usual = desk.tag(desk.usual.value ?? '');
	const choose = (id: string): void => {
		window.getSelection()?.removeAllRanges();
		desk.choose(id);
	};
	return (
		<section class="tag-panel" aria-labelledby="tag-panel-heading">
			<h2 id="tag-panel-heading">Tags</h2>
			{desk.tags.length === 0 && <p class="hint">{none}</p>}
			<ul>
				{desk.tags.map((t) => (
					<li key={t.id}>
						<button
							type="button"
							aria-current={opened?.tag === t.id ? 'true' : undefined}
							aria-keyshortcuts={t.key ?? undefined}
							title={t.description ?? undefined}
							/* The text keeps the focus and what is selected in it. */
							onMouseDown={(e) => e.preventDefault()}
							onClick={() => choose(t.id)}
						>
							<TagName tag={t} />
							<span class="ends">
								{usual?.id === t.id && (
									<span class="usual" aria-hidden="true">
										2×
									</span>
								)}
								<span class="count" aria-label={counted(counts.get(t.id) ?? 0, 'mark')}>
									{figure(counts.get(t.id) ?? 0)}
								</span>
							</span>
						</button>
					</li>
				))}
			</ul>
			<p class="hint wide-only">
				Select text, then choose a tag.{usual && ` A double click (2×) marks a word as ${usual.name}.`}
			</p>
		</section>
	);
}
