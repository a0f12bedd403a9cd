/** The workspaces that one belongs to, and which of them one is in. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { useHeading } from '../../parts/confirm.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Empty, Flash } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { type resource, useResource } from '../../parts/resource.ts';
import { roles } from '../../parts/roles.ts';
import { date } from '../../parts/words.ts';
import { asProblem, type Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import { say } from '../../store/voice.ts';
import type { workspace } from '../../types.gen.ts';
import { Account } from './account.tsx';
import { Invited } from './invited.tsx';

export function Workspaces() {
	const found = useResource('workspaces', (signal) => api.listWorkspaces(signal));
	return (
		<Account part="Workspaces">
			<Invited />
			<Ready of={found} what="your workspaces">
				{(workspaces) => <List workspaces={workspaces} change={found.change} />}
			</Ready>
		</Account>
	);
}

interface props {
	workspaces: readonly workspace[];
	change: resource<workspace[]>['change'];
}

function List({ workspaces, change }: props) {
	const [isMaking, setMaking] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const { heading, focus } = useHeading();
	const go = async (to: workspace): Promise<void> => {
		if (!place.mayGo()) return;
		setProblem(null);
		try {
			await session.moveTo(to.id);
			place.go('/', { isSure: true });
			say(`You are in the workspace ${to.name} now.`);
		} catch (thrown) {
			const found = asProblem(thrown);
			setProblem(found.status === 404 ? found.saying(`You do not belong to ${to.name} any more`) : found);
		}
	};
	const close = (made?: workspace): void => {
		setMaking(false);
		focus();
		if (!made) return;
		change((now) => [...now, made]);
		say(`The workspace ${made.name} was made.`);
	};
	return (
		<section class="listed" aria-labelledby="workspaces-heading">
			<div class="headline">
				<h2 id="workspaces-heading" tabIndex={-1} ref={heading}>
					Your workspaces
				</h2>
				{!isMaking && (
					<button type="button" onClick={() => setMaking(true)}>
						Make a workspace
					</button>
				)}
			</div>
			<p class="hint">
				A workspace is people and the projects that they share; nobody else sees these. You are in one at a time, in
				all windows of this browser.
			</p>
			{problem && <Flash kind="bad">{problem.message}.</Flash>}
			{isMaking && <Make close={close} />}
			{workspaces.length === 0 && !isMaking && (
				<Empty>
					<p>You belong to no workspace. Make one, or ask someone to invite you to theirs.</p>
				</Empty>
			)}
			{workspaces.length > 0 && <Table workspaces={workspaces} go={go} />}
		</section>
	);
}

function Table({ workspaces, go }: { workspaces: readonly workspace[]; go: (to: workspace) => Promise<void> }) {
	const here = session.current.value?.workspace;
	return (
		<table class="table">
			<Heads of={['Name', 'You are its', 'Since']} acts />
			<tbody>
				{workspaces.map((w) => (
					<tr key={w.id}>
						<th scope="row">
							<bdi>{w.name}</bdi> {w.id === here && <span class="badge">You are here</span>}
						</th>
						<td data-name="You are its">{roles[w.role].name.toLowerCase()}</td>
						<td data-name="Since">{date(w.created_at)}</td>
						<td class="act">
							{w.id === here ? (
								<a href="/workspace/settings">
									{w.role === 'owner' || w.role === 'admin' ? 'Rename or leave' : 'Leave'}
									<span class="unseen"> {w.name}</span>
								</a>
							) : (
								<button type="button" class="quiet" onClick={() => go(w)}>
									Go there<span class="unseen"> {w.name}</span>
								</button>
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

const fields: readonly field[] = [
	{ name: 'name', label: 'Name', hint: 'What its members will call it', maxLength: 200 },
];

function Make({ close }: { close: (made?: workspace) => void }) {
	const submit = async ({ name }: values): Promise<void> => close(await api.makeWorkspace(name!.trim()));
	return (
		<section class="panel" aria-label="New workspace">
			<Form
				fields={fields}
				action="Make the workspace"
				doing="Making it…"
				submit={submit}
				cancel={() => close()}
			/>
		</section>
	);
}
