/** How a file is written, and which of its members or columns is what. */
import { useId } from 'preact/hooks';
import type { Problem } from '../../problem.ts';
import type { fields, format } from '../../text/preview.ts';
import { formats } from './words.ts';

export function FormatChoice({ format, change }: { format: format; change: (format: format) => void }) {
	return (
		<Choice
			label="Format"
			value={format}
			options={formats.map((f) => ({ value: f.format, name: `${f.name}: ${f.about}` }))}
			change={(value) => change(value as format)}
			flaw={null}
		/>
	);
}

interface choices {
	columns: readonly string[];
	fields: fields;
	change: (fields: fields) => void;
	problem: Problem | null;
}

const parts: readonly { part: keyof fields; label: string; none: string; hint: string }[] = [
	{ part: 'content', label: 'Text', none: 'Choose one', hint: 'What is labelled' },
	{ part: 'id', label: 'Id', none: 'None', hint: 'Each row has its own; sent again, it adds nothing' },
	{ part: 'group', label: 'Group', none: 'None', hint: 'Rows that have the same are shown together' },
	{ part: 'order', label: 'Order in the group', none: 'None', hint: 'What they are sorted by' },
	{ part: 'metadata', label: 'Metadata', none: 'All others', hint: 'What is kept beside the text' },
];

export function FieldChoices({ columns, fields, change, problem }: choices) {
	/* What was chosen is kept, even where the file has nothing of that name. */
	const names = [...new Set([...columns, ...Object.values(fields).filter((v): v is string => v !== null)])];
	return (
		<div class="meanings">
			{parts.map(({ part, label, none, hint }) => (
				<Choice
					key={part}
					label={label}
					hint={hint}
					value={fields[part] === null ? '' : `=${fields[part]}`}
					options={[
						{ value: '', name: none },
						...names.map((name) => ({ value: `=${name}`, name: name || '(no name)' })),
					]}
					change={(value) => change({ ...fields, [part]: value === '' ? null : value.slice(1) })}
					flaw={problem?.at(`#/${part}_field`) ?? null}
				/>
			))}
		</div>
	);
}

interface choice {
	label: string;
	hint?: string;
	value: string;
	options: readonly { value: string; name: string }[];
	change: (value: string) => void;
	flaw: string | null;
}

export function Choice({ label, hint, value, options, change, flaw }: choice) {
	const id = useId();
	const about = [hint && `${id}-hint`, flaw && `${id}-flaw`].filter(Boolean).join(' ');
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select
				id={id}
				value={value}
				aria-invalid={flaw !== null}
				aria-describedby={about || undefined}
				onChange={(e) => change(e.currentTarget.value)}
			>
				{options.map((o) => (
					<option key={o.value} value={o.value}>
						{o.name}
					</option>
				))}
			</select>
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			{flaw && (
				<p class="flaw" id={`${id}-flaw`}>
					<span aria-hidden="true">⚠ </span>
					{label} {flaw}.
				</p>
			)}
		</div>
	);
}
