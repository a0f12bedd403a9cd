import { useEffect, useMemo, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { figure } from '../../parts/words.ts';
import { Desk } from '../../store/desk.ts';
import { Marks } from '../../store/marks.ts';
import * as place from '../../store/place.ts';
import type { project } from '../../types.gen.ts';
import { Help } from './help.tsx';
import { MarkList } from './marks.tsx';
import { Opened } from './opened.tsx';
import { Saved } from './saved.tsx';
import { TagPanel } from './tags.tsx';
import { Text } from './text.tsx';

interface opened {
	readonly desk: Desk<Marks>;
	readonly project: project;
}

async function read(id: string, signal: AbortSignal): Promise<opened> {
	const document = await api.showDocument(id, signal);
	const [project, tags] = await Promise.all([
		api.showProject(document.project, signal),
		api.listTags(document.project, signal),
	]);
	const { name, text } = document;
	const paper = { name, text, tags, retired: [], mayOverlap: true };
	return { project, desk: new Desk(paper, (offsets, blocks) => new Marks(document, offsets, blocks)) };
}

export function DocumentPage({ id }: { id: string }) {
	const { value, problem, reload } = useResource(id, (signal) => read(id, signal));
	if (value) return <DeskView {...value} />;
	return (
		<Page title="Text" {...(!problem && { width: 'wide' })}>
			{problem ? <Failed problem={problem} retry={reload} /> : <Loading what="the text" />}
		</Page>
	);
}

function DeskView({ desk, project }: opened) {
	const { paper, history } = desk;
	const [isHelping, setHelping] = useState(false);
	const help = useMemo(() => () => setHelping(true), []);
	useEffect(() => guardUnsaved(desk), [desk]);
	useEffect(() => load(desk), [desk]);
	const actions = (
		<>
			<Saved marks={desk.marks} />
			<button type="button" onClick={() => desk.undo()} aria-disabled={!history.canUndo.value}>
				Undo
			</button>
			<button type="button" onClick={() => desk.redo()} aria-disabled={!history.canRedo.value}>
				Redo
			</button>
			<button type="button" onClick={help}>
				Keys
			</button>
		</>
	);
	return (
		<Page
			title={paper.name}
			above={{ name: project.name, href: `/projects/${project.id}/texts` }}
			actions={actions}
			width="wide"
		>
			<div class="desk">
				<TagPanel
					desk={desk}
					none={
						<>
							This project has no tags yet. <a href={`/projects/${project.id}/texts`}>Add one</a> to mark
							something.
						</>
					}
				/>
				<Text desk={desk} help={help} />
				<aside class="marks" aria-labelledby="marks-heading">
					<h2 id="marks-heading">
						Marks <span class="count">{figure(desk.sheet.all.value.length)}</span>
					</h2>
					<Opened desk={desk} />
					<MarkList desk={desk} help={help} />
				</aside>
			</div>
			{isHelping && <Help tags={desk.tags} places={['text', 'list']} close={() => setHelping(false)} />}
		</Page>
	);
}

/** The text is shown while its marks are still coming. */
function load(desk: Desk<Marks>): () => void {
	const stop = new AbortController();
	void desk.marks.load(stop.signal);
	return () => stop.abort();
}

/** Nobody leaves work behind without being asked. */
function guardUnsaved(desk: Desk<Marks>): () => void {
	const isUnsaved = (): boolean => desk.marks.saving.value + desk.marks.failed.value.size > 0;
	const stop = place.guard(
		() => !isUnsaved() || window.confirm('Some changes are not saved. Leave all the same?'),
	);
	const ask = (e: BeforeUnloadEvent): void => {
		if (isUnsaved()) e.preventDefault();
	};
	window.addEventListener('beforeunload', ask);
	return () => {
		stop();
		window.removeEventListener('beforeunload', ask);
	};
}
