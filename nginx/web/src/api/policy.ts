/** The privacy policy, and what stands behind it. */
import { readFile } from './file.ts';
import { read } from './send.ts';

/** One version, or the one in force. */
export const showPolicy = (number: number | null, signal?: AbortSignal) =>
	read('GET /privacy/policy', { query: number === null ? {} : { number }, signal });
export const listPolicies = (signal?: AbortSignal) => read('GET /privacy/policy/changes', { signal });

/** What the build has written of a clause of the policy: scripts/proof.mjs. */
export interface proven {
	readonly id: string;
	readonly about: string;
	/** "kept", or "not served: why" */
	readonly standing: string;
	readonly tests: readonly { readonly file: string; readonly name: string }[];
	readonly columns: readonly { readonly name: string; readonly about: string }[];
}
export const showProof = (signal?: AbortSignal) => readFile<{ clauses: proven[] }>('/legal/proof.json', signal);
