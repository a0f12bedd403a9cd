import type { command } from '../../keys.ts';
import type { Desk } from '../../store/desk.ts';

/** What means the same in the text and in the list of marks; returns whether the command was one of these. */
export function actAnywhere(command: command | null, desk: Desk, help: () => void): boolean {
	switch (command) {
		case 'remove':
			desk.remove();
			return true;
		case 'cancel':
			desk.cancel();
			return true;
		case 'undo':
			desk.undo();
			return true;
		case 'redo':
			desk.redo();
			return true;
		case 'help':
			help();
			return true;
		default:
			return false;
	}
}
