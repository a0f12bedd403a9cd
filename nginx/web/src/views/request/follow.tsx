/** Where the mailed link leads: what came of a request, and what one can still do about it. */
import { useState } from 'preact/hooks';
import { openRequest, withdrawRequest, writeAbout } from '../../api/request.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Form } from '../../parts/form.tsx';
import { Page } from '../../parts/page.tsx';
import { counted, upper } from '../../parts/words.ts';
import { isStatus } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { privacy_request_found, privacy_request_view } from '../../types.gen.ts';
import { Gone, useLink } from '../person/mailed.tsx';
import { Value } from '../privacy/value.tsx';
import { Facts, History, Looks, Thread } from './parts.tsx';

export function RequestFollow() {
	const { code, end, spend } = useLink<privacy_request_view>();
	const [late, setLate] = useState('');
	if (late !== '' && late === code) return <Late />;
	const open = async (): Promise<void> => {
		try {
			await spend(openRequest);
		} catch (thrown) {
			if (!isStatus(thrown, 409)) throw thrown;
			setLate(code);
		}
	};
	if (end?.done) return <Opened key={code} code={code} first={end.done} />;
	return (
		<Page title="Your request" width="narrow">
			{end || code === '' ? (
				<>
					{code !== '' ? <Gone /> : <p>Open the link in our latest mail to you: this page knows your request by it alone.</p>}
					<p>
						You can <a href="/legal/privacy/request">make another request</a>.
					</p>
				</>
			) : (
				<>
					<p>Someone asked us for something in the name of your address. One press shows that the address is yours, and what came of it.</p>
					<Form fields={[]} action="Open the request" doing="Opening…" submit={open} />
					<p class="hint">If it was not you who asked, close this page, and nothing is done.</p>
				</>
			)}
		</Page>
	);
}

/** A link shows for a day whose the address is. */
function Late() {
	return (
		<Page title="Look into your mail" width="narrow">
			<p role="status">
				This link was good for a day, and nobody opened it by then. We have sent another one to your address: open that, and your
				request goes on.
			</p>
			<p>Nothing there? Look among the unwanted mail too. Three are sent in an hour at most.</p>
		</Page>
	);
}

/** As long as it is not being done. */
const CAN_BE_WITHDRAWN = ['verified', 'assessing', 'approved', 'partly_approved'];

function Opened({ code, first }: { code: string; first: privacy_request_view }) {
	const [now, setNow] = useState(first);
	const [isAsking, setAsking] = useState(false);
	const [turn, setTurn] = useState(0);
	const { heading, focus } = useHeading();
	const { seen } = now;
	const send = async (text: string): Promise<void> => {
		setNow(await writeAbout(code, text));
		setTurn((n) => n + 1);
		focus();
		say('Sent.');
	};
	const withdraw = async (): Promise<void> => {
		setNow(await withdrawRequest(code));
		setAsking(false);
		focus();
		say('It is taken back.');
	};
	return (
		<Page title="Your request">
			<Facts of={seen} />
			<Found tables={now.found} />
			<section class="request" aria-labelledby="thread-heading">
				<h2 id="thread-heading" tabIndex={-1} ref={heading}>
					Messages
				</h2>
				<Thread messages={seen.messages} />
				{seen.closed_at === null && (
					<Form
						key={turn}
						fields={[{ name: 'text', label: 'Write to whoever answers it', ask: 'Write something', lines: 3, maxLength: 4000 }]}
						action="Send"
						doing="Sending…"
						submit={({ text }) => send(text!.trim())}
					/>
				)}
			</section>
			<History of={seen} />
			<Looks of={seen} />
			{CAN_BE_WITHDRAWN.includes(seen.state) && (
				<p>
					<button type="button" onClick={() => setAsking(true)}>
						Take the request back
					</button>
				</p>
			)}
			<p class="hint">
				You may complain to the data protection authority of the place where you live or work, and go to court. To see this
				page again, open the link in our mail again.
			</p>
			{isAsking && (
				<Confirm title="Take the request back?" action="Take it back" doing="Taking it back…" run={withdraw} close={() => setAsking(false)}>
					<p>It is not answered then. You can make another at any time.</p>
				</Confirm>
			)}
		</Page>
	);
}

/** What is stored of an address that has no account, for who asked for that. */
function Found({ tables }: { tables: readonly privacy_request_found[] }) {
	if (tables.length === 0) return null;
	return (
		<section class="request" aria-labelledby="found-heading">
			<h2 id="found-heading">What is stored of your address</h2>
			{tables.map((t) => (
				<details key={t.table} class="stored" open>
					<summary>
						{t.about} <span class="count">{counted(t.records, 'entry', 'entries')}</span>
					</summary>
					<ol class="entries">
						{(t.sample as readonly Readonly<Record<string, unknown>>[]).map((row, i) => (
							<li key={i}>
								<dl class="facts-list">
									{Object.entries(row).map(([name, value]) => (
										<div key={name}>
											<dt>{upper(name.replaceAll('_', ' '))}</dt>
											<dd>
												<Value of={value} />
											</dd>
										</div>
									))}
								</dl>
							</li>
						))}
					</ol>
				</details>
			))}
		</section>
	);
}
