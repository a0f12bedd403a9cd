/** Asks before something that cannot be undone; the thing is named, and the focus comes back. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { Form } from './form.tsx';

interface props {
	title: string;
	action: string;
	doing: string;
	run: () => Promise<void>;
	close: () => void;
	children: ComponentChildren;
}

export function Confirm({ title, action, doing, run, close, children }: props) {
	return (
		<Dialog title={title} close={close}>
			{children}
			<Form fields={[]} action={action} doing={doing} submit={run} cancel={close} />
		</Dialog>
	);
}

/** A heading that takes the focus when what had it is gone; after the dialog, behind which nothing can have it. */
export function useHeading() {
	const heading = useRef<HTMLHeadingElement>(null);
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		if (turn > 0) heading.current?.focus();
	}, [turn]);
	return { heading, focus: () => setTurn((n) => n + 1) };
}
