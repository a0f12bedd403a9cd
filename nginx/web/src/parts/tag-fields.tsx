/** The inputs of one tag, for a new one and for one that is being changed. */
import { useId } from 'preact/hooks';
import type { Problem } from '../problem.ts';
import type { tag, tag_new } from '../types.gen.ts';
import { nextColour } from './colours.ts';

/** What is in the inputs. */
export interface tag_draft {
	readonly name: string;
	readonly colour: string;
	readonly key: string;
	readonly description: string;
}

/** Where the fingers are first. */
export const keyOrder = 'asdfghjklqwertyuiopzxcvbnm1234567890';

/** A new tag with a colour and a key that the others do not have. */
export function draftBeside(
	others: readonly Pick<tag_draft, 'colour'>[],
	keys: readonly (string | null)[],
): tag_draft {
	const colour = nextColour(others.map((o) => o.colour));
	const key = [...keyOrder].find((k) => !keys.includes(k)) ?? '';
	return { name: '', colour, key, description: '' };
}

export const draftOf = (t: tag): tag_draft => ({
	name: t.name,
	colour: t.colour,
	key: t.key ?? '',
	description: t.description ?? '',
});

/** As the API takes a new tag: what is empty is left out. */
export const newTagOf = (d: tag_draft): tag_new => ({
	name: d.name.trim(),
	colour: d.colour,
	...(d.key && { key: d.key }),
	...(d.description.trim() && { description: d.description.trim() }),
});

interface props {
	draft: tag_draft;
	change: (draft: tag_draft) => void;
	problem: Problem | null;
	/** Of the tag in the body: "#" or "#/tags/0". */
	pointer: string;
	/** Told apart for a screen reader: "Tag 2". */
	group: string;
}

export function TagFields({ draft, change, problem, pointer, group }: props) {
	const id = useId();
	const flaws = (['name', 'key', 'colour', 'description'] as const).flatMap((member) => {
		const detail = problem?.at(`${pointer}/${member}`);
		return detail ? [{ member, detail }] : [];
	});
	const isBad = (member: string): boolean => flaws.some((f) => f.member === member);
	const input = (member: keyof tag_draft, more: object) => ({
		id: `${id}-${member}`,
		value: draft[member],
		autocomplete: 'off',
		'aria-invalid': isBad(member),
		'aria-describedby': flaws.length > 0 ? `${id}-flaws` : undefined,
		onInput: (e: Event) => change({ ...draft, [member]: (e.currentTarget as HTMLInputElement).value }),
		...more,
	});
	return (
		<div class="tag-fields" role="group" aria-label={group}>
			<p class="field name">
				<label for={`${id}-name`}>Name</label>
				<input {...input('name', { dir: 'auto', required: true })} />
			</p>
			<p class="field key">
				<label for={`${id}-key`}>Key</label>
				<input {...input('key', { maxLength: 1, autocapitalize: 'off', spellcheck: false })} />
			</p>
			<p class="field color">
				<label for={`${id}-colour`}>Colour</label>
				<input {...input('colour', { type: 'color' })} />
			</p>
			<p class="field description">
				<label for={`${id}-description`}>
					When to use it<span class="optional"> (optional)</span>
				</label>
				<input {...input('description', { dir: 'auto' })} />
			</p>
			{flaws.length > 0 && (
				<ul class="flaws" id={`${id}-flaws`}>
					{flaws.map((f) => (
						<li key={f.member} class="flaw">
							<span aria-hidden="true">⚠ </span>
							{labels[f.member]} {f.detail}.
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

const labels = { name: 'Name', key: 'Key', colour: 'Colour', description: 'When to use it' };
