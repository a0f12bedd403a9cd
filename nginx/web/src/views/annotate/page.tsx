import { useEffect, useRef, useState } from 'preact/hooks';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import * as left from '../../store/left.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import { Bench } from './bench.tsx';
import { Denied } from './denied.tsx';
import { NothingToDo } from './nothing.tsx';
import { isBench, open } from './open.ts';
import { Unsent } from './unsent.tsx';

/** What was done with the text before: it can be gone back to. */
export interface last {
	readonly id: string;
	readonly title: string;
	readonly did: 'submitted' | 'skipped';
}

export function LabelPage({ id }: { id: string }) {
	return may('span.write') ? <Label id={id} /> : <Denied title="Label" />;
}

/** What comes next, or with an id what one was handed before. */
function Label({ id }: { id: string }) {
	const job = place.current.value.query.get('job');
	const [turn, setTurn] = useState(0);
	const [last, setLast] = useState<last | null>(null);
	const { value, problem, reload } = useResource(`${id} ${job} ${turn}`, (signal) => open(id, job, signal));
	/* The heading stays while the next text is on its way. */
	const title = useRef('Label');
	if (value) title.current = (isBench(value) ? value.job.name : value.job?.name) ?? 'Label';
	useEffect(() => setLast(null), [id, job]);
	const looked = useRef('');
	useEffect(() => {
		/* Not with each text, but where one begins, and when there is nothing; what cannot be asked for is not reminded of. */
		const at = `${id} ${job} ${value && !isBench(value) ? turn : ''}`;
		if (!value || looked.current === at) return;
		looked.current = at;
		left.look().catch(() => {});
	}, [value]);
	const next = (done: last): void => {
		setLast(done);
		if (id) place.go('/label');
		else setTurn((n) => n + 1);
	};
	const again = (): void => setTurn((n) => n + 1);
	if (value && isBench(value))
		return (
			<Bench
				key={`${value.assignment.id} ${turn}`}
				bench={value}
				last={last}
				isFirst={turn === 0}
				next={next}
				again={again}
			/>
		);
	return (
		<Page title={title.current} {...(!value && !problem && { width: 'wide' })} above={{ name: 'Your work', href: '/work' }}>
			<Unsent />
			{problem ? (
				<Failed problem={problem} retry={reload} />
			) : value ? (
				<NothingToDo nothing={value} last={last} again={again} />
			) : (
				<Loading what="the text" />
			)}
		</Page>
	);
}
