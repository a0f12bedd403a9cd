/** Numbers and times in the reader's own manner. */
const number = new Intl.NumberFormat();
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const figure = (n: number): string => number.format(n);

export const date = (iso: string): string => day.format(new Date(iso));

export const moment = (iso: string): string => minute.format(new Date(iso));

/** "1 text", "2 texts" */
export const counted = (n: number, one: string, many = `${one}s`): string =>
	`${figure(n)} ${n === 1 ? one : many}`;

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const sizes = units.map((unit) => new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: 1 }));

/** "512 bytes", "1.2 MB" */
export function size(bytes: number): string {
	const step = Math.min(bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3), units.length - 1);
	return sizes[step]!.format(bytes / 1000 ** step);
}

/** The same sentence with a capital at its beginning. */
export const upper = (sentence: string): string => sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
