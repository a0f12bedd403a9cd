/** What programs show in place of a log-in. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Empty } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { abilities, roleMay, roles } from '../../parts/roles.ts';
import { date, moment } from '../../parts/words.ts';
import { orGone } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { token_made, token_row, workspace } from '../../types.gen.ts';
import { Account } from './account.tsx';
import { Made, MakeToken } from './token-make.tsx';

interface state {
	readonly tokens: readonly token_row[];
	readonly workspaces: readonly workspace[];
}

async function read(signal: AbortSignal): Promise<state> {
	const [tokens, workspaces] = await Promise.all([api.listTokens(signal), api.listWorkspaces(signal)]);
	return { tokens, workspaces };
}

export function Tokens() {
	const found = useResource('tokens', read);
	return (
		<Account part="Access tokens">
			<Ready of={found} what="your access tokens">
				{(state) => <List state={state} change={(how) => found.change((now) => ({ ...now, tokens: how(now.tokens) }))} />}
			</Ready>
		</Account>
	);
}

function List({ state, change }: { state: state; change: resource<readonly token_row[]>['change'] }) {
	const { tokens } = state;
	const [made, setMade] = useState<token_made | null>(null);
	const [isMaking, setMaking] = useState(false);
	const [asked, setAsked] = useState<token_row | null>(null);
	const { heading, focus } = useHeading();
	const revoke = async (): Promise<void> => {
		await orGone(api.revokeToken(asked!.id));
		change((now) => now.filter((t) => t !== asked));
		if (made?.id === asked!.id) setMade(null);
		setAsked(null);
		focus();
		say('The token was revoked.');
	};
	const close = (now?: token_made): void => {
		setMaking(false);
		if (!now) return focus();
		const { access_token: _, ...row } = now;
		change((now) => [...now, row]);
		setMade(now);
	};
	return (
		<section class="listed" aria-labelledby="tokens-heading">
			<div class="headline">
				<h2 id="tokens-heading" tabIndex={-1} ref={heading}>
					Access tokens
				</h2>
				{!isMaking && !made && (
					<button type="button" class="main" onClick={() => setMaking(true)}>
						Make a token
					</button>
				)}
			</div>
			<p class="hint">
				A program shows a token in place of your log-in, and may do in one workspace what both the token and your
				role there allow. Nothing about your account: no passwords, sessions or tokens. When the service is restored
				from a backup, every token ends.
			</p>
			{isMaking && <MakeToken close={close} />}
			{made && (
				<Made
					token={made}
					close={() => {
						setMade(null);
						focus();
					}}
				/>
			)}
			{tokens.length > 0 ? (
				<Table state={state} ask={setAsked} />
			) : (
				!isMaking && (
					<Empty>
						<p>You have no access tokens. Make one to use the API from a script or a notebook.</p>
					</Empty>
				)
			)}
			{asked && (
				<Confirm
					title={`Revoke “${asked.name}”`}
					action="Revoke the token"
					doing="Revoking…"
					run={revoke}
					close={() => setAsked(null)}
				>
					<p>
						The very next request that shows <code>{asked.hint}…</code> is refused. It cannot be made good again;
						you can make another.
					</p>
				</Confirm>
			)}
		</section>
	);
}

function Table({ state, ask }: { state: state; ask: (token: token_row) => void }) {
	return (
		<table class="table">
			<Heads of={['Name', 'May', 'In', 'Last used', 'Ends']} acts />
			<tbody>
				{[...state.tokens].reverse().map((t) => (
					<Row key={t.id} token={t} where={state.workspaces.find((w) => w.id === t.workspace)} ask={() => ask(t)} />
				))}
			</tbody>
		</table>
	);
}

function Row({ token, where, ask }: { token: token_row; where: workspace | undefined; ask: () => void }) {
	return (
		<tr>
			<th scope="row">
				<bdi>{token.name}</bdi> <code>{token.hint}…</code>
			</th>
			<td data-name="May">
				<ul class="scopes">
					{token.scopes.map((s) => (
						<li key={s.name}>
							{abilities[s.name]}
							{where && !roleMay(where.role, s.name) && (
								<span class="hint"> (not while you are {roles[where.role].name.toLowerCase()})</span>
							)}
						</li>
					))}
				</ul>
			</td>
			<td data-name="In">
				<bdi>{where?.name ?? 'a workspace that you left'}</bdi>
			</td>
			<td data-name="Last used">{token.last_used_at ? moment(token.last_used_at) : 'never'}</td>
			<td data-name="Ends">{date(token.expires_at)}</td>
			<td class="act">
				<button type="button" class="quiet" onClick={ask}>
					Revoke<span class="unseen"> {token.name}</span>
				</button>
			</td>
		</tr>
	);
}
