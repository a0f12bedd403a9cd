/** Inputs that a form puts beside its fields: one of a few, and any of a few. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface option<T extends string> {
	readonly value: T;
	readonly name: string;
	readonly about?: string | undefined;
}

interface one<T extends string> {
	label: string;
	hint?: string;
	options: readonly option<T>[];
	value: T;
	change: (value: T) => void;
}

export function Select<T extends string>({ label, hint, options, value, change }: one<T>) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			<select
				id={id}
				value={value}
				aria-describedby={hint && `${id}-hint`}
				onChange={(e) => change(e.currentTarget.value as T)}
			>
				{options.map((o) => (
					<option key={o.value} value={o.value}>
						{o.name}
					</option>
				))}
			</select>
		</div>
	);
}

export function Radios<T extends string>({ label, options, value, change }: one<T>) {
	const id = useId();
	return (
		<fieldset class="choices">
			<legend>{label}</legend>
			{options.map((o) => (
				<Choice key={o.value} id={`${id}-${o.value}`} option={o}>
					<input
						type="radio"
						id={`${id}-${o.value}`}
						name={id}
						checked={o.value === value}
						aria-describedby={o.about && `${id}-${o.value}-about`}
						onChange={() => change(o.value)}
					/>
				</Choice>
			))}
		</fieldset>
	);
}

interface several<T extends string> {
	label: string;
	hint?: string;
	options: readonly option<T>[];
	values: ReadonlySet<T>;
	change: (values: ReadonlySet<T>) => void;
	flaw?: string | null;
}

export function Checks<T extends string>({ label, hint, options, values, change, flaw }: several<T>) {
	const id = useId();
	const turn = (value: T): void => {
		const now = new Set(values);
		if (!now.delete(value)) now.add(value);
		change(now);
	};
	return (
		<fieldset class="choices many" aria-describedby={flaw ? `${id}-flaw` : hint && `${id}-hint`}>
			<legend>{label}</legend>
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			{options.map((o) => (
				<Choice key={o.value} id={`${id}-${o.value}`} option={o}>
					<input
						type="checkbox"
						id={`${id}-${o.value}`}
						checked={values.has(o.value)}
						aria-invalid={Boolean(flaw)}
						aria-describedby={o.about && `${id}-${o.value}-about`}
						onChange={() => turn(o.value)}
					/>
				</Choice>
			))}
			{flaw && (
				<p class="flaw" id={`${id}-flaw`}>
					<span aria-hidden="true">⚠ </span>
					{label} {flaw}.
				</p>
			)}
		</fieldset>
	);
}

function Choice({ id, option, children }: { id: string; option: option<string>; children: ComponentChildren }) {
	return (
		<div class="choice">
			{children}
			<label for={id}>{option.name}</label>
			{option.about && (
				<p class="hint" id={`${id}-about`}>
					{option.about}
				</p>
			)}
		</div>
	);
}
