import { useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { asProblem, type Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { document_row } from '../../types.gen.ts';

interface transfer {
	readonly id: number;
	readonly file: File;
	/** How much of it has been sent, 0 to 1. */
	readonly part: number;
	readonly state: 'waiting' | 'sending' | 'done' | 'failed';
	readonly problem: Problem | null;
}

let lastId = 0;

/** Files go one after the other: an answer to each, and no more load than one person makes. */
export function Upload({ project, arrived }: { project: string; arrived: (row: document_row) => void }) {
	const [transfers, setTransfers] = useState<readonly transfer[]>([]);
	const [isOver, setOver] = useState(false);
	const input = useRef<HTMLInputElement>(null);
	const queue = useRef(Promise.resolve());
	const update = (id: number, change: Partial<transfer>): void =>
		setTransfers((old) => old.map((t) => (t.id === id ? { ...t, ...change } : t)));

	const send = async ({ id, file }: transfer): Promise<void> => {
		update(id, { state: 'sending', part: 0, problem: null });
		try {
			arrived(await api.uploadDocument(project, file, (part) => update(id, { part })));
			update(id, { state: 'done', part: 1 });
			say(`${file.name} was uploaded.`);
		} catch (thrown) {
			update(id, { state: 'failed', problem: asProblem(thrown) });
		}
	};
	const add = (files: FileList | null | undefined): void => {
		const added = [...(files ?? [])].map((file): transfer => ({
			id: ++lastId,
			file,
			part: 0,
			state: 'waiting',
			problem: null,
		}));
		setTransfers((old) => [...old.filter((t) => t.state !== 'done'), ...added]);
		for (const t of added) queue.current = queue.current.then(() => send(t));
		if (input.current) input.current.value = '';
	};
	const again = (t: transfer): void => {
		queue.current = queue.current.then(() => send(t));
	};
	const drop = (e: DragEvent): void => {
		e.preventDefault();
		setOver(false);
		add(e.dataTransfer?.files);
	};
	const over = (e: DragEvent): void => {
		e.preventDefault();
		setOver(true);
	};
	return (
		<div
			class={`upload ${isOver ? 'over' : ''}`}
			onDragOver={over}
			onDragLeave={() => setOver(false)}
			onDrop={drop}
		>
			<label for="upload">Upload texts</label>
			<input
				ref={input}
				id="upload"
				type="file"
				multiple
				accept="text/plain,.txt,.md,.text"
				aria-describedby="upload-hint"
				onChange={(e) => add(e.currentTarget.files)}
			/>
			<p class="hint" id="upload-hint">
				Plain text files in UTF-8. They can also be dropped here.
			</p>
			{transfers.length > 0 && (
				<ul class="transfers" aria-label="Uploads">
					{transfers.map((t) => (
						<Transfer
							key={t.id}
							transfer={t}
							again={() => again(t)}
							drop={() => setTransfers((old) => old.filter((o) => o.id !== t.id))}
						/>
					))}
				</ul>
			)}
		</div>
	);
}

function Transfer({ transfer: t, again, drop }: { transfer: transfer; again: () => void; drop: () => void }) {
	const says = {
		waiting: 'Waiting',
		sending: `${Math.round(t.part * 100)} %`,
		done: 'Uploaded',
		failed: 'Not uploaded',
	}[t.state];
	return (
		<li class={t.state}>
			<span class="file">
				<bdi>{t.file.name}</bdi>
			</span>
			{t.state === 'sending' && (
				<progress value={t.part} max={1} aria-label={`Uploading ${t.file.name}`} />
			)}
			<span class="state">{says}</span>
			{t.problem && (
				<div class="notice bad" role="alert">
					<p>{reason(t.problem)}</p>
					<p class="buttons">
						<button type="button" onClick={again}>
							Try again
						</button>{' '}
						<button type="button" onClick={drop}>
							Leave it out
						</button>
					</p>
				</div>
			)}
		</li>
	);
}

function reason(p: Problem): string {
	const flaw = p.flaws[0];
	if (p.status === 413) return 'The file is too large.';
	return flaw ? `The file ${flaw.detail}.` : `${p.message}.`;
}
