/** The tag last used goes on being the usual one in the next text of the same schema, as long as the tab is open. */
import { effect } from '@preact/signals';
import type { Desk } from './desk.ts';

const used = new Map<string, string>();

export function rememberUsual({ tags, usual }: Desk, schema: string): void {
	const known = used.get(schema);
	if (tags.some((t) => t.id === known)) usual.value = known!;
	effect(() => {
		if (usual.value !== null) used.set(schema, usual.value);
	});
}
