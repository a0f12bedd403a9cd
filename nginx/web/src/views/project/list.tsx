import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Empty, Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, date } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { project } from '../../types.gen.ts';
import { FirstRun } from '../job/first-run.tsx';

export function ProjectList() {
	const { path, query } = place.current.value;
	const after = query.get('after');
	const { value, problem, reload } = useResource(`projects ${after}`, (signal) =>
		api.listProjects(after, signal),
	);
	return (
		<Page
			title="Projects"
			actions={
				may('project.write') && (
					<a class="button main" href="/projects/new">
						New project
					</a>
				)
			}
		>
			{!may('project.read') ? (
				<Denied need="project.read" what="see projects" />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="your projects" />
			) : value.items.length === 0 ? (
				<NoProject first={path} isFirst={after === null} />
			) : (
				<>
					<ul class="cards">
						{value.items.map((p) => (
							<ProjectCard key={p.id} project={p} />
						))}
					</ul>
					<Pager first={path} after={after} next={value.next} of="projects" />
				</>
			)}
		</Page>
	);
}

function ProjectCard({ project }: { project: project }) {
	return (
		<li class="card">
			<h2 dir="auto">
				<a href={`/projects/${project.id}`}>{project.name}</a>
			</h2>
			{project.description && (
				<p class="description" dir="auto">
					{project.description}
				</p>
			)}
			<p class="facts">
				{project.documents > 0 && `${counted(project.documents, 'text')} · `}since {date(project.created_at)}
			</p>
		</li>
	);
}

function NoProject({ first, isFirst }: { first: string; isFirst: boolean }) {
	if (!isFirst)
		return (
			<Empty>
				<p>
					There are no further projects. <a href={first}>Go to the first</a>
				</p>
			</Empty>
		);
	return (
		<Empty>
			<h2>Nothing here yet</h2>
			<p>A project holds the texts that you want to label and the tags to label them with.</p>
			{may('project.write') && (
				<>
					<FirstRun />
					<p>
						Or with texts of your own: <a href="/projects/new">Make the first project</a>
					</p>
				</>
			)}
		</Empty>
	);
}
