/** What every page of a project stands in: its name, its description, its tabs. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Rename } from '../../parts/rename.tsx';
import { useResource } from '../../parts/resource.ts';
import { may } from '../../store/may.ts';
import type { project } from '../../types.gen.ts';
import { tabsOf } from './tabs.ts';

/** The one that was shown last: going from tab to tab, the heading stays. */
const shown = signal<project | null>(null);

interface props {
	id: string;
	/** What can be done with this tab, right of the heading. */
	actions?: (project: project) => ComponentChildren;
	children: (project: project) => ComponentChildren;
}

export function ProjectFrame({ id, actions, children }: props) {
	const { value, problem, reload, replace } = useResource(id, (signal) => api.showProject(id, signal));
	const [isEditing, setEditing] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (value) shown.value = value;
	}, [value]);
	const above = { name: 'Projects', href: '/projects' };
	const project = value ?? (problem || shown.value?.id !== id ? null : shown.value);
	if (!may('project.read'))
		return (
			<Page title="Project" above={above}>
				<Denied need="project.read" what="see projects" />
			</Page>
		);
	if (!project)
		return (
			<Page title="Project" above={above}>
				{problem ? <Failed problem={problem} retry={reload} /> : <Loading what="the project" />}
			</Page>
		);
	const edited = (changed?: project): void => {
		if (changed) replace(changed);
		setEditing(false);
		button.current?.focus();
	};
	return (
		<Page
			title={project.name}
			above={above}
			tabs={tabsOf(id)}
			actions={
				<>
					{may('project.write') && (
						<button type="button" ref={button} onClick={() => setEditing(!isEditing)} aria-expanded={isEditing}>
							Rename
						</button>
					)}
					{actions?.(project)}
				</>
			}
		>
			{isEditing && (
				<Rename
					of={project}
					group="Rename the project"
					save={api.updateProject}
					read={() => api.showProject(id)}
					done={edited}
				/>
			)}
			{!isEditing && project.description && (
				<p class="lead" dir="auto">
					{project.description}
				</p>
			)}
			{children(project)}
		</Page>
	);
}
