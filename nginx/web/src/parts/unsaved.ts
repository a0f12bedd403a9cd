/** What was not saved yet is not left behind unasked. */
import { useEffect, useRef } from 'preact/hooks';
import * as place from '../store/place.ts';

const QUESTION = 'What you have written is not saved. Leave all the same?';

/** Both the way to another page and the way out of this one are asked about, while it is. */
export function useUnsaved(isUnsaved: () => boolean, question = QUESTION): void {
	const latest = useRef(isUnsaved);
	latest.current = isUnsaved;
	useEffect(() => {
		const stop = place.guard(() => !latest.current() || window.confirm(question));
		const ask = (e: BeforeUnloadEvent): void => {
			if (latest.current()) e.preventDefault();
		};
		window.addEventListener('beforeunload', ask);
		return () => {
			stop();
			window.removeEventListener('beforeunload', ask);
		};
	}, [question]);
}
