/** From one text to the one that a person had before or after it. */
import * as api from '../../api.ts';
import type { assignment_row } from '../../types.gen.ts';

const ROWS = 100;

/** What was lost to others is passed over. */
export async function beside(id: string, which: 'older' | 'newer'): Promise<assignment_row | null> {
	let after: string | null = null;
	let newer: assignment_row | null = null;
	let isPast = false;
	do {
		const page: { items: assignment_row[]; next: string | null } = await api.listAssignments(after, undefined, ROWS);
		for (const row of page.items) {
			if (row.id === id) {
				if (which === 'newer') return newer;
				isPast = true;
			} else if (row.state !== 'lost') {
				if (isPast) return row;
				newer = row;
			}
		}
		after = page.next;
	} while (after !== null);
	return null;
}
