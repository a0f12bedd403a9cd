import { useEffect, useRef } from 'preact/hooks';
import { Empty } from '../../parts/notice.tsx';
import { Last } from './last.tsx';
import type { nothing } from './open.ts';
import type { last } from './page.tsx';

/** Why there is nothing, and what one can do. */
const reasons: Readonly<Record<nothing['reason'], readonly [string, string]>> = {
	'none-left': ['Nothing left to label', 'You have labelled or skipped every text that was there for you.'],
	'in-other-hands': [
		'Others have the rest in their hands',
		'What they give back, skip or do not finish in time comes to you. Ask again a little later.',
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

export function NothingToDo({ nothing, last, again }: { nothing: nothing; last: last | null; again: () => void }) {
	const heading = useRef<HTMLHeadingElement>(null);
	const [title, what] = reasons[nothing.reason];
	useEffect(() => heading.current?.focus({ preventScroll: true }), []);
	return (
		<>
			<Last last={last} />
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
