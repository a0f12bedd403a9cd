/** A tag as people see it everywhere: its colour, its name, its key; never the colour alone. */
import type { tag } from '../types.gen.ts';

export function TagName({ tag }: { tag: Pick<tag, 'name' | 'colour' | 'key'> }) {
	return (
		<span class="tag">
			<span class="swatch" style={{ '--tag': tag.colour }} aria-hidden="true" />
			<span class="name" dir="auto">
				{tag.name}
			</span>
			{tag.key && <kbd aria-label={`key ${tag.key}`}>{tag.key}</kbd>}
		</span>
	);
}
