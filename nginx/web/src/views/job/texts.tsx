/** Texts of which a list shows how they begin; one of them is opened as a whole, and from there the next. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Example } from '../dataset/example.tsx';

/** So many characters the server tells of each. */
const LONGEST = 100;

export interface row {
	readonly id: string;
	readonly example: string;
	readonly beginning: string;
}

export interface texts {
	readonly open: (row: row) => void;
	/** The text that is open. */
	readonly shown: JSX.Element | null;
}

export function useTexts(rows: readonly row[]): texts {
	const [id, setId] = useState<string | null>(null);
	const at = rows.findIndex((r) => r.id === id);
	const to = (row: row | undefined) => row && (() => setId(row.id));
	const open = (row: row): void => setId(row.id);
	if (at < 0) return { open, shown: null };
	const close = (): void => setId(null);
	return { open, shown: <Example id={rows[at]!.example} close={close} before={to(rows[at - 1])} next={to(rows[at + 1])} /> };
}

export function Beginning({ of, open }: { of: row; open: texts['open'] }) {
	return (
		<button type="button" class="quiet beginning" aria-haspopup="dialog" onClick={() => open(of)}>
			<bdi>
				{of.beginning}
				{[...of.beginning].length >= LONGEST && '…'}
			</bdi>
		</button>
	);
}
