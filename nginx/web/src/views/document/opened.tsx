import { useId } from 'preact/hooks';
import type { Desk } from '../../store/desk.ts';

/** The open mark: everything that keys do to it, for a mouse or a finger. */
export function Opened({ desk }: { desk: Desk }) {
	const id = useId();
	const m = desk.opened.value;
	if (!m) return <p class="hint">Choose a mark in the text or in the list to change it.</p>;
	const { start, end } = desk.pointsOf(m);
	const isRetired = !desk.tags.some((t) => t.id === m.tag);
	const edge = (which: 'start' | 'end', by: 1 | -1, name: string, sign: string) => (
		<button type="button" aria-label={name} title={name} onClick={() => desk.moveEdge(which, by)}>
			{sign}
		</button>
	);
	return (
		<section class="panel opened" aria-label="The open mark">
			<blockquote dir="auto">{desk.textOf(m)}</blockquote>
			<p class="facts">
				Characters {start} to {end}
			</p>
			<div class="field">
				<label for={id}>Tag</label>
				<select id={id} value={m.tag} onChange={(e) => desk.choose(e.currentTarget.value)}>
					{isRetired && <option value={m.tag}>{desk.tag(m.tag)?.name ?? 'Unknown tag'} (retired)</option>}
					{desk.tags.map((t) => (
						<option key={t.id} value={t.id}>
							{t.name}
						</option>
					))}
				</select>
			</div>
			<div class="edges">
				<div role="group" aria-label="Start">
					<span>Start</span>
					{edge('start', -1, 'Start one word earlier', '−')}
					{edge('start', 1, 'Start one word later', '+')}
				</div>
				<div role="group" aria-label="End">
					<span>End</span>
					{edge('end', -1, 'End one word earlier', '−')}
					{edge('end', 1, 'End one word later', '+')}
				</div>
			</div>
			<div class="buttons">
				<button type="button" onClick={() => desk.remove()}>
					Remove
				</button>
				<button type="button" class="quiet" onClick={() => desk.cancel()}>
					Close
				</button>
			</div>
		</section>
	);
}
