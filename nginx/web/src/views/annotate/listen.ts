/** The keys that work wherever the focus is, but for what one types into and for what lies over the page. */
import { commandOf } from '../../keys.ts';
import type { Desk } from '../../store/desk.ts';
import { actAnywhere } from '../document/act.ts';
import { chooseByKey } from '../document/marks.tsx';
import type { deeds } from './deeds.tsx';

const TYPED_INTO = 'textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]';

export function listen(desk: Desk, deeds: deeds): () => void {
	const press = (e: KeyboardEvent): void => {
		const at = e.target instanceof Element ? e.target : null;
		if (e.defaultPrevented || document.querySelector('dialog[open]') || at?.closest(TYPED_INTO)) return;
		if (act(e, desk, deeds)) e.preventDefault();
	};
	document.addEventListener('keydown', press);
	return () => document.removeEventListener('keydown', press);
}

function act(e: KeyboardEvent, desk: Desk, deeds: deeds): boolean {
	const command = commandOf(e, 'page');
	switch (command) {
		case 'submit':
		case 'nothing':
		case 'skip':
		case 'older':
		case 'newer':
			deeds[command]();
			return true;
		default:
			return actAnywhere(command, desk, deeds.help) || chooseByKey(e, desk);
	}
}
