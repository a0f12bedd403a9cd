import { Component } from 'preact';
import type { mark } from '../../store/marks.ts';
import { type laid, type segment, segmentsOf } from '../../text/layout.ts';
import type { range } from '../../text/range.ts';
import type { tag } from '../../types.gen.ts';

interface props {
	text: string;
	block: range;
	/** The marks that touch this paragraph: the same array as long as they are the same. */
	marks: readonly laid<mark>[];
	/** The key of the open mark, if it is one of these. */
	open: string | null;
	tags: ReadonlyMap<string, tag>;
}

const LANE_PX = 5;

/**
 * One paragraph, cut into segments. Each segment's element says where its one
 * text node begins (data-at), so that the browser's positions can be told in
 * the text's. Labels are drawn by the style sheet and are no text: nothing
 * that is not the document can be selected or counted.
 */
export class Paragraph extends Component<props> {
	override shouldComponentUpdate(next: props): boolean {
		return (
			next.marks !== this.props.marks ||
			next.open !== this.props.open ||
			next.block !== this.props.block
		);
	}

	override render({ text, block, marks, open, tags }: props) {
		return (
			<p dir="auto">
				{segmentsOf(block, marks).map((s) => [
					...s.over
						.filter((m) => m.start === s.start)
						.map((m) => (
							<Label key={m.mark.key} mark={m.mark} tags={tags} isOpen={m.mark.key === open} />
						)),
					<Segment
						key={s.start}
						segment={s}
						text={text.slice(s.start, s.end)}
						open={open}
						tags={tags}
					/>,
				])}
			</p>
		);
	}
}

function Label({ mark, tags, isOpen }: { mark: mark; tags: ReadonlyMap<string, tag>; isOpen: boolean }) {
	const tag = tags.get(mark.tag);
	return (
		<span
			class={`label ${isOpen ? 'open' : ''}`}
			data-key={mark.key}
			data-name={tag?.name ?? '?'}
			style={`--tag:${colourOf(mark, tags)}`}
			aria-hidden="true"
		/>
	);
}

interface segment_props {
	segment: segment<mark>;
	text: string;
	open: string | null;
	tags: ReadonlyMap<string, tag>;
}

function Segment({ segment: s, text, open, tags }: segment_props) {
	if (s.over.length === 0) return <span data-at={s.start}>{text}</span>;
	const ends = s.over.some((m) => m.end === s.end);
	const isOpen = s.over.some((m) => m.mark.key === open);
	const classes = [ends && 'ends', isOpen && 'open', s.over.length > 1 && 'many'];
	return (
		<mark data-at={s.start} class={classes.filter(Boolean).join(' ')} style={styleOf(s, tags)}>
			{text}
		</mark>
	);
}

const colourOf = (m: mark, tags: ReadonlyMap<string, tag>): string => tags.get(m.tag)?.colour ?? '#888888';

/**
 * The shortest mark fills, and each has a line below in its lane. One mark in
 * the first lane, as nearly all are, needs no more than its colour: the style
 * sheet does the rest.
 */
function styleOf(s: segment<mark>, tags: ReadonlyMap<string, tag>): string {
	const shortest = s.over.reduce((a, b) => (b.end - b.start <= a.end - a.start ? b : a));
	const fill = `--tag:${colourOf(shortest.mark, tags)}`;
	const lanes = Math.max(...s.over.map((m) => m.lane)) + 1;
	if (lanes === 1) return fill;
	const lines = s.over.map((m) => {
		const colour = `color-mix(in oklab, ${colourOf(m.mark, tags)}, var(--ink) 20%)`;
		const above = (lanes - 1 - m.lane) * LANE_PX;
		return `linear-gradient(${colour} 0 0) 0 calc(100% - ${above}px) / 100% 3px no-repeat`;
	});
	return `${fill};padding-bottom:${lanes * LANE_PX - 2}px;--lines:${lines.join(',')}`;
}
