/** Versions of the policy in the words of the staff's pages. */
import type { option } from '../../parts/choice.tsx';
import { dayOf } from '../../parts/day.ts';
import { figure } from '../../parts/words.ts';
import type { staff_policy_item, staff_policy_proposal } from '../../types.gen.ts';

export type kind = staff_policy_item['suggested_class'];

export const standings: Record<staff_policy_item['standing'], string> = {
	waiting: 'Waits for two of the staff',
	announced: 'Announced',
	in_force: 'In force',
	past: 'Past',
};

export const kinds: readonly option<kind>[] = [
	{ value: 'material', name: 'Material', about: 'It changes what people may rely on. Everyone who has an account is told by mail.' },
	{ value: 'minor', name: 'Minor', about: 'It changes only how that is said. It is told on the pages, not by mail.' },
];

/** "material, in force from 3 January 2027 on" */
export const wordsOf = (p: Pick<staff_policy_proposal, 'class' | 'effective_from'>): string =>
	`${p.class}, in force from ${dayOf(p.effective_from)} on`;

/** Are mails of it on their way? */
export const isTelling = ({ class: kind, standing, to_tell, told }: staff_policy_item): boolean =>
	kind === 'material' && standing === 'announced' && (to_tell === null || (told ?? 0) < to_tell);

/** How many were told by mail, as far as that is known. */
export function mailsOf(of: staff_policy_item): string {
	if (of.published_at === null) return '';
	if (of.to_tell !== null)
		return `${figure(of.told ?? 0)} of ${figure(of.to_tell)}${of.failed ? `; ${figure(of.failed)} could not be sent` : ''}`;
	return isTelling(of) ? 'Not counted yet' : 'None';
}
