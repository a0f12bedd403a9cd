/** A schema for those who may not change it. */
import { Empty } from '../../parts/notice.tsx';
import { TagName } from '../../parts/tag.tsx';
import type { label_schema } from '../../types.gen.ts';

const kinds = [
	{ kind: 'tag', name: 'Tags' },
	{ kind: 'class', name: 'Classes' },
] as const;

export function LabelList({ schema }: { schema: label_schema }) {
	if (schema.labels.length === 0)
		return (
			<Empty>
				<p>It has no labels yet.</p>
			</Empty>
		);
	return (
		<>
			{schema.description && (
				<p class="lead" dir="auto">
					{schema.description}
				</p>
			)}
			{kinds.map(({ kind, name }) => {
				const labels = schema.labels.filter((l) => l.kind === kind);
				return (
					labels.length > 0 && (
						<section key={kind} aria-labelledby={`${kind}-heading`}>
							<h2 id={`${kind}-heading`}>{name}</h2>
							<ul class="rows label-list">
								{labels.map((l) => (
									<li key={l.id}>
										<TagName tag={l} />
										{l.description && (
											<p class="hint" dir="auto">
												{l.description}
											</p>
										)}
									</li>
								))}
							</ul>
						</section>
					)
				);
			})}
			<p class="facts">
				{schema.overlap === 'allow' ? 'Tags may overlap' : 'Tags may not overlap'};{' '}
				{schema.classes === 'multi' ? 'a text may have several classes' : 'a text has one class'}.
			</p>
		</>
	);
}
