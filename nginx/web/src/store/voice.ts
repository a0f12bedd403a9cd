/** What a screen reader says of changes that only eyes would notice. */
import { signal } from '@preact/signals';
import * as place from './place.ts';

export const said = signal('');

/* What was said of the page before is not true of the next; that a text was submitted is, of the one that follows. */
const areaOf = (path: string): string => (/^\/label(\/|$)/.test(path) ? '/label' : path);
let area = areaOf(place.current.value.path);
place.current.subscribe(({ path }) => {
	if (areaOf(path) === area) return;
	area = areaOf(path);
	said.value = '';
});

/** The same sentence twice in a row is said twice: an invisible character makes them differ. */
export function say(sentence: string): void {
	said.value = said.value === sentence ? `${sentence}\u00a0` : sentence;
}
