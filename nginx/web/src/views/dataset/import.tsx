/** One import: how far it is, what came of it, and what was left out. */
import { useEffect, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { date } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { dataset_import } from '../../types.gen.ts';
import { Cancel } from './cancel.tsx';
import { Fact } from './example.tsx';
import { Flaws } from './flaws.tsx';
import { isOver, untilOver } from './poll.ts';
import { Progress } from './progress.tsx';
import { latest, uploads } from './upload.ts';
import { outcome } from './imports.tsx';
import { formatName } from './words.ts';

export function ImportPage({ id }: { id: string }) {
	const { value, problem, reload, replace } = useResource(id, (signal) => api.showImport(id, signal));
	const upload = uploads.value.get(id);
	const isOurs = upload !== undefined;
	/* While it is sent from here the upload itself knows best; an empty wait for a sender is not asked about. */
	useEffect(() => {
		if (!value || isOver(value) || isOurs) return;
		const stop = new AbortController();
		const tell = (now: dataset_import): void => {
			replace(now);
			if (isOver(now)) say(now.state === 'done' ? `The import is done: ${outcome(now)}.` : 'The file was refused.');
		};
		untilOver(id, tell, stop.signal).catch(() => {});
		return () => stop.abort();
	}, [id, value === null, isOurs]);
	const sent = latest.value?.id === id ? latest.value : null;
	if (value) return <Loaded import={sent && sent.version > value.version ? sent : value} reload={reload} />;
	return (
		<Page title="Import">
			{!may('project.read') ? (
				<Denied need="project.read" what="see imports" />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : (
				<Loading what="the import" />
			)}
		</Page>
	);
}

function Loaded({ import: i, reload }: { import: dataset_import; reload: () => void }) {
	const dataset = useResource(i.dataset, (signal) => api.showDataset(i.dataset, signal));
	const above = { name: dataset.value?.name ?? 'Dataset', href: `/datasets/${i.dataset}` };
	const [isAsking, setAsking] = useState(false);
	const actions = may('project.write') && (
		<button type="button" aria-haspopup="dialog" onClick={() => setAsking(true)}>
			{isOver(i) ? 'Remove the import' : 'Cancel the import'}
		</button>
	);
	return (
		<Page title="Import" above={above} actions={actions}>
			<Progress import={i} upload={uploads.value.get(i.id)} project={dataset.value?.project ?? null} reload={reload} />
			{i.flaws > 0 && isOver(i) && <Flaws import={i} />}
			<How import={i} />
			{isAsking && <Cancel import={i} close={() => setAsking(false)} />}
		</Page>
	);
}

/** How the file is read. */
function How({ import: i }: { import: dataset_import }) {
	const fields: [string, string | null][] = [
		['Format', formatName(i.format)],
		['Text', i.content_field],
		['Id', i.id_field],
		['Group', i.group_field],
		['Order in the group', i.order_field],
		['Metadata', i.metadata_field],
		['When a row is wrong', i.all_or_nothing ? 'Nothing is added' : 'It is left out'],
		['Begun', date(i.created_at)],
	];
	return (
		<section aria-labelledby="how-heading">
			<h2 id="how-heading">How it is read</h2>
			<dl class="facts-list">
				{fields.map(([name, value]) => value !== null && <Fact key={name} name={name} value={value} />)}
			</dl>
		</section>
	);
}
