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
const LINE_PX = 3;

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
			style={{ '--tag': tag?.colour ?? '#888888' }}
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
	const colour = (m: laid<mark>): string => tags.get(m.mark.tag)?.colour ?? '#888888';
	const shortest = s.over.reduce((a, b) => (b.end - b.start <= a.end - a.start ? b : a));
	const lanes = Math.max(...s.over.map((m) => m.lane)) + 1;
	const line = (m: laid<mark>): string =>
		`linear-gradient(color-mix(in oklab, ${colour(m)}, var(--ink) 20%) 0 0)`;
	const ends = s.over.some((m) => m.end === s.end);
	const classes = [
		ends && 'ends',
		s.over.some((m) => m.mark.key === open) && 'open',
		s.over.length > 1 && 'many',
	];
	const style = {
		'--tag': colour(shortest),
		paddingBottom: `${lanes * LANE_PX - 2}px`,
		backgroundImage: s.over.map(line).join(', '),
		backgroundPosition: s.over
			.map((m) => `0 calc(100% - ${(lanes - 1 - m.lane) * LANE_PX}px)`)
			.join(', '),
		backgroundSize: `100% ${LINE_PX}px`,
	};
	return (
		<mark data-at={s.start} class={classes.filter(Boolean).join(' ')} style={style}>
			{text}
		</mark>
	);
}
