/** The labels of one kind while they are edited: one a row, in their order. */
import { useRef, useState } from 'preact/hooks';
import { areAlike } from '../../parts/colours.ts';
import { TagFields } from '../../parts/tag-fields.tsx';
import type { Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import { type kind, type label_draft, moved, movedTo, pointerOf, withNew } from './draft.ts';

interface props {
	kind: kind;
	labels: readonly label_draft[];
	set: (labels: readonly label_draft[]) => void;
	problem: Problem | null;
}

const words = {
	tag: { one: 'Tag', add: 'Add a tag' },
	class: { one: 'Class', add: 'Add a class' },
} as const;

export function Labels({ kind, labels, set, problem }: props) {
	const list = useRef<HTMLUListElement>(null);
	const adding = useRef<HTMLButtonElement>(null);
	const [dragged, setDragged] = useState<number | null>(null);
	const [over, setOver] = useState<number | null>(null);
	const own = labels.filter((l) => l.kind === kind);
	const focusOn = (selector: string): void => {
		requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
	};
	const add = (): void => {
		const now = withNew(labels, kind);
		set(now);
		focusOn(`[data-place="${now.at(-1)!.place}"] input`);
	};
	const remove = (label: label_draft): void => {
		set(labels.filter((l) => l.place !== label.place));
		say(`${label.name || words[kind].one} was ${label.id === null ? 'removed' : 'retired'}.`);
		adding.current?.focus();
	};
	const move = (label: label_draft, by: -1 | 1): void => {
		const now = moved(labels, label.place, by);
		set(now);
		const at = now.filter((l) => l.kind === kind).findIndex((l) => l.place === label.place);
		say(`${label.name || words[kind].one} is number ${at + 1} of ${own.length}.`);
		focusOn(`[data-place="${label.place}"] [data-move="${by}"]`);
	};
	const drop = (e: DragEvent): void => {
		e.preventDefault();
		if (dragged !== null && over !== null && dragged !== over) set(movedTo(labels, dragged, over));
		setDragged(null);
		setOver(null);
	};
	return (
		<>
			<ul class="labels" ref={list} onDrop={drop}>
				{own.map((l, i) => (
					<li
						key={l.place}
						data-place={l.place}
						class={dragged !== null && over === l.place && dragged !== l.place ? 'over' : undefined}
						onDragOver={(e) => {
							if (dragged === null) return;
							e.preventDefault();
							setOver(l.place);
						}}
					>
						<span
							class="handle"
							aria-hidden="true"
							title="Drag to another place"
							draggable
							onDragStart={(e) => {
								e.dataTransfer?.setData('text/plain', l.name);
								setDragged(l.place);
							}}
							onDragEnd={() => {
								setDragged(null);
								setOver(null);
							}}
						>
							⠿
						</span>
						<Fields kind={kind} at={i} label={l} labels={labels} set={set} problem={problem} />
						<span class="moves">
							<Move label={l} kind={kind} by={-1} isLast={i === 0} move={move} />
							<Move label={l} kind={kind} by={1} isLast={i === own.length - 1} move={move} />
							<button type="button" class="quiet" onClick={() => remove(l)}>
								{l.id === null ? 'Remove' : 'Retire'}
								<span class="unseen"> {l.name || `${words[kind].one} ${i + 1}`}</span>
							</button>
						</span>
					</li>
				))}
			</ul>
			<button type="button" ref={adding} onClick={add}>
				{words[kind].add}
			</button>
		</>
	);
}

interface fields_props extends props {
	at: number;
	label: label_draft;
}

function Fields({ kind, at, label, labels, set, problem }: fields_props) {
	const alike = labels.find((o) => o.place !== label.place && areAlike(o.colour, label.colour));
	return (
		<div class="label-fields">
			<TagFields
				draft={label}
				change={(draft) => set(labels.map((o) => (o.place === label.place ? { ...label, ...draft } : o)))}
				problem={problem}
				pointer={pointerOf(label)}
				group={`${words[kind].one} ${at + 1}`}
			/>
			{alike && <p class="hint">Its colour is hard to tell from that of {alike.name || 'another label'}.</p>}
		</div>
	);
}

interface move_props {
	label: label_draft;
	kind: kind;
	by: -1 | 1;
	isLast: boolean;
	move: (label: label_draft, by: -1 | 1) => void;
}

function Move({ label, kind, by, isLast, move }: move_props) {
	const name = `Move ${label.name || words[kind].one} ${by < 0 ? 'up' : 'down'}`;
	return (
		<button
			type="button"
			class="quiet"
			aria-label={name}
			title={name}
			data-move={by}
			aria-disabled={isLast}
			onClick={() => !isLast && move(label, by)}
		>
			<span aria-hidden="true">{by < 0 ? '↑' : '↓'}</span>
		</button>
	);
}
