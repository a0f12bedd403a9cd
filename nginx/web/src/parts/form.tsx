/** A form made from a list of fields; what the server finds wrong with a value is shown beside it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asProblem, type flaw, Problem } from '../problem.ts';

export interface field {
	/** The member of the body: the field's flaw has the pointer "#/name". */
	readonly name: string;
	readonly label: string;
	readonly type?: 'text' | 'email' | 'number' | 'date' | 'password';
	readonly hint?: string;
	/** What is said when nothing was given, where "Enter a …" does not say it. */
	readonly ask?: string;
	readonly autocomplete?: string;
	readonly isOptional?: boolean;
	/** It must be given, and that is said: where people would not expect it. */
	readonly isMarked?: boolean;
	readonly lines?: number;
	readonly value?: string;
	readonly maxLength?: number;
}

export type values = Record<string, string>;

interface props {
	fields: readonly field[];
	/** What the button says; and while it is being done. */
	action: string;
	doing: string;
	submit: (values: values) => Promise<void>;
	/** There is nothing to submit: the id of what says why. */
	whyNot?: string;
	cancel?: () => void;
	/** Further inputs, before the fields and after them, which get the problem to show their own flaws. */
	before?: (problem: Problem | null) => ComponentChildren;
	more?: (problem: Problem | null) => ComponentChildren;
	/** How the pointers begin whose flaws they show. */
	shows?: readonly string[];
	layout?: 'stack' | 'row';
	/** It comes up because someone asked for it: its first field gets the focus. */
	takesFocus?: boolean;
	children?: ComponentChildren;
}

const ofTags: readonly string[] = ['#/tags/'];

export function Form({ fields, action, doing, submit, whyNot, cancel, before, more, shows = ofTags, layout, takesFocus, children }: props) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [isBusy, setBusy] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	useLayoutEffect(() => {
		const bad =
			problem &&
			(form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ??
				form.current?.querySelector<HTMLElement>('[role=alert]'));
		bad?.focus();
	}, [problem]);
	useLayoutEffect(() => {
		if (takesFocus) form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
	}, []);
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (isBusy) return;
		setBusy(true);
		/* Read now: what is sent may take the form away. */
		const given = valuesOf(form.current!, fields);
		try {
			await submit(given);
			setProblem(null);
		} catch (thrown) {
			const found = withoutValues(asProblem(thrown), given);
			/* Who did not type the password again knows that nothing was done. */
			setProblem(found.slug === 'reauthenticate' ? null : found);
		}
		setBusy(false);
	};
	return (
		<form ref={form} class={`form ${layout ?? 'stack'}`} onSubmit={send} noValidate>
			{problem && <Summary problem={problem} fields={fields} shows={shows} />}
			{before?.(problem)}
			{fields.map((f) => (
				<Field key={f.name} field={f} flaw={problem?.at(`#/${f.name}`) ?? null} />
			))}
			{more?.(problem)}
			<div class="buttons">
				<button type="submit" class="main" aria-disabled={isBusy || whyNot !== undefined} aria-describedby={whyNot}>
					{isBusy ? doing : action}
				</button>
				{cancel && (
					<button type="button" onClick={cancel}>
						Cancel
					</button>
				)}
				{children}
			</div>
		</form>
	);
}

/** When to try again, counted down for the eye: who listens is told once. */
function Ending({ problem }: { problem: Problem }) {
	const seconds = problem.status === 429 ? problem.retryAfter : null;
	const [left, setLeft] = useState(seconds ?? 0);
	useEffect(() => {
		if (!seconds) return;
		const end = Date.now() + seconds * 1000;
		setLeft(seconds);
		const timer = setInterval(() => {
			const now = Math.max(0, Math.ceil((end - Date.now()) / 1000));
			setLeft(now);
			if (now === 0) clearInterval(timer);
		}, 250);
		return () => clearInterval(timer);
	}, [problem]);
	if (!seconds) return <>.</>;
	return (
		<span role="timer" aria-live="off">
			: {left > 0 ? `try again in ${lasting(left)}` : 'you can try again now'}.
		</span>
	);
}

