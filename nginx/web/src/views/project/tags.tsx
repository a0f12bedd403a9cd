import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { TagName } from '../../parts/tag.tsx';
import { draftBeside, draftOf, newTagOf, type tag_draft, TagFields } from '../../parts/tag-fields.tsx';
import { isStatus } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { project, tag } from '../../types.gen.ts';

export function Tags({ project }: { project: project }) {
	const { value, problem, reload, replace } = useResource(project.id, (signal) =>
		api.listTags(project.id, signal),
	);
	const [editing, setEditing] = useState<string | null>(null);
	const section = useRef<HTMLElement>(null);
	const close = (): void => {
		setEditing(null);
		/* The form that had the focus is gone. */
		section.current?.querySelector('h2')?.focus();
	};
	if (!value)
		return (
			<section class="tags">
				{problem ? <Failed problem={problem} retry={reload} /> : <Loading what="the tags" />}
			</section>
		);
	return (
		<section class="tags" ref={section} aria-labelledby="tags-heading">
			<h2 id="tags-heading" tabIndex={-1}>
				Tags
			</h2>
			{value.length === 0 && editing !== 'new' && (
				<p class="hint">No tags yet. These texts are marked with tags of their own; jobs have schemas instead.</p>
			)}
			<ul class="rows">
				{value.map((t) => (
					<li key={t.id}>
						{editing === t.id ? (
							<TagEdit
								tag={t}
								close={close}
								saved={(now) => replace(value.map((o) => (o.id === t.id ? now : o)))}
							/>
						) : (
							<TagRow tag={t} edit={() => setEditing(t.id)} />
						)}
					</li>
				))}
			</ul>
			{editing === 'new' ? (
				<TagCreate
					project={project}
					tags={value}
					close={close}
					made={(now) => replace([...value, now])}
				/>
			) : (
				may('project.write') && (
					<button type="button" onClick={() => setEditing('new')}>
						Add a tag
					</button>
				)
			)}
		</section>
	);
}

function TagRow({ tag, edit }: { tag: tag; edit: () => void }) {
	return (
		<div class="tag-line">
			<div>
				<TagName tag={tag} />
				{tag.description && (
					<p class="hint" dir="auto">
						{tag.description}
					</p>
				)}
			</div>
			{may('project.write') && (
				<button type="button" class="quiet" onClick={edit}>
					Change<span class="unseen"> {tag.name}</span>
				</button>
			)}
		</div>
	);
}

function TagCreate({
	project,
	tags,
	close,
	made,
}: {
	project: project;
	tags: readonly tag[];
	close: () => void;
	made: (tag: tag) => void;
}) {
	const [draft, setDraft] = useState(() =>
		draftBeside(
			tags,
			tags.map((t) => t.key),
		),
	);
	const submit = async (): Promise<void> => {
		const now = await api.createTag(project.id, newTagOf(draft));
		made(now);
		say(`Tag ${now.name} was added.`);
		close();
	};
	return (
		<TagForm
			draft={draft}
			change={setDraft}
			group="New tag"
			action="Add"
			doing="Adding…"
			submit={submit}
			close={close}
		/>
	);
}

function TagEdit({ tag, close, saved }: { tag: tag; close: () => void; saved: (tag: tag) => void }) {
	const [draft, setDraft] = useState(() => draftOf(tag));
	const [latest, setLatest] = useState(tag);
	const submit = async (): Promise<void> => {
		const { name, colour } = draft;
		try {
			saved(
				await api.updateTag(latest, {
					name: name.trim(),
					colour,
					key: draft.key || null,
					description: draft.description.trim() || null,
				}),
			);
		} catch (thrown) {
			if (!isStatus(thrown, 412)) throw thrown;
			const theirs = (await api.listTags(tag.project)).find((t) => t.id === tag.id);
			if (theirs) setLatest(theirs);
			throw thrown.saying(
				`Someone has changed this tag first, to “${theirs?.name ?? ''}”. Save again to put yours in its place`,
			);
		}
		say(`Tag ${name} was saved.`);
		close();
	};
	return (
		<TagForm
			draft={draft}
			change={setDraft}
			group={`Tag ${tag.name}`}
			action="Save"
			doing="Saving…"
			submit={submit}
			close={close}
		/>
	);
}

interface form_props {
	draft: tag_draft;
	change: (draft: tag_draft) => void;
	group: string;
	action: string;
	doing: string;
	submit: () => Promise<void>;
	close: () => void;
}

function TagForm({ draft, change, group, action, doing, submit, close }: form_props) {
	return (
		<div class="panel">
			<Form
				fields={[]}
				action={action}
				doing={doing}
				submit={submit}
				cancel={close}
				more={(problem) => (
					<TagFields draft={draft} change={change} problem={problem} pointer="#" group={group} />
				)}
			/>
		</div>
	);
}
