/** A version of the policy, whole or beside another one. */
import { useState } from 'preact/hooks';
import * as api from '../../api/policy.ts';
import { Failed } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import type { policy, policy_log } from '../../types.gen.ts';
import { Legal } from './frame.tsx';
import { Text } from './policy.tsx';
import { Words } from './sentence.tsx';
import { Standing } from './standing.tsx';
import { changesOf } from './text.ts';

export function PolicyVersion({ id }: { id: string }) {
	const number = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : null;
	if (number === null) {
		return (
			<Legal part="A version">
				<Failed problem={new Problem(404, 'not-found', 'There is nothing here')} />
			</Legal>
		);
	}
	return <Version key={number} number={number} />;
}

function Version({ number }: { number: number }) {
	const found = useResource(`policy ${number}`, async (signal) => {
		const [text, log] = await Promise.all([api.showPolicy(number, signal), api.listPolicies(signal)]);
		return { text, log };
	});
	return (
		<Legal part={`Version ${number}`}>
			<Ready of={found} what="this version">
				{({ text, log }) => <Shown text={text} log={log} />}
			</Ready>
		</Legal>
	);
}

function Shown({ text, log }: { text: policy; log: policy_log }) {
	const [other, setOther] = useState(text.supersedes);
	const others = log.versions.filter((v) => v.number !== text.number);
	return (
		<>
			<Standing of={text} />
			{others.length > 0 && (
				<div class="field compare">
					<label for="compare">Compare with</label>
					<select id="compare" value={other ?? ''} onChange={(e) => setOther(Number(e.currentTarget.value) || null)}>
						<option value="">nothing: show it whole</option>
						{others.map((v) => (
							<option key={v.number} value={v.number}>
								version {v.number}
								{v.in_force ? ', which is in force' : ''}
							</option>
						))}
					</select>
				</div>
			)}
			{other === null ? <Text of={text} /> : <Beside text={text} other={other} />}
		</>
	);
}

const MARKS = { kept: '', added: '+', removed: '−' };
const WORDS = { kept: '', added: 'Added: ', removed: 'Removed: ' };

function Beside({ text, other }: { text: policy; other: number }) {
	const found = useResource(`policy ${other}`, (signal) => api.showPolicy(other, signal));
	return (
		<Ready of={found} what="the other version">
			{(before) => <Differences from={before} to={text} />}
		</Ready>
	);
}

function Differences({ from, to }: { from: policy; to: policy }) {
	const changes = changesOf(from.sentences, to.sentences);
	const count = (kind: string): number => changes.filter((c) => c.kind === kind).length;
	return (
		<>
			<p role="status">
				Version {to.number} has {counted(count('added'), 'sentence')} that version {from.number} has not, and lacks{' '}
				{counted(count('removed'), 'sentence')} of it.
			</p>
			<ol class="policy differences">
				{changes.map(({ kind, sentence }, i) => {
					const Tag = ({ kept: 'span', added: 'ins', removed: 'del' } as const)[kind];
					return (
						<li key={i} class={kind}>
							{changes[i - 1]?.sentence.heading !== sentence.heading && <h2>{sentence.heading}</h2>}
							<p>
								<span class="mark" aria-hidden="true">
									{MARKS[kind]}
								</span>
								<Tag>
									<span class="unseen">{WORDS[kind]}</span>
									<Words of={sentence} names={to} />
								</Tag>
							</p>
						</li>
					);
				})}
			</ol>
		</>
	);
}
