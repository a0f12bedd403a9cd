/* What is plotted and what stands in the table is one computation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { compiled } from './compiled.mjs';

const { atMost, chartOf, daysBetween, total } = await compiled('views/job/series.ts');
const { moved, placeAt, placeOf } = await compiled('views/job/order.ts');

const row = (day, person, submissions, spans, classes) =>
	({ day: `${day}T00:00:00.000000Z`, person, username: `<${person}>`, submissions, spans, classes });

const ROWS = [
	row('2026-02-27', 'a', 2, 3, 1),
	row('2026-02-27', 'b', 1, 0, 2),
	row('2026-03-02', 'b', 4, 9, 0),
];

test('days without work are there, as zero: over the end of a month, too', () => {
	assert.deepEqual(chartOf(ROWS, 'all'), {
		days: ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'],
		series: [
			{ name: 'Examples', values: [3, 0, 0, 4] },
			{ name: 'Labels', values: [6, 0, 0, 9] },
		],
	});
	assert.deepEqual(daysBetween('2024-02-28', '2024-03-01'), ['2024-02-28', '2024-02-29', '2024-03-01']);
	assert.deepEqual(daysBetween('2026-10-24', '2026-10-26').length, 3, 'the clock going back makes no day twice');
});

test('by person: who did most comes first', () => {
	assert.deepEqual(chartOf(ROWS, 'labels').series, [
		{ name: '<b>', values: [2, 0, 0, 9] },
		{ name: '<a>', values: [4, 0, 0, 0] },
	]);
	assert.deepEqual(chartOf(ROWS, 'examples').series.map((s) => [s.name, total(s)]), [['<b>', 5], ['<a>', 2]]);
	assert.deepEqual(chartOf([], 'all'), { days: [], series: [] });
	/* Who left has no name; two of them are two. */
	const left = ROWS.map((r) => ({ ...r, username: null }));
	assert.deepEqual(chartOf(left, 'examples').series.map((s) => [s.name, total(s)]), [['Someone who left', 5], ['Someone who left', 2]]);
});

test('more lines than can be told apart are put together, and nothing is lost', () => {
	const day = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
	const rows = fc.array(fc.tuple(day, fc.constantFrom(...'abcdefghijkl'), fc.nat(50), fc.nat(50), fc.nat(50)).map((r) => row(...r)), { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(rows, fc.integer({ min: 2, max: 8 }), (rows, most) => {
			const whole = chartOf(rows, 'labels');
			const few = atMost(most, whole);
			const sums = (chart) => chart.days.map((_, i) => chart.series.reduce((sum, s) => sum + s.values[i], 0));
			assert.ok(few.series.length <= most);
			assert.deepEqual(sums(few), sums(whole));
			assert.deepEqual(sums(whole), chartOf(rows, 'all').series[1].values);
		}),
	);
});

test('a place in the queue: moved, told to the server, and found under the pointer', () => {
	const all = [...'abcd'].map((id) => ({ id }));
	const ids = (list) => list.map((x) => x.id).join('');
	assert.equal(ids(moved(all, 3, 0)), 'dabc');
	assert.equal(ids(moved(all, 0, 3)), 'bcda');
	assert.equal(ids(moved(all, 1, 2)), 'acbd');
	assert.deepEqual(placeOf(all, 0), { queue: 'top' });
	assert.deepEqual(placeOf(all, 2), { before: 'd' });
	assert.deepEqual(placeOf(all, 3), { queue: 'bottom' });
	const middles = [50, 150, 250, 350];
	assert.deepEqual([10, 140, 160, 260, 900].map((y) => placeAt(middles, 0, y)), [0, 0, 1, 2, 3]);
	assert.deepEqual([10, 140, 160, 340, 360].map((y) => placeAt(middles, 2, y)), [0, 1, 2, 2, 3]);
});
