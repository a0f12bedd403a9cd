/** What was written and not saved is not left behind unasked. */
import { useEffect, useRef } from 'preact/hooks';
import * as place from '../store/place.ts';

export function useUnsaved(isUnsaved: () => boolean): void {
	const latest = useRef(isUnsaved);
	latest.current = isUnsaved;
	useEffect(() => {
		const stop = place.guard(
			() => !latest.current() || window.confirm('What you have written is not saved. Leave all the same?'),
		);
		const ask = (e: BeforeUnloadEvent): void => {
			if (latest.current()) e.preventDefault();
		};
		window.addEventListener('beforeunload', ask);
		return () => {
			stop();
			window.removeEventListener('beforeunload', ask);
		};
	}, []);
}
