/** What is stored about oneself, table by table, in the words by which the whole system goes. */
import * as api from '../../api.ts';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { putOn } from '../../parts/sheet.ts';
import { counted, figure, upper } from '../../parts/words.ts';
import type { own_record, own_records } from '../../types.gen.ts';
import { Account } from '../person/account.tsx';
import { Export } from './export.tsx';
import stored from './stored.sheet';
import { Value } from './value.tsx';

putOn(stored);

/** What a column holds, by table and column. */
type meanings = ReadonlyMap<string, string>;

export function YourData() {
	const found = useResource('own records', async (signal) => {
		const [records, practices] = await Promise.all([api.showRecords(signal), api.showPractices(signal)]);
		return { records, meanings: new Map(practices.columns.map((c) => [`${c.table}.${c.name}`, c.about])) };
	});
	return (
		<Account part="Your data">
			<Export />
			<Ready of={found} what="what is stored about you">
				{({ records, meanings }) => <Stored records={records} meanings={meanings} />}
			</Ready>
			<section aria-labelledby="end-heading">
				<h2 id="end-heading">Have it erased</h2>
				<p>
					Your account can be erased, with all that is about you. <a href="/account/erasure">See what that does</a>
				</p>
			</section>
		</Account>
	);
}

function Stored({ records, meanings }: { records: own_records; meanings: meanings }) {
	const [there, not] = [true, false].map((is) => records.tables.filter((t) => t.records > 0 === is)) as [own_record[], own_record[]];
	return (
		<section class="listed" aria-labelledby="stored-heading">
			<h2 id="stored-heading">What is stored about you</h2>
			<p class="hint">
				This is read from the database as you look at it. Texts and labels belong to the workspace in which they are, and are
				not listed here. <a href="/account/activity">What you did</a> has a page of its own.
			</p>
			{there.map((t) => (
				<Table
					key={`${t.table} ${t.why}`}
					of={t}
					why={there.some((other) => other !== t && other.table === t.table) ? t.why : null}
					most={records.counted}
					meanings={meanings}
				/>
			))}
			<p class="hint">
				Nothing about you is in {counted(not.length, 'other place')} where there could be:{' '}
				{[...new Set(not.map((t) => plain(t.about)))].join(', ')}.
			</p>
		</section>
	);
}

const sentence = (text: string): string => text.replace(/\.$/, '');
/** "who belongs to a team" */
const plain = (text: string): string => sentence(text).replace(/^./, (c) => c.toLocaleLowerCase());

interface props {
	of: own_record;
	/** By what one is meant, where that is not plain. */
	why: string | null;
	most: number;
	meanings: meanings;
}

function Table({ of, why, most, meanings }: props) {
	const rows = of.sample as readonly Readonly<Record<string, unknown>>[];
	const many = of.records < most ? counted(of.records, 'entry', 'entries') : `${figure(most)} entries or more`;
	return (
		<details class="stored">
			<summary>
				{sentence(of.about)}
				{why !== null && `: ${plain(why)}`} <span class="count">{many}</span>
			</summary>
			{rows.length < of.records && <p class="hint">The newest {figure(rows.length)} are shown.</p>}
			<ol class="entries">
				{rows.map((row, i) => (
					<li key={i}>
						<dl class="facts-list">
							{Object.entries(row).map(([name, value]) => (
								<div key={name}>
									<dt>
										{upper(name.replaceAll('_', ' '))} <span>{sentence(meanings.get(`${of.table}.${name}`) ?? '')}</span>
									</dt>
									<dd>
										<Value of={value} />
									</dd>
								</div>
							))}
						</dl>
					</li>
				))}
			</ol>
		</details>
	);
}
