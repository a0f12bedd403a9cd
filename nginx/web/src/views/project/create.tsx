import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';

const fields: readonly field[] = [
	{ name: 'name', label: 'Name' },
	{
		name: 'description',
		label: 'Description',
		hint: 'What the texts are, and what is looked for in them',
		lines: 3,
		isOptional: true,
	},
];

export function ProjectCreate() {
	const submit = async ({ name, description }: values): Promise<void> => {
		const made = await api.createProject({
			name: name!.trim(),
			...(description!.trim() && { description: description!.trim() }),
		});
		place.go(`/projects/${made.id}`);
	};
	return (
		<Page title="New project" above={{ name: 'Projects', href: '/projects' }}>
			{may('project.write') ? (
				<Form
					fields={fields}
					action="Make the project"
					doing="Making it…"
					submit={submit}
					cancel={() => place.go('/projects')}
				/>
			) : (
				<Denied need="project.write" what="make projects" />
			)}
		</Page>
	);
}
