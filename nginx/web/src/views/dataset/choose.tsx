/** A file is chosen or dropped. */
import { useId, useRef, useState } from 'preact/hooks';

interface props {
	label: string;
	hint: string;
	chosen: (file: File) => void;
	flaw?: string | null;
}

export function ChooseFile({ label, hint, chosen, flaw }: props) {
	const id = useId();
	const input = useRef<HTMLInputElement>(null);
	const [isOver, setOver] = useState(false);
	const take = (files: FileList | null | undefined): void => {
		const [file] = files ?? [];
		if (file) chosen(file);
	};
	const drop = (e: DragEvent): void => {
		e.preventDefault();
		setOver(false);
		if (input.current && e.dataTransfer) input.current.files = e.dataTransfer.files;
		take(e.dataTransfer?.files);
	};
	const over = (e: DragEvent): void => {
		e.preventDefault();
		setOver(true);
	};
	return (
		<div class={`upload ${isOver ? 'over' : ''}`} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
			<label for={id}>{label}</label>
			<input
				ref={input}
				id={id}
				type="file"
				aria-invalid={Boolean(flaw)}
				aria-describedby={flaw ? `${id}-hint ${id}-flaw` : `${id}-hint`}
				onClick={(e) => {
					/* The same file may be chosen again. */
					e.currentTarget.value = '';
				}}
				onChange={(e) => take(e.currentTarget.files)}
			/>
			<p class="hint" id={`${id}-hint`}>
				{hint}
			</p>
			{flaw && (
				<p class="flaw" id={`${id}-flaw`} role="alert">
					<span aria-hidden="true">⚠ </span>
					{flaw}.
				</p>
			)}
		</div>
	);
}
