/** An import is ended, or its traces removed; asked first. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Flash } from '../../parts/notice.tsx';
import { asProblem, type Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { dataset_import } from '../../types.gen.ts';
import { isOver } from './poll.ts';
import { stopUpload } from './upload.ts';

export function Cancel({ import: i, close }: { import: dataset_import; close: () => void }) {
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const isEnded = isOver(i);
	const remove = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		setProblem(null);
		stopUpload(i.id);
		try {
			await api.deleteImport(i.id);
			place.go(`/datasets/${i.dataset}`, { replace: true });
			say(isEnded ? 'The import was removed.' : 'The import was cancelled.');
		} catch (thrown) {
			setProblem(asProblem(thrown));
			setBusy(false);
		}
	};
	return (
		<Dialog title={isEnded ? 'Remove the import?' : 'Cancel the import?'} close={close}>
			<p>
				{isEnded
					? 'What is known of it is removed: its figures and the rows that were left out.'
					: 'What was sent of the file is thrown away.'}{' '}
				Texts that it has added stay in the dataset.
			</p>
			{problem && <Flash kind="bad">{problem.message}.</Flash>}
			<p class="buttons">
				<button type="button" class="main" aria-disabled={isBusy} onClick={remove}>
					{isEnded ? 'Remove it' : 'Cancel it'}
				</button>
				<button type="button" onClick={close}>
					{isEnded ? 'Keep it' : 'Go on with it'}
				</button>
			</p>
		</Dialog>
	);
}
