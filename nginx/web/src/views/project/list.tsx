import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Listed } from '../../parts/listed.tsx';
import { Page } from '../../parts/page.tsx';
import { counted, date } from '../../parts/words.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import type { project } from '../../types.gen.ts';
import { FirstRun } from '../job/first-run.tsx';
import { Invited } from '../person/invited.tsx';

export function ProjectList() {
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
			<Invited />
			{!may('project.read') ? (
				<Others />
			) : (
				<Listed of="projects" first={place.current.value.path} read={api.listProjects} none={<NoProject />}>
					{(projects) => (
						<ul class="cards">
							{projects.map((p) => (
								<ProjectCard key={p.id} project={p} />
							))}
						</ul>
					)}
				</Listed>
			)}
		</Page>
	);
}

/** For who comes in here and may not see projects: what there is for them. */
function Others() {
	return (
		<>
			<Denied need="project.read" what="see projects" />
			<p>
				You can see <a href="/workspace">who belongs to the workspace</a> and look after{' '}
				<a href="/account">your account</a>.
			</p>
		</>
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

function NoProject() {
	return (
		<>
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
		</>
	);
}
