import type { ReadonlySignal } from '@preact/signals';
import { Component, type ComponentChildren, createRef } from 'preact';
import type { Desk, label } from '../../store/desk.ts';
import type { mark, row } from '../../store/sheet.ts';
import { type block, directionOf, paragraphOf } from '../../text/blocks.ts';
import { type segment, segmentsOf } from '../../text/layout.ts';
import { type ends, endsIn, selectAgain } from './positions.ts';

interface props {
	desk: Desk;
	block: block;
	tags: ReadonlyMap<string, label>;
	/** Does it show its marks yet? */
	isFilled: ReadonlySignal<boolean>;
	/** Is a part of the text selected in the browser? To ask the browser itself costs a layout. */
	isSelecting: () => boolean;
	/** Called when its elements are others than before. */
	redrawn: () => void;
}

const LANE_PX = 5;
const nothing: row = { marks: [], open: null };

/**
 * One paragraph, cut into segments. Each segment's element says where its one
 * text node begins (data-at), so that the browser's positions can be told in
 * the text's. Labels are drawn by the style sheet and are no text: nothing
 * that is not the document can be selected or counted.
 *
 * It is drawn anew when its own marks change, and what the browser has
 * selected in it stays selected.
 */
export class Paragraph extends Component<props> {
	private readonly p = createRef<HTMLParagraphElement>();
	private known = new Map<string, ComponentChildren[]>();

	/** A paragraph that was cut runs the way in which it began. */
	private readonly direction: { dir: 'auto' | 'ltr' | 'rtl'; class?: string } = (() => {
		const { block, desk } = this.props;
		if (!block.goesOn) return { dir: 'auto' };
		return { dir: directionOf(desk.textOf(paragraphOf(desk.blocks, block).first)), class: 'goes-on' };
	})();

	override getSnapshotBeforeUpdate(): ends | null {
		return this.p.current && this.props.isSelecting() ? endsIn(this.p.current) : null;
	}

	override componentDidUpdate(_: props, __: object, selected: ends | null): void {
		if (selected && this.p.current) selectAgain(this.p.current, selected);
		this.props.redrawn();
	}

	/** A segment that shows what it did is the same as before, and costs nothing. */
	private drawn(segments: readonly segment<mark>[], open: string | null): ComponentChildren {
		const { desk, tags } = this.props;
		const before = this.known;
		this.known = new Map();
		return segments.map((s) => {
			const name = `${s.start} ${s.end} ${s.over.map((m) => `${m.mark.key} ${m.mark.tag} ${m.start} ${m.end} ${m.lane} ${m.mark.key === open}`).join()}`;
			const same = before.get(name) ?? [
				...s.over
					.filter((m) => m.start === s.start)
					.map((m) => <Label key={m.mark.key} mark={m.mark} tags={tags} isOpen={m.mark.key === open} />),
				<Segment key={s.start} segment={s} text={desk.textOf(s)} open={open} tags={tags} />,
			];
			this.known.set(name, same);
			return same;
		});
	}

	override render({ desk, block, isFilled }: props) {
		const { marks, open } = isFilled.value ? desk.sheet.row(block.index).value : nothing;
		const lanes = marks.reduce((n, m) => Math.max(n, m.lane + 1), 1);
		return (
			<p ref={this.p} {...this.direction} style={lanes > 1 ? { '--lanes': lanes } : undefined}>
				{this.drawn(segmentsOf(block, marks), open)}
			</p>
		);
	}
}

function Label({ mark, tags, isOpen }: { mark: mark; tags: ReadonlyMap<string, label>; isOpen: boolean }) {
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
	tags: ReadonlyMap<string, label>;
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

const colourOf = (m: mark, tags: ReadonlyMap<string, label>): string => tags.get(m.tag)?.colour ?? '#888888';

/**
 * The shortest mark fills, and each has a line below in its lane. One mark in
 * the first lane, as nearly all are, needs no more than its colour: the style
 * sheet does the rest.
 */
function styleOf(s: segment<mark>, tags: ReadonlyMap<string, label>): string {
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
