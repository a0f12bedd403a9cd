/** What is stored, made of the database's own comments: for what, for whom, and table by table. */
import * as api from '../../api.ts';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { putOn } from '../../parts/sheet.ts';
import { counted, upper } from '../../parts/words.ts';
import type { practice, practice_table, practices } from '../../types.gen.ts';
import stored from '../privacy/stored.sheet';
import { Legal } from './frame.tsx';
import { meaningOf, periodOf, type meaning } from './practice.ts';
import { Measures, People, Responsible, Several, Told } from './processing.tsx';

putOn(stored);

export function Practices() {
	const found = useResource('practices', (signal) => api.showPractices(signal));
	return (
		<Legal part="What is stored">
			<Ready of={found} what="what is stored">
				{(p) => <Stored of={p} />}
			</Ready>
		</Legal>
	);
}

function Stored({ of }: { of: practices }) {
	const meaning = meaningOf(of.words);
	const people = of.columns.filter((c) => c.subject !== 'workspace');
	return (
		<div class="policy practices">
			<p class="lead">
				{counted(people.length, 'column')} of the database hold something about a person, and{' '}
				{counted(of.columns.length - people.length, 'column')} what customers bring, in which there may be people. What this
				page tells of tables and columns is read from the database: it is what the program that you use has, and not what somebody
				once wrote down. With what stands beside that it is the record that article 30 of the GDPR asks for, and can be{' '}
				<a href="/api/privacy/practices" download="practices.json">
					downloaded as JSON
				</a>
				.
			</p>
			<Responsible of={of} />
			<People of={of} meaning={meaning} />
			<Purposes columns={of.columns} meaning={meaning} />
			<Told id="recipients" title="Who gets it" of={of.recipients} />
			<Told id="transfers" title="Other countries" of={of.transfers} />
			<Measures of={of} />
			<section aria-labelledby="tables">
				<h2 id="tables">Table by table</h2>
				{of.tables.map((t) => (
					<Table key={t.name} of={t} columns={of.columns.filter((c) => c.table === t.name)} meaning={meaning} />
				))}
			</section>
		</div>
	);
}

/** Purpose by purpose, as article 30 of the GDPR asks for it. */
function Purposes({ columns, meaning }: { columns: readonly practice[]; meaning: meaning }) {
	const purposes = [...new Set(columns.flatMap((c) => c.purposes.split(',')))];
	const among = (purpose: string, what: (c: practice) => string): readonly string[] => [
		...new Set(columns.filter((c) => c.purposes.split(',').includes(purpose)).map(what)),
	];
	return (
		<section aria-labelledby="purposes">
			<h2 id="purposes">What for</h2>
			<table class="table purposes">
				<thead>
					<tr>
						<th scope="col">Purpose</th>
						<th scope="col">Why we may</th>
						<th scope="col">Kinds of data</th>
						<th scope="col">Kept until</th>
					</tr>
				</thead>
				<tbody>
					{purposes.map((p) => (
						<tr key={p}>
							<th scope="row">{upper(meaning('purpose', p))}</th>
							<td data-name="Why we may">
								<Several of={among(p, (c) => meaning('basis', c.basis))} />
							</td>
							<td data-name="Kinds of data">
								<Several of={among(p, (c) => meaning('class', c.class))} />
							</td>
							<td data-name="Kept until">
								<Several of={among(p, (c) => periodOf(c.retain, meaning))} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Table({ of, columns, meaning }: { of: practice_table; columns: readonly practice[]; meaning: meaning }) {
	return (
		<details class="stored">
			<summary>
				{of.about.replace(/\.$/, '')} <span class="count">{counted(columns.length, 'column')}</span>
			</summary>
			<p class="hint">
				Table <code>{of.name}</code>.{of.retain !== null && ` A row is kept until ${periodOf(of.retain, meaning)}.`}
			</p>
			<ol class="entries">
				{columns.map((c) => (
					<li key={c.name}>
						<h3>
							<code>{c.name}</code> {c.about}
						</h3>
						<Column of={c} meaning={meaning} />
					</li>
				))}
			</ol>
		</details>
	);
}

function Column({ of: c, meaning }: { of: practice; meaning: meaning }) {
	const facts: readonly (readonly [string, string])[] = [
		['What it is', meaning('class', c.class)],
		['What for', c.purposes.split(',').map((p) => meaning('purpose', p)).join('; ')],
		['Why we may', meaning('basis', c.basis)],
		['From where', meaning('source', c.source)],
		['Kept until', periodOf(c.retain, meaning)],
		['When who it is about is erased', meaning('erase', c.erase)],
		['In a copy of one’s data', meaning('export', c.export ? 'yes' : 'no')],
	];
	return (
		<dl class="facts-list">
			{facts.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{upper(value)}</dd>
				</div>
			))}
			<div>
				<dt>Promised by</dt>
				<dd>
					{c.clauses.split(',').map((id) => (
						<a key={id} href={`/legal/privacy/proof#${id}`} aria-label={`${id}: proof`}>
							{id}
						</a>
					))}
				</dd>
			</div>
		</dl>
	);
}
