/** Every request that the pages make, by noun; but for the policy's (api/policy.ts), which whoever labels need not fetch. */
export * from './api/dataset.ts';
export * from './api/assignment.ts';
export * from './api/document.ts';
export * from './api/erasure.ts';
export * from './api/job.ts';
export * from './api/mail.ts';
export * from './api/person.ts';
export * from './api/privacy.ts';
export * from './api/project.ts';
export * from './api/schema.ts';
export { hooks } from './api/send.ts';
export * from './api/session.ts';
export * from './api/workspace.ts';
