/** Which version a text is, from when it counts, and by what one knows it again. */
import { dayOf } from '../../parts/day.ts';
import type { policy } from '../../types.gen.ts';

const KINDS = {
	saas: 'a service that is open to customers',
	demo: 'a demonstration',
	onprem: 'an organisation’s own installation',
};

export function since({ in_force, effective_from }: { in_force: boolean; effective_from: string }): string {
	if (in_force) return `in force since ${dayOf(effective_from)}`;
	return new Date(effective_from) > new Date() ? `in force from ${dayOf(effective_from)} on` : `was in force from ${dayOf(effective_from)} on`;
}

export function Standing({ of }: { of: policy }) {
	return (
		<div class="facts">
			<p>
				Version {of.number}, {since(of)}. It is for {KINDS[of.mode as keyof typeof KINDS]}.
			</p>
			<p class="hash">
				SHA-256 of the text: <code>{of.sha256}</code>
			</p>
		</div>
	);
}
