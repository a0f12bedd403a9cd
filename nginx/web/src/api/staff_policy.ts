/** The versions of the policy as the staff has them: also those that wait until two have decided. */
import type { staff_policy_decision } from '../types.gen.ts';
import { read, write } from './send.ts';

export const listVersions = (signal?: AbortSignal) => read('GET /privacy/staff/policies', { signal });
export const showVersion = (number: number, signal?: AbortSignal) => read('GET /privacy/staff/policy', { query: { number }, signal });
export const decideVersion = (body: staff_policy_decision) => write('POST /privacy/staff/policy/decisions', { body });
