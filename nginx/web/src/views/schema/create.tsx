import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Page } from '../../parts/page.tsx';
import { useUnsaved } from '../../parts/unsaved.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import { useAbove } from '../dataset/page.tsx';
import { sinceSent } from './changes.ts';
import { contentOf, emptyDraft, handOn, withNew } from './draft.ts';
import { SchemaEditor } from './editor.tsx';

export function SchemaCreate({ id }: { id: string }) {
	const above = useAbove(id);
	const [draft, setDraft] = useState(() => ({ ...emptyDraft, labels: withNew([], 'tag') }));
	const latest = useRef(draft);
	latest.current = draft;
	const [isTouched, setTouched] = useState(false);
	useUnsaved(() => isTouched);
	const submit = async (): Promise<void> => {
		const made = await api.createSchema(id, contentOf(draft));
		if (latest.current !== draft) handOn(made.id, sinceSent(draft, latest.current, made));
		place.go(`/schemas/${made.id}`, { isSure: true });
	};
	return (
		<Page title="New schema" above={{ ...above, href: `${above.href}/schemas` }}>
			{may('project.write') ? (
				<SchemaEditor
					draft={draft}
					set={(now) => {
						setDraft({ ...now, labels: [...now.labels] });
						setTouched(true);
					}}
					action="Make the schema"
					submit={submit}
					cancel={() => place.go(`/projects/${id}/schemas`)}
				/>
			) : (
				<Denied need="project.write" what="make schemas" />
			)}
		</Page>
	);
}
