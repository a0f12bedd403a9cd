/** That this account was frozen in this tab a moment ago; whoever loads the page anew reads it in their mail. */
import { signal } from '@preact/signals';
import type { erasure } from '../types.gen.ts';

export const asked = signal<erasure | null>(null);
