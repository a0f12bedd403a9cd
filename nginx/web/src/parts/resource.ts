/** Something a screen reads from the server: it waits, it has failed, or it is here. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, type Problem } from '../problem.ts';

export interface resource<T> {
	readonly value: T | null;
	readonly problem: Problem | null;
	readonly reload: () => void;
	/** Show this, which the server has just said, instead. */
	readonly replace: (value: T) => void;
	/** Do this to what is shown by then: others may have been at it since it was drawn. */
	readonly change: (how: (now: T) => T) => void;
}

/** Read anew whenever the key changes; an answer to an older key is dropped. */
export function useResource<T>(key: string, read: (signal: AbortSignal) => Promise<T>): resource<T> {
	const [state, setState] = useState<{ key: string; value: T | null; problem: Problem | null }>({
		key,
		value: null,
		problem: null,
	});
	const [turn, setTurn] = useState(0);
	const latest = useRef(key);
	latest.current = key;
	const reading = useRef<AbortController | null>(null);
	useEffect(() => {
		const stop = new AbortController();
		reading.current = stop;
		read(stop.signal).then(
			(value) => !stop.signal.aborted && setState({ key, value, problem: null }),
			(thrown) =>
				!stop.signal.aborted &&
				setState((old) => ({
					key,
					value: old.key === key ? old.value : null,
					problem: asProblem(thrown),
				})),
		);
		return () => stop.abort();
	}, [key, turn]);
	const reload = useCallback(() => {
		setState((old) => ({ ...old, problem: null }));
		setTurn((n) => n + 1);
	}, []);
	const change = useCallback(
		(how: (now: T | null) => T | null) => {
			/* What was done to something else that was shown before. */
			if (latest.current !== key) return;
			/* What is still being read is older. */
			reading.current?.abort();
			setState((old) => ({ key, value: how(old.key === key ? old.value : null), problem: null }));
		},
		[key],
	);
	const isCurrent = state.key === key;
	return {
		value: isCurrent ? state.value : null,
		problem: isCurrent ? state.problem : null,
		reload,
		replace: (value) => change(() => value),
		change: (how) => change((now) => (now === null ? null : how(now))),
	};
}
