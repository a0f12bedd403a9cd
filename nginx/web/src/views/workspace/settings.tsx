/** The workspace itself: its name, and how to leave it. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Ready } from '../../parts/ready.tsx';
import { Rename } from '../../parts/rename.tsx';
import { useResource } from '../../parts/resource.ts';
import { roles, whoMay } from '../../parts/roles.ts';
import { date } from '../../parts/words.ts';
import { asProblem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import { say } from '../../store/voice.ts';
import type { workspace } from '../../types.gen.ts';
import { Workspace } from './workspace.tsx';

const readHere = async (signal?: AbortSignal): Promise<workspace | null> =>
	(await api.listWorkspaces(signal)).find((w) => w.id === session.current.value?.workspace) ?? null;

export function Settings() {
	const found = useResource('workspace', readHere);
	return (
		<Workspace part="Settings">
			<Ready of={found} what="the workspace">
				{(workspace) => <Facts workspace={workspace} replace={found.replace} />}
			</Ready>
		</Workspace>
	);
}

function Facts({ workspace, replace }: { workspace: workspace; replace: (now: workspace) => void }) {
	const [doing, setDoing] = useState<'rename' | 'leave' | null>(null);
	const { heading, focus } = useHeading();
	const renamed = async (now?: workspace): Promise<void> => {
		setDoing(null);
		focus();
		if (!now) return;
		replace(now);
		await session.refresh();
	};
	return (
		<section class="settings" aria-labelledby="settings-heading">
			<h2 class="unseen" id="settings-heading" tabIndex={-1} ref={heading}>
				Settings
			</h2>
			<dl>
				<div>
					<dt>Name</dt>
					<dd>
						<bdi>{workspace.name}</bdi>
						{!may('workspace.write') && <p class="hint">{whoMay('workspace.write')} may rename it.</p>}
					</dd>
					{may('workspace.write') && (
						<dd class="act">
							<button type="button" aria-expanded={doing === 'rename'} onClick={() => setDoing('rename')}>
								Rename
							</button>
						</dd>
					)}
					{doing === 'rename' && (
						<dd class="whole">
							<Rename
								of={workspace}
								group="Rename the workspace"
								save={(seen, { name }) => api.renameWorkspace(seen, name)}
								read={() => readHere()}
								done={renamed}
							/>
						</dd>
					)}
				</div>
				<div>
					<dt>Your role</dt>
					<dd>
						{roles[workspace.role].name}, since {date(workspace.created_at)}
						<p class="hint">{roles[workspace.role].about}</p>
					</dd>
				</div>
				<div>
					<dt>Membership</dt>
					<dd>
						<p class="hint">Your other workspaces stay. What you have labelled here stays here.</p>
					</dd>
					<dd class="act">
						<button type="button" onClick={() => setDoing('leave')}>
							Leave
						</button>
					</dd>
				</div>
			</dl>
			<p>
				<a href="/account/workspaces">Your workspaces</a>
			</p>
			{doing === 'leave' && <Leave workspace={workspace} close={() => setDoing(null)} />}
		</section>
	);
}

function Leave({ workspace, close }: { workspace: workspace; close: () => void }) {
	const leave = async (): Promise<void> => {
		try {
			await api.leaveWorkspace();
		} catch (thrown) {
			const problem = asProblem(thrown);
			if (problem.status !== 409) throw thrown;
			throw problem.saying(
				'You are its only owner, and a workspace keeps one. Make someone else owner first, on the page Members',
			);
		}
		await session.refresh();
		place.go('/account/workspaces', { isSure: true });
		say(`You have left ${workspace.name}.`);
	};
	return (
		<Confirm title={`Leave ${workspace.name}`} action="Leave the workspace" doing="Leaving…" run={leave} close={close}>
			<p>
				You lose <strong dir="auto">{workspace.name}</strong> at once: its projects, your place in its teams, and the
				access tokens that you made for it. To come back you need an invitation.
			</p>
		</Confirm>
	);
}
