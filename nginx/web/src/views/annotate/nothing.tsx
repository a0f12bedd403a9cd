import { useEffect, useRef } from 'preact/hooks';
import { Empty } from '../../parts/notice.tsx';
import type { annotation_job } from '../../types.gen.ts';
import { Held } from './held.tsx';
import { Last } from './last.tsx';
import type { nothing } from './open.ts';
import type { last } from './page.tsx';
import { Reminder } from './reminder.tsx';

/** Why there is nothing, and what one can do. */
const reasons: Readonly<Record<nothing['reason'], readonly [string, string]>> = {
	'none-left': [
		'Nothing left to label',
		'You have labelled or skipped each text of this job, or it has been labelled by as many people as it needs.',
	],
	'in-other-hands': [
		'Nothing for you now',
		'Others have texts of this job in their hands. What they give back, skip or do not finish in time comes to you, unless you have labelled or skipped it already.',
	],
	'ten-in-hand': [
		'You have ten texts in your hands',
		'That is as many as one person may have of a job. Submit or skip one of them first: they are under Your work.',
	],
	'not-for-you': [
		'This job is for other people',
		'It is given to teams that you do not belong to. Whoever manages the project can add you to one.',
	],
	'not-active': [
		'This job is not handed out now',
		'It is paused or archived. Whoever manages the project can make it active again.',
	],
};

const ofState: Partial<Record<annotation_job['state'], readonly [string, string]>> = {
	paused: ['This job is paused', 'Nobody is handed a text of it until whoever manages the project lets it go on.'],
	archived: ['This job is archived', 'Nothing of it is handed out any more, unless whoever manages the project makes it active again.'],
};

/** Of all jobs together the server tells less: some may be paused, or for others. */
const ofAll: Partial<typeof reasons> = {
	'none-left': [
		'Nothing for you now',
		'What there was for you is labelled or skipped. Jobs that are paused, or for other people, are not handed out.',
	],
	'in-other-hands': [
		'Nothing for you now',
		'What is left is in other hands, or you have labelled or skipped it, or jobs are paused or for other people. Ask again a little later.',
	],
};

function wordsFor({ job, reason }: nothing): readonly [string, string] {
	const special = !job ? ofAll[reason] : reason === 'not-active' ? ofState[job.state] : undefined;
	return special ?? reasons[reason];
}

export function NothingToDo({ nothing, last, again }: { nothing: nothing; last: last | null; again: () => void }) {
	const heading = useRef<HTMLHeadingElement>(null);
	const [title, what] = wordsFor(nothing);
	useEffect(() => heading.current?.focus({ preventScroll: true }), []);
	return (
		<>
			<Last last={last} />
			<Reminder />
			<Held />
			<Empty>
				<h2 ref={heading} tabIndex={-1}>
					{title}
				</h2>
				<p>{what}</p>
				<p class="buttons centred">
					<button type="button" class="main" onClick={again}>
						Ask again
					</button>
					{nothing.job && (
						<a class="button" href="/label">
							Label for any job
						</a>
					)}
					<a class="button" href="/work">
						Your work
					</a>
				</p>
			</Empty>
		</>
	);
}
