/** A text of the policy, whole or beside another version of it. */
import { useState } from 'preact/hooks';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted } from '../../parts/words.ts';
import type { policy } from '../../types.gen.ts';
import { type text, Text } from './policy.tsx';
import { Words } from './sentence.tsx';
import { changesOf } from './text.ts';

type version = text & Pick<policy, 'number'>;

interface props {
	text: version & Pick<policy, 'supersedes'>;
	/** With what it can be compared; itself is left out. */
	others: readonly { readonly number: number; readonly in_force: boolean }[];
	/** Begin with all of it, instead of what differs from the one before. */
	isWhole?: boolean;
	show: (number: number, signal: AbortSignal) => Promise<version>;
}

export function Compared({ text, others, isWhole = false, show }: props) {
	const [other, setOther] = useState(isWhole ? null : text.supersedes);
	const choices = others.filter((v) => v.number !== text.number);
	return (
		<>
			{choices.length > 0 && (
				<div class="field compare">
					<label for="compare">Compare with</label>
					<select id="compare" value={other ?? ''} onChange={(e) => setOther(Number(e.currentTarget.value) || null)}>
						<option value="">nothing: show it whole</option>
						{choices.map((v) => (
							<option key={v.number} value={v.number}>
								version {v.number}
								{v.in_force ? ', which is in force' : ''}
							</option>
						))}
					</select>
				</div>
			)}
			{other === null ? <Text of={text} /> : <Beside text={text} other={other} show={show} />}
		</>
	);
}

const MARKS = { kept: '', added: '+', removed: '−' };
const WORDS = { kept: '', added: 'Added: ', removed: 'Removed: ' };

function Beside({ text, other, show }: Pick<props, 'show'> & { text: version; other: number }) {
	const found = useResource(`policy ${other}`, (signal) => show(other, signal));
	return (
		<Ready of={found} what="the other version">
			{(before) => <Differences from={before} to={text} />}
		</Ready>
	);
}

function Differences({ from, to }: { from: version; to: version }) {
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
