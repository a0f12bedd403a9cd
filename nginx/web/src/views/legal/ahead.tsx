/** That the privacy policy will change, for those who have no account to be told with. */
import { useEffect, useState } from 'preact/hooks';
import { listPolicies } from '../../api/policy.ts';
import { dayOf } from '../../parts/day.ts';
import type { policy_edition } from '../../types.gen.ts';

const isAhead = (v: policy_edition): boolean => v.class === 'material' && new Date(v.effective_from) > new Date();

export function Ahead() {
	const [next, setNext] = useState<policy_edition | null>(null);
	useEffect(() => {
		const stop = new AbortController();
		listPolicies(stop.signal).then(
			({ versions }) => setNext(versions.find(isAhead) ?? null),
			/* Nobody has asked for it; the change log says so, too. */
			() => {},
		);
		return () => stop.abort();
	}, []);
	return (
		next && (
			<p class="notice">
				The privacy policy changes on {dayOf(next.effective_from)}: it is a material change.{' '}
				<a href={`/legal/privacy/versions/${next.number}`}>What changes</a>
			</p>
		)
	);
}
