/** A text of a dataset as a whole, with what came with it. */
import { useRef } from 'preact/hooks';
import * as api from '../../api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, figure } from '../../parts/words.ts';
import type { example } from '../../types.gen.ts';

interface props {
	id: string;
	close: () => void;
	before: (() => void) | undefined;
	next: (() => void) | undefined;
}

export function Example({ id, close, before, next }: props) {
	const { value, problem, reload } = useResource(id, (signal) => api.showExample(id, signal));
	/* While the next one comes the last one stays, so that nothing jumps. */
	const last = useRef<example | null>(null);
	if (value) last.current = value;
	const turn = (name: string, go: (() => void) | undefined) => (
		<button type="button" aria-disabled={!go} onClick={() => go?.()}>
			{name}
		</button>
	);
	return (
		<Dialog title="Text" close={close}>
			<p class="buttons">
				{turn('Previous text', before)}
				{turn('Next text', next)}
			</p>
			<div class="example" aria-live="polite" aria-busy={!value && !problem}>
				{problem ? (
					<Failed problem={problem} retry={reload} />
				) : last.current ? (
					<Whole example={last.current} />
				) : (
					<Loading what="the text" />
				)}
			</div>
		</Dialog>
	);
}

function Whole({ example: e }: { example: example }) {
	const facts: [string, string | null][] = [
		['Id', e.external_id],
		['Group', e.group_key],
		['Order in the group', e.order_key],
		['Place in the dataset', figure(e.position + 1)],
		['Length', counted(e.length, 'character')],
	];
	const entries = e.metadata === null ? [] : entriesOf(e.metadata);
	return (
		<>
			<p class="content" dir="auto">
				{e.content}
			</p>
			<dl class="facts-list">
				{facts.map(([name, value]) => value !== null && <Fact key={name} name={name} value={value} />)}
			</dl>
			{entries.length > 0 && (
				<section aria-labelledby="metadata-heading">
					<h3 id="metadata-heading">Metadata</h3>
					<dl class="facts-list">
						{entries.map(([name, value]) => (
							<Fact key={name} name={name || 'Value'} value={inWords(value)} />
						))}
					</dl>
				</section>
			)}
		</>
	);
}

export const Fact = ({ name, value }: { name: string; value: string }) => (
	<div>
		<dt>
			<bdi>{name}</bdi>
		</dt>
		<dd dir="auto">{value}</dd>
	</div>
);

/** The members of an object; anything else is one without a name. */
export const entriesOf = (metadata: unknown): [string, unknown][] =>
	typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)
		? Object.entries(metadata)
		: [['', metadata]];

export const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
