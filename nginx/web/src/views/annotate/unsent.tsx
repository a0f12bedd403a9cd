import { useEffect } from 'preact/hooks';
import { counted } from '../../parts/words.ts';
import type { work } from '../../store/journal.ts';
import * as outbox from '../../store/outbox.ts';

/** What is kept on this computer and not yet on the server, but for what is open here. */
export function Unsent() {
	useEffect(() => void outbox.look(), []);
	const all = outbox.waiting.value;
	if (all.length === 0) return null;
	const isWaiting = all.some((w) => w.refused === null);
	return (
		<section class="notice bad" aria-labelledby="unsent">
			<h2 id="unsent">Kept on this computer: {counted(all.length, 'text')}</h2>
			<ul class="unsent">
				{all.map((w) => (
					<Piece key={w.assignment} work={w} />
				))}
			</ul>
			{isWaiting && (
				<button type="button" onClick={() => void outbox.drain()}>
					Send now
				</button>
			)}
		</section>
	);
}

function Piece({ work: w }: { work: work }) {
	const forget = (): void => {
		if (window.confirm('Give up the labels that are kept here?')) void outbox.forget(w);
	};
	return (
		<li>
			<a href={`/label/${w.assignment}`}>
				<bdi>{w.title}</bdi>
			</a>
			: {w.refused === null ? 'not sent yet; it is sent when the server can be reached.' : `not taken: ${w.refused}.`}
			{w.refused !== null && (
				<button type="button" class="quiet" onClick={forget}>
					Give up
				</button>
			)}
		</li>
	);
}
