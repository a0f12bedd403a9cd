/** A screen whose code comes when it is gone to. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { unreachable } from '../problem.ts';
import { Failed, Loading } from './notice.tsx';
import { Page } from './page.tsx';

type view = ComponentType<{ id: string }>;

const known = new Map<() => Promise<view>, view>();

export function Later({ load, id }: { load: () => Promise<view>; id: string }) {
	const [View, setView] = useState<view | null>(() => known.get(load) ?? null);
	const [isMissing, setMissing] = useState(false);
	useEffect(() => {
		if (View) return;
		load().then(
			(view) => {
				known.set(load, view);
				setView(() => view);
			},
			() => setMissing(true),
		);
	}, [load]);
	if (View) return <View id={id} />;
	/* A newer version may have taken the file away: the page itself is asked for anew. */
	return (
		<Page title="Obelus">
			{isMissing ? (
				<Failed problem={unreachable()} retry={() => window.location.reload()} />
			) : (
				<Loading what="the page" />
			)}
		</Page>
	);
}
