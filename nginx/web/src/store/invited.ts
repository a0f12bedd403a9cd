/**
 * The code of an invitation that was opened in this browser and has no answer
 * yet. Who has no account signs up first, and comes back in another tab from
 * another mail: so it is kept on this computer, as long as the link is good. It
 * is of use only to the account of the address that was invited.
 */
import { signal } from '@preact/signals';

const NAME = 'obelus.invitation';
const LASTS_MS = 7 * 86_400_000;

/** '': there is none. */
export const code = signal(kept());

function kept(): string {
	try {
		const found = JSON.parse(localStorage.getItem(NAME) ?? 'null') as { code?: unknown; until?: unknown } | null;
		if (typeof found?.code === 'string' && typeof found.until === 'number' && found.until > Date.now()) return found.code;
		localStorage.removeItem(NAME);
	} catch {
		/* Nothing can be kept here, or it was not kept by us. */
	}
	return '';
}

/** The seven days begin when it is first opened. */
export function keep(opened: string): void {
	if (opened === code.value) return;
	code.value = opened;
	try {
		localStorage.setItem(NAME, JSON.stringify({ code: opened, until: Date.now() + LASTS_MS }));
	} catch {
		/* This window knows it all the same. */
	}
}

/** It was answered, or is good for nothing. */
export function forget(): void {
	code.value = '';
	try {
		localStorage.removeItem(NAME);
	} catch {
		/* Then there is none. */
	}
}

/* Another tab has opened one, or answered it. */
window.addEventListener('storage', (e) => {
	if (e.key === NAME || e.key === null) code.value = kept();
});
