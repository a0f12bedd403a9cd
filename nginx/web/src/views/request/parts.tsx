/** What both sides see of a request. */
import { Empty } from '../../parts/notice.tsx';
import { putOn } from '../../parts/sheet.ts';
import { moment } from '../../parts/words.ts';
import type { privacy_request_message, privacy_request_seen } from '../../types.gen.ts';
import styles from './request.sheet';
import { dayOf } from '../../parts/day.ts';
import { laws, reasons, sides, states, types } from './words.ts';

putOn(styles);

/** byStaff: what is said to whoever asked is not for the staff. */
export function Facts({ of, byStaff }: { of: privacy_request_seen; byStaff?: boolean }) {
	const due = of.extended_until ?? of.due_at;
	return (
		<section class="request" aria-labelledby="facts-heading">
			<h2 class="unseen" id="facts-heading">
				What it is
			</h2>
			<p role="status">{byStaff ? `${states[of.state]}.` : of.about}</p>
			{of.closed_at === null && of.state !== 'answered' && (
				<p class="due">
					It must be answered by <strong>{dayOf(due)}</strong>.
				</p>
			)}
			<dl class="facts-list">
				<Fact name="Asked for">{types[of.type]}</Fact>
				<Fact name="By the law of">{laws[of.jurisdiction]}</Fact>
				<Fact name="Received">{moment(of.received_at)}</Fact>
				{of.text !== '' && <Fact name="Said about it">{of.text}</Fact>}
				{of.extension_reason !== null && (
					<Fact name="Put off">
						From {dayOf(of.due_at)} to {dayOf(due)}, because: {of.extension_reason}
					</Fact>
				)}
				{of.decision !== null && <Fact name="Decided">{states[of.decision]}</Fact>}
				{of.decision_reason !== null && <Fact name="Why">{of.decision_reason}</Fact>}
			</dl>
		</section>
	);
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd dir="auto">{children}</dd>
		</div>
	);
}

export function Thread({ messages }: { messages: readonly privacy_request_message[] }) {
	if (messages.length === 0) return <Empty>Nothing was written yet.</Empty>;
	return (
		<ol class="thread">
			{messages.map((m, i) => (
				<li key={i}>
					<p class="from">
						{sides[m.by]}, <time dateTime={m.at}>{moment(m.at)}</time>
					</p>
					<p class="said" dir="auto">
						{m.text}
					</p>
				</li>
			))}
		</ol>
	);
}

export function History({ of, byStaff }: { of: privacy_request_seen; byStaff?: boolean }) {
	return (
		<section class="request" aria-labelledby="history-heading">
			<h2 id="history-heading">What happened</h2>
			<ol class="thread">
				{of.history.map((e, i) => (
					<li key={i}>
						<p class="from">
							<strong>{states[e.state]}</strong>, {sides[e.by].toLowerCase()}, <time dateTime={e.at}>{moment(e.at)}</time>
						</p>
						{!byStaff && <p>{e.about}</p>}
						{e.text !== null && (
							<p class="said" dir="auto">
								{e.text}
							</p>
						)}
					</li>
				))}
			</ol>
		</section>
	);
}

export function Looks({ of }: { of: privacy_request_seen }) {
	return (
		<section class="request" aria-labelledby="looks-heading">
			<h2 id="looks-heading">Who looked at it</h2>
			{of.reads.length === 0 ? (
				<p>Nobody of the staff has looked at it yet.</p>
			) : (
				<ul>
					{of.reads.map((l, i) => (
						<li key={i}>
							Staff, <time dateTime={l.at}>{moment(l.at)}</time>: {reasons[l.reason].toLowerCase()}
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
