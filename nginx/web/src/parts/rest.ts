/** Until so much time is over, or the signal is given, which is listened to no longer than that. */
export const rest = (ms: number, signal?: AbortSignal): Promise<void> =>
	new Promise((done) => {
		if (signal?.aborted) return done();
		const end = (): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', end);
			done();
		};
		const timer = setTimeout(end, ms);
		signal?.addEventListener('abort', end);
	});
