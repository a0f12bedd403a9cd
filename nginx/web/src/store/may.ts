/** What the person may do in the workspace they are in. Pages leave out what would be refused. */
import { needs } from '../types.gen.ts';
import * as session from './session.ts';

export function may(need: keyof typeof needs): boolean {
	const role = session.current.value?.role;
	return typeof role === 'string' && (needs[need] as readonly string[]).includes(role);
}
