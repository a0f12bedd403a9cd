/** What was asked for is shown when it is here; until then that it is waited for, or why it does not come. */
import type { ComponentChildren } from 'preact';
import { Failed, Loading } from './notice.tsx';
import type { resource } from './resource.ts';

interface props<T> {
	of: Pick<resource<T>, 'value' | 'problem' | 'reload'>;
	/** What is waited for: "your sessions". */
	what: string;
	children: (value: T) => ComponentChildren;
}

export function Ready<T>({ of: { value, problem, reload }, what, children }: props<T>) {
	if (problem) return <Failed problem={problem} retry={reload} />;
	return value === null ? <Loading what={what} /> : <>{children(value)}</>;
}
