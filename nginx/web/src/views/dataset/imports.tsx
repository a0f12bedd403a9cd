/** The files that fill a dataset, newest first; looked at while one of them is being read. */
import { useEffect, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Failed } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, date } from '../../parts/words.ts';
import type { dataset_import } from '../../types.gen.ts';
import { isOver, untilOver } from './poll.ts';
import { type upload, uploads } from './upload.ts';
import { formatName, states } from './words.ts';

const SHOWN = 3;

/** `changed`: examples have come. */
export function Imports({ dataset, changed }: { dataset: string; changed: () => void }) {
	const { value, problem, reload, replace } = useResource(dataset, (signal) => api.listImports(dataset, signal));
	const [isWhole, setWhole] = useState(false);
	/* Of those that are at work only one is read at a time: the oldest. */
	const running = value?.find((i) => !isOver(i) && i.state !== 'receiving')?.id ?? null;
	useEffect(() => {
		if (!value || !running) return;
		const stop = new AbortController();
		const tell = (now: dataset_import): void => replace(value.map((i) => (i.id === now.id ? now : i)));
		untilOver(running, tell, stop.signal).then(changed, () => {});
		return () => stop.abort();
	}, [running]);
	/* One that was sent from here has come to its end meanwhile. */
	const sending = value?.filter((i) => uploads.value.has(i.id)).length ?? 0;
	useEffect(() => {
		if (!value) return;
		reload();
		changed();
	}, [sending]);
	if (problem) return <Failed problem={problem} retry={reload} />;
	if (!value || value.length === 0) return null;
	const newest = [...value].reverse();
	return (
		<section class="imports" aria-labelledby="imports-heading">
			<h2 id="imports-heading">Imports</h2>
			<ul class="rows">
				{(isWhole ? newest : newest.slice(0, SHOWN)).map((i) => (
					<Line key={i.id} import={i} upload={uploads.value.get(i.id)} />
				))}
			</ul>
			{newest.length > SHOWN && (
				<button type="button" class="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
					{isWhole ? 'Show fewer' : `Show all ${newest.length}`}
				</button>
			)}
		</section>
	);
}

function Line({ import: i, upload }: { import: dataset_import; upload: upload | undefined }) {
	const part = upload ? upload.sent / upload.file.size : i.parsed / Math.max(i.received, 1);
	const isMoving = upload !== undefined || i.state === 'checking' || i.state === 'adding';
	return (
		<li>
			<a href={`/imports/${i.id}`}>
				{formatName(i.format)}, {date(i.created_at)}
			</a>
			<span class={`state ${i.state}`}>{upload ? 'Sending' : states[i.state]}</span>
			{isMoving && <progress value={part} max={1} aria-label={upload ? 'Sent' : 'Read'} />}
			<span class="facts">{outcome(i)}</span>
		</li>
	);
}

/** "20 added, 3 known already, 1 left out" */
export function outcome({ state, examples, known, flaws }: dataset_import): string {
	if (state === 'receiving' || state === 'waiting') return '';
	if (state === 'refused') return 'Nothing added';
	return [
		`${counted(examples, 'text')} added`,
		known > 0 && `${counted(known, 'row')} known already`,
		flaws > 0 && `${counted(flaws, 'row')} left out`,
	]
		.filter(Boolean)
		.join(', ');
}
