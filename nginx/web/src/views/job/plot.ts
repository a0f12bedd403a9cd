/** Draws a chart with uPlot: a file of its own, fetched when there is something to plot. */
import uPlot from 'uplot';
import { figure } from '../../parts/words.ts';
import type { chart } from './series.ts';

export interface drawn {
	readonly remove: () => void;
}

/** How the lines of a chart look, in this order: by colour and by dashes. */
export interface stroke {
	readonly colour: string;
	readonly dash: readonly number[];
}

interface order {
	readonly chart: chart;
	readonly strokes: readonly stroke[];
	/** Writes a day on the axis. */
	readonly dayName: (day: string) => string;
	/** Which day is pointed at. */
	readonly point: (day: number | null) => void;
}

const HEIGHT = 240;
const DAYS = [1, 2, 7, 14, 28, 56, 112, 364];
const COUNTS = [1, 2, 5].flatMap((n) => [1, 10, 100, 1e3, 1e4, 1e5, 1e6].map((ten) => n * ten)).sort((a, b) => a - b);

/** What a colour of the style sheet is in this look of the page: canvas knows no variables. */
function resolved(colour: string, box: HTMLElement): string {
	const probe = document.createElement('span');
	probe.style.color = colour;
	box.append(probe);
	const found = getComputedStyle(probe).color;
	probe.remove();
	return found;
}

function make(box: HTMLElement, { chart, strokes, dayName, point }: order): uPlot {
	const ink = resolved('var(--faint)', box);
	const line = resolved('var(--line)', box);
	const axis: uPlot.Axis = {
		stroke: ink,
		font: '13px system-ui, sans-serif',
		grid: { stroke: line, width: 1 },
		ticks: { stroke: line, width: 1 },
	};
	return new uPlot(
		{
			width: box.clientWidth,
			height: HEIGHT,
			legend: { show: false },
			cursor: { drag: { x: false, y: false, setScale: false }, y: false },
			scales: {
				x: { time: false, range: (_, first, last) => [first - 0.5, last + 0.5] },
				y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] },
			},
			axes: [
				{
					...axis,
					incrs: DAYS,
					space: 76,
					values: (_, splits) => splits.map((i) => (chart.days[i] ? dayName(chart.days[i]!) : '')),
				},
				{ ...axis, incrs: COUNTS, size: 56, values: (_, splits) => splits.map(figure) },
			],
			series: [
				{},
				...chart.series.map((s, i): uPlot.Series => {
					const colour = resolved(strokes[i]!.colour, box);
					return {
						label: s.name,
						stroke: colour,
						width: 2,
						dash: [...strokes[i]!.dash],
						points: { show: chart.days.length < 60, size: 7, fill: colour },
					};
				}),
			],
			hooks: { setCursor: [(u) => point(u.cursor.idx ?? null)] },
		},
		[chart.days.map((_, i) => i), ...chart.series.map((s) => [...s.values])],
		box,
	);
}

/** Drawn anew when the box has another width, or the page another look. */
export function draw(box: HTMLElement, order: order): drawn {
	let plot = make(box, order);
	const again = (): void => {
		plot.destroy();
		plot = make(box, order);
	};
	const watcher = new ResizeObserver(() => {
		if (box.clientWidth !== plot.width) plot.setSize({ width: box.clientWidth, height: HEIGHT });
	});
	watcher.observe(box);
	const looks = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((look) => window.matchMedia(look));
	for (const look of looks) look.addEventListener('change', again);
	return {
		remove: () => {
			watcher.disconnect();
			for (const look of looks) look.removeEventListener('change', again);
			plot.destroy();
		},
	};
}
