/** A list that comes page by page; each page has an address. */
import type { ComponentChildren } from 'preact';
import * as place from '../store/place.ts';
import type { page } from '../types.gen.ts';
import { Empty } from './notice.tsx';
import { Pager } from './pager.tsx';
import { Ready } from './ready.tsx';
import { useResource } from './resource.ts';

interface props<T> {
	/** What it is a list of: "datasets". */
	of: string;
	/** The address of the first page. */
	first: string;
	read: (after: string | null, signal: AbortSignal) => Promise<page<T>>;
	/** Read anew when this changes. */
	state?: unknown;
	/** What is said when there are none at all. */
	none?: ComponentChildren;
	children: (items: readonly T[]) => ComponentChildren;
}

export function Listed<T>({ of, first, read, state, none, children }: props<T>) {
	const after = place.current.value.query.get('after');
	const found = useResource(`${first} ${after} ${state}`, (signal) => read(after, signal));
	return (
		<Ready of={found} what={`the ${of}`}>
			{({ items, next }) =>
				items.length > 0 ? (
					<>
						{children(items)}
						<Pager first={first} after={after} next={next} of={of} />
					</>
				) : (
					<Empty>
						{(after === null && none) || (
							<p>
								There are no further {of}. <a href={first}>Go to the first</a>
							</p>
						)}
					</Empty>
				)
			}
		</Ready>
	);
}
