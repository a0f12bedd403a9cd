import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { draftBeside, newTagOf, type tag_draft, TagFields } from '../../parts/tag-fields.tsx';
import type { Problem } from '../../problem.ts';
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

interface row extends tag_draft {
	readonly id: number;
}

export function ProjectCreate() {
	const [rows, setRows] = useState<readonly row[]>(() => [{ id: 0, ...draftBeside([], []) }]);
	/* Rows without a name are not sent; pointers count those that are. */
	const sent = rows.filter((r) => r.name.trim() !== '');
	const submit = async ({ name, description }: values): Promise<void> => {
		const made = await api.createProject({
			name: name!.trim(),
			...(description!.trim() && { description: description!.trim() }),
			...(sent.length > 0 && { tags: sent.map(newTagOf) }),
		});
		place.go(`/projects/${made.id}`);
	};
	return (
		<Page title="New project" above={{ name: 'Projects', href: '/' }}>
			<Form
				fields={fields}
				action="Make the project"
				doing="Making it…"
				submit={submit}
				cancel={() => place.go('/')}
				more={(problem) => <TagRows rows={rows} sent={sent} set={setRows} problem={problem} />}
			/>
		</Page>
	);
}

interface rows_props {
	rows: readonly row[];
	sent: readonly row[];
	set: (rows: readonly row[]) => void;
	problem: Problem | null;
}

function TagRows({ rows, sent, set, problem }: rows_props) {
	const add = (): void => {
		const id = Math.max(-1, ...rows.map((r) => r.id)) + 1;
		set([
			...rows,
			{
				id,
				...draftBeside(
					rows,
					rows.map((r) => r.key),
				),
			},
		]);
	};
	return (
		<fieldset class="tag-rows">
			<legend>Tags</legend>
			<p class="hint">
				What you want to find in the texts, for instance Person or Place. A key gives the tag to the
				selected text. More can be added later.
			</p>
			{rows.map((r, i) => (
				<div key={r.id} class="tag-row">
					<TagFields
						draft={r}
						change={(draft) => set(rows.map((o) => (o.id === r.id ? { ...draft, id: o.id } : o)))}
						problem={problem}
						pointer={`#/tags/${sent.indexOf(r)}`}
						group={`Tag ${i + 1}`}
					/>
					<button
						type="button"
						class="quiet"
						onClick={() => set(rows.filter((o) => o.id !== r.id))}
					>
						Remove<span class="unseen"> tag {i + 1}</span>
					</button>
				</div>
			))}
			<button type="button" onClick={add}>
				Add a tag
			</button>
		</fieldset>
	);
}
