/** Two people have changed a schema at once: what each did, side by side, and what is to become of it. */
import { useEffect, useRef } from 'preact/hooks';
import type { label_schema } from '../../types.gen.ts';
import { asVersion, changesBetween } from './changes.ts';
import type { schema_draft } from './draft.ts';

interface props {
	base: label_schema;
	mine: schema_draft;
	theirs: label_schema;
	combine: () => void;
	take: () => void;
	keep: () => void;
}

export function Conflict({ base, mine, theirs, combine, take, keep }: props) {
	const box = useRef<HTMLElement>(null);
	useEffect(() => box.current?.focus(), [theirs.version]);
	const sides = [
		{ whose: 'Theirs', words: changesBetween(base, theirs).words },
		{ whose: 'Yours', words: changesBetween(base, asVersion(mine)).words },
	];
	return (
		<section class="notice bad conflict" role="alert" ref={box} tabIndex={-1} aria-labelledby="conflict-heading">
			<h2 id="conflict-heading">Someone has changed it first</h2>
			<p>
				It is version {theirs.version} now. Nothing of yours was saved yet. Choose, look at it once more, and save again.
			</p>
			<div class="sides">
				{sides.map(({ whose, words }) => (
					<section key={whose} aria-label={whose}>
						<h3>{whose}</h3>
						<ul class="version">
							{words.map((w) => (
								<li key={w}>{w}</li>
							))}
						</ul>
					</section>
				))}
			</div>
			<p class="buttons">
				<button type="button" onClick={combine}>
					Combine both
				</button>
				<button type="button" onClick={keep}>
					Keep mine alone
				</button>
				<button type="button" onClick={take}>
					Take theirs
				</button>
			</p>
		</section>
	);
}
