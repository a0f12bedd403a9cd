/** The rows that were left out: to be seen, and as a file made here. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { give } from '../../parts/give.ts';
import { Heads } from '../../parts/heads.tsx';
import { Listed } from '../../parts/listed.tsx';
import { Flash } from '../../parts/notice.tsx';
import { counted, figure, upper } from '../../parts/words.ts';
import { asProblem, type Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { dataset_import, import_flaw } from '../../types.gen.ts';
import { asCsv, asJsonLines } from './flaw-file.ts';

/** The server keeps so many of a file. */
const KEPT = 10_000;

export function Flaws({ import: i }: { import: dataset_import }) {
	return (
		<section class="import-flaws" aria-labelledby="flaws-heading">
			<div class="headline">
				<h2 id="flaws-heading" tabIndex={-1}>
					{counted(i.flaws, 'row')} {i.state === 'refused' ? (i.flaws === 1 ? 'is wrong' : 'are wrong') : 'left out'}
				</h2>
				<Downloads import={i} />
			</div>
			{i.flaws > KEPT && <p class="hint">The first {figure(KEPT)} are listed.</p>}
			<Listed of="rows left out" first={`/imports/${i.id}`} read={(after, signal) => api.listFlaws(i.id, after, signal)}>
				{(flaws) => <Table rows={flaws} />}
			</Listed>
		</section>
	);
}

const SHOWN = 100;

/** What stands in a table: a file has more of it. */
function shortened(beginning: string | null): string {
	const points = [...(beginning ?? '')];
	return points.length > SHOWN ? `${points.slice(0, SHOWN).join('')}…` : points.join('');
}

function Table({ rows }: { rows: readonly import_flaw[] }) {
	return (
		<table class="table">
			<caption class="unseen">Rows left out</caption>
			<Heads of={[{ number: 'Line' }, 'Id', 'How the row begins', 'Member or column', 'What is wrong']} />
			<tbody>
				{rows.map((f) => (
					<tr key={f.id}>
						<td class="number" data-name="Line">
							{figure(f.line)}
						</td>
						<td data-name="Id" class="named">
							<bdi>{f.external_id ?? '–'}</bdi>
						</td>
						<td data-name="How the row begins" class="begins">
							<bdi>{shortened(f.beginning) || '–'}</bdi>
						</td>
						<td data-name="Member or column">
							<bdi>{f.field ?? '–'}</bdi>
						</td>
						<td data-name="What is wrong">{upper(f.about ?? f.word)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Downloads({ import: i }: { import: dataset_import }) {
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const download = async (ending: string, type: string, written: (all: readonly import_flaw[]) => string): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		setProblem(null);
		try {
			give(`rows-left-out.${ending}`, new Blob([written(await api.listAllFlaws(i.id))], { type }));
			say('The file was made.');
		} catch (thrown) {
			setProblem(asProblem(thrown));
		}
		setBusy(false);
	};
	return (
		<div class="actions">
			<button type="button" aria-disabled={isBusy} onClick={() => download('csv', 'text/csv', asCsv)}>
				Download as CSV
			</button>
			<button type="button" aria-disabled={isBusy} onClick={() => download('jsonl', 'application/x-ndjson', asJsonLines)}>
				Download as JSON Lines
			</button>
			{problem && <Flash kind="bad">{problem.message}.</Flash>}
		</div>
	);
}
