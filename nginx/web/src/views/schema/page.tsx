/** A schema: its labels, to be changed, and what it was before. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { useUnsaved } from '../../parts/unsaved.ts';
import { isStatus } from '../../problem.ts';
import { may } from '../../store/may.ts';
import { say } from '../../store/voice.ts';
import type { label_schema, schema_label, schema_version } from '../../types.gen.ts';
import { useAbove } from '../dataset/page.tsx';
import { asVersion, changesBetween, merged, sinceSent } from './changes.ts';
import { Conflict } from './conflict.tsx';
import { contentOf, draftOf, handedOn, type schema_draft } from './draft.ts';
import { SchemaEditor } from './editor.tsx';
import { LabelList } from './reading.tsx';
import { Versions } from './versions.tsx';

export function SchemaPage({ id }: { id: string }) {
	const { value, problem, reload } = useResource(id, (signal) => api.showSchema(id, signal));
	if (value) return <Loaded schema={value} />;
	return (
		<Page title="Schema" above={{ name: 'Projects', href: '/projects' }}>
			{!may('project.read') ? (
				<Denied need="project.read" what="see schemas" />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : (
				<Loading what="the schema" />
			)}
		</Page>
	);
}

function Loaded({ schema }: { schema: label_schema }) {
	const [base, setBase] = useState(schema);
	const above = useAbove(schema.project);
	const versions = useResource(`${schema.id} ${base.version}`, (signal) => api.listSchemaVersions(schema.id, signal));
	const actions = may('project.write') && (
		<a class="button" href={`${above.href}/jobs/new?schema=${base.id}`}>
			Start a job with it
		</a>
	);
	return (
		<Page title={base.name} above={{ ...above, href: `${above.href}/schemas` }} actions={actions}>
			<p class="facts">Version {base.version}</p>
			{may('project.write') ? (
				<Editing base={base} setBase={setBase} versions={versions} />
			) : (
				<LabelList schema={base} />
			)}
			<Versions versions={versions} />
		</Page>
	);
}

interface editing {
	base: label_schema;
	setBase: (schema: label_schema) => void;
	versions: resource<schema_version[]>;
}

function Editing({ base, setBase, versions }: editing) {
	const [draft, setDraft] = useState(() => handedOn(base.id) ?? draftOf(base));
	const [theirs, setTheirs] = useState<label_schema | null>(null);
	const changes = changesBetween(base, asVersion(draft));
	useUnsaved(() => changes.words.length > 0);
	const submit = async (): Promise<void> => {
		if (changes.words.length === 0) return say('Nothing was changed yet.');
		try {
			const now = await api.updateSchema(base, contentOf(draft));
			setBase(now);
			setDraft((mine) => sinceSent(draft, mine, now));
			say(`Saved as version ${now.version}.`);
		} catch (thrown) {
			if (!isStatus(thrown, 412)) throw thrown;
			setTheirs(await api.showSchema(base.id));
		}
	};
	const goOn = (from: label_schema, mine: schema_draft): void => {
		setBase(from);
		setDraft(mine);
		setTheirs(null);
	};
	return (
		<>
			{theirs && (
				<Conflict
					base={base}
					mine={draft}
					theirs={theirs}
					combine={() => goOn(theirs, merged(base, draft, theirs))}
					take={() => goOn(theirs, draftOf(theirs))}
					keep={() => goOn(theirs, draft)}
				/>
			)}
			<SchemaEditor
				draft={draft}
				set={setDraft}
				action={`Save as version ${(theirs ?? base).version + 1}`}
				submit={submit}
				retired={retiredOf(versions.value ?? [], base, draft)}
				planned={{ changes, version: base.version }}
			/>
		</>
	);
}

/** Labels that it had once, as they were called last. */
function retiredOf(versions: readonly schema_version[], base: label_schema, draft: schema_draft): schema_label[] {
	const all = new Map([...versions.flatMap((v) => v.labels), ...base.labels].map((l) => [l.id, l]));
	return [...all.values()].filter((l) => !draft.labels.some((d) => d.id === l.id));
}
