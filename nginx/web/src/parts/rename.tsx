/** A name that others may change, too: who comes second sees both, and chooses. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../problem.ts';
import { Form, type values } from './form.tsx';

interface named {
	readonly name: string;
	readonly version: number;
}

interface props<T extends named> {
	of: T;
	/** Told apart for a screen reader: "Rename Letters". */
	group: string;
	save: (version: number, name: string) => Promise<T>;
	/** As the server has it now; null when it is gone. */
	read: () => Promise<T | null>;
	/** Called with what it is now; with nothing when the person gave up. */
	done: (now?: T) => void;
}

export function Rename<T extends named>({ of, group, save, read, done }: props<T>) {
	const [latest, setLatest] = useState(of);
	const [mine, setMine] = useState<string | null>(null);
	const submit = async ({ name }: values): Promise<void> => {
		try {
			done(await save(latest.version, name!.trim()));
		} catch (thrown) {
			if (!(thrown instanceof Problem) || thrown.status !== 412) throw thrown;
			const theirs = await read();
			if (!theirs) throw new Problem(404, 'not-found', 'Someone has removed it meanwhile');
			setLatest(theirs);
			setMine(name!.trim());
		}
	};
	return (
		<section class="panel" aria-label={group}>
			<Form
				fields={[{ name: 'name', label: 'Name', value: of.name, maxLength: 200 }]}
				action={mine === null ? 'Save' : 'Save mine'}
				doing="Saving…"
				submit={submit}
				cancel={() => done(mine === null ? undefined : latest)}
				more={() => mine !== null && <Both theirs={latest.name} mine={mine} keep={() => done(latest)} />}
			/>
		</section>
	);
}

function Both({ theirs, mine, keep }: { theirs: string; mine: string; keep: () => void }) {
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => box.current?.focus(), [theirs, mine]);
	return (
		<div class="notice bad both" role="alert" tabIndex={-1} ref={box}>
			<p>Someone has renamed it first. Keep theirs, or save yours in its place; you may change yours before.</p>
			<dl>
				<div>
					<dt>Theirs</dt>
					<dd dir="auto">{theirs}</dd>
				</div>
				<div>
					<dt>Yours</dt>
					<dd dir="auto">{mine}</dd>
				</div>
			</dl>
			<button type="button" onClick={keep}>
				Keep theirs
			</button>
		</div>
	);
}
