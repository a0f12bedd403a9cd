import { useEffect } from 'preact/hooks';
import { counted } from '../../parts/words.ts';
import type { label } from '../../store/desk.ts';
import { type labels, labelsIn, labelsOf } from '../../store/labels.ts';
import { say } from '../../store/voice.ts';
import type { assignment } from '../../types.gen.ts';
import type { bench } from './open.ts';

const MOST_ROWS = 30;

/** The same text was labelled here and elsewhere: both are shown, and a person chooses. */
export function TwoVersions({ bench, theirs, again }: { bench: bench; theirs: assignment; again: () => void }) {
	/* Whoever is at work keeps the focus. */
	useEffect(() => say('This text was labelled in another window, too. Both versions are shown above it.'), []);
	const { draft, desk } = bench;
	/* Drawn anew when something is labelled meanwhile. */
	draft.sheet.all.value;
	draft.classes.value;
	const mine = wordsOf(labelsIn(draft.written(false).body), desk.labels, desk.choice!.classes);
	const others = wordsOf(labelsOf(theirs), desk.labels, desk.choice!.classes);
	const take = (): void => void draft.drop().then(again);
	const isSubmitted = theirs.state === 'submitted' && theirs.draft === null;
	return (
		<section class="notice bad versions" aria-labelledby="versions">
			<h2 id="versions">This text was labelled in another window, too</h2>
			<p>Nothing is lost: both versions are there. You can go on labelling here, and choose when you like.</p>
			<div class="both">
				<Version title="Here" rows={mine} others={others}>
					<button type="button" onClick={() => draft.delivery.keepMine()}>
						Keep what is here
					</button>
				</Version>
				<Version title={isSubmitted ? 'There, submitted' : 'There, saved'} rows={others} others={mine}>
					<button type="button" onClick={take}>
						Take what is there
					</button>
				</Version>
			</div>
		</section>
	);
}

interface version_props {
	title: string;
	rows: readonly string[];
	others: readonly string[];
	children: preact.ComponentChildren;
}

function Version({ title, rows, others, children }: version_props) {
	const known = new Set(others);
	const own = rows.filter((r) => !known.has(r));
	return (
		<div>
			<h3>{title}</h3>
			<p class="facts">
				{counted(rows.length, 'label')}
				{own.length > 0 ? ', only in this version:' : ', all of them in the other version, too'}
			</p>
			<ul>
				{own.slice(0, MOST_ROWS).map((r) => (
					<li key={r} dir="auto">
						{r}
					</li>
				))}
				{own.length > MOST_ROWS && <li>and {counted(own.length - MOST_ROWS, 'other')}</li>}
			</ul>
			{children}
		</div>
	);
}

function wordsOf(l: labels, tags: ReadonlyMap<string, label>, classes: readonly label[]): string[] {
	const nameOf = (id: string): string => (tags.get(id) ?? classes.find((c) => c.id === id))?.name ?? 'Unknown label';
	return [
		...l.classes.map((c) => `Class ${nameOf(c.label)}`),
		...l.spans.map((s) => `${nameOf(s.label)}: ${s.text} (${s.start}–${s.end})`),
	];
}