const MISSING = 'must be given';

/** As people say it: "Enter a name", "Enter the name of the dataset". */
function askFor(label: string): string {
	const what = label.charAt(0).toLowerCase() + label.slice(1);
	if (/ (of|until) /.test(what)) return `Enter the ${what}`;
	return `Enter ${/^[aeio]/.test(what) ? 'an' : 'a'} ${what}`;
}

/** How long a value may be does not help who gave none. */
function withoutValues(p: Problem, given: values): Problem {
	const flaws = p.flaws.map((f) => (given[f.pointer.slice(2)]?.trim() === '' ? { ...f, detail: MISSING } : f));
	return new Problem(p.status, p.slug, p.message, flaws, p.retryAfter);
}

const lasting = (s: number): string => (s < 120 ? `${s} s` : `${Math.ceil(s / 60)} min`);

function valuesOf(form: HTMLFormElement, fields: readonly field[]): values {
	const given = new FormData(form);
	return Object.fromEntries(fields.map((f) => [f.name, String(given.get(f.name) ?? '')]));
}

/** The problem as a whole; its flaws are beside their fields, unless they have none. */
function Summary({ problem, fields, shows }: { problem: Problem; fields: readonly field[]; shows: readonly string[] }) {
	const isShown = (f: flaw): boolean =>
		fields.some((x) => f.pointer === `#/${x.name}`) || shows.some((s) => f.pointer.startsWith(s));
	const others = problem.flaws.filter((f) => !isShown(f));
	return (
		<div class="notice bad" role="alert" tabIndex={-1}>
			<p>
				{problem.flaws.length > others.length ? 'Please look at the marked fields.' : problem.message}
				{problem.flaws.length <= others.length && <Ending problem={problem} />}
			</p>
			{others.length > 0 && (
				<ul>
					{others.map((f) => (
						<li key={f.pointer}>{`${f.pointer.replace('#/', '')} ${f.detail}`}</li>
					))}
				</ul>
			)}
		</div>
	);
}

export function Field({ field, flaw }: { field: field; flaw: string | null }) {
	const id = useId();
	const [isShown, setShown] = useState(false);
	const isSecret = field.type === 'password';
	const type = isSecret && isShown ? 'text' : (field.type ?? 'text');
	const about = [field.hint && `${id}-hint`, flaw && `${id}-flaw`].filter(Boolean).join(' ');
	const attributes = {
		id,
		name: field.name,
		defaultValue: field.value ?? '',
		required: !field.isOptional,
		'aria-invalid': flaw !== null,
		'aria-describedby': about || undefined,
		autocomplete: field.autocomplete ?? 'off',
		maxLength: field.maxLength,
	};
	return (
		<div class="field">
			<label for={id}>
				{field.label}
				{field.isOptional ? <span class="optional"> (optional)</span> : field.isMarked && <span class="optional"> (required)</span>}
			</label>
			{field.hint && (
				<p class="hint" id={`${id}-hint`}>
					{field.hint}
				</p>
			)}
			<div class="control">
				{field.lines ? (
					<textarea {...attributes} rows={field.lines} dir="auto" />
				) : (
					<input
						{...attributes}
						type={type as 'text'}
						autocapitalize="off"
						spellcheck={false}
						dir="auto"
					/>
				)}
				{isSecret && (
					<button
						type="button"
						class="quiet"
						aria-pressed={isShown}
						onClick={() => setShown(!isShown)}
					>
						Show<span class="unseen"> {field.label.toLowerCase()}</span>
					</button>
				)}
			</div>
			{flaw && (
				<p class="flaw" id={`${id}-flaw`}>
					<span aria-hidden="true">⚠ </span>
					{flaw === MISSING ? (field.ask ?? askFor(field.label)) : `${field.label} ${flaw}`}.
				</p>
			)}
		</div>
	);
}
