import * as api from '../../api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { bench } from './open.ts';
import type { last } from './page.tsx';

const ASK = 'Reason is missing: say in a few words why you cannot label this text';

/** Leave the text to others, and say why. */
export function Skip({ bench, next, close }: { bench: bench; next: (done: last) => void; close: () => void }) {
	const { assignment, draft } = bench;
	const skip = async ({ reason = '' }: Record<string, string>): Promise<void> => {
		const from = place.current.peek();
		/* Whatever is labelled already stays with it. */
		if (draft.isUnsaved.peek()) await draft.delivery.bring();
		if (draft.isElsewhere.peek()) throw new Problem(409, 'elsewhere', 'Not skipped: another tab has this text now');
		if (draft.isUnsaved.peek()) throw new Problem(409, 'unsaved', 'Not skipped: what is labelled here is not saved yet');
		await api.skipAssignment(assignment.id, reason.trim());
		await draft.drop();
		say('Skipped');
		/* Whoever has gone elsewhere meanwhile stays there. */
		if (place.current.peek() !== from) return;
		close();
		next({ id: assignment.id, title: draft.of.title, did: 'skipped' });
	};
	return (
		<Dialog title="Skip this text" close={close}>
			<p>Others may be handed it instead. Whoever manages the job reads why; you can take it back under Your work.</p>
			<Form
				fields={[{ name: 'reason', label: 'Reason', ask: ASK, hint: 'Why can you not label it?', lines: 3, maxLength: 2000, isMarked: true }]}
				action="Skip and next"
				doing="Skipping…"
				submit={skip}
				cancel={close}
			/>
		</Dialog>
	);
}
