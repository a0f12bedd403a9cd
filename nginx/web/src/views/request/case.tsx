/** One request, for the staff: why one looks is asked first, and kept. */
import { useState } from 'preact/hooks';
import { decideRequest, extendRequest, lookAt, moveRequest, writeTo } from '../../api/request.ts';
import { Radios, Select } from '../../parts/choice.tsx';
import { useHeading } from '../../parts/confirm.tsx';
import { dayOf } from '../../parts/day.ts';
import { Form } from '../../parts/form.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { say } from '../../store/voice.ts';
import type { staff_item, staff_request } from '../../types.gen.ts';
import { Facts, History, Looks, Thread } from './parts.tsx';
import { nouns, optionsOf, type reason, reasons, standings, states } from './words.ts';

const above = { name: 'People’s requests', href: '/staff/requests' };

export function RequestCase({ id }: { id: string }) {
	const [reason, setReason] = useState<reason>('handling');
	const [isLooking, setLooking] = useState(false);
	if (isLooking) return <Looked key={id} id={id} reason={reason} />;
	return (
		<Page title="Request" above={above} width="narrow">
			<p>Whoever it is about is shown when the staff looked at it, and why.</p>
			<Form
				fields={[]}
				action="Look at it"
				doing="Looking…"
				submit={async () => setLooking(true)}
				before={() => <Radios label="Why do you look at it?" options={optionsOf(reasons)} value={reason} change={setReason} />}
			/>
		</Page>
	);
}

function Looked({ id, reason }: { id: string; reason: reason }) {
	const found = useResource(`request ${id} ${reason}`, (signal) => lookAt(id, reason, signal));
	const type = found.value?.item.type;
	return (
		<Page title={type ? nouns[type] : 'Request'} above={above}>
			{found.problem?.status === 403 ? (
				<Flash kind="bad">This is a request of your own: somebody else of the staff answers it.</Flash>
			) : (
				<Ready of={found} what="the request">
					{(request) => <Whole of={request} change={found.change} />}
				</Ready>
			)}
		</Page>
	);
}

type change = resource<staff_request>['change'];

interface part {
	of: staff_request;
	/** What the server said of it, and what that adds to what is shown. */
	done: (item: staff_item, told: string, add?: (seen: staff_request['seen']) => Partial<staff_request['seen']>) => void;
}

function Whole({ of, change }: { of: staff_request; change: change }) {
	const { heading, focus } = useHeading();
	const done: part['done'] = (item, told, add) => {
		change((now) => ({ ...now, item, seen: { ...now.seen, state: item.state, closed_at: item.closed_at, ...add?.(now.seen) } }));
		focus();
		say(told);
	};
	const { item, seen } = of;
	return (
		<>
			<p>
				Of <strong>{of.email}</strong>, an address {of.has_account ? 'that has an account' : 'without an account'}.{' '}
				<span class={`standing ${item.standing}`}>{standings[item.standing]}</span>.
			</p>
			<Facts of={seen} byStaff />
			<section class="request" aria-labelledby="next-heading">
				<h2 id="next-heading" tabIndex={-1} ref={heading}>
					What to do now
				</h2>
				{item.ways.some((w) => w.by_two) && <Decide key={`${item.proposal}`} of={of} done={done} />}
				{item.ways.some((w) => !w.by_two) && <Move key={item.state} of={of} done={done} />}
				{item.closed_at === null && !item.is_extended && item.extended_at_most > item.due_at && <Extend of={of} done={done} />}
				{item.closed_at !== null && <p>Nothing: it is over.</p>}
			</section>
			<section class="request" aria-labelledby="thread-heading">
				<h2 id="thread-heading">Messages</h2>
				<Thread messages={seen.messages} />
				{item.closed_at === null && <Write key={seen.messages.length} of={of} done={done} />}
			</section>
			<History of={seen} byStaff />
			<Looks of={seen} />
		</>
	);
}

const now = (): string => new Date().toISOString();

const entry = (state: staff_item['state'], text: string) => (seen: staff_request['seen']) => ({
	about: `${states[state]}.`,
	history: [...seen.history, { at: now(), by: 'staff' as const, state, about: `${states[state]}.`, text }],
});

