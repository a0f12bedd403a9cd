import type { flaw } from './types.gen.ts';

export type { flaw };

/** How a request ended badly, as RFC 9457 tells it; or that no answer came at all. */
export class Problem extends Error {
	constructor(
		/** The HTTP status; 0 when the server did not answer. */
		readonly status: number,
		/** The last part of the problem's type: "not-found". */
		readonly slug: string,
		title: string,
		readonly flaws: readonly flaw[] = [],
		/** After how many seconds to try again, where the server said so. */
		readonly retryAfter: number | null = null,
	) {
		super(title);
		this.name = 'Problem';
	}

	/** What is wrong with the value at this pointer, if anything. */
	at(pointer: string): string | null {
		return this.flaws.find((f) => f.pointer === pointer)?.detail ?? null;
	}

	/** The same problem in words that fit the place. */
	saying(sentence: string): Problem {
		return new Problem(this.status, this.slug, sentence, this.flaws, this.retryAfter);
	}

	/** May the request have been carried out, although nobody can tell? */
	get isUncertain(): boolean {
		return this.status === 0 || this.status >= 500;
	}
}

export const unreachable = (): Problem => new Problem(0, 'unreachable', 'The server could not be reached');

/** Did the server answer with this status? */
export const isStatus = (thrown: unknown, ...statuses: readonly number[]): thrown is Problem =>
	thrown instanceof Problem && statuses.includes(thrown.status);

/** What was to be ended and is gone already has ended. */
export async function orGone(ending: Promise<unknown>): Promise<void> {
	try {
		await ending;
	} catch (thrown) {
		if (!isStatus(thrown, 404)) throw thrown;
	}
}

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
	if (thrown instanceof Problem) return thrown;
	console.error(thrown);
	return new Problem(0, 'broken-page', 'Something failed on this page');
}

const isFlaw = (x: unknown): x is flaw =>
	typeof x === 'object' &&
	x !== null &&
	typeof (x as flaw).pointer === 'string' &&
	typeof (x as flaw).detail === 'string';

/** The problem in a reply's body, or one made from the status when the body holds none. */
export function problemOf(status: number, body: string, retryAfter: string | null): Problem {
	let told: { type?: unknown; title?: unknown; detail?: unknown; errors?: unknown } = {};
	try {
		const parsed: unknown = JSON.parse(body);
		if (typeof parsed === 'object' && parsed !== null) told = parsed;
	} catch {
		/* Not JSON: someone between us and the service has answered. */
	}
	const slug = typeof told.type === 'string' ? (told.type.split('/').at(-1) ?? '') : '';
	const title = typeof told.title === 'string' ? told.title : `The server answered ${status}`;
	const detail = typeof told.detail === 'string' && told.detail !== '' ? told.detail : title;
	const flaws = Array.isArray(told.errors) ? told.errors.filter(isFlaw) : [];
	const seconds = Number(retryAfter ?? NaN);
	return new Problem(status, slug, detail, flaws, Number.isFinite(seconds) ? seconds : null);
}
