/** What is not for the person's role: said, with who may. */
import * as session from '../store/session.ts';
import type { needs } from '../types.gen.ts';
import { isRole, roles, whoMay } from './roles.ts';

export function Denied({ need, what }: { need: keyof typeof needs; what: string }) {
	const role = session.current.value?.role;
	return (
		<div class="notice" role="note">
			<p>
				{whoMay(need)} {what}.
				{isRole(role) && ` Your role in this workspace is ${roles[role].name.toLowerCase()}: ask one of them.`}
			</p>
		</div>
	);
}
