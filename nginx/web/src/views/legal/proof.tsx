/** What stands behind each sentence: tests by their names, and columns. All of it was written by the build. */
import * as api from '../../api/policy.ts';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, figure } from '../../parts/words.ts';
import type { policy, policy_clause } from '../../types.gen.ts';
import { Legal, useAddressed } from './frame.tsx';
import { Words } from './sentence.tsx';
import { anchorsOf, clausesOf, partsOf } from './text.ts';

type proven = api.proven;

export function PolicyProof() {
	const found = useResource('proof', async (signal) => {
		const [text, { clauses }] = await Promise.all([api.showPolicy(null, signal), api.showProof(signal)]);
		return { text, clauses };
	});
	return (
		<Legal part="Proof">
			<Ready of={found} what="the proof">
				{({ text, clauses }) => <Proof text={text} clauses={clauses} />}
			</Ready>
		</Legal>
	);
}

function Proof({ text, clauses }: { text: policy; clauses: readonly proven[] }) {
	const byId = new Map(clauses.map((c) => [c.id, c]));
	const anchors = anchorsOf(text.sentences);
	const kept = clauses.filter((c) => text.sentences.some((s) => clausesOf(s).includes(c.id)));
	const tests = new Set(kept.flatMap((c) => c.tests.map((t) => `${t.file} ${t.name}`)));
	const columns = new Set(kept.flatMap((c) => c.columns.map((k) => k.name)));
	useAddressed(true);
	return (
		<div class="policy">
			<p class="lead">
				{counted(text.sentences.length, 'sentence')} promise {figure(kept.length)} things. Behind them stand{' '}
				{counted(tests.size, 'test')}, which run with every change of the program and fail when it breaks its word, and{' '}
				{counted(columns.size, 'column')} of the database in which something about people is kept. The list was read from
				the tests and from the database when this program was built.
			</p>
			{partsOf(text.sentences).map((p) => (
				<section key={p.id} aria-labelledby={p.id}>
					<h2 id={p.id}>{p.heading}</h2>
					{p.sentences.map((s) => (
						<Behind key={s.ordinal} of={s} names={text} anchors={anchors.get(s) ?? []} byId={byId} />
					))}
				</section>
			))}
			<NotServed clauses={clauses.filter((c) => c.standing !== 'kept')} />
		</div>
	);
}

interface props {
	of: policy_clause;
	names: policy;
	anchors: readonly string[];
	byId: ReadonlyMap<string, proven>;
}

function Behind({ of, names, anchors, byId }: props) {
	const clauses = clausesOf(of).flatMap((id) => byId.get(id) ?? []);
	const count = (list: 'tests' | 'columns'): number => clauses.reduce((n, c) => n + c[list].length, 0);
	return (
		<div class="behind">
			<p>
				<Words of={of} names={names} />
			</p>
			<details>
				<summary>
					{anchors.map((id) => (
						<span key={id} id={id} class="anchor" />
					))}
					{clausesOf(of).join(', ')}: {counted(count('tests'), 'test')}
					{count('columns') > 0 && `, ${counted(count('columns'), 'column')}`}
				</summary>
				{clauses.map((c) => (
					<Clause key={c.id} of={c} />
				))}
			</details>
		</div>
	);
}

function Clause({ of }: { of: proven }) {
	return (
		<div class="clause">
			<h3>
				{of.id} <span class="count">{of.about}</span>
			</h3>
			<ul class="dots">
				{of.tests.map((t) => (
					<li key={`${t.file} ${t.name}`}>
						{t.name} <code>{t.file}</code>
					</li>
				))}
			</ul>
			{of.columns.length > 0 && (
				<ul class="dots columns" aria-label={`Columns of ${of.id}`}>
					{of.columns.map((k) => (
						<li key={k.name}>
							<code>{k.name}</code> {k.about}
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

function NotServed({ clauses }: { clauses: readonly proven[] }) {
	return (
		<section aria-labelledby="not-served">
			<h2 id="not-served">What we do not promise</h2>
			<p class="hint">
				LightTag’s policy of 2018 says these things, too. What the program does not do, or has no need to, is not in our text.
			</p>
			<table class="table">
				<thead>
					<tr>
						<th scope="col">Number</th>
						<th scope="col">What it is about</th>
						<th scope="col">Why not</th>
					</tr>
				</thead>
				<tbody>
					{clauses.map((c) => (
						<tr key={c.id}>
							<th scope="row">{c.id}</th>
							<td>{c.about}</td>
							<td data-name="Why not">{c.standing.replace(/^not served: /, '')}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
