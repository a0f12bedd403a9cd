/** What is told beside the log-in: here, what waits on this computer when nobody is logged in. */
import { useEffect, useState } from 'preact/hooks';
import { counted } from '../../parts/words.ts';
import * as journal from '../../store/journal.ts';
import * as outbox from '../../store/outbox.ts';

export { Ahead } from '../legal/ahead.tsx';

interface behind {
	/** '': not known. */
	readonly username: string;
	readonly texts: number;
	/** Is any of it sent by itself when its person comes back? */
	readonly isToBeSent: boolean;
}

function byPerson(kept: Awaited<ReturnType<typeof journal.all>>): behind[] {
	const found = new Map<string, behind>();
	for (const { username, refused, isNote } of kept) {
		if (isNote) continue;
		const { texts = 0, isToBeSent = false } = found.get(username) ?? {};
		found.set(username, { username, texts: texts + 1, isToBeSent: isToBeSent || refused === null });
	}
	return [...found.values()];
}

/** Who logged out, or whose session ended, before all was sent is told so; others at this computer learn no more than that. */
export function Behind() {
	const [all, setAll] = useState<readonly behind[]>([]);
	useEffect(() => void outbox.look(), []);
	/* A page that was left may be writing still. */
	const looked = outbox.waiting.value;
	useEffect(() => {
		journal.all().then((kept) => setAll(byPerson(kept)), () => {});
	}, [looked]);
	return (
		<>
			{all.map((b) => (
				<One key={b.username} behind={b} />
			))}
		</>
	);
}

function One({ behind: { username, texts, isToBeSent } }: { behind: behind }) {
	const name = username === '' ? 'whoever gave them' : <bdi>{username}</bdi>;
	return (
		<div class="notice" role="status">
			<p>
				On this computer there are labels for {counted(texts, 'text')} that are not saved yet. They are kept for {name}, and{' '}
				{isToBeSent ? 'sent' : 'shown'} when {username === '' ? 'they log' : <>{name} logs</>} in here. Nobody else is shown them.
			</p>
		</div>
	);
}
