/** The text of a policy: its parts, its links, and how two versions differ. */
import type { policy, policy_clause } from '../../types.gen.ts';

export interface part {
	readonly heading: string;
	readonly id: string;
	readonly sentences: readonly policy_clause[];
}

const slug = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

export function partsOf(sentences: readonly policy_clause[]): part[] {
	const parts: { heading: string; id: string; sentences: policy_clause[] }[] = [];
	for (const s of sentences) {
		if (parts.at(-1)?.heading !== s.heading) parts.push({ heading: s.heading, id: slug(s.heading), sentences: [] });
		parts.at(-1)!.sentences.push(s);
	}
	return parts;
}

export const clausesOf = (s: policy_clause): string[] => s.clauses.split(' ');

/** By sentence: the clauses that no sentence before it has. Each is an address on the page once. */
export function anchorsOf(sentences: readonly policy_clause[]): Map<policy_clause, string[]> {
	const had = new Set<string>();
	return new Map(
		sentences.map((s) => {
			const fresh = clausesOf(s).filter((id) => !had.has(id));
			fresh.forEach((id) => had.add(id));
			return [s, fresh];
		}),
	);
}

/** Words, a link, or who is meant. */
export type piece = { readonly text: string; readonly href?: string; readonly isName?: boolean };

const SPECIAL = /(\{controller\}|\{contact\}|https:\/\/[^\s),]+|\/\.well-known\/security\.txt)/;

/** A sentence with those whom it speaks of in their places. */
export function piecesOf(sentence: string, { controller, contact }: Pick<policy, 'controller' | 'contact'>): piece[] {
	return sentence.split(SPECIAL).filter((text) => text !== '').map((text) => {
		if (text === '{controller}') return { text: controller, isName: true };
		if (text === '{contact}') return { text: contact, href: `mailto:${contact}` };
		return SPECIAL.test(text) ? { text, href: text } : { text };
	});
}

export interface change {
	readonly kind: 'kept' | 'added' | 'removed';
	readonly sentence: policy_clause;
}

const same = (a: policy_clause, b: policy_clause): boolean =>
	a.heading === b.heading && a.sentence === b.sentence && a.clauses === b.clauses;

/** Sentence by sentence, what became of the one version in the other: the longest row of sentences that both have is kept. */
export function changesOf(from: readonly policy_clause[], to: readonly policy_clause[]): change[] {
	const long = lengths(from, to);
	const changes: change[] = [];
	let [i, k] = [0, 0];
	while (i < from.length || k < to.length) {
		const [a, b] = [from[i], to[k]];
		if (a && b && same(a, b)) {
			changes.push({ kind: 'kept', sentence: b });
			i++;
			k++;
		} else if (a && (!b || long[i + 1]![k]! >= long[i]![k + 1]!)) {
			changes.push({ kind: 'removed', sentence: a });
			i++;
		} else {
			changes.push({ kind: 'added', sentence: b! });
			k++;
		}
	}
	return changes;
}

/** At [i][k]: how many sentences the rests from i and from k have in common, in their order. */
function lengths(from: readonly policy_clause[], to: readonly policy_clause[]): number[][] {
	const long = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
	for (let i = from.length - 1; i >= 0; i--)
		for (let k = to.length - 1; k >= 0; k--)
			long[i]![k] = same(from[i]!, to[k]!) ? long[i + 1]![k + 1]! + 1 : Math.max(long[i + 1]![k]!, long[i]![k + 1]!);
	return long;
}
