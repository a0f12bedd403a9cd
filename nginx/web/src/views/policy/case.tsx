/** One version of the policy, for the staff: what it says and changes, and what is to be decided. */
import { listVersions, showVersion } from '../../api/staff_policy.ts';
import { useHeading } from '../../parts/confirm.tsx';
import { dayOf } from '../../parts/day.ts';
import { useLive } from '../../parts/live.ts';
import { Failed } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { moment, upper } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { staff_policy, staff_policy_item } from '../../types.gen.ts';
import { Compared } from '../legal/compare.tsx';
import '../request/parts.tsx';
import { Decide } from './decide.tsx';
import { isTelling, mailsOf, standings } from './words.ts';

const above = { name: 'Versions of the privacy policy', href: '/staff/policy' };

export function PolicyCase({ id }: { id: string }) {
	const number = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : null;
	if (number !== null) return <Case key={number} number={number} />;
	return (
		<Page title="A version" above={above}>
			<Failed problem={new Problem(404, 'not-found', 'There is nothing here')} />
		</Page>
	);
}

interface whole {
	readonly text: staff_policy;
	readonly versions: readonly staff_policy_item[];
}

function Case({ number }: { number: number }) {
	const found = useResource<whole>(`version ${number}`, async (signal) => {
		const [text, { versions }] = await Promise.all([showVersion(number, signal), listVersions(signal)]);
		return { text, versions };
	});
	return (
		<Page title={`Version ${number} of the privacy policy`} above={above}>
			<Ready of={found} what="the version">
				{(whole) => <Whole of={whole} change={found.change} />}
			</Ready>
		</Page>
	);
}

function Whole({ of: { text, versions }, change }: { of: whole; change: resource<whole>['change'] }) {
	const { heading, focus } = useHeading();
	const item = versions.find((v) => v.number === text.number)!;
	const put = (now: staff_policy_item): void =>
		change((old) => ({ ...old, versions: old.versions.map((v) => (v.number === now.number ? now : v)) }));
	const done = (now: staff_policy_item): void => {
		put(now);
		focus();
		say(now.published_at === null ? 'It is proposed: somebody else has to say the same.' : 'It is announced.');
	};
	return (
		<>
			<Facts of={item} />
			{isTelling(item) && <Telling number={item.number} put={put} />}
			<section class="request" aria-labelledby="next-heading">
				<h2 id="next-heading" tabIndex={-1} ref={heading}>
					What to do now
				</h2>
				{item.standing === 'waiting' ? (
					<Decide key={JSON.stringify(item.proposals)} of={item} done={done} />
				) : (
					<p>Nothing: {item.published_at === null ? 'a later version was announced instead' : `it was announced on ${dayOf(item.published_at)}`}.</p>
				)}
			</section>
			<section class="request" aria-labelledby="changes-heading">
				<h2 id="changes-heading">What people are told of it</h2>
				<ul class="dots">
					{text.changes.map((c) => (
						<li key={c.summary}>{c.summary}</li>
					))}
				</ul>
			</section>
			<section class="request" aria-labelledby="text-heading">
				<h2 id="text-heading">What it says</h2>
				<Compared text={text} others={versions.map((v) => ({ number: v.number, in_force: v.standing === 'in_force' }))} show={showVersion} />
			</section>
		</>
	);
}

function Facts({ of }: { of: staff_policy_item }) {
	const mails = mailsOf(of);
	return (
		<section class="request" aria-labelledby="facts-heading">
			<h2 class="unseen" id="facts-heading">
				What it is
			</h2>
			<dl class="facts-list">
				<Fact name="How it stands">{standings[of.standing]}</Fact>
				<Fact name="Shipped">{moment(of.shipped_at)}</Fact>
				<Fact name="Change">{of.class ? upper(of.class) : `${upper(of.suggested_class)}, as its authors see it`}</Fact>
				{of.effective_from && <Fact name="In force from">{dayOf(of.effective_from)}</Fact>}
				{mails && <Fact name="Mails">{mails}</Fact>}
				<Fact name="SHA-256">{of.sha256}</Fact>
			</dl>
		</section>
	);
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

/** While mails are on their way, how many have left is looked at again. */
function Telling({ number, put }: { number: number; put: (now: staff_policy_item) => void }) {
	const isOld = useLive(`mails of ${number}`, async (signal) => {
		const now = (await listVersions(signal)).versions.find((v) => v.number === number);
		if (now) put(now);
		return now !== undefined;
	});
	return (
		<p class="hint" role="status">
			{isOld ? 'The server does not answer now: there may be more by now.' : 'The mails are on their way.'}
		</p>
	);
}
