/** What a schema was, version by version, newest first, and what changed with each. */
import { Ready } from '../../parts/ready.tsx';
import type { resource } from '../../parts/resource.ts';
import { counted, date } from '../../parts/words.ts';
import type { schema_version } from '../../types.gen.ts';
import { changesBetween } from './changes.ts';

export function Versions({ versions }: { versions: resource<schema_version[]> }) {
	return (
		<section class="versions" aria-labelledby="versions-heading">
			<h2 id="versions-heading">Versions</h2>
			<Ready of={versions} what="the versions">
				{(all) => (
					<ol class="rows" reversed>
						{all.map((v, i) => <Version key={v.id} version={v} before={all[i - 1]} />).reverse()}
					</ol>
				)}
			</Ready>
		</section>
	);
}

function Version({ version: v, before }: { version: schema_version; before: schema_version | undefined }) {
	const count = (kind: string): number => v.labels.filter((l) => l.kind === kind).length;
	const words = before
		? changesBetween(before, v).words
		: [`Made with ${counted(count('tag'), 'tag')} and ${counted(count('class'), 'class', 'classes')}`];
	return (
		<li>
			<h3>
				Version {v.version} <span class="count">{date(v.created_at)}</span>
			</h3>
			<ul>
				{(words.length > 0 ? words : ['Another name or description of the schema']).map((w) => (
					<li key={w}>{w}</li>
				))}
			</ul>
		</li>
	);
}
