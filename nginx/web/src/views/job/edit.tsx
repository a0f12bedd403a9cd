/** A job's name, guidelines or number of annotators, changed; and what happens when somebody else changed them first. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Both } from '../../parts/both.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Flash } from '../../parts/notice.tsx';
import { useUnsaved } from '../../parts/unsaved.ts';
import { asProblem, Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job, annotation_job_change } from '../../types.gen.ts';
import { change, Overtaken } from './change.ts';
import { numberOf } from './sentence.tsx';

type part = 'name' | 'guidelines' | 'annotators';

interface props {
	job: annotation_job;
	part: part;
	label: string;
	hint?: string;
	lines?: number;
	/** What is to be known before this is saved, of what is typed. */
	before?: (typed: string) => ComponentChildren;
	/** With the job as it is now; without, when nothing was changed. */
	done: (changed?: annotation_job) => void;
}

const written = (job: annotation_job, part: part): string => String(job[part] ?? '');

function changeOf(part: part, mine: string): Pick<annotation_job_change, part> {
	if (part === 'name') return { name: mine.trim() };
	if (part === 'guidelines') return { guidelines: mine.trim() ? mine : null };
	const annotators = numberOf(mine);
	if (annotators === null)
		throw new Problem(422, 'invalid', 'Some fields are not valid', [{ pointer: '#/annotators', detail: 'needs to be a whole number' }]);
	return { annotators };
}

interface clash {
	readonly theirs: annotation_job;
	readonly mine: string;
}

export function EditText({ job, part, label, hint, lines, before, done }: props) {
	/* What the person saw when they began: the page goes on being renewed meanwhile. */
	const [seen, setSeen] = useState(job);
	const [start] = useState(written(job, part));
	const [clash, setClash] = useState<clash | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [typed, setTyped] = useState(start);
	const box = useRef<HTMLElement>(null);
	const input = () => box.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
	const focus = (): void => input()?.focus();
	useEffect(focus, []);
	useUnsaved(() => input()?.value !== start);
	const field: field = {
		name: part,
		label,
		value: start,
		maxLength: part === 'name' ? 200 : 100_000,
		isOptional: part === 'guidelines',
		...(part === 'annotators' && { type: 'number' }),
		...(hint && { hint }),
		...(lines && { lines }),
	};
	const save = async (from: annotation_job, mine: string): Promise<void> => {
		try {
			const changed = await change(from, changeOf(part, mine));
			say(`${label} saved`);
			done(changed);
		} catch (thrown) {
			if (!(thrown instanceof Overtaken)) throw thrown;
			setClash({ theirs: thrown.theirs, mine });
		}
	};
	const insist = (): void => {
		const { theirs, mine } = clash!;
		setClash(null);
		setProblem(null);
		save(theirs, mine).catch((thrown) => setProblem(asProblem(thrown)));
	};
	const goOn = (): void => {
		setSeen(clash!.theirs);
		setClash(null);
		focus();
	};
	return (
		<section class="panel" aria-label={`Change ${label.toLowerCase()}`} ref={box} onInput={(e) => setTyped((e.target as HTMLInputElement).value)}>
			{clash && (
				<Both
					what={`the ${label.toLowerCase()}`}
					theirs={written(clash.theirs, part)}
					mine={clash.mine}
					takeTheirs={() => done(clash.theirs)}
					keepMine={insist}
					goOn={goOn}
				/>
			)}
			{problem && <Flash kind="bad">Not saved: {problem.message}.</Flash>}
			<Form
				fields={[field]}
				action="Save"
				doing="Saving…"
				submit={(values: values) => save(seen, values[part]!)}
				cancel={() => done()}
				more={() => before?.(typed)}
			/>
		</section>
	);
}
