/** Of the record of processing what stands in no column: who is responsible, whom it is about, who gets it, how it is protected. */
import { upper } from '../../parts/words.ts';
import type { practice_word, practices } from '../../types.gen.ts';
import type { meaning } from './practice.ts';
import { Sentence } from './sentence.tsx';

export function Responsible({ of }: { of: practices }) {
	return (
		<section aria-labelledby="responsible">
			<h2 id="responsible">Who is responsible</h2>
			<dl class="facts-list">
				<div>
					<dt>Runs this installation</dt>
					<dd>
						<bdi>{of.controller}</bdi>
					</dd>
				</div>
				<div>
					<dt>Whom to write to</dt>
					<dd>
						<a href={`mailto:${of.contact}`}>{of.contact}</a>
					</dd>
				</div>
			</dl>
		</section>
	);
}

export function Several({ of }: { of: readonly string[] }) {
	return of.length === 1 ? (
		<>{upper(of[0]!)}</>
	) : (
		<ul class="dots">
			{of.map((one) => (
				<li key={one}>{upper(one)}</li>
			))}
		</ul>
	);
}

export function People({ of, meaning }: { of: practices; meaning: meaning }) {
	const classesOf = (subject: string): readonly string[] => [
		...new Set(of.columns.filter((c) => c.subject === subject).map((c) => meaning('class', c.class))),
	];
	return (
		<section aria-labelledby="people">
			<h2 id="people">Whom it is about</h2>
			<table class="table purposes">
				<thead>
					<tr>
						<th scope="col">Who</th>
						<th scope="col">Kinds of data</th>
					</tr>
				</thead>
				<tbody>
					{of.people.map((p) => (
						<tr key={p.name}>
							<th scope="row">{p.about}</th>
							<td data-name="Kinds of data">
								<Several of={classesOf(p.name)} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

export function Told({ id, title, of }: { id: string; title: string; of: readonly practice_word[] }) {
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>{title}</h2>
			<ul class="dots">
				{of.map((one) => (
					<li key={one.name}>{one.about}</li>
				))}
			</ul>
		</section>
	);
}

export function Measures({ of }: { of: practices }) {
	if (of.measures.length === 0) return null;
	return (
		<section aria-labelledby="measures">
			<h2 id="measures">How it is protected</h2>
			{of.measures.map((s) => (
				<Sentence key={s.ordinal} of={s} names={of} />
			))}
		</section>
	);
}
