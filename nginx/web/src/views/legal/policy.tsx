/** The privacy policy in force. */
import * as api from '../../api/policy.ts';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import type { policy } from '../../types.gen.ts';
import { Legal, useAddressed } from './frame.tsx';
import { Sentence } from './sentence.tsx';
import { Standing } from './standing.tsx';
import { anchorsOf, partsOf } from './text.ts';

export function PolicyPage() {
	const found = useResource('policy', (signal) => api.showPolicy(null, signal));
	return (
		<Legal>
			<Ready of={found} what="the privacy policy">
				{(p) => (
					<>
						<Standing of={p} />
						<Contents of={p} />
						<Text of={p} />
					</>
				)}
			</Ready>
		</Legal>
	);
}

function Contents({ of }: { of: policy }) {
	return (
		<nav class="contents" aria-label="On this page">
			<ul>
				{partsOf(of.sentences).map((p) => (
					<li key={p.id}>
						<a href={`#${p.id}`}>{p.heading}</a>
					</li>
				))}
			</ul>
		</nav>
	);
}

/** What it says, and of whom. */
export type text = Pick<policy, 'sentences' | 'controller' | 'contact'>;

export function Text({ of }: { of: text }) {
	const anchors = anchorsOf(of.sentences);
	useAddressed(true);
	return (
		<div class="policy">
			{partsOf(of.sentences).map((p) => (
				<section key={p.id} aria-labelledby={p.id}>
					<h2 id={p.id} tabIndex={-1}>
						{p.heading}
					</h2>
					{p.sentences.map((s) => (
						<Sentence key={s.ordinal} of={s} names={of} anchors={anchors.get(s) ?? []} />
					))}
				</section>
			))}
		</div>
	);
}
