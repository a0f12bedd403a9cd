/** The catalogue's words as people read them. */
import type { catalogue_word } from '../../types.gen.ts';

/** What a word of a kind means; a word that is not told means itself. */
export type meaning = (kind: string, word: string) => string;

export function meaningOf(words: readonly catalogue_word[]): meaning {
	const byWord = new Map(words.map((w) => [`${w.kind} ${w.word}`, w.meaning]));
	return (kind, word) => byWord.get(`${kind} ${word}`) ?? word;
}

const UNITS: Readonly<Record<string, string>> = { D: 'day', W: 'week', M: 'month', Y: 'year' };

/** session+P30D: "30 days after the session expires or is ended"; account: "the account is erased" */
export function periodOf(retain: string, meaning: meaning): string {
	const [event = '', period] = retain.split('+');
	const [, count, unit] = /^P(\d+)([DWMY])$/.exec(period ?? '') ?? [];
	const ends = meaning('retain', event);
	if (!count || !unit) return ends;
	return `${count} ${UNITS[unit]}${count === '1' ? '' : 's'} after ${ends}`;
}
