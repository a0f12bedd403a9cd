/** From what people did on which days to what is plotted and put into a table: pure, and the same for both. */
import type { job_day } from '../../types.gen.ts';
import { nameOf } from './name.ts';

type row = Pick<job_day, 'day' | 'person' | 'username' | 'submissions' | 'spans' | 'classes'>;

export type view = 'all' | 'examples' | 'labels';

export interface series {
	readonly name: string;
	/** One a day. */
	readonly values: readonly number[];
}

export interface chart {
	/** YYYY-MM-DD, UTC; one after the other, those without work as well. */
	readonly days: readonly string[];
	readonly series: readonly series[];
}

const DAY_MS = 86_400_000;

const dayOf = (row: row): string => row.day.slice(0, 10);

/** All days from the first to the last of these. */
export function daysBetween(first: string, last: string): string[] {
	const days: string[] = [];
	const end = Date.parse(last);
	for (let at = Date.parse(first); at <= end; at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
	return days;
}

const examplesOf = (row: row): number => row.submissions;
const labelsOf = (row: row): number => row.spans + row.classes;

export function chartOf(rows: readonly row[], view: view): chart {
	const worked = rows.map(dayOf).sort();
	if (worked.length === 0) return { days: [], series: [] };
	const days = daysBetween(worked[0]!, worked.at(-1)!);
	const place = new Map(days.map((day, i) => [day, i]));
	const sum = (name: string, of: readonly row[], count: (row: row) => number): series => {
		const values = days.map(() => 0);
		for (const row of of) values[place.get(dayOf(row))!]! += count(row);
		return { name, values };
	};
	if (view === 'all') return { days, series: [sum('Examples', rows, examplesOf), sum('Labels', rows, labelsOf)] };
	const count = view === 'examples' ? examplesOf : labelsOf;
	const people = [...new Map(rows.map((r) => [r.person, nameOf(r)]))];
	const all = people.map(([person, name]) => sum(name, rows.filter((r) => r.person === person), count));
	return { days, series: all.sort((a, b) => total(b) - total(a) || a.name.localeCompare(b.name)) };
}

export const total = (s: series): number => s.values.reduce((a, b) => a + b, 0);

/** As many lines as can be told apart: the last one has all that are left, together. */
export function atMost(n: number, { days, series }: chart): chart {
	if (series.length <= n) return { days, series };
	const rest = series.slice(n - 1);
	const values = days.map((_, i) => rest.reduce((sum, s) => sum + s.values[i]!, 0));
	return { days, series: [...series.slice(0, n - 1), { name: `${rest.length} others`, values }] };
}
