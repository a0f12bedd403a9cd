/** Having one's account erased: first what that does, then asking for it. */
import { batch } from '@preact/signals';
import * as api from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { figure } from '../../parts/words.ts';
import * as frozen from '../../store/frozen.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import type { erasure_preview, erasure_table, erasure_workspace } from '../../types.gen.ts';
import { Account } from '../person/account.tsx';
import { clause, lasting, sentence } from './words.ts';

export function Erasure() {
	const found = useResource('erasure', (signal) => api.previewErasure(signal));
	return (
		<Account part="Erase your account">
			<Ready of={found} what="what would be erased">
				{(preview) => <Whole preview={preview} />}
			</Ready>
		</Account>
	);
}

function Whole({ preview }: { preview: erasure_preview }) {
	const owned = preview.workspaces.filter((w) => w.fate === 'hand-over');
	return (
		<>
			<section aria-labelledby="erasure-heading">
				<h2 id="erasure-heading">Erase your account</h2>
				<p>
					What is about you is removed for good; nobody can bring it back. From the moment you ask, you are logged out
					everywhere, your access tokens are void and nobody can log in as you. For {lasting(preview.seconds)} a link that we
					mail to you takes it back. Then it is done, and certified.
				</p>
			</section>
			<Workspaces workspaces={preview.workspaces} />
			<Rows tables={preview.tables} />
			<section aria-labelledby="ask-heading">
				<h2 id="ask-heading">Ask for it</h2>
				{owned.length > 0 ? (
					<Flash kind="bad">
						You are the last owner of a workspace in which others are. <a href="/account/workspaces">Go there</a> and make one
						of them an owner first, or remove them.
					</Flash>
				) : (
					<Ask seconds={preview.seconds} />
				)}
			</section>
		</>
	);
}

const fates: Record<erasure_workspace['fate'], string> = {
	goes: 'Removed with all that is in it: nobody else is in it',
	'hand-over': 'Someone else has to own it first',
	stays: 'Stays, without you',
};

function Workspaces({ workspaces }: { workspaces: readonly erasure_workspace[] }) {
	if (workspaces.length === 0) return null;
	return (
		<section class="listed" aria-labelledby="places-heading">
			<h2 id="places-heading">Your workspaces</h2>
			<table class="table">
				<Heads of={['Workspace', 'What becomes of it']} />
				<tbody>
					{workspaces.map((w) => (
						<tr key={w.id}>
							<th scope="row">
								<bdi>{w.name}</bdi>
							</th>
							<td data-name="What becomes of it">{fates[w.fate]}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Rows({ tables }: { tables: readonly erasure_table[] }) {
	return (
		<section class="listed" aria-labelledby="rows-heading">
			<h2 id="rows-heading">What is stored</h2>
			<p class="hint">
				What you did in workspaces that stay, such as labels, is kept for those who work there, as done by a random id that
				leads to nobody.
			</p>
			<table class="table">
				<Heads of={['What', 'How many', 'What becomes of it']} />
				<tbody>
					{tables.map((t, i) => (
						<tr key={i}>
							<th scope="row">
								{sentence(t.about)}
								{t.why !== null && tables.some((o) => o !== t && o.why !== null && o.name === t.name) && ` (${clause(t.why)})`}
							</th>
							<td data-name="How many">{t.is_more ? `more than ${figure(t.rows)}` : figure(t.rows)}</td>
							<td data-name="What becomes of it">
								<Fate of={t} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Fate({ of }: { of: erasure_table }) {
	if (of.fate === 'delete') return <>Removed</>;
	if (of.fate === 'workspace') return <>Removed with the workspace</>;
	return (
		<>
			Stays as a random id’s
			{of.kept !== null && (
				<details>
					<summary>What is kept</summary>
					<p class="hint">{of.kept}</p>
				</details>
			)}
		</>
	);
}

function Ask({ seconds }: { seconds: number }) {
	const name = session.current.value?.username ?? '';
	const ask = async (username: string): Promise<void> => {
		const asked = await api.askErasure(username);
		batch(() => {
			frozen.asked.value = asked;
			session.forget();
			place.go('/frozen', { replace: true, isSure: true });
		});
	};
	return (
		<Form
			fields={[{ name: 'username', label: 'Your user name', hint: `Type ${name} if you are sure. It is done in ${lasting(seconds)}.`, ask: 'Type your user name' }]}
			action="Erase my account"
			doing="Asking…"
			submit={({ username }) => ask(username!.trim())}
		/>
	);
}
