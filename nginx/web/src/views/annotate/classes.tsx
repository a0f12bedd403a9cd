import { useId } from 'preact/hooks';
import { TagName } from '../../parts/tag.tsx';
import type { Choice } from '../../store/choice.ts';
import type { label } from '../../store/desk.ts';

/** What the text is as a whole. */
export function ClassPanel({ choice, retired }: { choice: Choice; retired: readonly label[] }) {
	const id = useId();
	const { classes, isSingle } = choice;
	const given = choice.given.value;
	const gone = retired.filter((l) => given.includes(l.id) && !classes.some((c) => c.id === l.id));
	if (classes.length + gone.length === 0) return null;
	return (
		<section class="class-panel" aria-labelledby={id}>
			<h2 id={id}>{isSingle ? 'Class' : 'Classes'}</h2>
			<ul role={isSingle ? 'radiogroup' : 'group'} aria-labelledby={id}>
				{classes.map((c) => (
					<li key={c.id} role="presentation">
						<label title={c.description ?? undefined}>
							<input
								type={isSingle ? 'radio' : 'checkbox'}
								name={id}
								aria-label={c.name}
								aria-keyshortcuts={c.key ?? undefined}
								checked={given.includes(c.id)}
								onChange={() => choice.toggle(c.id)}
							/>
							<TagName tag={c} />
						</label>
					</li>
				))}
			</ul>
			{gone.map((c) => (
				<p key={c.id} class="gone">
					<TagName tag={{ ...c, key: null }} />
					<span class="hint">retired</span>
					<button type="button" class="quiet" onClick={() => choice.toggle(c.id)}>
						Remove<span class="unseen"> {c.name}</span>
					</button>
				</p>
			))}
			{isSingle && (
				<button
					type="button"
					class={given.some((g) => classes.some((c) => c.id === g)) ? 'quiet' : 'quiet none-yet'}
					onClick={() => choice.toggle(given[0]!)}
				>
					No class
				</button>
			)}
		</section>
	);
}
