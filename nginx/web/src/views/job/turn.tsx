/** From part to part of a long list that has no address of its own. */
import { useState } from 'preact/hooks';

export interface turns {
	/** Where this part begins; null: the first. */
	readonly after: string | null;
	readonly back: (() => void) | null;
	readonly on: (next: string) => void;
}

export function useTurns(): turns {
	const [parts, setParts] = useState<readonly (string | null)[]>([null]);
	return {
		after: parts.at(-1)!,
		back: parts.length > 1 ? () => setParts(parts.slice(0, -1)) : null,
		on: (next) => setParts([...parts, next]),
	};
}

export function Turn({ turns, next, of }: { turns: turns; next: string | null; of: string }) {
	const { back, on } = turns;
	if (!back && next === null) return null;
	return (
		<div class="buttons">
			{back && (
				<button type="button" onClick={back}>
					Previous {of}
				</button>
			)}
			{next !== null && (
				<button type="button" onClick={() => on(next)}>
					Next {of}
				</button>
			)}
		</div>
	);
}
