/**
 * That the privacy policy changes: told at the end of every page until its reader
 * has seen it. It comes when the page is there, covers what can be scrolled away
 * from under it, and moves nothing; a page at which one labels it does not cover.
 */
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dismissAlert, showAlert } from '../../api/alert.ts';
import { dayOf } from '../../parts/day.ts';
import { putOn } from '../../parts/sheet.ts';
import { asProblem, type Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import { said, say } from '../../store/voice.ts';
import type { policy_alert } from '../../types.gen.ts';
import styles from './alert.sheet';

/** A page may stay open for weeks. */
const STALE_MS = 3_600_000;

const begins = ({ in_force, effective_from }: policy_alert): string =>
	in_force ? 'The privacy policy has changed' : `The privacy policy changes on ${dayOf(effective_from)}`;

/** Once; it follows who is logged in. */
export function show(): void {
	if (document.getElementById('alert')) return;
	putOn(styles);
	const home = Object.assign(document.createElement('div'), { id: 'alert' });
	document.body.append(home);
	render(<Alert />, home);
}

function Alert() {
	const person = session.current.value?.person;
	const { path } = place.current.value;
	/* One after the other, the newest first. */
	const [alerts, setAlerts] = useState<readonly policy_alert[]>([]);
	const asked = useRef(0);
	const ask = (signal: AbortSignal): void => {
		asked.current = Date.now();
		showAlert(signal).then(
			({ alerts }) => {
				setAlerts(alerts);
				if (alerts[0] && said.value === '') say(`${begins(alerts[0])}. This is told at the end of the page.`);
			},
			/* Nobody has asked for it: it is told the next time. */
			() => {},
		);
	};
	useEffect(() => {
		if (!person) return;
		const stop = new AbortController();
		const now = (): void => ask(stop.signal);
		now();
		window.addEventListener('online', now);
		return () => {
			stop.abort();
			window.removeEventListener('online', now);
			setAlerts([]);
		};
	}, [person]);
	useEffect(() => {
		if (!person || Date.now() - asked.current < STALE_MS) return;
		const stop = new AbortController();
		ask(stop.signal);
		return () => stop.abort();
	}, [path]);
	const [first, ...rest] = alerts;
	return first && <Told key={first.number} of={first} done={() => setAlerts(rest)} />;
}

function Told({ of, done }: { of: policy_alert; done: () => void }) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [isBusy, setBusy] = useState(false);
	const address = `/legal/privacy/versions/${of.number}`;
	const dismiss = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		try {
			await dismissAlert(of.number);
			done();
			document.querySelector('h1')?.focus({ preventScroll: true });
			say('It is noted that you have seen it.');
		} catch (thrown) {
			setProblem(asProblem(thrown));
			setBusy(false);
		}
	};
	return (
		<aside class="alert" aria-labelledby="alert-heading">
			<h2 id="alert-heading">{begins(of)}</h2>
			<p>
				{of.in_force && `Version ${of.number} is in force since ${dayOf(of.effective_from)}. `}
				{of.class === 'material'
					? 'It is a material change: what you can rely on is not the same.'
					: 'It is a minor change, of how it is said: what you can rely on stays as it is.'}
			</p>
			<details open={window.matchMedia('(min-width: 40rem)').matches}>
				<summary>What changes</summary>
				<ul>
					{of.changes.map(({ summary }) => (
						<li key={summary}>{summary}</li>
					))}
				</ul>
			</details>
			{problem && (
				<p class="flaw" role="alert">
					It was not noted that you have seen it: {problem.message}.
				</p>
			)}
			<p class="buttons">
				<button type="button" aria-disabled={isBusy} onClick={dismiss}>
					I have seen it
				</button>
				<a href={`${address}?whole`}>Read version {of.number}</a>
				<a href={address}>Compare it with the one before</a>
			</p>
		</aside>
	);
}
