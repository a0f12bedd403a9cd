/** A text that a person wrote in Markdown, as the server's HTML shows it; or as it was typed, if that cannot be read. */
import { type ComponentChildren, h } from 'preact';
import { useMemo } from 'preact/hooks';
import { type node, treeOf } from '../text/html.ts';

export function Guidelines({ html, markdown }: { html: string; markdown?: string | null }) {
	const tree = useMemo(() => treeOf(html), [html]);
	if (!tree)
		return (
			<div class="prose typed" dir="auto">
				{markdown ?? 'These guidelines cannot be shown here.'}
			</div>
		);
	return (
		<div class="prose" dir="auto">
			{tree.map(shown)}
		</div>
	);
}

/** The reader has let none through but elements and attributes that it knows. */
const shown = (n: node): ComponentChildren =>
	typeof n === 'string' ? n : h(n.tag, { ...n.attributes, ...(n.tag === 'pre' || n.tag === 'table' ? { tabIndex: 0 } : {}) }, ...n.children.map(shown));