function Decide({ of, done }: part) {
	const { item } = of;
	const [decision, setDecision] = useState<string>(item.proposal ?? 'approved');
	const isSecond = item.proposal === decision && !item.is_proposed_by_me && of.proposal_reason !== null;
	const submit = async (own: string): Promise<void> => {
		/* What two say, they say in the same words: those that the second has read. */
		const reason = isSecond ? of.proposal_reason! : own;
		const next = await decideRequest(item, decision, reason);
		if (next.decision === null) done({ ...next }, 'It is proposed: somebody else has to say the same.');
		else
			done(next, `It is ${states[next.decision].toLowerCase()}.`, (seen) => ({
				...entry(next.state, reason)(seen),
				decision: next.decision,
				decision_reason: reason,
			}));
	};
	return (
		<details class="panel" open>
			<summary>Decide</summary>
			{item.proposal !== null && (
				<p>
					{item.is_proposed_by_me ? 'You propose' : 'Somebody proposes'}: {states[item.proposal].toLowerCase()}
					{of.proposal_reason !== null && `, because: ${of.proposal_reason}`}.{' '}
					{item.is_proposed_by_me ? 'Somebody else has to say the same.' : 'If you say the same, it is decided for this reason.'}
				</p>
			)}
			<Form
				fields={isSecond ? [] : [{ name: 'reason', label: 'Why', hint: 'They are told this', ask: 'Say why', lines: 3, maxLength: 4000 }]}
				action={isSecond ? 'Decide so' : 'Propose'}
				doing="Deciding…"
				submit={({ reason }) => submit(reason?.trim() ?? '')}
				before={() => (
					<Select
						label="Decision"
						options={(['approved', 'partly_approved', 'refused'] as const).map((value) => ({ value, name: states[value] }))}
						value={decision as 'approved'}
						change={setDecision}
					/>
				)}
			/>
		</details>
	);
}

function Move({ of: { item }, done }: part) {
	const ways = item.ways.filter((w) => !w.by_two).map((w) => ({ value: w.to, name: states[w.to] }));
	const [to, setTo] = useState(ways.find((w) => w.value !== 'duplicate')?.value ?? ways[0]!.value);
	const submit = async (text: string): Promise<void> => {
		const next = await moveRequest(item, to, text);
		done(next, `It is moved on: ${states[next.state].toLowerCase()}.`, entry(next.state, text));
	};
	return (
		<details class="panel" open={!item.ways.some((w) => w.by_two)}>
			<summary>Move it on</summary>
			<Form
				fields={[{ name: 'text', label: 'Why, or what was done', hint: 'They see this', ask: 'Say why', lines: 3, maxLength: 4000 }]}
				action="Move it on"
				doing="Moving…"
				submit={({ text }) => submit(text!.trim())}
				before={() => <Select label="To" options={ways} value={to} change={setTo} />}
			/>
		</details>
	);
}

function Extend({ of: { item }, done }: part) {
	const submit = async (reason: string): Promise<void> => {
		const next = await extendRequest(item, reason);
		done(next, `It is put off to ${dayOf(next.due_at)}.`, () => ({ extended_until: next.due_at, extension_reason: reason }));
	};
	return (
		<details class="panel">
			<summary>Put it off to {dayOf(item.extended_at_most)}</summary>
			<Form
				fields={[{ name: 'reason', label: 'Why it takes longer', hint: 'They are told this. It can be done once, and before it is due', ask: 'Say why', lines: 2, maxLength: 4000 }]}
				action="Put it off"
				doing="Putting it off…"
				submit={({ reason }) => submit(reason!.trim())}
			/>
		</details>
	);
}

function Write({ of: { item }, done }: part) {
	const submit = async (text: string): Promise<void> => {
		const next = await writeTo(item, text);
		done(next, 'Sent.', (seen) => ({ messages: [...seen.messages, { at: now(), by: 'staff' as const, text }] }));
	};
	return (
		<Form
			fields={[{ name: 'text', label: 'Write to whoever asked', hint: 'They get a mail with a link, not with these words', ask: 'Write something', lines: 3, maxLength: 4000 }]}
			action="Send"
			doing="Sending…"
			submit={({ text }) => submit(text!.trim())}
		/>
	);
}
