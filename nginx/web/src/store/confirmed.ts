/** The address that was confirmed in this tab, so that the page says so again when it is loaded anew: until the log-in. */
const NAME = 'obelus.confirmed';

export interface confirmed {
	/** Of the mailed link: it is spent. */
	readonly code: string;
	readonly username: string;
}

export function find(): confirmed | null {
	try {
		const kept = JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as Partial<confirmed> | null;
		return typeof kept?.code === 'string' && typeof kept.username === 'string' ? { code: kept.code, username: kept.username } : null;
	} catch {
		return null;
	}
}

export function keep(now: confirmed): void {
	try {
		sessionStorage.setItem(NAME, JSON.stringify(now));
	} catch {
		/* Then it is said once. */
	}
}

export function forget(): void {
	try {
		sessionStorage.removeItem(NAME);
	} catch {
		/* Then there is nothing. */
	}
}
