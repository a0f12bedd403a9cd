/** How far an import is: sent, read, done; and what to do when it cannot go on by itself. */
import { useState } from 'preact/hooks';
import { Flash } from '../../parts/notice.tsx';
import { counted, figure, size } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import type { dataset_import } from '../../types.gen.ts';
import { ChooseFile } from './choose.tsx';
import { Next } from './next.tsx';
import { goOnNow, notTheSame, rememberedFile, startUpload, type upload } from './upload.ts';

interface props {
	import: dataset_import;
	upload: upload | undefined;
	/** That the dataset is in; null: not known yet. */
	project: string | null;
	reload: () => void;
}

export function Progress({ import: i, upload, project, reload }: props) {
	if (upload) return <Sending id={i.id} upload={upload} />;
	switch (i.state) {
		case 'receiving':
			return <Broken import={i} reload={reload} />;
		case 'done':
			return <Done import={i} project={project} />;
		case 'refused':
			return <Refused import={i} />;
		default:
			return <Reading import={i} />;
	}
}

const percent = (part: number): string => `${Math.floor(part * 100)} %`;

function Sending({ id, upload: { file, sent, state, problem } }: { id: string; upload: upload }) {
	const part = file.size > 0 ? sent / file.size : 1;
	return (
		<section class="panel import-progress" aria-labelledby="progress-heading">
			<h2 id="progress-heading">
				Sending <bdi>{file.name}</bdi>
			</h2>
			<progress value={part} max={1} aria-label="Sent" />
			<p class="facts">
				{size(sent)} of {size(file.size)}, {percent(part)}. You may look at other pages meanwhile; keep this window open.
			</p>
			{state === 'waiting' && (
				<div class="notice" role="alert">
					<p>{problem?.message}. What has arrived is kept; it goes on by itself.</p>
					<button type="button" onClick={() => goOnNow(id)}>
						Go on now
					</button>
				</div>
			)}
			{state === 'stopped' && (
				<div class="notice bad" role="alert">
					<p>It cannot go on: {problem?.flaws[0]?.detail ?? problem?.message}.</p>
					<button type="button" onClick={() => startUpload(id, file, 0)}>
						Try again
					</button>
				</div>
			)}
		</section>
	);
}

/** The page was loaded anew, or someone else has begun it: the file has to be shown again. */
function Broken({ import: i, reload }: { import: dataset_import; reload: () => void }) {
	const before = rememberedFile(i.id);
	const [flaw, setFlaw] = useState<string | null>(null);
	const choose = (file: File): void => {
		const why = notTheSame(file, i.received, before);
		setFlaw(why);
		if (why) return;
		startUpload(i.id, file, i.received);
		reload();
	};
	const arrived = i.received === 0 ? 'Nothing of the file has arrived yet' : `${size(i.received)} have arrived`;
	return (
		<section class="panel import-progress" aria-labelledby="progress-heading">
			<h2 id="progress-heading">The file was not sent to its end</h2>
			{before && <progress value={i.received / Math.max(before.size, 1)} max={1} aria-label="Sent" />}
			<p>
				{arrived}
				{before && ` of ${size(before.size)}`}. Choose{' '}
				{before ? (
					<>
						<bdi>{before.name}</bdi> again
					</>
				) : (
					'the same file again'
				)}
				, and it goes on from there.
			</p>
			{may('project.write') && (
				<ChooseFile label="The same file" hint="It can also be dropped here." chosen={choose} flaw={flaw} />
			)}
		</section>
	);
}

function Reading({ import: i }: { import: dataset_import }) {
	const part = i.parsed / Math.max(i.received, 1);
	const title = { waiting: 'The file is here and waits to be read', checking: 'Checking each row', adding: 'Adding the texts' };
	return (
		<section class="panel import-progress" aria-labelledby="progress-heading">
			<h2 id="progress-heading">{title[i.state as keyof typeof title]}</h2>
			<progress value={part} max={1} aria-label="Read" />
			<p class="facts">
				{size(i.parsed)} of {size(i.received)}, {percent(part)}. {counted(i.examples, 'text')} added so far. It goes on when
				you leave.
			</p>
		</section>
	);
}

function Done({ import: i, project }: Pick<props, 'import' | 'project'>) {
	const figures = [
		{ name: 'Added', value: i.examples },
		{ name: 'Known already', value: i.known },
		{ name: 'Left out', value: i.flaws },
	];
	return (
		<section class="panel import-progress" aria-labelledby="progress-heading">
			<h2 id="progress-heading">The import is done</h2>
			<dl class="figures">
				{figures.map(({ name, value }) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{figure(value)}</dd>
					</div>
				))}
			</dl>
			<p class="buttons">
				<a class="button main" href={`/datasets/${i.dataset}`}>
					See the texts
				</a>
				{project && <Next dataset={i.dataset} project={project} />}
			</p>
		</section>
	);
}

function Refused({ import: i }: { import: dataset_import }) {
	const why = i.all_or_nothing
		? 'it was to be all or nothing, and something in it is wrong'
		: 'the file cannot be read as it was described';
	return (
		<section class="import-progress" aria-labelledby="progress-heading">
			<h2 id="progress-heading">The file was refused</h2>
			<Flash kind="bad">
				Nothing was added: {why}.
			</Flash>
			{may('project.write') && (
				<p>
					<a class="button" href={`/datasets/${i.dataset}/import`}>
						Import another file
					</a>
				</p>
			)}
		</section>
	);
}
