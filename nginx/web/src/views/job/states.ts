/** What a job's state means, in the words of the pages. */
import type { annotation_job } from '../../types.gen.ts';

export type state = annotation_job['state'];

export interface meaning {
	readonly name: string;
	readonly means: string;
	/** What the button says that brings a job there, and what is said when it is. */
	readonly action: string;
	readonly done: string;
}

export const states: Readonly<Record<state, meaning>> = {
	active: {
		name: 'Active',
		means: 'Its examples are handed out, in the order of the queue.',
		action: 'Resume',
		done: 'is active: its examples are handed out',
	},
	paused: {
		name: 'Paused',
		means: 'Nothing new is handed out. What is in someone’s hands can still be submitted.',
		action: 'Pause',
		done: 'is paused: nothing new is handed out',
	},
	archived: {
		name: 'Archived',
		means: 'Closed: nothing is handed out and nothing is taken. Labels stay and can be downloaded.',
		action: 'Archive',
		done: 'is archived: it is closed',
	},
};

/** Where one can go from each state; the first is the usual way. */
export const ways: Readonly<Record<state, readonly state[]>> = {
	active: ['paused', 'archived'],
	paused: ['active', 'archived'],
	archived: ['active'],
};
