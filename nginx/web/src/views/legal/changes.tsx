/** The change log: every version, and what changed with it, the newest first. */
import * as api from '../../api/policy.ts';
import { Heads } from '../../parts/heads.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { date } from '../../parts/words.ts';
import type { policy_log } from '../../types.gen.ts';
import { Legal } from './frame.tsx';
import { since } from './standing.tsx';

const ORIGINS: Readonly<Record<string, string>> = { ours: 'Ours', lighttag: 'LightTag edition', automattic: 'Automattic edition' };
const CLASSES: Readonly<Record<string, string>> = { minor: 'other words', material: 'material' };

export function PolicyChanges() {
	const found = useResource('policy changes', (signal) => api.listPolicies(signal));
	return (
		<Legal part="Change log">
			<Ready of={found} what="the change log">
				{(log) => (
					<>
						<Versions of={log} />
						<Changes of={log} />
					</>
				)}
			</Ready>
		</Legal>
	);
}

function Versions({ of }: { of: policy_log }) {
	return (
		<section class="listed" aria-labelledby="versions-heading">
			<h2 id="versions-heading">Versions</h2>
			<p class="hint">What was published is never changed. A new version is in force thirty days after it is published, or later.</p>
			<table class="table">
				<Heads of={['Version', 'When', 'Change', 'SHA-256']} />
				<tbody>
					{of.versions.map((v) => (
						<tr key={v.number}>
							<th scope="row">
								<a href={`/legal/privacy/versions/${v.number}`}>Version {v.number}</a>
							</th>
							<td data-name="When">{since(v)}</td>
							<td data-name="Change">{CLASSES[v.class]}</td>
							<td data-name="SHA-256">
								<code title={v.sha256}>{v.sha256.slice(0, 12)}…</code>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Changes({ of }: { of: policy_log }) {
	return (
		<section class="listed" aria-labelledby="changes-heading">
			<h2 id="changes-heading">What changed</h2>
			<p class="hint">Entries before our first version are of the texts from which it was adapted.</p>
			<table class="table log">
				<Heads of={['Day', 'Of', 'What']} />
				<tbody>
					{of.changes.map((c) => (
						<tr key={`${c.version} ${c.changed_on} ${c.summary}`}>
							<th scope="row">{date(`${c.changed_on.slice(0, 10)}T12:00`)}</th>
							<td data-name="Of">{c.origin === 'ours' ? `Version ${c.version}` : ORIGINS[c.origin]}</td>
							<td>{c.summary}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
