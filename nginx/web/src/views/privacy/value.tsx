/** A value of the database, for its owner to read. */
import { moment } from '../../parts/words.ts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function Value({ of }: { of: unknown }) {
	if (of === null) return <span class="nothing">not set</span>;
	if (typeof of === 'boolean') return <>{of ? 'yes' : 'no'}</>;
	if (typeof of === 'object') return <code>{JSON.stringify(of)}</code>;
	const text = String(of);
	if (TIME.test(text)) return <time dateTime={text}>{moment(text)}</time>;
	return ID.test(text) ? <code>{text}</code> : <bdi>{text}</bdi>;
}
