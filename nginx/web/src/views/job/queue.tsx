/** The workspace's jobs in the order in which they are handed out; reordered by buttons, by keys and by dragging. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import * as api from '../../api.ts';
import { useLive } from '../../parts/live.ts';
import { Empty, Failed, Flash, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import type { annotation_job_row } from '../../types.gen.ts';
import { Denied } from '../../parts/denied.tsx';
import { type drag, placeDuring, shift, useDrag } from './drag.ts';
import { Line } from './line.ts';
import { Progress, Sample, State } from './progress.tsx';
import { states } from './states.ts';

export function Queue() {
	const isAllowed = may('project.write');
	const { value, problem, reload } = useResource(`queue ${isAllowed}`, async (signal) => {
		if (!isAllowed) return null;
		const [jobs, projects] = await Promise.all([api.listQueue(signal), api.nameProjects(signal)]);
		return { jobs, projects };
	});
	if (!isAllowed)
		return (
			<Page title="Queue">
				<Denied need="project.write" what="keep the queue" />
			</Page>
		);
	return (
		<Page title="Queue">
			<p class="lead">
				Whoever labels is handed the next example of the first active job that has one for them. What is in someone’s
				hands stays there when the order changes. New jobs go before samples that stand at the end.
			</p>
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="the queue" />
			) : (
				<Shown {...value} />
			)}
		</Page>
	);
}

interface shown {
	jobs: readonly annotation_job_row[];
	projects: ReadonlyMap<string, string>;
}

function Shown({ jobs, projects }: shown) {
	const line = useMemo(() => new Line(jobs), [jobs]);
	const list = useRef<HTMLOListElement>(null);
	const drag = useDrag(list, (id, to) => line.move(id, to));
	const isOld = useLive('queue', (signal) => (drag.of ? Promise.resolve(false) : line.refresh(signal)));
	const shown = line.jobs.value;
	useKeptFocus(shown.map((j) => j.id).join());
	const news = line.news.value;
	return (
		<>
			{news && <Flash kind={news.kind}>{news.text}</Flash>}
			{shown.length === 0 ? (
				<Empty>
					<h2>No jobs in the queue</h2>
					<p>
						Jobs are made in a project. <a href="/">Go to the projects</a>
					</p>
				</Empty>
			) : (
				<>
					<p class="hint">
						Drag a job by its handle, use its buttons, or press <kbd>Alt</kbd> + <kbd>↑</kbd> or <kbd>↓</kbd> while one of
						its buttons or its name has the focus.
					</p>
					<ol class={drag.of === null ? 'queue' : 'queue dragging'} ref={list}>
						{shown.map((job, i) => (
							<Row key={job.id} job={job} at={i} of={shown.length} line={line} drag={drag} project={projects.get(job.project)} />
						))}
					</ol>
				</>
			)}
			<p class="hint">
				{line.archived.value > 0 && `${counted(line.archived.value, 'archived job')} left out. `}
				{isOld && 'This may be old: the server cannot be reached just now.'}
			</p>
		</>
	);
}

/** A row that moves takes the focus with it: browsers drop it. */
function useKeptFocus(order: string): void {
	const last = useRef<HTMLElement | null>(null);
	const before = useRef(order);
	const isMoved = before.current !== order;
	if (isMoved) last.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
	useLayoutEffect(() => {
		if (before.current === order) return;
		before.current = order;
		if (last.current?.isConnected && document.activeElement !== last.current) last.current.focus({ preventScroll: true });
		last.current?.closest('li')?.scrollIntoView({ block: 'nearest' });
	}, [order]);
}

interface row {
	job: annotation_job_row;
	at: number;
	of: number;
	line: Line;
	drag: drag;
	project: string | undefined;
}

function Row({ job, at, of, line, drag, project }: row) {
	const onKeyDown = (e: KeyboardEvent): void => {
		if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return;
		e.preventDefault();
		line.move(job.id, e.key === 'ArrowUp' ? at - 1 : at + 1);
	};
	const isDragged = drag.of === job.id;
	const dy = shift(drag, at);
	const to = job.state === 'active' ? 'paused' : 'active';
	return (
		<li
			class={isDragged ? 'dragged' : ''}
			onKeyDown={onKeyDown}
			style={{ transform: dy === 0 ? '' : `translateY(${dy}px)` }}
		>
			<span class="grip" aria-hidden="true" title="Drag to another place" {...drag.handle(job.id, at)}>
				<svg width="10" height="16" viewBox="0 0 10 16">
					{[2, 8, 14].flatMap((y) => [2, 8].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.6" fill="currentColor" />))}
				</svg>
			</span>
			<span class="place" aria-hidden="true">
				{placeDuring(drag, at) + 1}
			</span>
			<div class="what">
				<a class="name" href={`/jobs/${job.id}`} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown">
					<bdi>{job.name}</bdi>
				</a>
				<Sample of={job} />
				{project && (
					<span class="hint">
						{' '}
						<bdi>{project}</bdi>
					</span>
				)}
				<Progress job={job} />
			</div>
			<State of={job.state} />
			<div class="moves" role="group" aria-label={`Move ${job.name}`}>
				<Move name="Up" of={job.name} path="M8 13V3M4 7l4-4 4 4" isEnd={at === 0} move={() => line.move(job.id, at - 1)} />
				<Move name="Down" of={job.name} path="M8 3v10M4 9l4 4 4-4" isEnd={at === of - 1} move={() => line.move(job.id, at + 1)} />
				<Move name="To top" of={job.name} path="M3 2h10M8 14V5M4 9l4-4 4 4" isEnd={at === 0} move={() => line.move(job.id, 0)} />
				<Move
					name="To bottom"
					of={job.name}
					path="M3 14h10M8 2v9M4 7l4 4 4-4"
					isEnd={at === of - 1}
					move={() => line.move(job.id, of - 1)}
				/>
			</div>
			<button type="button" class="quiet" onClick={() => line.turn(job.id, to)}>
				{states[to].action}
				<span class="unseen"> {job.name}</span>
			</button>
		</li>
	);
}

function Move({ name, of, path, isEnd, move }: { name: string; of: string; path: string; isEnd: boolean; move: () => void }) {
	return (
		<button type="button" class="quiet move" title={name} aria-label={`${name}: ${of}`} aria-disabled={isEnd} onClick={move}>
			<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
				<path d={path} />
			</svg>
		</button>
	);
}
