/** Several members are put into a team at once. */
import { useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Checks } from '../../parts/choice.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { roleMay, roles } from '../../parts/roles.ts';
import { counted } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import type { member, team, team_member } from '../../types.gen.ts';

interface props {
	team: team;
	inside: readonly team_member[];
	close: () => void;
	done: (count: number) => void;
}

export function Fill({ team, inside, close, done }: props) {
	const found = useResource('all members', (signal) => api.listAllMembers(signal));
	const shown = (others: readonly member[]) =>
		others.length === 0 ? (
			<p>
				All members are in it. <a href="/workspace/invitations">Invite someone</a>
			</p>
		) : (
			<Choose team={team} others={others} close={close} done={done} />
		);
	return (
		<Dialog title={`Add members to ${team.name}`} close={close}>
			<Ready of={found} what="the members">
				{(all) => shown(all.filter((m) => !inside.some((i) => i.id === m.id)))}
			</Ready>
		</Dialog>
	);
}

interface choose_props {
	team: team;
	others: readonly member[];
	close: () => void;
	done: (count: number) => void;
}

function Choose({ team, others, close, done }: choose_props) {
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const submit = async (): Promise<void> => {
		if (chosen.size === 0) {
			throw new Problem(422, 'invalid', 'Choose whom', [{ pointer: '#/person', detail: 'need at least one mark' }]);
		}
		for (const id of chosen) await api.addTeammate(team.id, id);
		done(chosen.size);
	};
	const options = others.map((m) => ({
		value: m.id,
		name: m.username,
		about: roleMay(m.role, 'span.write')
			? roles[m.role].name.toLowerCase()
			: `${roles[m.role].name.toLowerCase()}: does not label`,
	}));
	return (
		<Form
			fields={[]}
			action={chosen.size > 0 ? `Add ${counted(chosen.size, 'member')}` : 'Add'}
			doing="Adding…"
			submit={submit}
			cancel={close}
			shows={['#/person']}
			more={(problem) => (
				<Checks
					label="Members"
					options={options}
					values={chosen}
					change={setChosen}
					flaw={problem?.at('#/person') ?? null}
				/>
			)}
		/>
	);
}
