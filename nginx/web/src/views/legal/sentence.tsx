/** A sentence of a policy, with the numbers of what it promises. */
import type { policy, policy_clause } from '../../types.gen.ts';
import { clausesOf, piecesOf } from './text.ts';

type names = Pick<policy, 'controller' | 'contact'>;

export function Words({ of, names }: { of: policy_clause; names: names }) {
	return (
		<>
			{piecesOf(of.sentence, names).map((p, i) =>
				p.href ? (
					<a key={i} href={p.href}>
						{p.text}
					</a>
				) : p.isName ? (
					<bdi key={i}>{p.text}</bdi>
				) : (
					p.text
				),
			)}
		</>
	);
}

interface props {
	of: policy_clause;
	names: names;
	/** The clauses whose address this is. */
	anchors?: readonly string[];
}

export function Sentence({ of, names, anchors = [] }: props) {
	return (
		<p class="sentence">
			{anchors.map((id) => (
				<span key={id} id={id} class="anchor" />
			))}
			<Words of={of} names={names} />
			<span class="clauses">
				{clausesOf(of).map((id) => (
					<a key={id} href={`/legal/privacy/proof#${id}`} aria-label={`${id}: proof`}>
						{id}
					</a>
				))}
			</span>
		</p>
	);
}
