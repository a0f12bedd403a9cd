/** The keyboard map. What a key does is read here by the page, and by people in the help it shows. */

/** page: wherever the focus is, while what one was handed is labelled. */
export type where = 'text' | 'list' | 'page';

export type command =
	| 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'top' | 'bottom'
	| 'extend-left' | 'extend-right' | 'extend-up' | 'extend-down' | 'extend-first' | 'extend-last'
	| 'nudge-left' | 'nudge-right'
	| 'open' | 'remove' | 'cancel' | 'next' | 'previous'
	| 'start-back' | 'start-on' | 'end-back' | 'end-on'
	| 'undo' | 'redo' | 'help'
	| 'submit' | 'nothing' | 'skip' | 'older' | 'newer';

export interface binding {
	/** What people press, as the help shows it. */
	readonly shows: readonly string[];
	/** What it does, in the help. */
	readonly does: string;
	/** Where it works. */
	readonly where: readonly where[];
	/** From what the browser calls the key, with its modifiers, to what is to be done. */
	readonly keys: Readonly<Record<string, command>>;
}

export const keys: readonly binding[] = [
	{ shows: ['Ctrl + Enter'], does: 'Submit, and go on to the next text', where: ['page'],
	  keys: { 'Ctrl+Enter': 'submit' } },
	{ shows: ['Ctrl + Shift + Enter'], does: 'Submit that there is nothing here', where: ['page'],
	  keys: { 'Ctrl+Shift+Enter': 'nothing' } },
	{ shows: ['!'], does: 'Skip the text', where: ['page'],
	  keys: { '!': 'skip' } },
	{ shows: ['<', '>'], does: 'Go to the text that you had before or after', where: ['page'],
	  keys: { '<': 'older', '>': 'newer' } },
	{ shows: ['←', '→', '↑', '↓'], does: 'Go from word to word, and from line to line', where: ['text'],
	  keys: { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } },
	{ shows: ['Home', 'End'], does: 'Go to the paragraph’s first or last word; with Ctrl, to the text’s', where: ['text'],
	  keys: { Home: 'first', End: 'last', 'Ctrl+Home': 'top', 'Ctrl+End': 'bottom' } },
	{ shows: ['Shift + arrow'], does: 'Extend the selection by a word or a line', where: ['text'],
	  keys: { 'Shift+ArrowLeft': 'extend-left', 'Shift+ArrowRight': 'extend-right', 'Shift+ArrowUp': 'extend-up',
	          'Shift+ArrowDown': 'extend-down', 'Shift+Home': 'extend-first', 'Shift+End': 'extend-last' } },
	{ shows: ['Ctrl + Shift + ←', '→'], does: 'Make the selection one character shorter or longer', where: ['text'],
	  keys: { 'Ctrl+Shift+ArrowLeft': 'nudge-left', 'Ctrl+Shift+ArrowRight': 'nudge-right' } },
	{ shows: ['Enter'], does: 'Open the mark under the cursor, or mark what is selected with the tag last used (2×); in the list, go to its text', where: ['text', 'list'],
	  keys: { Enter: 'open' } },
	{ shows: ['[', ']'], does: 'Open the mark before or after', where: ['text', 'list'],
	  keys: { '[': 'previous', ']': 'next' } },
	{ shows: ['↑', '↓', 'Home', 'End'], does: 'In the list of marks: open another mark', where: ['list'],
	  keys: { ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' } },
	{ shows: ['←', '→'], does: 'In the list: move the end of the open mark by a word; with Shift, its start', where: ['list'],
	  keys: { ArrowLeft: 'end-back', ArrowRight: 'end-on', 'Shift+ArrowLeft': 'start-back', 'Shift+ArrowRight': 'start-on' } },
	{ shows: ['Delete'], does: 'Remove the open mark, or the one under the cursor', where: ['text', 'list'],
	  keys: { Delete: 'remove', Backspace: 'remove' } },
	{ shows: ['Esc'], does: 'Close the mark; drop the selection', where: ['text', 'list'],
	  keys: { Escape: 'cancel' } },
	{ shows: ['Ctrl + Z'], does: 'Undo; with Shift, do again', where: ['text', 'list', 'page'],
	  keys: { 'Ctrl+z': 'undo', 'Ctrl+Shift+z': 'redo', 'Ctrl+y': 'redo' } },
	{ shows: ['?'], does: 'Show this list', where: ['text', 'list', 'page'],
	  keys: { '?': 'help' } },
];

const isMark = (key: string): boolean => key.length === 1 && !/[\p{L}\p{N}]/u.test(key);

/**
 * The letter or digit that a key means where the alphabet of the keyboard is
 * not Latin: the one printed on a Latin keyboard in the same place.
 */
export function latin(e: Pick<KeyboardEvent, 'key' | 'code'>): string {
	const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
	if (key.length !== 1 || key.charCodeAt(0) < 128) return key;
	const found = /^(?:Key|Digit)([A-Z0-9])$/.exec(e.code);
	return found ? found[1]!.toLowerCase() : key;
}

type pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** What is to be done for this key press in this place. Command counts as Ctrl. */
export function commandOf(e: pressed, place: where): command | null {
	if (e.altKey && !isMark(e.key)) return null;
	const key = latin(e);
	const name = isMark(key)
		? key
		: `${e.ctrlKey || e.metaKey ? 'Ctrl+' : ''}${e.shiftKey ? 'Shift+' : ''}${key}`;
	const row = keys.find((k) => k.where.includes(place) && name in k.keys);
	return row?.keys[name] ?? null;
}

/** The key of a tag that this key press may be, or null. */
export function tagKeyOf(e: pressed): string | null {
	if (e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return null;
	const key = latin(e);
	return /^[a-z0-9]$/.test(key) ? key : null;
}
