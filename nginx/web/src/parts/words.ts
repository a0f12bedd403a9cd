/** Numbers and times in the reader's own manner. */
const number = new Intl.NumberFormat();
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export const figure = (n: number): string => number.format(n);

export const date = (iso: string): string => day.format(new Date(iso));

/** "1 text", "2 texts" */
export const counted = (n: number, one: string, many = `${one}s`): string =>
	`${figure(n)} ${n === 1 ? one : many}`;
