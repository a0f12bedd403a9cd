/** Name and description of something are changed; what somebody else changed meanwhile stands beside it. */
import { useState } from 'preact/hooks';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';

interface named {
	readonly name: string;
	readonly description: string | null;
	readonly version: number;
}

interface change {
	readonly name: string;
	readonly description: string | null;
}

interface props<T extends named> {
	/** What it is: "project". */
	of: string;
	thing: T;
	hint?: string;
	save: (seen: T, change: change) => Promise<T>;
	show: () => Promise<T>;
	done: (changed?: T) => void;
}

export function Rename<T extends named>({ of, thing, hint, save, show, done }: props<T>) {
	const [latest, setLatest] = useState(thing);
	const [mine, setMine] = useState<change | null>(null);
	const fields: readonly field[] = [
		{ name: 'name', label: 'Name', value: thing.name },
		{
			name: 'description',
			label: 'Description',
			...(hint && { hint }),
			value: thing.description ?? '',
			lines: 3,
			isOptional: true,
		},
	];
	const submit = async ({ name, description }: values): Promise<void> => {
		const change = { name: name!.trim(), description: description!.trim() || null };
		try {
			const changed = await save(latest, change);
			say(`The ${of} was saved.`);
			done(changed);
		} catch (thrown) {
			if (!(thrown instanceof Problem) || thrown.status !== 412) throw thrown;
			setLatest(await show());
			setMine(change);
			throw thrown.saying('Someone has changed it first. Both are below; save again to put yours in the place of theirs');
		}
	};
	return (
		<section class="panel rename" aria-label={`Rename the ${of}`}>
			<Form
				fields={fields}
				action={mine ? 'Save mine' : 'Save'}
				doing="Saving…"
				cancel={() => done(mine ? latest : undefined)}
				submit={submit}
				more={() => mine && <Both theirs={latest} mine={mine} />}
			>
				{mine && (
					<button type="button" onClick={() => done(latest)}>
						Take theirs
					</button>
				)}
			</Form>
		</section>
	);
}

function Both({ theirs, mine }: { theirs: named; mine: change }) {
	return (
		<div class="both">
			{[
				{ whose: 'Theirs', it: theirs },
				{ whose: 'Yours', it: mine },
			].map(({ whose, it }) => (
				<section key={whose} aria-label={whose}>
					<h3>{whose}</h3>
					<p class="name" dir="auto">
						{it.name}
					</p>
					<p class="hint" dir="auto">
						{it.description ?? 'No description'}
					</p>
				</section>
			))}
		</div>
	);
}
