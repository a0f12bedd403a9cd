/** What was not saved yet is not left behind unasked. */
import { useEffect } from 'preact/hooks';
import * as place from '../store/place.ts';

export function useGuard(isUnsaved: boolean, question: string): void {
	useEffect(() => {
		if (!isUnsaved) return;
		const stop = place.guard(() => window.confirm(question));
		const ask = (e: BeforeUnloadEvent): void => e.preventDefault();
		window.addEventListener('beforeunload', ask);
		return () => {
			stop();
			window.removeEventListener('beforeunload', ask);
		};
	}, [isUnsaved, question]);
}
