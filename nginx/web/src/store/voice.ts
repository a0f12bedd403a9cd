/** What a screen reader says of changes that only eyes would notice. */
import { signal } from '@preact/signals';

export const said = signal('');

/** The same sentence twice in a row is said twice: an invisible character makes them differ. */
export function say(sentence: string): void {
	said.value = said.value === sentence ? `${sentence}\u00a0` : sentence;
}
