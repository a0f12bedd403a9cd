/** "[3] annotators label dataset [A] with schema [B]": a job in one sentence, with what it comes to. */
import { useId } from 'preact/hooks';
import type { job_parts } from '../../api.ts';
import { counted, figure } from '../../parts/words.ts';
import type { Problem } from '../../problem.ts';

export const MOST_ANNOTATORS = 20;

export interface sentence {
	/** As it is typed: it may be no number for a while. */
	readonly annotators: string;
	readonly dataset: string;
	readonly schema: string;
}

interface props {
	value: sentence;
	set: (value: sentence) => void;
	parts: job_parts;
	problem: Problem | null;
}

export const numberOf = (typed: string): number | null => (/^\d+$/.test(typed.trim()) ? Number(typed) : null);

export function Sentence({ value, set, parts, problem }: props) {
	const id = useId();
	const flawOf = (name: keyof sentence): string | null => problem?.at(`#/${name}`) ?? null;
	const about = (name: keyof sentence) => ({
		'aria-invalid': flawOf(name) !== null,
		'aria-describedby': flawOf(name) ? `${id}-${name}` : undefined,
	});
	return (
		<fieldset class="sentence">
			<legend class="unseen">The job in one sentence</legend>
			<p class="words">
				<input
					type="number"
					name="annotators"
					aria-label="Annotators for each example"
					min={1}
					max={MOST_ANNOTATORS}
					required
					value={value.annotators}
					onInput={(e) => set({ ...value, annotators: e.currentTarget.value })}
					{...about('annotators')}
				/>{' '}
				{numberOf(value.annotators) === 1 ? 'annotator labels' : 'annotators label'} dataset{' '}
				<Choice
					label="Dataset"
					value={value.dataset}
					choose={(dataset) => set({ ...value, dataset })}
					from={parts.datasets}
					about={about('dataset')}
				/>{' '}
				with schema{' '}
				<Choice
					label="Schema"
					value={value.schema}
					choose={(schema) => set({ ...value, schema })}
					from={parts.schemas}
					about={about('schema')}
				/>
			</p>
			{(['annotators', 'dataset', 'schema'] as const).map(
				(name) =>
					flawOf(name) && (
						<p key={name} class="flaw" id={`${id}-${name}`}>
							<span aria-hidden="true">⚠ </span>
							{{ annotators: 'The number of annotators', dataset: 'The dataset', schema: 'The schema' }[name]} {flawOf(name)}.
						</p>
					),
			)}
		</fieldset>
	);
}

interface choice_props {
	label: string;
	value: string;
	choose: (id: string) => void;
	from: readonly { readonly id: string; readonly name: string }[];
	about: { 'aria-invalid': boolean; 'aria-describedby': string | undefined };
}

function Choice({ label, value, choose, from, about }: choice_props) {
	return (
		<select aria-label={label} value={value} onChange={(e) => choose(e.currentTarget.value)} {...about}>
			{from.map((x) => (
				<option key={x.id} value={x.id} selected={x.id === value}>
					{x.name}
				</option>
			))}
		</select>
	);
}

/** What the sentence comes to: "120 examples × 3 annotators = 360 labellings". */
export function Sum({ value, parts }: { value: sentence; parts: job_parts }) {
	const dataset = parts.datasets.find((d) => d.id === value.dataset);
	const annotators = numberOf(value.annotators);
	if (!dataset || !annotators) return null;
	const { examples } = dataset;
	return (
		<p class="sum" role="status">
			{counted(examples, 'example')} × {counted(annotators, 'annotator')} ={' '}
			<strong>{counted(examples * annotators, 'labelling')}</strong>
			{examples === 0 && (
				<span class="hint">
					{' '}
					The dataset is empty: nothing is handed out before it has texts.{' '}
					<a href={`/datasets/${dataset.id}`}>Add some</a>
				</span>
			)}
		</p>
	);
}

/** Too few people for so many annotators: no example would ever be done. */
export function Enough({ annotators, people, who }: { annotators: number | null; people: number | null; who: string }) {
	if (annotators === null || people === null || people >= annotators) return null;
	return (
		<p class="notice bad" role="status">
			{people === 0 ? 'Nobody' : `Only ${counted(people, 'person', 'people')}`} of {who} may label, and each labels an
			example once: no example would get its {figure(annotators)} annotators. <a href="/workspace">Invite people</a>, or
			ask for fewer.
		</p>
	);
}
