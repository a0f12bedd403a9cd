/** What strangers are told before they type anything: that this is a demonstration, and that the privacy policy will change. */
import { useEffect, useState } from 'preact/hooks';
import { listPolicies } from '../../api/policy.ts';
import { dayOf } from '../../parts/day.ts';
import type { policy_edition } from '../../types.gen.ts';

const isAhead = (v: policy_edition): boolean => v.class === 'material' && new Date(v.effective_from) > new Date();

export function Ahead() {
	const [{ isDemo, next }, set] = useState<{ isDemo: boolean; next: policy_edition | null }>({ isDemo: false, next: null });
	useEffect(() => {
		const stop = new AbortController();
		listPolicies(stop.signal).then(
			({ mode, versions }) => set({ isDemo: mode === 'demo', next: versions.find(isAhead) ?? null }),
			/* Nobody has asked for it; the policy says so, too. */
			() => {},
		);
		return () => stop.abort();
	}, []);
	return (
		<>
			{isDemo && (
				<p class="notice">
					This is a demonstration. Everyone who knows the demo account’s password sees what is put in with it: put in nothing that is
					private. <a href="/legal/privacy#SC-2">What that means</a>
				</p>
			)}
			{next && (
				<p class="notice">
					The privacy policy changes on {dayOf(next.effective_from)}: it is a material change.{' '}
					<a href={`/legal/privacy/versions/${next.number}`}>What changes</a>
				</p>
			)}
		</>
	);
}
