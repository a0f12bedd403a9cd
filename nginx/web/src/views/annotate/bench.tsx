import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Page } from '../../parts/page.tsx';
import { counted, figure } from '../../parts/words.ts';
import { type attending, attend } from '../../store/attend.ts';
import type { Desk } from '../../store/desk.ts';
import { leave } from '../../store/left.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job } from '../../types.gen.ts';
import { Help } from '../document/help.tsx';
import { MarkList } from '../document/marks.tsx';
import { Opened } from '../document/opened.tsx';
import { TagPanel } from '../document/tags.tsx';
import { Text } from '../document/text.tsx';
import { About } from './about.tsx';
import { ClassPanel } from './classes.tsx';
import { type deeds, Deeds, deedsOf } from './deeds.tsx';
import { GuidelinesOf } from './guidelines.tsx';
import { Held } from './held.tsx';
import { Last } from './last.tsx';
import { listen } from './listen.ts';
import { Notices } from './notices.tsx';
import type { bench } from './open.ts';
import type { last } from './page.tsx';
import { Reminder } from './reminder.tsx';
import { Skip } from './skip.tsx';
import { Standing } from './standing.tsx';
import { Unsent } from './unsent.tsx';

interface props {
	bench: bench;
	last: last | null;
	/** Nothing was labelled on this page before. */
	isFirst: boolean;
	next: (done: last) => void;
	/** Open the same anew. */
	again: () => void;
}

/** What lies open over the text. */
export type box = 'help' | 'guidelines' | 'skip' | null;

/** One text and all that is needed to label it. */
export function Bench({ bench, last, isFirst, next, again }: props) {
	const { desk, draft, job } = bench;
	const [box, setBox] = useState<box>(null);
	const [refusal, setRefusal] = useState<string | null>(null);
	const close = (): void => setBox(null);
	const deeds: deeds = deedsOf(bench, { box: setBox, refuse: setRefusal, again });
	const help = (): void => setBox('help');
	const hand = useRef<attending | null>(null);
	useEffect(() => {
		const now = attend(desk, job.lease_seconds * 1000);
		hand.current = now;
		return () => {
			if (!draft.isElsewhere.peek()) leave(draft);
			now.stop();
		};
	}, [desk]);
	const isElsewhere = draft.isElsewhere.value;
	/* What only the tab that has the text may do is not asked for in another. */
	useEffect(() => {
		if (isElsewhere) setBox((now) => (now === 'skip' ? null : now));
	}, [isElsewhere]);
	/* At once: no key is lost between the text and what listens to it. */
	useLayoutEffect(() => listen(desk, deeds), [desk]);
	useEffect(() => guard(bench), [bench]);
	useEffect(() => {
		if (!isFirst) arrive();
	}, []);
	/* It was submitted: here, or when the connection came back. */
	const { submitted, isDraft } = draft.delivery;
	useEffect(() => {
		if (submitted.value === 0) return;
		say('Submitted');
		next({ id: bench.assignment.id, title: draft.of.title, did: 'submitted' });
	}, [submitted.value]);
	const { canUndo, canRedo } = desk.history;
	const actions = (
		<>
			{job.guidelines !== null && (
				<button type="button" onClick={() => setBox('guidelines')}>
					Guidelines
				</button>
			)}
			<button type="button" onClick={help}>
				Keys
			</button>
		</>
	);
	const { tags, choice } = desk;
	return (
		<Page title={job.name} above={{ name: 'Your work', href: '/work' }} actions={actions} width="wide">
			<Unsent />
			<Reminder but={bench.assignment.id} />
			<Held but={bench.assignment.id} />
			<div class="work-bar">
				<Progress job={job} own={bench.assignment.own} />
				{bench.assignment.external_id !== null && <bdi class="facts">{bench.assignment.external_id}</bdi>}
				<span class="gap" />
				<Standing draft={draft} isDraft={isDraft.value} />
				<button type="button" onClick={() => desk.undo()} aria-disabled={isElsewhere || !canUndo.value}>
					Undo
				</button>
				<button type="button" onClick={() => desk.redo()} aria-disabled={isElsewhere || !canRedo.value}>
					Redo
				</button>
			</div>
			<Last last={last} />
			<Notices bench={bench} again={again} refusal={refusal} refuse={setRefusal} take={async () => hand.current?.take()} />
			<div class="desk bench">
				{/* What cannot be used can be scrolled all the same. */}
				<div class="label-panel" {...(isElsewhere && { tabIndex: 0, role: 'group', 'aria-label': 'Labels' })}>
					<fieldset class="given" disabled={isElsewhere}>
						<legend class="unseen">Labels</legend>
						<ClassPanel choice={choice!} retired={desk.paper.retired} />
						{tags.length > 0 && <TagPanel desk={desk} />}
					</fieldset>
				</div>
				<div class="middle">
					{desk.refusal.value && (
						<p class="notice bad refusal" role="alert">
							{desk.refusal.value}
						</p>
					)}
					<Text desk={desk} help={help} />
					<Deeds bench={bench} deeds={deeds} />
				</div>
				<aside class="marks" aria-labelledby="marks-heading">
					<Heading desk={desk} />
					{!isElsewhere && <Opened desk={desk} />}
					<MarkList desk={desk} help={help} />
					<About assignment={bench.assignment} />
				</aside>
			</div>
			{box === 'help' && <Help tags={tags} classes={choice!.classes} places={['text', 'list', 'page']} close={close} />}
			{box === 'guidelines' && <GuidelinesOf job={job.id} close={close} />}
			{box === 'skip' && <Skip bench={bench} next={next} close={close} />}
		</Page>
	);
}

/** By itself: else all would be drawn anew with each mark. */
function Heading({ desk }: { desk: Desk }) {
	return (
		<h2 id="marks-heading">
			Marks <span class="count">{figure(desk.sheet.all.value.length)}</span>
		</h2>
	);
}

/** One's own part, and that of all: where several label each text, the two are far apart. */
function Progress({ job, own }: { job: annotation_job; own: number }) {
	const { done, examples, annotators } = job;
	const of = `${figure(done)} of ${counted(examples, 'text')}`;
	const all = annotators === 1 ? `${of} done` : `${of} ${examples === 1 ? 'has' : 'have'} all ${figure(annotators)} annotators`;
	const words = `You have labelled ${figure(own)}; ${all}`;
	return (
		<p class="facts">
			<progress aria-label="How far the job is" value={job.done} max={Math.max(job.examples, 1)} /> {words}
		</p>
	);
}

/** The next text is there: the keys work on it at once. */
function arrive(): void {
	window.scrollTo(0, 0);
	document.getElementById('text')?.focus({ preventScroll: true });
}

/** What is kept on this computer may be left; nothing else is left unasked. */
function guard({ draft }: bench): () => void {
	const stop = place.guard(
		() => draft.standing.peek() !== 'unkept' || window.confirm('Some labels are not saved anywhere yet. Leave all the same?'),
	);
	const ask = (e: BeforeUnloadEvent): void => {
		if (!draft.isSafe) e.preventDefault();
	};
	window.addEventListener('beforeunload', ask);
	return () => {
		stop();
		window.removeEventListener('beforeunload', ask);
	};
}
