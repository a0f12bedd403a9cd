/** A name that others may change, too, and a description if there is one: who comes second sees both, and chooses. */
import { useRef, useState } from 'preact/hooks';
import { asProblem, isStatus, Problem } from '../problem.ts';
import { say } from '../store/voice.ts';
import { Both } from './both.tsx';
import { type field, Form, type values } from './form.tsx';
import { Flash } from './notice.tsx';

export interface change {
	readonly name: string;
	readonly description: string | null;
}

interface named {
	readonly name: string;
	/** Absent from what has none at all. */
	readonly description?: string | null;
	readonly version: number;
}

interface props<T extends named> {
	of: T;
	/** Told apart for a screen reader: "Rename Letters". */
	group: string;
	/** What the description is for. */
	hint?: string;
	save: (seen: T, change: change) => Promise<T>;
	/** As the server has it now; null when it is gone. */
	read: () => Promise<T | null>;
	/** Called with what it is now; with nothing when the person gave up. */
	done: (now?: T) => void;
}

interface clash<T> {
	readonly theirs: T;
	readonly mine: change;
}

export function Rename<T extends named>({ of, group, hint, save, read, done }: props<T>) {
	const [seen, setSeen] = useState(of);
	const [clash, setClash] = useState<clash<T> | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const box = useRef<HTMLElement>(null);
	const put = async (from: T, mine: change): Promise<void> => {
		setProblem(null);
		try {
			const now = await save(from, mine);
			say(`It is called ${now.name} now.`);
			done(now);
		} catch (thrown) {
			if (!isStatus(thrown, 412)) throw thrown;
			const theirs = await read();
			if (!theirs) throw new Problem(404, 'not-found', 'Someone has removed it meanwhile');
			setSeen(theirs);
			setClash({ theirs, mine });
		}
	};
	const insist = (): void => {
		setClash(null);
		put(seen, clash!.mine).catch((thrown) => setProblem(asProblem(thrown)));
	};
	const goOn = (): void => {
		setClash(null);
		box.current?.querySelector('input')?.focus();
	};
	return (
		<section class="panel" aria-label={group} ref={box}>
			{clash && (
				<Both
					key={clash.theirs.version}
					what={of.description === undefined ? 'the name' : 'the name or the description'}
					theirs={inWords(clash.theirs)}
					mine={inWords(clash.mine)}
					takeTheirs={() => done(clash.theirs)}
					keepMine={insist}
					goOn={goOn}
				/>
			)}
			{problem && <Flash kind="bad">Not saved: {problem.message}.</Flash>}
			<Form
				fields={fieldsOf(of, hint)}
				action="Save"
				doing="Saving…"
				submit={({ name, description }: values) =>
					put(seen, { name: name!.trim(), description: description?.trim() || null })
				}
				cancel={() => done(seen === of ? undefined : seen)}
				takesFocus
			/>
		</section>
	);
}

const inWords = ({ name, description }: Partial<change>): string => [name, description].filter(Boolean).join('\n');

function fieldsOf({ name, description }: named, hint: string | undefined): field[] {
	const called: field = { name: 'name', label: 'Name', value: name, maxLength: 200 };
	if (description === undefined) return [called];
	const about: field = { name: 'description', label: 'Description', value: description ?? '', lines: 3, isOptional: true };
	return [called, { ...about, ...(hint && { hint }) }];
}
