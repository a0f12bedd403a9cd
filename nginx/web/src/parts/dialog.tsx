/** A box over the page, which the page cannot be used behind; the browser keeps the focus in it and gives it back. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

export function Dialog({
	title,
	close,
	children,
}: {
	title: string;
	close: () => void;
	children: ComponentChildren;
}) {
	const box = useRef<HTMLDialogElement>(null);
	const id = useId();
	/* Closed before it is taken away: else the focus would not go back to where it was. */
	useLayoutEffect(() => {
		const shown = box.current!;
		shown.showModal();
		/* Whoever is asked for something types it at once: not into the button that closes. */
		const wanted = ['[type=password]', 'textarea', 'form input:checked', 'form input'].map((what) => shown.querySelector<HTMLElement>(what));
		wanted.find((found) => found !== null)?.focus();
		return () => shown.close();
	}, []);
	const cancel = (e: Event): void => {
		e.preventDefault();
		close();
	};
	return (
		<dialog ref={box} aria-labelledby={id} onCancel={cancel}>
			<div class="headline">
				<h2 id={id}>{title}</h2>
				<button type="button" class="quiet" onClick={close}>
					Close
				</button>
			</div>
			{children}
		</dialog>
	);
}
