/** A schema is written or changed; before it is saved, what becomes different is said. */
import { useId, useRef } from 'preact/hooks';
import { Form } from '../../parts/form.tsx';
import { TagName } from '../../parts/tag.tsx';
import { counted } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { schema_label } from '../../types.gen.ts';
import type { changes } from './changes.ts';
import { byPlace, type schema_draft, twins, withKeysInOrder, withOld } from './draft.ts';
import { Labels } from './labels.tsx';

interface props {
	draft: schema_draft;
	set: (draft: schema_draft) => void;
	/** What the button says. */
	action: string;
	submit: () => Promise<void>;
	cancel?: () => void;
	/** Labels of former versions that it does not have. */
	retired?: readonly schema_label[];
	/** What becomes different; null: all of it is new. */
	planned?: { readonly changes: changes; readonly version: number } | null;
}

export function SchemaEditor({ draft, set, action, submit, cancel, retired = [], planned = null }: props) {
	const labels = draft.labels;
	const unchanged = useId();
	const isSame = planned?.changes.words.length === 0;
	const save = async (): Promise<void> => {
		const flaws = twins(labels);
		if (flaws.length > 0) throw new Problem(422, 'invalid', 'Some labels are called alike or have the same key', flaws);
		try {
			await submit();
		} catch (thrown) {
			if (!(thrown instanceof Problem)) throw thrown;
			throw new Problem(thrown.status, thrown.slug, thrown.message, byPlace(thrown.flaws, labels), thrown.retryAfter);
		}
	};
	const setLabels = (now: schema_draft['labels']): void => set({ ...draft, labels: now });
	/* Twins are told while one types, and no longer than they are. */
	const seen = (problem: Problem | null): Problem | null => {
		const told = problem?.flaws.filter((f) => !/is that of|is the same as/.test(f.detail)) ?? [];
		return new Problem(422, 'invalid', '', [...told, ...twins(labels)]);
	};
	return (
		<Form
			fields={[]}
			action={action}
			doing="Saving…"
			submit={save}
			{...(isSame && { whyNot: unchanged })}
			{...(cancel && { cancel })}
			shows={['#/name', '#/description', '#/labels/']}
			more={(problem) => (
				<>
					<Head draft={draft} set={set} problem={problem} />
					<Kinds draft={draft} set={set} setLabels={setLabels} problem={seen(problem)} />
					{labels.length > 1 && <KeysInOrder set={() => setLabels(withKeysInOrder(labels))} />}
					<Retired labels={retired} back={(l) => setLabels(withOld(labels, l))} />
					{isSame && (
						<p class="hint" id={unchanged}>
							Nothing was changed yet.
						</p>
					)}
					{planned && !isSame && <Planned {...planned} />}
				</>
			)}
		/>
	);
}

type part = Pick<props, 'draft' | 'set'> & { problem: Problem | null };

function Head({ draft, set, problem }: part) {
	const id = useId();
	const line = (member: 'name' | 'description', label: string, isOptional: boolean) => {
		const flaw = problem?.at(`#/${member}`) ?? null;
		return (
			<div class="field">
				<label for={`${id}-${member}`}>
					{label}
					{isOptional && <span class="optional"> (optional)</span>}
				</label>
				<input
					id={`${id}-${member}`}
					value={draft[member]}
					dir="auto"
					autocomplete="off"
					required={!isOptional}
					aria-invalid={flaw !== null}
					aria-describedby={flaw ? `${id}-${member}-flaw` : undefined}
					onInput={(e) => set({ ...draft, [member]: e.currentTarget.value })}
				/>
				{flaw && (
					<p class="flaw" id={`${id}-${member}-flaw`}>
						<span aria-hidden="true">⚠ </span>
						{label} {flaw}.
					</p>
				)}
			</div>
		);
	};
	return (
		<div class="schema-head">
			{line('name', 'Name of the schema', false)}
			{line('description', 'What it is for', true)}
		</div>
	);
}

function Kinds({ draft, set, setLabels, problem }: part & { setLabels: (labels: schema_draft['labels']) => void }) {
	return (
		<>
			<fieldset>
				<legend>Tags</legend>
				<p class="hint">For parts of a text, for instance Person or Place. A key gives the tag to the selected part.</p>
				<Labels kind="tag" labels={draft.labels} set={setLabels} problem={problem} />
				<Check
					label="Tags may overlap"
					isChecked={draft.overlap === 'allow'}
					set={(is) => set({ ...draft, overlap: is ? 'allow' : 'none' })}
				/>
			</fieldset>
			<fieldset>
				<legend>Classes</legend>
				<p class="hint">For a text as a whole, for instance Letter or Complaint.</p>
				<Labels kind="class" labels={draft.labels} set={setLabels} problem={problem} />
				<Check
					label="A text may have several classes"
					isChecked={draft.classes === 'multi'}
					set={(is) => set({ ...draft, classes: is ? 'multi' : 'single' })}
				/>
			</fieldset>
		</>
	);
}

function Check({ label, isChecked, set }: { label: string; isChecked: boolean; set: (is: boolean) => void }) {
	return (
		<p class="check">
			<label>
				<input type="checkbox" checked={isChecked} onChange={(e) => set(e.currentTarget.checked)} />
				{label}
			</label>
		</p>
	);
}

function KeysInOrder({ set }: { set: () => void }) {
	return (
		<p class="buttons">
			<button
				type="button"
				onClick={() => {
					set();
					say('The keys are in the order of the labels now, beginning with the home row.');
				}}
			>
				Give all keys anew
			</button>
			<span class="hint">From the home row on, in the order of the labels: a s d f …</span>
		</p>
	);
}

function Retired({ labels, back }: { labels: readonly schema_label[]; back: (label: schema_label) => void }) {
	const heading = useRef<HTMLHeadingElement>(null);
	if (labels.length === 0) return null;
	return (
		<section class="retired" aria-labelledby="retired-heading">
			<h2 id="retired-heading" ref={heading} tabIndex={-1}>
				Retired
			</h2>
			<p class="hint">Nobody is offered these any more; what was labelled with them keeps them.</p>
			<ul class="rows">
				{labels.map((l) => (
					<li key={l.id}>
						<TagName tag={{ ...l, key: null }} /> <span class="hint">{l.kind}</span>
						<button
							type="button"
							class="quiet"
							onClick={() => {
								back(l);
								say(`${l.name} is back.`);
								heading.current?.focus();
							}}
						>
							Bring back<span class="unseen"> {l.name}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

function Planned({ changes: { words, labels }, version }: NonNullable<props['planned']>) {
	const what = labels > 0 ? `${counted(labels, 'label')} ${labels === 1 ? 'changes' : 'change'}` : 'The rules or names change';
	return (
		<section class="notice planned" aria-label="What will change">
			<p>
				{what}; work done under version {version} stays as it is.
			</p>
			<ul>
				{words.map((w) => (
					<li key={w}>{w}</li>
				))}
			</ul>
		</section>
	);
}
