import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { Problem } from '../../problem.ts';
import type { project } from '../../types.gen.ts';
import { Documents } from './documents.tsx';
import { Tags } from './tags.tsx';

export function ProjectPage({ id }: { id: string }) {
	const { value, problem, reload, replace } = useResource(id, (signal) => api.showProject(id, signal));
	const [isEditing, setEditing] = useState(false);
	const above = { name: 'Projects', href: '/' };
	if (!value) {
		return (
			<Page title="Project" above={above}>
				{problem ? <Failed problem={problem} retry={reload} /> : <Loading what="the project" />}
			</Page>
		);
	}
	const actions = (
		<>
			<button type="button" onClick={() => setEditing(!isEditing)} aria-expanded={isEditing}>
				Rename
			</button>
			<a class="button" href={api.exportPath(id)} download>
				Download labels
			</a>
		</>
	);
	return (
		<Page title={value.name} above={above} actions={actions}>
			{isEditing ? (
				<Edit
					project={value}
					done={(changed) => {
						if (changed) replace(changed);
						setEditing(false);
					}}
				/>
			) : (
				value.description && (
					<p class="lead" dir="auto">
						{value.description}
					</p>
				)
			)}
			<div class="two">
				<Documents project={value} />
				<Tags project={value} />
			</div>
		</Page>
	);
}

function Edit({ project, done }: { project: project; done: (changed?: project) => void }) {
	const fields: readonly field[] = [
		{ name: 'name', label: 'Name', value: project.name },
		{
			name: 'description',
			label: 'Description',
			value: project.description ?? '',
			lines: 3,
			isOptional: true,
		},
	];
	const [latest, setLatest] = useState(project);
	const submit = async ({ name, description }: values): Promise<void> => {
		const change = { name: name!.trim(), description: description!.trim() || null };
		try {
			done(await api.updateProject(latest, change));
		} catch (thrown) {
			if (!(thrown instanceof Problem) || thrown.status !== 412) throw thrown;
			const theirs = await api.showProject(project.id);
			setLatest(theirs);
			throw thrown.saying(`Someone has changed it first: “${theirs.name}”. Save again to put yours in its place`);
		}
	};
	return (
		<section class="panel" aria-label="Rename the project">
			<Form fields={fields} action="Save" doing="Saving…" cancel={() => done()} submit={submit} />
		</section>
	);
}
