/** What was done on which day, and by whom: as a plot for who looks, as a table for who reads. */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { figure } from '../../parts/words.ts';
import type { annotation_job, job_day } from '../../types.gen.ts';
import type { drawn, stroke } from './plot.ts';
import { atMost, type chart, chartOf, total, type view } from './series.ts';

const MOST_LINES = 8;
const strokes: readonly stroke[] = [[], [6, 4], [2, 3], [10, 4, 2, 4], [14, 5], [1, 5], [8, 3, 8, 8], [3, 8]].map((dash, i) => ({
	colour: `var(--line-${i + 1})`,
	dash,
}));

const views: readonly [view, string][] = [
	['all', 'Examples and labels'],
	['examples', 'Examples by person'],
	['labels', 'Labels by person'],
];

const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const wholeDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const dayName = (day: string): string => dayMonth.format(new Date(day));

export function Days({ job }: { job: annotation_job }) {
	const { value, problem, reload } = useResource(job.id, (signal) => api.listJobDays(job.id, signal));
	useChanges(job.revision, reload);
	return (
		<section class="days" aria-labelledby="days-heading">
			<h2 id="days-heading">Day by day</h2>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="what was done" />
			) : value.length === 0 ? (
				<Empty>
					<p>Nothing was submitted or skipped yet.</p>
				</Empty>
			) : (
				<Chart rows={value} />
			)}
		</section>
	);
}

/** Calls when this number has become another one. */
export function useChanges(number: number, call: () => void): void {
	const before = useRef(number);
	useEffect(() => {
		if (before.current !== number) call();
		before.current = number;
	}, [number]);
}

function Chart({ rows }: { rows: readonly job_day[] }) {
	const id = useId();
	const [view, setView] = useState<view>('all');
	const chart = useMemo(() => chartOf(rows, view), [rows, view]);
	const plotted = useMemo(() => atMost(MOST_LINES, chart), [chart]);
	const what = views.find(([v]) => v === view)![1];
	return (
		<>
			<fieldset class="views">
				<legend class="unseen">What is shown</legend>
				{views.map(([v, name]) => (
					<label key={v} class="option">
						<input type="radio" name={id} checked={v === view} onChange={() => setView(v)} />
						{name}
					</label>
				))}
			</fieldset>
			<div class="beside">
				{chart.days.length > 1 && <Plot chart={plotted} what={what} />}
				<Table chart={chart} what={what} />
			</div>
			<p class="hint">
				Days begin at midnight UTC. What is changed or taken back counts as it is now, on the day of its first submission.
				{plotted.series.length < chart.series.length && ' The plot has those who did most; the table has everyone.'}
			</p>
		</>
	);
}

function Plot({ chart, what }: { chart: chart; what: string }) {
	const box = useRef<HTMLDivElement>(null);
	const [at, setAt] = useState<number | null>(null);
	const [isMissing, setMissing] = useState(false);
	useEffect(() => {
		let plot: drawn | null = null;
		let isGone = false;
		import('./plot.ts').then(
			({ draw }) => {
				if (!isGone) plot = draw(box.current!, { chart, strokes, dayName, point: setAt });
			},
			() => setMissing(true),
		);
		return () => {
			isGone = true;
			plot?.remove();
		};
	}, [chart]);
	const { days, series } = chart;
	const from = `${wholeDay.format(new Date(days[0]!))} to ${wholeDay.format(new Date(days.at(-1)!))}`;
	const day = at === null ? null : days[at];
	return (
		<figure class="plot">
			{isMissing ? (
				<p class="hint">The plot could not be fetched; its numbers are in the table.</p>
			) : (
				<div class="canvas" role="img" aria-label={`Plot: ${what.toLowerCase()} per day, ${from}. The table has its numbers.`} ref={box} />
			)}
			<figcaption>
				<p class="hint" aria-hidden="true">
					{day ? wholeDay.format(new Date(day)) : 'In all'}:
				</p>
				<ul class="lines">
					{series.map((s, i) => (
						<li key={i}>
							<Sample stroke={strokes[i]!} />
							<bdi>{s.name}</bdi> <span class="count">{figure(day ? s.values[at!]! : total(s))}</span>
						</li>
					))}
				</ul>
			</figcaption>
		</figure>
	);
}

function Sample({ stroke }: { stroke: stroke }) {
	return (
		<svg class="sample" width="28" height="10" aria-hidden="true" style={{ color: stroke.colour }}>
			<line x1="1" y1="5" x2="27" y2="5" stroke="currentColor" stroke-width="2" stroke-dasharray={stroke.dash.join(' ')} />
			<circle cx="14" cy="5" r="3.5" fill="currentColor" />
		</svg>
	);
}

/** Newest first; days without work are there, too. */
function Table({ chart, what }: { chart: chart; what: string }) {
	const rows = chart.days.map((day, i) => ({ day, i })).reverse();
	return (
		<div class="scroll" role="region" aria-label={`Table: ${what.toLowerCase()} per day`} tabIndex={0}>
			<table class="table">
				<thead>
					<tr>
						<th scope="col">Day</th>
						{chart.series.map((s, k) => (
							<th key={k} scope="col" class="number">
								<bdi>{s.name}</bdi>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(({ day, i }) => (
						<tr key={day}>
							<th scope="row">
								<time dateTime={day}>{wholeDay.format(new Date(day))}</time>
							</th>
							{chart.series.map((s, k) => (
								<td key={k} class="number" data-name={s.name}>
									{figure(s.values[i]!)}
								</td>
							))}
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<th scope="row">In all</th>
						{chart.series.map((s, k) => (
							<td key={k} class="number" data-name={s.name}>
								{figure(total(s))}
							</td>
						))}
					</tr>
				</tfoot>
			</table>
		</div>
	);
}
