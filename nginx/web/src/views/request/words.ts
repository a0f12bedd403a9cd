/** Requests by the law in the words of the pages. */
import type { option } from '../../parts/choice.tsx';
import type { privacy_request_event, privacy_request_new, privacy_request_read, staff_item } from '../../types.gen.ts';

type type = privacy_request_new['type'];
type law = privacy_request_new['jurisdiction'];
export type reason = privacy_request_read['reason'];

export const types: Record<type, string> = {
	access: 'See what is stored about me',
	portability: 'Get what I gave, to use it elsewhere',
	rectify: 'Have something corrected',
	erase: 'Have it erased',
	restrict: 'Have it kept, but not used',
	object: 'Object to a use of it',
	withdraw: 'Take back a consent',
	review_automated: 'Have a person review what a machine decided',
	complaint: 'Complain',
};

export const nouns: Record<type, string> = {
	access: 'Access',
	portability: 'Portability',
	rectify: 'Correction',
	erase: 'Erasure',
	restrict: 'Restriction',
	object: 'Objection',
	withdraw: 'Withdrawal of consent',
	review_automated: 'Review by a person',
	complaint: 'Complaint',
};

export const laws: Record<law, string> = {
	eu: 'European Union and EEA (GDPR)',
	uk: 'United Kingdom (UK GDPR)',
	california: 'California (CCPA)',
	unknown: 'Not said: the shortest time counts',
};

export const states: Record<staff_item['state'], string> = {
	received: 'Received',
	acknowledged: 'Acknowledged',
	verifying: 'Address not confirmed',
	verified: 'Address confirmed',
	unverifiable: 'Address never confirmed',
	assessing: 'Being assessed',
	approved: 'Approved',
	partly_approved: 'Approved in part',
	refused: 'Refused',
	executing: 'Being done',
	failed: 'Failed, to be tried again',
	answered: 'Answered',
	closed: 'Closed',
	withdrawn: 'Withdrawn',
	duplicate: 'Duplicate',
};

export const standings: Record<staff_item['standing'], string> = {
	open: 'In time',
	near: 'Due soon',
	overdue: 'Overdue',
	answered: 'Answered',
	closed: 'Closed',
};

export const reasons: Record<reason, string> = {
	handling: 'To answer it',
	'second-opinion': 'To check what someone else proposes',
	complaint: 'Because of a complaint about it',
	audit: 'To check how requests are answered',
};

export const sides: Record<privacy_request_event['by'], string> = {
	requester: 'Whoever asked',
	staff: 'Staff',
	clock: 'The program',
	system: 'The program',
};

export const optionsOf = <T extends string>(names: Record<T, string>): readonly option<T>[] =>
	(Object.entries(names) as [T, string][]).map(([value, name]) => ({ value, name }));
