/** Which mail one gets beyond what is about the account, in the very words that are agreed to. */
import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { putOn } from '../../parts/sheet.ts';
import { moment, upper } from '../../parts/words.ts';
import { asProblem, isStatus } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { mail_preference, mail_preference_set, mail_preferences } from '../../types.gen.ts';
import { Account } from '../person/account.tsx';
import { Consents } from './consents.tsx';
import styles from './mail.sheet';

putOn(styles);

export function YourMail() {
	const found = useResource('mail preferences', (signal) => api.listMail(signal));
	const [turn, setTurn] = useState(0);
	const set = (category: string, now: mail_preference_set): void => {
		found.change((all) => ({ ...all, categories: all.categories.map((c) => (c.category === category ? { ...c, ...now } : c)) }));
		setTurn((n) => n + 1);
	};
	return (
		<Account part="Mail">
			<Ready of={found} what="which mail you get">
				{(shown) => <Choices shown={shown} set={set} again={found.reload} />}
			</Ready>
			<Consents turn={turn} />
		</Account>
	);
}

interface props {
	shown: mail_preferences;
	set: (category: string, now: mail_preference_set) => void;
	again: () => void;
}

function Choices({ shown, set, again }: props) {
	return (
		<section aria-labelledby="mail-heading">
			<h2 id="mail-heading">Mail that you need not get</h2>
			<p class="hint">
				Mail about your account always comes. What stands here is off until you switch it on, and nothing else depends on it. The{' '}
				<a href="/legal/privacy">privacy policy</a> (version {shown.policy_version}) says what becomes of your data.
			</p>
			{shown.signal && (
				<p class="notice">
					Your browser asks for privacy (Global Privacy Control or Do Not Track). So what you switch on here is on only when you have
					confirmed it once more.
				</p>
			)}
			{shown.categories.map((c) => (
				<Choice key={c.category} of={c} shown={shown} set={(now) => set(c.category, now)} again={again} />
			))}
		</section>
	);
}

/** What the server has said last is what is shown; while it is asked, what was meant. */
function Choice({ of, shown, set, again }: { of: mail_preference; shown: mail_preferences; set: (now: mail_preference_set) => void; again: () => void }) {
	const [meant, setMeant] = useState<boolean | null>(null);
	const [flaw, setFlaw] = useState<string | null>(null);
	const [isAsking, setAsking] = useState(false);
	const box = useRef<HTMLInputElement>(null);
	const isOn = meant ?? of.wanted;
	/* A click moves it at once; what the server said may be otherwise. */
	useEffect(() => void (box.current!.checked = isOn));
	const send = async (wanted: boolean, isSure: boolean): Promise<void> => {
		const now = await api.chooseMail({
			category: of.category,
			wanted,
			text_sha256: of.text_sha256,
			policy_sha256: shown.policy_sha256,
			despite_signal: isSure,
		});
		set(now);
		say(now.wanted ? `${of.title}: on.` : `${of.title}: off.`);
	};
	const choose = async (wanted: boolean): Promise<void> => {
		if (meant !== null) return;
		setMeant(wanted);
		setFlaw(null);
		try {
			await send(wanted, false);
		} catch (thrown) {
			if (isStatus(thrown, 409) && wanted) setAsking(true);
			else if (isStatus(thrown, 412)) {
				setFlaw('The text or the privacy policy has changed since this page was opened. Read it again, then choose.');
				again();
			} else setFlaw(`${upper(asProblem(thrown).message)}.`);
		}
		setMeant(null);
	};
	return (
		<div class="mail-choice" role="group" aria-labelledby={`mail-${of.category}`}>
			<h3 id={`mail-${of.category}`}>{of.title}</h3>
			<p id={`mail-${of.category}-text`}>{of.text}</p>
			<label class="switch">
				<input
					ref={box}
					type="checkbox"
					role="switch"
					checked={isOn}
					aria-describedby={`mail-${of.category}-text`}
					onChange={(e) => choose(e.currentTarget.checked)}
				/>
				<span>{of.label}</span>
			</label>
			<p class="facts">{meant !== null ? 'Saving…' : stateOf(of)}</p>
			{flaw && <Flash kind="bad">{flaw}</Flash>}
			{isAsking && (
				<Confirm
					title="Switch it on all the same?"
					action="Switch it on"
					doing="Switching it on…"
					run={async () => {
						await send(true, true);
						setAsking(false);
					}}
					close={() => setAsking(false)}
				>
					<p>
						Your browser tells all sites that you want privacy (Global Privacy Control or Do Not Track). So “{of.title}” stays off until
						you confirm that you want it.
					</p>
				</Confirm>
			)}
		</div>
	);
}

const how: Record<NonNullable<mail_preference['set_by']>, string> = {
	self: '',
	one_click: ', by the link in a mail',
	restore: ', when a backup was restored: what you said after it was made is not known',
};

function stateOf({ wanted, since, set_by, mailed_at }: mail_preference): string {
	const standing = since === null ? 'Off; you never switched it on' : `${wanted ? 'On' : 'Off'} since ${moment(since)}`;
	return `${standing}${set_by === null ? '' : how[set_by]}.${mailed_at === null ? '' : ` Last mail: ${moment(mailed_at)}.`}`;
}
